//! From bytes to a text that may hold a document.

use crate::Error;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A text, and where its document begins: behind a byte order mark, if there is one.
pub(crate) fn decode(bytes: &[u8]) -> Result<(&str, usize), Error> {
    if is_utf16(bytes) {
        return Err(Error::Utf16 { offset: 0 });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Error::InvalidUtf8 { offset: error.valid_up_to() })?;
    open(text)
}

/// The same for a text that is known to be one.
pub(crate) fn open(text: &str) -> Result<(&str, usize), Error> {
    // Places are kept in 32 bits.
    match u32::try_from(text.len()) {
        Ok(_) => Ok((text, if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 })),
        Err(_) => Err(Error::TooLong { offset: u32::MAX as usize }),
    }
}

/// A document begins with an ASCII character, and so does what follows: in UTF-16 one of the first two bytes is NUL.
fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_told_by_its_mark_or_its_nul_bytes() {
        for bytes in [&b"\xff\xfe{\0}\0"[..], b"\xfe\xff\0{\0}", b"{\0}\0", b"\0{\0}", b"\0\0\xfe\xff"] {
            assert_eq!(decode(bytes), Err(Error::Utf16 { offset: 0 }), "{bytes:?}");
        }
    }

    #[test]
    fn a_utf8_byte_order_mark_is_skipped() {
        assert_eq!(decode(b"\xef\xbb\xbf{}"), Ok(("\u{feff}{}", 3)));
        assert_eq!(decode(b"{}"), Ok(("{}", 0)));
    }

    #[test]
    fn bad_utf8_is_placed() {
        assert_eq!(decode(b"[\"\xc3\"]"), Err(Error::InvalidUtf8 { offset: 2 }));
    }
}
