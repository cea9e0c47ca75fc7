//! `preg_quote`.

/// `preg_quote(text, delimiter)`: with a backslash before all that means something in a pattern, and before the
/// delimiter, of which PHP takes the first byte.
pub fn quote(text: &[u8], delimiter: Option<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &byte in text {
        match byte {
            b'\0' => out.extend_from_slice(b"\\000"),
            _ if Some(byte) == delimiter || br".\+*?[^]$(){}=!<>|:-#".contains(&byte) => out.extend_from_slice(&[b'\\', byte]),
            _ => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_means_something_is_escaped() {
        assert_eq!(quote(b"a.b*[c]-#d", None), b"a\\.b\\*\\[c\\]\\-\\#d");
        assert_eq!(quote(b"a/b~", Some(b'/')), b"a\\/b~");
        assert_eq!(quote(b"\0", None), b"\\000");
    }
}
