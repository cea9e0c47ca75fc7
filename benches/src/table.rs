//! Figures as text, each with its ratio to the first (L17).

use std::fmt;
use std::time::Duration;

/// Figures of one run.
#[derive(Debug, Clone)]
pub struct Table {
    title: String,
    unit: &'static str,
    rows: Vec<(String, f64)>,
}

impl Table {
    /// An empty one. The first figure that it gets is the one that all are divided by.
    #[must_use]
    pub fn new(title: impl Into<String>, unit: &'static str) -> Self {
        Self { title: title.into(), unit, rows: Vec::new() }
    }

    /// Adds a figure.
    pub fn row(&mut self, name: impl Into<String>, figure: f64) {
        self.rows.push((name.into(), figure));
    }
}

/// Nanoseconds for each of so many.
#[must_use]
pub fn nanoseconds_per(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e9 / count.max(1) as f64
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<52}{:>12}{:>9}", self.title, self.unit, "ratio")?;
        let base = self.rows.first().map_or(f64::NAN, |(_, figure)| *figure);
        for (name, figure) in &self.rows {
            let decimals = if figure.abs() < 100.0 { 1 } else { 0 };
            writeln!(f, "{name:<52}{figure:>12.decimals$}{:>9.3}", figure / base)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_stands_with_its_ratio_to_the_first() {
        let mut table = Table::new("W10", "ns/event");
        table.row("typed parse", nanoseconds_per(Duration::from_micros(40), 10));
        table.row("decide", 50.0);
        let lines = [
            "W10                                                     ns/event    ratio",
            "typed parse                                                 4000    1.000",
            "decide                                                      50.0    0.013",
        ];
        assert_eq!(table.to_string(), format!("{}\n", lines.join("\n")));
    }
}
