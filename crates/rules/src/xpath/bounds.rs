//! What a metadata document may be at most: the parser takes time that grows with the square of the number of
//! attributes of an element and of namespaces, so both are counted before it sees the text.

use reach_expr::Fault;

/// How many nodes a metadata document may have: elements, texts, comments and instructions together.
pub const MAX_NODES: u32 = 100_000;

/// How many attributes an element may have.
const MAX_ATTRIBUTES: usize = 256;

/// How many namespaces a document may declare.
const MAX_NAMESPACES: usize = 64;

/// Refuses what would take the parser long.
pub(super) fn check(xml: &str) -> Result<(), Fault> {
    if xml.matches("xmlns").count() > MAX_NAMESPACES {
        return Err(Fault::OverBudget { what: "more than 64 namespaces in metadata" });
    }
    // No attribute holds a `<`, so those of one element stand between two of them.
    if xml.split('<').any(|tag| assignments(tag) > MAX_ATTRIBUTES) {
        return Err(Fault::OverBudget { what: "more than 256 attributes of an element of metadata" });
    }
    Ok(())
}

/// How often a `=` stands before a quote.
fn assignments(tag: &str) -> usize {
    let blank = |c: char| c.is_ascii_whitespace();
    tag.split('=').skip(1).filter(|rest| rest.trim_start_matches(blank).starts_with(['\'', '"'])).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_namespaces_are_counted_however_they_are_written() {
        let attributes = |count: usize, text: &str| format!("<a><b{}/></a>", text.repeat(count));
        for text in [" a='x'", " a = \"x\"", " a=\n'>'"] {
            assert_eq!(check(&attributes(256, text)), Ok(()), "{text}");
            assert!(check(&attributes(257, text)).is_err(), "{text}");
        }
        assert!(check(&"<a xmlns:b='c'>".repeat(65)).is_err());
        assert_eq!(check(&"<a b='c'>= = x == </a>".repeat(1000)), Ok(()));
        assert_eq!(check(&format!("<a>{}</a>", "=".repeat(1000))), Ok(()));
    }
}
