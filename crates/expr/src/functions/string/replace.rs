//! Strings in strings, replaced.

use crate::convert::text_of;
use crate::functions::arguments::{TextOrArray, mismatch};
use crate::functions::row::{fixed, ranged};
use crate::functions::{Answer, Call, Function};
use crate::{Array, Fault, Fuel, Str, Value};

use super::translate::strtr;
use super::{Fold, Needle};

pub(in crate::functions) const REPLACE: &[Function] = &[
    fixed(
        "str_replace",
        3,
        str_replace,
        "the subject with every place of a string replaced; strings and replacements may be arrays of pairs, the subject an array too",
    ),
    fixed("str_ireplace", 3, str_ireplace, "`str_replace` without regard to ASCII case"),
    ranged(
        "strtr",
        2,
        3,
        strtr,
        "the string with bytes replaced one for one, or with the keys of an array replaced by its values, the longest first",
    ),
];

/// What replaces: one string for all, or an array that pairs with what is looked for, and `""` behind its end.
pub(in crate::functions) enum Replacements<'c, 'a> {
    One(Str<'a>),
    Paired(&'c Array<'a>),
}

impl<'c, 'a> Replacements<'c, 'a> {
    /// The argument at 1; `searched` is the one at 0, which must be an array for an array of replacements.
    pub(in crate::functions) fn of(call: &Call<'c, 'a>, searched: &TextOrArray<'_, '_>) -> Result<Self, Fault> {
        match (call.text_or_array(1)?, searched) {
            (TextOrArray::Text(text), _) => Ok(Replacements::One(text)),
            (TextOrArray::Array(array), TextOrArray::Array(_)) => Ok(Replacements::Paired(array)),
            (TextOrArray::Array(_), TextOrArray::Text(_)) => Err(mismatch(1, "string when argument 1 is a string", call.value(1))),
        }
    }

    /// The replacements in order, without end.
    pub(in crate::functions) fn iter(&self) -> impl Iterator<Item = Result<Str<'a>, Fault>> {
        let (one, paired) = match self {
            Replacements::One(text) => (Some(text), None),
            Replacements::Paired(array) => (None, Some(array.values())),
        };
        let rest = one.cloned().unwrap_or(Str::borrowed(b""));
        paired.into_iter().flatten().map(crate::to_str).chain(std::iter::repeat_with(move || Ok(rest.clone())))
    }
}

fn str_replace<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    replace(call, Fold::Exact)
}

fn str_ireplace<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    replace(call, Fold::Ascii)
}

fn replace<'a>(call: &mut Call<'_, 'a>, fold: Fold) -> Answer<'a> {
    let searched = call.text_or_array(0)?;
    let replacements = Replacements::of(call, &searched)?;
    match call.text_or_array(2)? {
        TextOrArray::Text(subject) => in_subject(subject, &searched, &replacements, fold, call.fuel).map(Value::Str),
        TextOrArray::Array(subjects) => {
            call.fuel.step(subjects.len())?;
            call.fuel.build_array(subjects.len())?;
            let mut replaced = Array::new();
            for (key, subject) in subjects.iter() {
                let subject = crate::to_str(subject)?;
                replaced.insert(key, Value::Str(in_subject(subject, &searched, &replacements, fold, call.fuel)?))?;
            }
            Ok(Value::array(replaced))
        }
    }
}

/// The pairs one after the other, each over what the ones before made.
fn in_subject<'a>(
    mut subject: Str<'a>,
    searched: &TextOrArray<'_, '_>,
    replacements: &Replacements<'_, 'a>,
    fold: Fold,
    fuel: &mut Fuel,
) -> Result<Str<'a>, Fault> {
    match (searched, replacements) {
        (TextOrArray::Text(needle), Replacements::One(with)) => replace_one(subject, needle.as_bytes(), with.as_bytes(), fold, fuel),
        // Refused where the arguments are read.
        (TextOrArray::Text(_), Replacements::Paired(_)) => Ok(subject),
        (TextOrArray::Array(needles), replacements) => {
            for (needle, with) in needles.values().zip(replacements.iter()) {
                fuel.step(1)?;
                if subject.is_empty() {
                    break;
                }
                subject = replace_one(subject, &text_of(needle)?, with?.as_bytes(), fold, fuel)?;
            }
            Ok(subject)
        }
    }
}

fn replace_one<'a>(subject: Str<'a>, needle: &[u8], with: &[u8], fold: Fold, fuel: &mut Fuel) -> Result<Str<'a>, Fault> {
    if needle.is_empty() {
        return Ok(subject);
    }
    let needle = Needle::new(needle, fold);
    let bytes = subject.as_bytes();
    let mut matches = needle.matches(bytes);
    let (mut replaced, mut from) = (Vec::new(), 0);
    while let Some(found) = matches.next(fuel)? {
        fuel.build(found - from + with.len())?;
        replaced.extend_from_slice(&bytes[from..found]);
        replaced.extend_from_slice(with);
        from = found + needle.len();
    }
    if from == 0 {
        return Ok(subject);
    }
    fuel.build(bytes.len() - from)?;
    replaced.extend_from_slice(&bytes[from..]);
    Ok(Str::owned(replaced))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Thrown;
    use crate::functions::testing::{call, gives, i, list, map, s, throws};

    #[test]
    fn every_place_is_replaced() {
        gives("str_replace", &[s("na"), s("NO"), s("banana")], &s("baNONO"));
        gives("str_replace", &[s("aa"), s("a"), s("aaaaa")], &s("aaa"));
        gives("str_replace", &[s(""), s("x"), s("abc")], &s("abc"));
        gives("str_replace", &[s("b"), s(""), s("abc")], &s("ac"));
        gives("str_ireplace", &[s("LeC"), s("x"), s("lecLECture")], &s("xxture"));
    }

    #[test]
    fn arrays_pair_one_after_the_other() {
        gives("str_replace", &[list([s("a"), s("b")]), list([s("b"), s("c")]), s("ab")], &s("cc"));
        gives("str_replace", &[list([s("a"), s(""), s("c")]), list([s("1"), s("2"), s("3")]), s("abc")], &s("1b3"));
        gives("str_replace", &[list([s("a"), s("b")]), list([s("1")]), s("abc")], &s("1c"));
        gives("str_replace", &[list([s("a"), i(1)]), s("-"), s("a1b")], &s("--b"));
        throws("str_replace", &[s("a"), list([s("b")]), s("a")], Thrown::TypeError);
    }

    #[test]
    fn subjects_keep_their_keys() {
        gives("str_replace", &[s("a"), s("b"), map([("x", s("aa")), ("7", i(1))])], &map([("x", s("bb")), ("7", s("1"))]));
        gives("str_replace", &[s("A"), s("b"), list([list([]), Value::Null])], &list([s("brray"), s("")]));
    }

    #[test]
    fn growth_is_bounded() {
        let many = list([s("a"), s("b"), s("a"), s("b"), s("a"), s("b"), s("a"), s("b"), s("a"), s("b"), s("a"), s("b")]);
        let grow = list([
            s("bbbbbbbb"),
            s("aaaaaaaa"),
            s("bbbbbbbb"),
            s("aaaaaaaa"),
            s("bbbbbbbb"),
            s("aaaaaaaa"),
            s("bbbbbbbb"),
            s("aaaaaaaa"),
            s("bbbbbbbb"),
        ]);
        assert!(matches!(call("str_replace", &[many, grow, s("a")]), Err(Fault::OverBudget { .. })));
    }
}
