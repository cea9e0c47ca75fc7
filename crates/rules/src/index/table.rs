//! Rules by what one value of an event must be.

use std::hash::Hasher;

use reach_expr::{Fuel, Literal, Str, Value, loose_eq};
use rustc_hash::{FxHashMap, FxHasher};

use super::summary::{Probe, number_of};

/// Rules by the values of one path. Keys are hashes: a collision offers a rule in vain, which then does not match.
#[derive(Debug, Default)]
pub(super) struct Table {
    exact: FxHashMap<u64, Posting>,
    prefixes: FxHashMap<u64, Posting>,
    /// The lengths that prefixes have, ascending.
    prefix_lengths: Vec<u32>,
    bands: Bands,
    /// Rules whose literal equals null, true, false.
    null: Vec<u32>,
    bools: [Vec<u32>; 2],
    /// All rules of the table, for values that the maps do not tell apart.
    all: Vec<u32>,
    overflow: Vec<Vec<u32>>,
}

/// One rule, or a place in [`Table::overflow`].
#[derive(Clone, Copy, Debug)]
enum Posting {
    One(u32),
    Many(u32),
}

impl Table {
    pub fn insert(&mut self, probe: &Probe, rule: u32) {
        if self.all.last() != Some(&rule) {
            self.all.push(rule);
        }
        match probe {
            Probe::Equal(literal) => {
                let value = literal.value();
                for (other, rules) in [(Value::Null, &mut self.null), (Value::Bool(false), &mut self.bools[0])] {
                    if equals(&value, &other) {
                        rules.push(rule);
                    }
                }
                if equals(&value, &Value::Bool(true)) {
                    self.bools[1].push(rule);
                }
                post(&mut self.exact, &mut self.overflow, hash_literal(literal), rule);
            }
            Probe::Prefix(prefix) => {
                // An empty text begins with nothing but the empty prefix, and null counts as one.
                if prefix.is_empty() {
                    self.null.push(rule);
                    self.bools[0].push(rule);
                }
                self.bools[1].push(rule);
                let length = prefix.len() as u32;
                if let Err(place) = self.prefix_lengths.binary_search(&length) {
                    self.prefix_lengths.insert(place, length);
                }
                post(&mut self.prefixes, &mut self.overflow, hash_bytes(prefix), rule);
            }
            Probe::Range(low, high) => {
                self.bands.insert(*low, *high, rule);
                self.null.push(rule);
                self.bools[0].push(rule);
                self.bools[1].push(rule);
            }
        }
    }

    /// To be called once, after the last insertion.
    pub fn finish(&mut self) {
        self.bands.finish();
        self.null.shrink_to_fit();
        self.all.shrink_to_fit();
        self.bools.iter_mut().for_each(Vec::shrink_to_fit);
    }

    /// Offers the rules that a value may match.
    pub fn offer(&self, value: &Value<'_>, rules: &mut Vec<u32>) {
        match value {
            Value::Null => rules.extend_from_slice(&self.null),
            Value::Bool(bool) => rules.extend_from_slice(&self.bools[usize::from(*bool)]),
            // It equals the text that it prints as, too.
            Value::Float(number) if !number.is_finite() => self.offer_all(rules),
            Value::Int(_) | Value::Float(_) => self.offer_scalar(value, None, rules),
            Value::Str(text) => self.offer_scalar(value, Some(text), rules),
            Value::Array(_) | Value::Object(_) => self.offer_all(rules),
        }
    }

    /// Offers all: the value is not known, or of a kind that the maps do not tell apart.
    pub fn offer_all(&self, rules: &mut Vec<u32>) {
        rules.extend_from_slice(&self.all);
    }

    fn offer_scalar(&self, value: &Value<'_>, text: Option<&Str<'_>>, rules: &mut Vec<u32>) {
        let number = number_of(value);
        if !self.exact.is_empty() {
            let hash = match (number, text) {
                (Some(number), _) => hash_number(number),
                (None, Some(text)) => hash_bytes(text.as_bytes()),
                (None, None) => return,
            };
            self.take(self.exact.get(&hash), rules);
        }
        if !self.bands.is_empty() {
            match number {
                Some(number) => self.bands.offer(number, rules),
                // Compared as texts: anything may be.
                None => self.bands.offer_all(rules),
            }
        }
        if !self.prefix_lengths.is_empty() {
            let printed;
            let bytes = match text {
                Some(text) => text.as_bytes(),
                None => {
                    printed = reach_expr::to_str(value).map(|text| text.as_bytes().to_vec()).unwrap_or_default();
                    &printed
                }
            };
            for length in &self.prefix_lengths {
                let Some(prefix) = bytes.get(..*length as usize) else { break };
                self.take(self.prefixes.get(&hash_bytes(prefix)), rules);
            }
        }
    }

