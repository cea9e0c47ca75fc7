//! Patterns (`expressions.md F`, F2): what the functions take. A literal pattern is compiled at load, any other
//! when it is called.

use super::arguments::TextOrArray;
use super::row::{fixed, ranged};
use super::string::Replacements;
use super::{Answer, Call, Form, Function};
use crate::pattern::{PatternError, quote};
use crate::{Array, Fault, Fuel, Pattern, Str, Value, to_str};

pub(super) const TABLE: &[Function] = &[
    fixed("preg_match", 2, preg_match, "1 when the pattern matches somewhere, else 0; false when it is wrong").of_form(Form::Pattern),
    fixed("preg_match_all", 2, preg_match_all, "how often the pattern matches; false when it is wrong").of_form(Form::Pattern),
    ranged("preg_replace", 3, 4, preg_replace, "the subject with every match replaced, or so many; `$1` and `\\1` are groups; all but the limit may be arrays; null when the pattern is wrong")
        .of_form(Form::Pattern),
    ranged("preg_split", 2, 4, preg_split, "the pieces between the matches, at most so many; `PREG_SPLIT_NO_EMPTY` leaves out empty ones; false when the pattern is wrong")
        .of_form(Form::Pattern),
    ranged("preg_quote", 1, 2, preg_quote, "the string as a pattern of itself; a delimiter may be given"),
];

/// A pattern that was compiled at load, or now.
enum Compiled<'c> {
    AtLoad(&'c Pattern),
    Now(Box<Pattern>),
}

impl Compiled<'_> {
    fn pattern(&self) -> &Pattern {
        match self {
            Compiled::AtLoad(pattern) => pattern,
            Compiled::Now(pattern) => pattern,
        }
    }
}

/// The pattern of the call; `None` when it is wrong.
fn pattern<'c>(call: &mut Call<'c, '_>) -> Result<Option<Compiled<'c>>, Fault> {
    match call.pattern {
        Some(pattern) => Ok(Some(Compiled::AtLoad(pattern))),
        None => {
            let text = call.text(0)?;
            Ok(compile(&text, call.fuel)?.map(Box::new).map(Compiled::Now))
        }
    }
}

fn compile(text: &Str<'_>, fuel: &mut Fuel) -> Result<Option<Pattern>, Fault> {
    /// Compiling takes as long as some hundred steps even of a short pattern.
    const COMPILING: usize = 500;
    fuel.step(text.len().saturating_add(COMPILING))?;
    match Pattern::compile(text.as_bytes()) {
        Ok(pattern) => Ok(Some(pattern)),
        Err(PatternError::Wrong(_)) => Ok(None),
        Err(error @ (PatternError::Refused(_) | PatternError::TooLarge)) => Err(Fault::Unsupported { what: error.to_string() }),
    }
}

fn preg_match<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (pattern, subject) = (pattern(call)?, call.text(1)?);
    let matched = pattern.map(|pattern| pattern.pattern().is_match(subject.as_bytes(), call.fuel)).transpose()?.flatten();
    Ok(matched.map_or(Value::Bool(false), |matched| Value::Int(i64::from(matched))))
}

fn preg_match_all<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let (pattern, subject) = (pattern(call)?, call.text(1)?);
    let count = pattern.map(|pattern| pattern.pattern().count(subject.as_bytes(), call.fuel)).transpose()?.flatten();
    Ok(count.map_or(Value::Bool(false), |count| Value::Int(count as i64)))
}

/// Patterns with what replaces their matches, in order; up to the first that is wrong.
struct Steps<'c, 'a> {
    pairs: Vec<(Compiled<'c>, Str<'a>)>,
    /// Whether one is wrong, so that the answer is null.
    wrong: bool,
}

impl<'c, 'a> Steps<'c, 'a> {
    fn of(call: &mut Call<'c, 'a>) -> Result<Self, Fault> {
        let patterns = call.text_or_array(0)?;
        let replacements = Replacements::of(call, &patterns)?;
        let mut steps = Steps { pairs: Vec::new(), wrong: false };
        match patterns {
            TextOrArray::Text(_) => {
                let replacement = replacements.iter().next().transpose()?.unwrap_or(Str::borrowed(b""));
                match pattern(call)? {
                    Some(compiled) => steps.pairs.push((compiled, replacement)),
                    None => steps.wrong = true,
                }
            }
            TextOrArray::Array(patterns) => {
                for (pattern, replacement) in patterns.values().zip(replacements.iter()) {
                    match compile(&to_str(pattern)?, call.fuel)? {
                        Some(compiled) => steps.pairs.push((Compiled::Now(Box::new(compiled)), replacement?)),
                        None => {
                            steps.wrong = true;
                            break;
                        }
                    }
                }
            }
        }
        Ok(steps)
    }

