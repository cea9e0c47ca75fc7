//! Texts that are lists: tags and the like (`expressions.md S4`).

use std::ops::Range;

use reach_expr::{Array, Fault, Fuel, Key, Str, Value, to_str};
use rustc_hash::FxHashSet;

/// What `trim` takes off.
const BLANKS: [char; 6] = [' ', '\t', '\n', '\r', '\0', '\x0b'];

/// The tags of a text: trimmed, without empty ones and `0`.
pub(super) fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(|tag| tag.trim_matches(BLANKS)).filter(|tag| !matches!(*tag, "" | "0"))
}

/// The tags of a text, each once, under the numbers that they have in the text.
pub(super) fn tag_list<'e>(text: &Value<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
    let text = to_str(text)?;
    let mut tags: Vec<(usize, Str<'e>)> = Vec::new();
    let mut seen = FxHashSet::default();
    for (at, piece) in pieces(text.as_bytes()).enumerate() {
        let piece = trimmed(text.as_bytes(), piece);
        charge(&text, &piece, fuel)?;
        let tag = text.slice(piece);
        if !matches!(tag.as_bytes(), b"" | b"0") && is_new(&tags, &mut seen, &tag) {
            tags.push((at, tag));
        }
    }
    if tags.iter().enumerate().all(|(place, (at, _))| place == *at) {
        return Ok(Value::array(Array::list(tags.into_iter().map(|(_, tag)| Value::Str(tag)).collect())?));
    }
    let mut array = Array::new();
    for (at, tag) in tags {
        array.insert(Key::Int(at as i64), Value::Str(tag))?;
    }
    Ok(Value::array(array))
}

/// Whether a tag is not among those before. Few are looked through; many are kept in a set.
fn is_new<'e>(tags: &[(usize, Str<'e>)], seen: &mut FxHashSet<Str<'e>>, tag: &Str<'e>) -> bool {
    const FEW: usize = 16;
    if tags.len() < FEW {
        return tags.iter().all(|(_, other)| other != tag);
    }
    if seen.is_empty() {
        seen.extend(tags.iter().map(|(_, tag)| tag.clone()));
    }
    seen.insert(tag.clone())
}

pub(super) fn split<'e>(text: &Str<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
    if trimmed(text.as_bytes(), 0..text.as_bytes().len()).is_empty() {
        return Ok(Value::array(Array::new()));
    }
    let mut values = Vec::new();
    for piece in pieces(text.as_bytes()) {
        charge(text, &piece, fuel)?;
        values.push(Value::Str(text.slice(piece)));
    }
    Ok(Value::array(Array::list(values)?))
}

/// Takes the cost of a piece of a text as an element of a list.
fn charge(text: &Str<'_>, piece: &Range<usize>, fuel: &mut Fuel) -> Result<(), Fault> {
    fuel.step(1)?;
    fuel.build_array(1)?;
    match text {
        Str::Borrowed(_) => Ok(()),
        Str::Shared(_) => fuel.build(piece.len()),
    }
}

/// Where the pieces between commas stand.
fn pieces(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split(|byte| *byte == b',').map(move |piece| {
        let range = start..start + piece.len();
        start = range.end + 1;
        range
    })
}

/// A piece without the blanks around it.
fn trimmed(text: &[u8], piece: Range<usize>) -> Range<usize> {
    let is_blank = |byte: &u8| BLANKS.contains(&char::from(*byte));
    let bytes = text.get(piece.clone()).unwrap_or_default();
    let before = bytes.iter().take_while(|byte| is_blank(byte)).count();
    let after = bytes.iter().skip(before).rev().take_while(|byte| is_blank(byte)).count();
    piece.start + before..piece.end - after
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    fn media(object: &str) -> String {
        format!(r#"{{"eventType":3,"objectType":"KalturaMediaEntry","object":{object}}}"#)
    }

    #[test]
    fn tags_are_split_trimmed_and_kept_once_under_their_numbers() {
        let cases = [
            (r#""a, b ,c""#, r#"["a", "b", "c"]"#),
            (r#"" a,,a, b""#, r#"{0: "a", 3: "b"}"#),
            (r#""0,x,00""#, r#"{1: "x", 2: "00"}"#),
            (r#""""#, "[]"),
            ("null", "[]"),
            (r#""\u00fc, \t""#, r#"["ü"]"#),
            ("12", r#"["12"]"#),
        ];
        for (tags, list) in cases {
            check(
                &media(&format!(r#"{{"tags":{tags},"adminTags":{tags}}}"#)),
                &[("OBJ->getTagsArr()", list), ("OBJ->getAdminTagsArr()", list)],
            );
        }
        let cases = [(r#""a, b ,,a""#, r#"["a", " b ", "", "a"]"#), (r#"" ""#, "[]"), ("null", "[]"), (r#""0""#, r#"["0"]"#)];
        for (tags, list) in cases {
            let asset = format!(r#"{{"objectType":"KalturaFlavorAsset","object":{{"tags":{tags}}}}}"#);
            check(&asset, &[("OBJ->getTagsArray()", list), ("OBJ->getTagsArr()", "null")]);
        }
    }
}
