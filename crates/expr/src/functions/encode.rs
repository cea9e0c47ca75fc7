//! Strings as other strings (`expressions.md F`): hexadecimal, digests, Base64, URLs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::{Digest, Sha1};

use super::row::{fixed, ranged};
use super::{Answer, Call, Function};
use crate::Value;

pub(super) const TABLE: &[Function] = &[
    fixed("ord", 1, ord, "the first byte as a number, 0 in an empty string"),
    fixed("chr", 1, chr, "the byte of a number, modulo 256"),
    fixed("bin2hex", 1, bin2hex, "the bytes in hexadecimal"),
    fixed("dechex", 1, dechex, "an integer in hexadecimal; a negative one as unsigned"),
    fixed("hexdec", 1, hexdec, "the number that is written in hexadecimal; other characters are skipped"),
    fixed("md5", 1, md5, "the MD5 digest in hexadecimal"),
    fixed("sha1", 1, sha1, "the SHA-1 digest in hexadecimal"),
    fixed("crc32", 1, crc32, "the CRC-32 checksum as an integer"),
    fixed("base64_encode", 1, base64_encode, "the bytes in Base64"),
    ranged("base64_decode", 1, 2, base64_decode, "the bytes that stand in Base64; other characters are skipped, or with `true` give false"),
    fixed("urlencode", 1, urlencode, "the string for a URL's query: blanks as `+`"),
    fixed("rawurlencode", 1, rawurlencode, "the string for a URL's path: blanks as `%20`"),
    fixed("urldecode", 1, urldecode, "what `urlencode` encoded"),
    fixed("rawurldecode", 1, rawurldecode, "what `rawurlencode` encoded"),
];

fn ord<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    Ok(Value::Int(text.as_bytes().first().copied().map_or(0, i64::from)))
}

fn chr<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::bytes([call.int(0)? as u8]))
}

fn hex<'a>(bytes: &[u8]) -> Value<'a> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| DIGITS[usize::from(half)];
    Value::bytes(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect::<Vec<u8>>())
}

fn bin2hex<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.build(text.len().saturating_mul(2))?;
    Ok(hex(text.as_bytes()))
}

fn dechex<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    Ok(Value::bytes(format!("{:x}", call.int(0)?)))
}

fn hexdec<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.scan(text.len().saturating_mul(4))?;
    let digits = text.as_bytes().iter().filter_map(|byte| char::from(*byte).to_digit(16));
    let (mut exact, mut float) = (Some(0_i64), 0.0);
    for digit in digits {
        let digit = i64::from(digit);
        let next = exact.and_then(|number| number.checked_mul(16)?.checked_add(digit));
        // Once it does not fit, PHP goes on in floats.
        float = if exact.is_some() && next.is_some() { 0.0 } else { exact.map_or(float, |number| number as f64) * 16.0 + digit as f64 };
        exact = next;
    }
    Ok(exact.map_or(Value::Float(float), Value::Int))
}

fn md5<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    digest::<Md5>(call)
}

fn sha1<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    digest::<Sha1>(call)
}

fn digest<'a, D: Digest>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    // Digests are slower to make than strings are to read.
    call.fuel.scan(text.len().saturating_mul(4).saturating_add(256))?;
    Ok(hex(&D::digest(text.as_bytes())))
}

fn crc32<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.scan(text.len())?;
    Ok(Value::Int(i64::from(crc32fast::hash(text.as_bytes()))))
}

fn base64_encode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.build(text.len().div_ceil(3).saturating_mul(4))?;
    Ok(Value::bytes(STANDARD.encode(text.as_bytes())))
}

fn base64_decode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let strict = call.flag(1)?;
    call.fuel.scan(text.len())?;
    call.fuel.build(text.len().div_ceil(4).saturating_mul(3))?;
    Ok(decoded(text.as_bytes(), strict).map_or(Value::Bool(false), Value::bytes))
}

/// PHP's own reading of Base64: padding may lack; without `strict` what is no digit is skipped wherever it
/// stands.
fn decoded(text: &[u8], strict: bool) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut digits, mut padding) = (0_u32, 0_usize, 0_usize);
    for byte in text {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            b' ' | b'\t' | b'\n' | b'\r' => continue,
            _ if strict => return None,
            _ => continue,
        };
        if strict && padding > 0 {
            return None;
        }
        bits = (bits << 6) | u32::from(digit);
        digits += 1;
        match digits % 4 {
            1 => {}
            2 => bytes.push((bits >> 4) as u8),
            3 => bytes.push((bits >> 2) as u8),
            _ => bytes.push(bits as u8),
        }
    }
    let wrong_padding = padding > 0 && (padding > 2 || !(digits + padding).is_multiple_of(4));
    let wrong = strict && (digits % 4 == 1 || wrong_padding);
    (!wrong).then_some(bytes)
}

