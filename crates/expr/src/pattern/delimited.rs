//! A pattern as PHP's functions take it: between delimiters, modifiers behind (`expressions.md F2`).

use super::error::PatternError;

/// The modifiers that stand behind a pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Modifiers {
    /// `i`
    pub caseless: bool,
    /// `m`
    pub multiline: bool,
    /// `s`
    pub dot_all: bool,
    /// `x`
    pub extended: bool,
    /// `u`
    pub unicode: bool,
    /// `U`
    pub ungreedy: bool,
    /// `A`
    pub anchored: bool,
    /// `D`
    pub dollar_end_only: bool,
}

/// The pattern between its delimiters, and the modifiers.
pub(super) fn split(code: &[u8]) -> Result<(&[u8], Modifiers), PatternError> {
    let blanks = code.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0x0b).count();
    let Some((&open, rest)) = code[blanks..].split_first() else {
        return Err(PatternError::wrong("it is empty"));
    };
    if open.is_ascii_alphanumeric() || open == b'\\' || open == 0 {
        return Err(PatternError::wrong("a delimiter must not be a letter, a digit, a backslash or a zero byte"));
    }
    let close = match open {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        other => other,
    };
    let Some(end) = end_of(rest, open, close) else {
        return Err(PatternError::wrong(format!("it has no ending delimiter `{}`", char::from(close))));
    };
    Ok((&rest[..end], modifiers(&rest[end + 1..])?))
}

/// Where the closing delimiter is: escaped ones do not count, brackets nest.
fn end_of(rest: &[u8], open: u8, close: u8) -> Option<usize> {
    let mut depth = 1;
    let mut at = 0;
    while let Some(&byte) = rest.get(at) {
        if byte == b'\\' {
            at += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        } else if byte == open {
            depth += 1;
        }
        at += 1;
    }
    None
}

fn modifiers(letters: &[u8]) -> Result<Modifiers, PatternError> {
    let mut modifiers = Modifiers::default();
    for letter in letters {
        let flag = match letter {
            b'i' => &mut modifiers.caseless,
            b'm' => &mut modifiers.multiline,
            b's' => &mut modifiers.dot_all,
            b'x' => &mut modifiers.extended,
            b'u' => &mut modifiers.unicode,
            b'U' => &mut modifiers.ungreedy,
            b'A' => &mut modifiers.anchored,
            b'D' => &mut modifiers.dollar_end_only,
            b' ' | b'\n' | b'\r' => continue,
            other => return Err(PatternError::wrong(format!("unknown modifier `{}`", char::from(*other)))),
        };
        *flag = true;
    }
    Ok(modifiers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_any_bytes_but_letters_digits_and_backslashes() {
        for (code, inner) in [
            ("/a/", "a"),
            (" \n#a#", "a"),
            ("~a\\~b~", "a\\~b"),
            ("{a{2}}", "a{2}"),
            ("(a(b)\\)c)", "a(b)\\)c"),
            ("[a[b]]", "a[b]"),
            ("<a>", "a"),
            ("%%", ""),
        ] {
            assert_eq!(split(code.as_bytes()).map(|(inner, _)| inner), Ok(inner.as_bytes()), "{code}");
        }
        // Of a character of several bytes the first alone is the delimiter.
        assert_eq!(split(b"\xc3a\xc3").map(|(inner, _)| inner), Ok(&b"a"[..]));
    }

    #[test]
    fn patterns_without_delimiters_are_wrong() {
        for code in ["", "  ", "abc", "1a1", "\\a\\", "/a", "(a", "{a}}", "\0a\0", "/a\\/", "/a/k", "/a/ii-", "\u{e9}a\u{e9}"] {
            assert!(matches!(split(code.as_bytes()), Err(PatternError::Wrong(_))), "{code}");
        }
    }

    #[test]
    fn modifiers_are_read() {
        let all = split(b"/a/imsxuUAD\n ").map(|(_, modifiers)| modifiers);
        assert_eq!(
            all,
            Ok(Modifiers {
                caseless: true,
                multiline: true,
                dot_all: true,
                extended: true,
                unicode: true,
                ungreedy: true,
                anchored: true,
                dollar_end_only: true,
            })
        );
        assert_eq!(split(b"/a/").map(|(_, modifiers)| modifiers), Ok(Modifiers::default()));
    }
}
