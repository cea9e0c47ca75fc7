//! Sets of units: the classes that PCRE names, over bytes and over characters.

use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, HirKind};

/// A set that PCRE has a name for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// `\d`, `[:digit:]`
    Digit,
    /// `\w`, `[:word:]`
    Word,
    /// `\s`, `[:space:]`
    Space,
    /// `\h`, `[:blank:]` with `u`
    Horizontal,
    /// `\v`
    Vertical,
    /// `[:alpha:]`
    Alpha,
    /// `[:lower:]`
    Lower,
    /// `[:upper:]`
    Upper,
    /// `[:alnum:]`
    Alnum,
    /// `[:ascii:]`
    Ascii,
    /// `[:blank:]`
    Blank,
    /// `[:cntrl:]`
    Cntrl,
    /// `[:graph:]`
    Graph,
    /// `[:print:]`
    Print,
    /// `[:punct:]`
    Punct,
    /// `[:xdigit:]`
    Xdigit,
}

impl Named {
    /// The class of that name between `[:` and `:]`.
    pub fn posix(name: &str) -> Option<Self> {
        Some(match name {
            "alpha" => Named::Alpha,
            "lower" => Named::Lower,
            "upper" => Named::Upper,
            "alnum" => Named::Alnum,
            "ascii" => Named::Ascii,
            "blank" => Named::Blank,
            "cntrl" => Named::Cntrl,
            "digit" => Named::Digit,
            "graph" => Named::Graph,
            "print" => Named::Print,
            "punct" => Named::Punct,
            "space" => Named::Space,
            "word" => Named::Word,
            "xdigit" => Named::Xdigit,
            _ => return None,
        })
    }

    /// Its bytes: ASCII, but for the Latin-1 blanks of `\h` and `\v`.
    pub fn bytes(self) -> ClassBytes {
        let ranges: &[(u8, u8)] = match self {
            Named::Digit => &[(b'0', b'9')],
            Named::Word => &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')],
            Named::Space => &[(b'\t', b'\r'), (b' ', b' ')],
            Named::Horizontal => &[(b'\t', b'\t'), (b' ', b' '), (0xa0, 0xa0)],
            Named::Vertical => &[(b'\n', b'\r'), (0x85, 0x85)],
            Named::Alpha => &[(b'A', b'Z'), (b'a', b'z')],
            Named::Lower => &[(b'a', b'z')],
            Named::Upper => &[(b'A', b'Z')],
            Named::Alnum => &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')],
            Named::Ascii => &[(0, 0x7f)],
            Named::Blank => &[(b'\t', b'\t'), (b' ', b' ')],
            Named::Cntrl => &[(0, 0x1f), (0x7f, 0x7f)],
            Named::Graph => &[(b'!', b'~')],
            Named::Print => &[(b' ', b'~')],
            Named::Punct => &[(b'!', b'/'), (b':', b'@'), (b'[', b'`'), (b'{', b'~')],
            Named::Xdigit => &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')],
        };
        ClassBytes::new(ranges.iter().map(|&(from, to)| ClassBytesRange::new(from, to)))
    }

    /// Its characters by PCRE's Unicode rules.
    pub fn chars(self) -> ClassUnicode {
        match self {
            Named::Digit => property("Nd"),
            Named::Word => union([property("L"), property("N"), ranges(&[('_', '_')])]),
            Named::Space => union([property("Z"), Named::Horizontal.chars(), Named::Vertical.chars()]),
            Named::Horizontal | Named::Blank => ranges(&[
                ('\t', '\t'),
                (' ', ' '),
                ('\u{a0}', '\u{a0}'),
                ('\u{1680}', '\u{1680}'),
                ('\u{180e}', '\u{180e}'),
                ('\u{2000}', '\u{200a}'),
                ('\u{202f}', '\u{202f}'),
                ('\u{205f}', '\u{205f}'),
                ('\u{3000}', '\u{3000}'),
            ]),
            Named::Vertical => ranges(&[('\n', '\r'), ('\u{85}', '\u{85}'), ('\u{2028}', '\u{2029}')]),
            Named::Alpha => property("L"),
            Named::Lower => property("Ll"),
            Named::Upper => property("Lu"),
            Named::Alnum => union([property("L"), property("N")]),
            Named::Cntrl => property("Cc"),
            Named::Graph => {
                let mut invisible = union([property("Z"), property("Cc"), property("Cs"), property("Cn"), property("Co")]);
                invisible.union(&ranges(&[('\u{61c}', '\u{61c}'), ('\u{180e}', '\u{180e}'), ('\u{2066}', '\u{2069}')]));
                invisible.negate();
                invisible
            }
            Named::Print => {
                let mut print = union([Named::Graph.chars(), property("Zs")]);
                print.union(&ranges(&[('\u{180e}', '\u{180e}')]));
                print
            }
            Named::Punct => {
                let mut symbols = property("S");
                symbols.intersect(&ranges(&[('\0', '\u{7f}')]));
                union([property("P"), symbols])
            }
            Named::Ascii | Named::Xdigit => self.bytes().to_unicode_class().unwrap_or_else(ClassUnicode::empty),
        }
    }

    /// Its units.
    pub fn class(self, unicode: bool) -> Class {
        if unicode { Class::Unicode(self.chars()) } else { Class::Bytes(self.bytes()) }
    }
}