fn urlencode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    url_encoded(call, |byte| matches!(byte, b'-' | b'_' | b'.'), Some(b'+'))
}

fn rawurlencode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    url_encoded(call, |byte| matches!(byte, b'-' | b'_' | b'.' | b'~'), None)
}

fn url_encoded<'a>(call: &mut Call<'_, 'a>, stays: fn(u8) -> bool, blank: Option<u8>) -> Answer<'a> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let text = call.text(0)?;
    call.fuel.build(text.len())?;
    let mut encoded = Vec::with_capacity(text.len());
    for &byte in text.as_bytes() {
        match (byte, blank) {
            (b' ', Some(blank)) => encoded.push(blank),
            (byte, _) if byte.is_ascii_alphanumeric() || stays(byte) => encoded.push(byte),
            (byte, _) => {
                call.fuel.build(2)?;
                encoded.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            }
        }
    }
    Ok(Value::bytes(encoded))
}

fn urldecode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    url_decoded(call, true)
}

fn rawurldecode<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    url_decoded(call, false)
}

fn url_decoded<'a>(call: &mut Call<'_, 'a>, plus_is_blank: bool) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.build(text.len())?;
    let hex = |byte: u8| char::from(byte).to_digit(16);
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return Ok(Value::bytes(decoded)),
            [b'%', high, low, rest @ ..] if hex(*high).is_some() && hex(*low).is_some() => {
                let digit = |byte: u8| hex(byte).unwrap_or(0) as u8;
                decoded.push(digit(*high) * 16 + digit(*low));
                rest
            }
            [b'+', rest @ ..] if plus_is_blank => {
                decoded.push(b' ');
                rest
            }
            [byte, rest @ ..] => {
                decoded.push(*byte);
                rest
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{b, f, gives, i, s};

    #[test]
    fn bytes_and_numbers() {
        gives("ord", &[s("é")], &i(195));
        gives("ord", &[s("")], &i(0));
        gives("chr", &[i(256 + 65)], &s("A"));
        gives("chr", &[i(-191)], &s("A"));
        gives("bin2hex", &[s("né")], &s("6ec3a9"));
        gives("dechex", &[i(-2)], &s("fffffffffffffffe"));
        gives("hexdec", &[s("0xFf")], &i(255));
        gives("hexdec", &[s("7fffffffffffffff")], &i(i64::MAX));
        gives("hexdec", &[s("8000000000000000")], &f(9_223_372_036_854_775_808.0));
        gives("hexdec", &[s("zz")], &i(0));
    }

    #[test]
    fn digests_are_those_of_the_standards() {
        gives("md5", &[s("abc")], &s("900150983cd24fb0d6963f7d28e17f72"));
        gives("sha1", &[s("abc")], &s("a9993e364706816aba3e25717850c26c9cd0d89d"));
        gives("crc32", &[s("123456789")], &i(0xCBF4_3926));
    }

    #[test]
    fn base64_is_read_loosely_or_strictly() {
        gives("base64_encode", &[s("ab")], &s("YWI="));
        let cases = [
            ("YWI=", "ab", Some("ab")),
            ("YWI", "ab", Some("ab")),
            (" Y W\nI = ", "ab", Some("ab")),
            ("Y*W#I", "ab", None),
            ("YWI=MTI=", "ab\u{c}L", None),
            ("Y", "", None),
            ("YWI==", "ab", None),
        ];
        for (text, loose, strict) in cases {
            gives("base64_decode", &[s(text)], &s(loose));
            gives("base64_decode", &[s(text), b(true)], &strict.map_or(b(false), s));
        }
    }

    #[test]
    fn urls_are_encoded_in_two_ways() {
        gives("urlencode", &[s("a b&~é-_.")], &s("a+b%26%7E%C3%A9-_."));
        gives("rawurlencode", &[s("a b&~é-_.")], &s("a%20b%26~%C3%A9-_."));
        gives("urldecode", &[s("a+b%26%c3%A9%")], &s("a b&é%"));
        gives("rawurldecode", &[s("a+b%26%4")], &s("a+b&%4"));
    }
}
