//! `strtotime`: English text to a moment (`expressions.md T2`).
//!
//! PHP reads such a text as a row of tokens, each the longest that fits (`rules`, written with `grammar`). A token
//! sets parts of a date, of a time, or a relative offset (`parts`); what is left unset comes from the base, and
//! then the offsets apply (`resolve`). PHP's whole set of tokens is here, so that text PHP cannot read (false) is
//! told from text it reads in a form that T2 does not name (an error, never a guess).

mod grammar;
mod parts;
mod resolve;
mod rules;
mod zones;

use parts::Parts;

use crate::Fault;

/// The longest text that is looked at, in bytes. The longest that means something are a few dozen.
const MAX_TEXT: usize = 512;

/// `strtotime(text, base)`: Unix seconds, or `None` for PHP's false, which is text that PHP cannot read.
///
/// # Errors
/// [`Fault::Unsupported`] for text that PHP reads and `expressions.md T2` does not name, for more than 512 bytes,
/// and for a moment beyond 64 bits.
pub fn strtotime(text: &[u8], base: i64) -> Result<Option<i64>, Fault> {
    let text = trimmed(text);
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > MAX_TEXT {
        return Err(Fault::Unsupported { what: format!("a date text of more than {MAX_TEXT} bytes") });
    }
    let Some(parts) = Parts::read(text) else { return Ok(None) };
    let what = match parts.unlisted(text) {
        Some(form) => format!("`{}` in the date text `{}`", String::from_utf8_lossy(form), String::from_utf8_lossy(text)),
        None => match resolve::moment(&parts, base) {
            Some(at) => return Ok(Some(at)),
            None => format!("the date text `{}`: it is beyond 64 bits of seconds", String::from_utf8_lossy(text)),
        },
    };
    Err(Fault::Unsupported { what })
}

/// Without blanks at its ends, but one byte stays when all are blanks.
fn trimmed(mut text: &[u8]) -> &[u8] {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0b;
    while let [first, rest @ ..] = text
        && blank(first)
        && !rest.is_empty()
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && blank(last)
        && !rest.is_empty()
    {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests;
