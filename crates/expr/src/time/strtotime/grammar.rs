//! What the rules of date texts are written with: small pieces, each of which may end at several places.
//! Beyond its last byte a text reads as one zero byte, which stands for its end.

/// A piece of a rule.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece {
    /// These bytes.
    Exact(&'static str),
    /// One of these, in this case.
    ExactOf(&'static [&'static str]),
    /// This word, in any case.
    Word(&'static str),
    /// One of these words, in any case.
    Words(&'static [&'static str]),
    /// One byte of these.
    One(&'static str),
    /// Any number of bytes of these, also none.
    Any(&'static str),
    /// At least one byte of these.
    Many(&'static str),
    /// So many digits, from and to.
    Digits(usize, usize),
    /// One or two digits that give a number from and to.
    Number(u16, u16),
    /// Exactly two digits, likewise.
    Two(u16, u16),
    /// Exactly three digits, likewise.
    Three(u16, u16),
    /// So many letters, from and to.
    Letters(usize, usize),
    /// A zone's name: `Area/City`.
    ZoneName,
    /// These pieces, one behind the other.
    Seq(&'static [Piece]),
    /// These pieces or nothing.
    Opt(&'static [Piece]),
    /// One of these pieces.
    Alt(&'static [Piece]),
}

/// Where the longest reading of `pieces` ends that begins at `at`.
pub(super) fn longest(pieces: &[Piece], text: &[u8], at: usize) -> Option<usize> {
    let mut best = None;
    each_end(pieces, text, at, &mut |end| best = best.max(Some(end)));
    best
}

/// Whether some text that begins with `first` fits `pieces`, as far as their first byte tells.
pub(super) fn may_begin(pieces: &[Piece], first: u8) -> bool {
    for piece in pieces {
        if piece.may_begin(first) {
            return true;
        }
        if !piece.may_be_empty() {
            return false;
        }
    }
    false
}

fn each_end(pieces: &[Piece], text: &[u8], at: usize, visit: &mut dyn FnMut(usize)) {
    match pieces.split_first() {
        None => visit(at),
        Some((first, rest)) => first.each_end(text, at, &mut |end| each_end(rest, text, end, visit)),
    }
}

impl Piece {
    fn each_end(self, text: &[u8], at: usize, visit: &mut dyn FnMut(usize)) {
        match self {
            Piece::Exact(bytes) => {
                if starts_with(text, at, bytes) {
                    visit(at + bytes.len());
                }
            }
            Piece::ExactOf(list) => {
                for bytes in list.iter().filter(|bytes| starts_with(text, at, bytes)) {
                    visit(at + bytes.len());
                }
            }
            Piece::Word(word) => {
                if starts_with_word(text, at, word) {
                    visit(at + word.len());
                }
            }
            Piece::Words(words) => {
                for word in words.iter().filter(|word| starts_with_word(text, at, word)) {
                    visit(at + word.len());
                }
            }
            Piece::One(set) => each_run(text, at, 1, 1, |byte| set.as_bytes().contains(&byte), visit),
            Piece::Any(set) => each_run(text, at, 0, usize::MAX, |byte| set.as_bytes().contains(&byte), visit),
            Piece::Many(set) => each_run(text, at, 1, usize::MAX, |byte| set.as_bytes().contains(&byte), visit),
            Piece::Digits(from, to) => each_run(text, at, from, to, |byte| byte.is_ascii_digit(), visit),
            Piece::Letters(from, to) => each_run(text, at, from, to, |byte| byte.is_ascii_alphabetic(), visit),
            Piece::Number(from, to) => {
                number(text, at, 1, from, to, visit);
                number(text, at, 2, from, to, visit);
            }
            Piece::Two(from, to) => number(text, at, 2, from, to, visit),
            Piece::Three(from, to) => number(text, at, 3, from, to, visit),
            Piece::ZoneName => each_zone_name(text, at, visit),
            Piece::Opt(pieces) => {
                visit(at);
                each_end(pieces, text, at, visit);
            }
            Piece::Seq(pieces) => each_end(pieces, text, at, visit),
            Piece::Alt(pieces) => {
                for piece in pieces {
                    piece.each_end(text, at, visit);
                }
            }
        }
    }
}

impl Piece {
    fn may_begin(self, first: u8) -> bool {
        let begins = |word: &&str| word.as_bytes().first().is_some_and(|byte| byte.eq_ignore_ascii_case(&first));
        match self {
            Piece::Exact(word) | Piece::Word(word) => begins(&word),
            Piece::ExactOf(words) | Piece::Words(words) => words.iter().any(begins),
            Piece::One(set) | Piece::Any(set) | Piece::Many(set) => set.as_bytes().contains(&first),
            Piece::Digits(..) | Piece::Number(..) | Piece::Two(..) | Piece::Three(..) => first.is_ascii_digit(),
            Piece::Letters(..) | Piece::ZoneName => first.is_ascii_alphabetic(),
            Piece::Seq(pieces) | Piece::Opt(pieces) => may_begin(pieces, first),
            Piece::Alt(pieces) => pieces.iter().any(|piece| piece.may_begin(first)),
        }
    }

    fn may_be_empty(self) -> bool {
        match self {
            Piece::Any(_) | Piece::Opt(_) => true,
            Piece::Seq(pieces) => pieces.iter().all(|piece| piece.may_be_empty()),
            Piece::Alt(pieces) => pieces.iter().any(|piece| piece.may_be_empty()),
            Piece::Digits(from, _) | Piece::Letters(from, _) => from == 0,
            Piece::Exact(_)
            | Piece::ExactOf(_)
            | Piece::Word(_)
            | Piece::Words(_)
            | Piece::One(_)
            | Piece::Many(_)
            | Piece::Number(..)
            | Piece::Two(..)
            | Piece::Three(..)
            | Piece::ZoneName => false,
        }
    }
}

fn byte(text: &[u8], at: usize) -> Option<u8> {
    if at == text.len() { Some(0) } else { text.get(at).copied() }
}

fn starts_with(text: &[u8], at: usize, bytes: &str) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(bytes.as_bytes()))
}

fn starts_with_word(text: &[u8], at: usize, word: &str) -> bool {
    text.get(at..at + word.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(word.as_bytes()))
}

fn each_run(text: &[u8], at: usize, from: usize, to: usize, belongs: impl Fn(u8) -> bool, visit: &mut dyn FnMut(usize)) {
    let mut length = 0;
    loop {
        if length >= from {
            visit(at + length);
        }
        if length == to || !byte(text, at + length).is_some_and(&belongs) {
            return;
        }
        length += 1;
    }
}

fn number(text: &[u8], at: usize, digits: usize, from: u16, to: u16, visit: &mut dyn FnMut(usize)) {
    let Some(piece) = text.get(at..at + digits) else { return };
    if piece.iter().all(u8::is_ascii_digit) {
        let value = piece.iter().fold(0, |value, digit| value * 10 + u16::from(digit - b'0'));
        if (from..=to).contains(&value) {
            visit(at + digits);
        }
    }
}

/// `[A-Z][a-z]+([_/-][A-Za-z]+)+`
fn each_zone_name(text: &[u8], at: usize, visit: &mut dyn FnMut(usize)) {
    let run = |from: usize, belongs: fn(&u8) -> bool| from + text.iter().skip(from).take_while(|byte| belongs(byte)).count();
    if !byte(text, at).is_some_and(|byte| byte.is_ascii_uppercase()) {
        return;
    }
    let mut end = run(at + 1, u8::is_ascii_lowercase);
    if end == at + 1 {
        return;
    }
    while matches!(byte(text, end), Some(b'_' | b'/' | b'-')) {
        let next = run(end + 1, u8::is_ascii_alphabetic);
        if next == end + 1 {
            return;
        }
        end = next;
        visit(end);
    }
}

#[cfg(test)]
mod tests {
    use super::Piece::{Alt, Any, Digits, Exact, Letters, Many, Number, One, Opt, Seq, Three, Two, Word, Words, ZoneName};
    use super::*;

    #[test]
    fn a_piece_takes_the_longest_that_lets_the_rest_fit() {
        for (pieces, text, expected) in [
            (&[Number(0, 24), Exact(":"), Number(0, 59)] as &[Piece], "9:5", Some(3)),
            (&[Number(0, 24), Exact(":"), Number(0, 59)], "25:00", None),
            (&[Two(0, 12)], "9", None),
            (&[Three(1, 366)], "366", Some(3)),
            (&[Three(1, 366)], "000", None),
            (&[Word("next"), Many(" "), Words(&["day", "days"])], "NeXt  DAYS", Some(10)),
            (&[Any("+-"), Digits(1, 2), Letters(1, 6)], "+-123ab", None),
            (&[Opt(&[Exact("(")]), Letters(1, 3)], "(abcd", Some(4)),
            (&[Alt(&[Exact("ab"), Seq(&[Exact("ab"), Exact("c")])]), Opt(&[Exact("d")])], "abcd", Some(4)),
            (&[Exact("a"), One("\0 ")], "a", Some(2)),
            (&[ZoneName], "Area/City_Town-", Some(14)),
            (&[ZoneName], "area/City", None),
        ] {
            assert_eq!(longest(pieces, text.as_bytes(), 0), expected, "{pieces:?} on {text}");
        }
    }
}
