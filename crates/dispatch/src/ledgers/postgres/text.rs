//! Text that PostgreSQL does not take: it has no NUL. It is kept as two characters, which begin with one that is kept as
//! two itself, so that nothing is lost and no two texts become one.

const ESCAPE: char = '\u{1a}';
const ESCAPED_NUL: &str = "\u{1a}0";
const ESCAPED_ESCAPE: &str = "\u{1a}1";

/// The text as it is kept.
pub(super) fn kept(text: &str) -> String {
    if text.contains(['\0', ESCAPE]) { text.replace(ESCAPE, ESCAPED_ESCAPE).replace('\0', ESCAPED_NUL) } else { text.to_owned() }
}

/// Makes a text one that can be kept.
pub(super) fn keep(text: &mut String) {
    if text.contains(['\0', ESCAPE]) {
        *text = kept(text);
    }
}

/// Makes a text that was kept what it was.
pub(super) fn restore(text: &mut String) {
    if text.contains(ESCAPE) {
        *text = text.replace(ESCAPED_NUL, "\0").replace(ESCAPED_ESCAPE, "\u{1a}");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_is_restored_and_has_no_nul_while_it_is_kept(text in "[\\x00\\x1a01a]{0,12}") {
            let mut held = text.clone();
            keep(&mut held);
            prop_assert!(!held.contains('\0'));
            prop_assert_eq!(&held, &kept(&text));
            restore(&mut held);
            prop_assert_eq!(held, text);
        }
    }
}