    /// `None` when a pattern is wrong, or is for UTF-8 and the subject is none.
    fn replace(&self, mut subject: Str<'a>, limit: i64, fuel: &mut Fuel) -> Result<Option<Str<'a>>, Fault> {
        for (compiled, replacement) in &self.pairs {
            match compiled.pattern().replace(subject.as_bytes(), replacement.as_bytes(), limit, fuel)? {
                Some(replaced) => subject = Str::owned(replaced),
                None => return Ok(None),
            }
        }
        Ok((!self.wrong).then_some(subject))
    }
}

fn preg_replace<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let steps = Steps::of(call)?;
    let limit = call.int_or(3, -1)?;
    match call.text_or_array(2)? {
        TextOrArray::Text(subject) => Ok(steps.replace(subject, limit, call.fuel)?.map_or(Value::Null, Value::Str)),
        TextOrArray::Array(subjects) => {
            call.fuel.step(subjects.len())?;
            call.fuel.build_array(subjects.len())?;
            let mut replaced = Array::new();
            for (key, subject) in subjects.iter() {
                // PHP leaves out what failed.
                if let Some(subject) = steps.replace(to_str(subject)?, limit, call.fuel)? {
                    replaced.insert(key, Value::Str(subject))?;
                }
            }
            Ok(Value::array(replaced))
        }
    }
}

fn preg_split<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    /// PHP's `PREG_SPLIT_NO_EMPTY`.
    const NO_EMPTY: i64 = 1;
    let (pattern, subject) = (pattern(call)?, call.text(1)?);
    let (limit, flags) = (call.int_or(2, -1)?, call.int_or(3, 0)?);
    if flags & !NO_EMPTY != 0 {
        return Err(Fault::Unsupported { what: "flags of `preg_split` other than PREG_SPLIT_NO_EMPTY".to_owned() });
    }
    let Some(pattern) = pattern else {
        return Ok(Value::Bool(false));
    };
    let Some(pieces) = pattern.pattern().split(subject.as_bytes(), limit, flags == NO_EMPTY, call.fuel)? else {
        return Ok(Value::Bool(false));
    };
    call.fuel.step(pieces.len())?;
    call.fuel.build_array(pieces.len())?;
    call.fuel.build(pieces.iter().map(|piece| piece.len()).sum())?;
    Array::list(pieces.into_iter().map(Value::bytes).collect()).map(Value::array)
}

fn preg_quote<'a>(call: &mut Call<'_, 'a>) -> Answer<'a> {
    let text = call.text(0)?;
    let delimiter = if call.value(1).is_null() { None } else { call.text(1)?.as_bytes().first().copied() };
    // A zero byte becomes four.
    call.fuel.build(text.len().saturating_mul(4))?;
    Ok(Value::bytes(quote(text.as_bytes(), delimiter)))
}

#[cfg(test)]
mod tests {
    use crate::functions::testing::{b, call, gives, i, list, map, s, throws};
    use crate::{Fault, Thrown, Value};

    #[test]
    fn matches_are_counted() {
        gives("preg_match", &[s("/l(ec)?/i"), s("A Lecture")], &i(1));
        gives("preg_match", &[s("/x/"), s("A Lecture")], &i(0));
        gives("preg_match_all", &[s("/e/"), s("A Lecture")], &i(2));
    }

    #[test]
    fn a_wrong_pattern_is_false_or_null() {
        for name in ["preg_match", "preg_match_all", "preg_split"] {
            gives(name, &[s("/(/"), s("a")], &b(false));
        }
        gives("preg_replace", &[s("/(/"), s(""), s("a")], &Value::Null);
        gives("preg_replace", &[list([s("/a/"), s("no")]), s("b"), list([s("a")])], &list([]));
    }

    #[test]
    fn what_linear_matching_cannot_do_is_an_error() {
        assert!(matches!(call("preg_match", &[s(r"/(a)\1/"), s("aa")]), Err(Fault::Unsupported { .. })));
        assert!(matches!(call("preg_split", &[s("/a/"), s("aa"), i(-1), i(2)]), Err(Fault::Unsupported { .. })));
    }

    #[test]
    fn replacements_pair_with_patterns() {
        gives("preg_replace", &[s("/(l)(e)/"), s("$2\\1"), s("lecture")], &s("elcture"));
        gives("preg_replace", &[s("/e/"), s("*"), s("eee"), i(2)], &s("**e"));
        gives("preg_replace", &[list([s("/a/"), s("/b/")]), list([s("b")]), s("ab")], &s(""));
        gives("preg_replace", &[list([s("/a/"), s("/b/")]), s("c"), s("ab")], &s("cc"));
        gives("preg_replace", &[s("/a/"), s("b"), map([("x", s("a")), ("3", i(7))])], &map([("x", s("b")), ("3", s("7"))]));
        throws("preg_replace", &[s("/a/"), list([s("b")]), s("a")], Thrown::TypeError);
    }

    #[test]
    fn pieces_stand_between_matches() {
        gives("preg_split", &[s("/[,;] */"), s("a, b;;c")], &list([s("a"), s("b"), s(""), s("c")]));
        gives("preg_split", &[s("/[,;] */"), s("a, b;;c"), i(-1), i(1)], &list([s("a"), s("b"), s("c")]));
        gives("preg_split", &[s("/,/"), s("a,b,c"), i(2)], &list([s("a"), s("b,c")]));
    }

    #[test]
    fn quoting_escapes_what_patterns_mean() {
        gives("preg_quote", &[s("a.b/c"), s("/")], &s("a\\.b\\/c"));
        gives("preg_quote", &[s("a.b/c"), Value::Null], &s("a\\.b/c"));
    }
}