    fn take(&self, posting: Option<&Posting>, rules: &mut Vec<u32>) {
        match posting {
            None => {}
            Some(Posting::One(rule)) => rules.push(*rule),
            Some(Posting::Many(place)) => rules.extend_from_slice(&self.overflow[*place as usize]),
        }
    }
}

fn post(map: &mut FxHashMap<u64, Posting>, overflow: &mut Vec<Vec<u32>>, hash: u64, rule: u32) {
    match map.entry(hash) {
        std::collections::hash_map::Entry::Vacant(entry) => {
            entry.insert(Posting::One(rule));
        }
        std::collections::hash_map::Entry::Occupied(mut entry) => match *entry.get() {
            Posting::One(first) if first == rule => {}
            Posting::One(first) => {
                entry.insert(Posting::Many(overflow.len() as u32));
                overflow.push(vec![first, rule]);
            }
            Posting::Many(place) => overflow[place as usize].push(rule),
        },
    }
}

fn equals(left: &Value<'_>, right: &Value<'_>) -> bool {
    loose_eq(left, right, &mut Fuel::new()).unwrap_or(true)
}

fn hash_literal(literal: &Literal) -> u64 {
    match (number_of(&literal.value()), literal) {
        (Some(number), _) => hash_number(number),
        (None, Literal::Str(text)) => hash_bytes(text),
        (None, _) => 0,
    }
}

/// A number that equal probes share.
pub(super) fn hash_probe(probe: &Probe) -> u64 {
    match probe {
        Probe::Equal(literal) => hash_literal(literal),
        Probe::Prefix(prefix) => hash_bytes(prefix),
        Probe::Range(low, high) => hash_number(*low) ^ hash_number(*high).rotate_left(1),
    }
}

/// Equal numbers have equal hashes, whatever they are written as; 0.0 and -0.0 are equal.
fn hash_number(number: f64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64((number + 0.0).to_bits());
    hasher.write_u8(1);
    hasher.finish()
}

fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// Bands of numbers, asked for those that hold one: a balanced tree by lower end, laid out in a list, each node
/// with the highest upper end below it.
#[derive(Debug, Default)]
struct Bands {
    bands: Vec<Band>,
}

#[derive(Clone, Copy, Debug)]
struct Band {
    low: f64,
    high: f64,
    /// The highest upper end in the part of the list whose middle this is.
    highest: f64,
    rule: u32,
}

impl Bands {
    fn insert(&mut self, low: f64, high: f64, rule: u32) {
        self.bands.push(Band { low, high, highest: high, rule });
    }

    fn finish(&mut self) {
        self.bands.sort_by(|left, right| left.low.total_cmp(&right.low));
        self.bands.shrink_to_fit();
        highest(&mut self.bands);
    }

    fn is_empty(&self) -> bool {
        self.bands.is_empty()
    }

    fn offer(&self, number: f64, rules: &mut Vec<u32>) {
        if number.is_nan() {
            return self.offer_all(rules);
        }
        offer_band(&self.bands, number, rules);
    }

    fn offer_all(&self, rules: &mut Vec<u32>) {
        rules.extend(self.bands.iter().map(|band| band.rule));
    }
}

/// As deep as the logarithm of the number of bands.
fn highest(bands: &mut [Band]) -> f64 {
    let middle = bands.len() / 2;
    let Some((left, rest)) = bands.split_at_mut_checked(middle) else { return f64::NEG_INFINITY };
    let Some((band, right)) = rest.split_first_mut() else { return f64::NEG_INFINITY };
    band.highest = band.high.max(highest(left)).max(highest(right));
    band.highest
}

fn offer_band(bands: &[Band], number: f64, rules: &mut Vec<u32>) {
    let middle = bands.len() / 2;
    let Some((left, rest)) = bands.split_at_checked(middle) else { return };
    let Some((band, right)) = rest.split_first() else { return };
    if band.highest < number {
        return;
    }
    offer_band(left, number, rules);
    if band.low <= number {
        if number <= band.high {
            rules.push(band.rule);
        }
        offer_band(right, number, rules);
    }
}
