//! Case of ASCII letters.

use crate::functions::row::{fixed, ranged};
use crate::functions::{Answer, Call, Function};
use crate::{Fault, Str, Value};

pub(in crate::functions) const CASE: &[Function] = &[
    fixed("strtolower", 1, strtolower, "the string with the ASCII letters in lower case"),
    fixed("strtoupper", 1, strtoupper, "the string with the ASCII letters in upper case"),
    fixed("ucfirst", 1, ucfirst, "the string with its first letter in upper case"),
    fixed("lcfirst", 1, lcfirst, "the string with its first letter in lower case"),
    ranged(
        "ucwords",
        1,
        2,
        ucwords,
        "the string with the first letter of each word in upper case; words end at the delimiters, blanks by default",
    ),
];

fn strtolower<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.scan(text.len())?;
    if !text.as_bytes().iter().any(u8::is_ascii_uppercase) {
        return Ok(Value::Str(text));
    }
    changed(call, &text, <[u8]>::make_ascii_lowercase)
}

fn strtoupper<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    call.fuel.scan(text.len())?;
    if !text.as_bytes().iter().any(u8::is_ascii_lowercase) {
        return Ok(Value::Str(text));
    }
    changed(call, &text, <[u8]>::make_ascii_uppercase)
}

fn ucfirst<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    changed(call, &text, |bytes| bytes.iter_mut().take(1).for_each(|byte| byte.make_ascii_uppercase()))
}

fn lcfirst<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    changed(call, &text, |bytes| bytes.iter_mut().take(1).for_each(|byte| byte.make_ascii_lowercase()))
}

fn ucwords<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let delimiters = super::trim::ByteSet::listed(call.text_or(1, b" \t\r\n\x0C\x0B")?.as_bytes());
    changed(call, &text, |bytes| {
        let mut starts = true;
        for byte in bytes {
            if starts {
                byte.make_ascii_uppercase();
            }
            starts = delimiters.has(*byte);
        }
    })
}

fn changed<'a>(call: &mut Call<'_, 'a>, text: &Str<'a>, change: impl FnOnce(&mut [u8])) -> Result<Value<'a>, Fault> {
    call.fuel.build(text.len())?;
    let mut bytes = text.as_bytes().to_vec();
    change(&mut bytes);
    Ok(Value::bytes(bytes))
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{gives, s};

    #[test]
    fn only_ascii_letters_change() {
        let cases = [
            ("strtolower", "ÄB-9c", "Äb-9c"),
            ("strtoupper", "äb-9C", "äB-9C"),
            ("ucfirst", "one two", "One two"),
            ("ucfirst", "éa", "éa"),
            ("lcfirst", "One Two", "one Two"),
            ("ucwords", "one  two\tthree-four\nfive", "One  Two\tThree-four\nFive"),
        ];
        for (name, text, expected) in cases {
            gives(name, &[s(text)], &s(expected));
        }
    }

    #[test]
    fn words_end_where_the_delimiters_say() {
        gives("ucwords", &[s("a-b c.d"), s("-.")], &s("A-B c.D"));
        gives("ucwords", &[s("a b"), s("")], &s("A b"));
        gives("ucwords", &[s("a1b2c"), s("0..9")], &s("A1B2C"));
    }
}
