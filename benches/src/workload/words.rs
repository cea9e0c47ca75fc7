//! Text to fill titles and descriptions with.

use super::draw::Draw;

/// A few of them beyond ASCII, since a message escapes those.
const WORDS: [&str; 40] = [
    "the",
    "lecture",
    "on",
    "history",
    "of",
    "art",
    "with",
    "notes",
    "caf\u{e9}",
    "and",
    "an",
    "introduction",
    "to",
    "city",
    "planning",
    "in",
    "three",
    "parts",
    "recorded",
    "live",
    "m\u{fc}nchen",
    "science",
    "for",
    "beginners",
    "how",
    "rivers",
    "shape",
    "valleys",
    "a",
    "talk",
    "about",
    "music",
    "from",
    "spring",
    "term",
    "questions",
    "answers",
    "biology",
    "cells",
    "light",
];

/// Words of exactly that many characters together, blanks between them included.
pub(super) fn text(draw: &mut Draw, characters: usize) -> String {
    let mut text = String::with_capacity(characters + 16);
    let mut left = characters;
    while left > 0 {
        let separator = if text.is_empty() { "" } else { " " };
        for character in separator.chars().chain(draw.pick(WORDS).chars()).take(left) {
            text.push(character);
            left -= 1;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::draw::Purpose;

    #[test]
    fn a_text_is_as_long_as_asked() {
        let mut draw = Draw::new(7, Purpose::Filling);
        for characters in [0, 1, 20, 260] {
            assert_eq!(text(&mut draw, characters).chars().count(), characters);
        }
    }
}