/// The characters of `\p{name}`; `None` for a property that is not known here.
pub(super) fn named_property(name: &str) -> Option<ClassUnicode> {
    const CATEGORIES: &[&str] = &[
        "C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No", "P", "Pc",
        "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
    ];
    match name {
        "Any" => Some(ranges(&[('\0', char::MAX)])),
        "L&" => Some(union([property("Lu"), property("Ll"), property("Lt")])),
        "Xan" => Some(Named::Alnum.chars()),
        "Xwd" => Some(Named::Word.chars()),
        "Xsp" | "Xps" => Some(Named::Space.chars()),
        _ if CATEGORIES.contains(&name) => Some(property(name)),
        // A script's name means its extensions too.
        _ => {
            parsed(&format!("scx={name}")).filter(|_| name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_'))
        }
    }
}

/// All units.
pub(super) fn all(unicode: bool) -> Class {
    if unicode { Class::Unicode(ranges(&[('\0', char::MAX)])) } else { Class::Bytes(ClassBytes::new([ClassBytesRange::new(0, 0xff)])) }
}

/// The units of a class of characters: themselves, or without `u` the bytes that stand for those up to U+00FF.
pub(super) fn units(chars: ClassUnicode, unicode: bool) -> Class {
    if unicode {
        return Class::Unicode(chars);
    }
    let latin = chars.iter().filter_map(|range| {
        let from = u8::try_from(u32::from(range.start())).ok()?;
        Some(ClassBytesRange::new(from, u8::try_from(u32::from(range.end())).unwrap_or(0xff)))
    });
    Class::Bytes(ClassBytes::new(latin))
}

/// From one unit to another, both included. What is no unit gives the empty set.
pub(super) fn range(from: u32, to: u32, unicode: bool) -> Class {
    if unicode {
        let range = char::from_u32(from).zip(char::from_u32(to)).map(|(from, to)| ClassUnicodeRange::new(from, to));
        Class::Unicode(ClassUnicode::new(range))
    } else {
        let range = u8::try_from(from).ok().zip(u8::try_from(to).ok()).map(|(from, to)| ClassBytesRange::new(from, to));
        Class::Bytes(ClassBytes::new(range))
    }
}

/// Adds the units of `other`; both are of bytes or both of characters.
pub(super) fn add(class: &mut Class, other: &Class) {
    match (class, other) {
        (Class::Unicode(class), Class::Unicode(other)) => class.union(other),
        (Class::Bytes(class), Class::Bytes(other)) => class.union(other),
        (Class::Unicode(_), Class::Bytes(_)) | (Class::Bytes(_), Class::Unicode(_)) => {}
    }
}

/// The other case of each unit as well: of ASCII letters, with `u` of all.
pub(super) fn fold(class: &mut Class) {
    match class {
        // Fails only without the tables of case, which are compiled in.
        Class::Unicode(class) => class.try_case_fold_simple().unwrap_or_default(),
        Class::Bytes(class) => class.case_fold_simple(),
    }
}

fn ranges(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(ranges.iter().map(|&(from, to)| ClassUnicodeRange::new(from, to)))
}

fn union(classes: impl IntoIterator<Item = ClassUnicode>) -> ClassUnicode {
    classes.into_iter().fold(ClassUnicode::empty(), |mut all, class| {
        all.union(&class);
        all
    })
}

/// A general category, from the tables of `regex-syntax`. Surrogates (`Cs`) are no characters: none.
fn property(category: &str) -> ClassUnicode {
    parsed(&format!("gc={category}")).unwrap_or_else(ClassUnicode::empty)
}

fn parsed(query: &str) -> Option<ClassUnicode> {
    match regex_syntax::parse(&format!("\\p{{{query}}}")).ok()?.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class),
        // A class of one character.
        HirKind::Literal(literal) => {
            let char = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            Some(ranges(&[(char, char)]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(class: &ClassUnicode, char: char) -> bool {
        class.iter().any(|range| (range.start()..=range.end()).contains(&char))
    }

    #[test]
    fn ascii_is_the_same_over_bytes_and_characters() {
        for name in
            ["alpha", "lower", "upper", "alnum", "ascii", "blank", "cntrl", "digit", "graph", "print", "punct", "space", "word", "xdigit"]
        {
            let named = Named::posix(name).unwrap();
            let (bytes, chars) = (named.bytes(), named.chars());
            for ascii in 0..0x80_u8 {
                let in_bytes = bytes.iter().any(|range| (range.start()..=range.end()).contains(&ascii));
                assert_eq!(in_bytes, has(&chars, char::from(ascii)), "{name} {ascii}");
            }
        }
    }

    #[test]
    fn words_are_letters_and_numbers_without_marks() {
        let word = Named::Word.chars();
        for char in ['é', 'ß', '٣', '²', '_', '字'] {
            assert!(has(&word, char), "{char}");
        }
        for char in ['\u{301}', '\u{203f}', '\u{200d}', '-'] {
            assert!(!has(&word, char), "{char:?}");
        }
    }

    #[test]
    fn properties_have_pcres_names() {
        for (name, char) in [("Lu", 'É'), ("Greek", 'α'), ("Zl", '\u{2028}'), ("L&", 'ǅ'), ("Xan", '½'), ("Han", '字'), ("Any", '\0')]
        {
            assert!(has(&named_property(name).unwrap(), char), "{name}");
        }
        for name in ["Letter", "Foo", "gc=L", "", "lu", "L}|"] {
            assert_eq!(named_property(name), None, "{name}");
        }
        assert_eq!(named_property("Cs").map(|class| class.iter().count()), Some(0));
    }
}
