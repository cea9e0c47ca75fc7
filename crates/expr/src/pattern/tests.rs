//! Patterns as a whole: what matches, what is wrong, what is refused.

use proptest::prelude::*;

use super::compiled::Pattern;
use super::delimited;
use super::error::PatternError;
use super::fast::Fast;
use super::machine::{self, NOWHERE, Wanted};
use super::parser::parse;
use super::program::Program;
use crate::{Fault, Fuel};

fn pattern(code: &str) -> Pattern {
    Pattern::compile(code.as_bytes()).unwrap_or_else(|error| panic!("{code}: {error}"))
}

/// The first match and its groups, as text; `-` for a group that took no part.
fn first(code: &str, text: &[u8]) -> String {
    let pattern = pattern(code);
    let mut noted = vec![NOWHERE; pattern.places()];
    match pattern.search(text, 0, &mut noted, &mut Fuel::new()) {
        Ok(true) => {
            let groups = noted.chunks(2).map(|place| match text.get(place[0]..place[1]) {
                Some(group) => String::from_utf8_lossy(group).into_owned(),
                None => "-".into(),
            });
            groups.collect::<Vec<_>>().join(",")
        }
        Ok(false) => "no".into(),
        Err(fault) => fault.to_string(),
    }
}

fn check(cases: &[(&str, &str, &str)]) {
    for (code, text, expected) in cases {
        assert_eq!(first(code, text.as_bytes()), *expected, "{code} in {text:?}");
    }
}

#[test]
fn the_first_way_to_match_wins() {
    check(&[
        ("/a|ab/", "ab", "a"),
        ("/(a|ab)(c|bcd)(d*)/", "abcd", "abcd,a,bcd,"),
        ("/a+?/", "aaa", "a"),
        ("/a{2,3}/", "aaaa", "aaa"),
        ("/a{2,3}?/", "aaaa", "aa"),
        ("/(a)|(b)/", "b", "b,-,b"),
        ("/(?:(a)|b)+/", "ab", "ab,a"),
        ("/<(.+)>/", "<x> <y>", "<x> <y>,x> <y"),
        ("/<(.+)>/U", "<x> <y>", "<x>,x"),
        ("/<(.+?)>/U", "<x> <y>", "<x> <y>,x> <y"),
        ("/(|a)+/", "aaa", ","),
        ("/(a*|b)*/", "aab", "aa,"),
        ("/(a?)*b/", "aab", "aab,"),
        ("/(?:a|b*?)+c/", "abc", "abc"),
        ("/((?:a|(b)?)*)d/", "abd", "abd,ab,b"),
        ("/(?:)*b/", "ab", "b"),
        ("/x{0}(y{0})z/", "z", "z,"),
    ]);
}

#[test]
fn a_dollar_also_stands_before_a_newline_at_the_end() {
    check(&[
        ("/b$/", "a b\n", "b"),
        ("/b$/D", "a b\n", "no"),
        ("/b\\Z/D", "a b\n", "b"),
        ("/b\\z/", "a b\n", "no"),
        ("/b$/", "b\n\n", "no"),
        ("/b$\\n/", "b\n", "b\n"),
        ("/^$/", "\n", ""),
        ("/(b$|b\\n)x?/", "b\n", "b,b"),
        ("/a$/m", "a\nb", "a"),
        ("/^b/m", "a\nb", "b"),
        ("/^b/", "a\nb", "no"),
        ("/^a\\Z/m", "b\na\n", "a"),
        ("/(?m:^)b$/", "a\nb\n", "b"),
    ]);
    let count = |code: &str, text: &str| pattern(code).count(text.as_bytes(), &mut Fuel::new());
    assert_eq!(count("/^/m", "a\nb\n"), Ok(Some(2)));
    assert_eq!(count("/$/m", "a\nb\n"), Ok(Some(3)));
    assert_eq!(count("/$/", "a\nb\n"), Ok(Some(2)));
    assert_eq!(count("/^/m", "a\nb"), Ok(Some(2)));
}

#[test]
fn without_u_a_unit_is_a_byte() {
    assert_eq!(first("/^.$/", "é".as_bytes()), "no");
    assert_eq!(first("/^..$/", "é".as_bytes()), "é");
    assert_eq!(first("/^\u{e9}+$/", "éé".as_bytes()), "no");
    assert_eq!(first("/É/i", "é".as_bytes()), "no");
    assert_eq!(first("/[é]/", b"\xa9"), "\u{fffd}");
    assert_eq!(first("/\\xff/", b"\xff"), "\u{fffd}");
    assert_eq!(first("/\\w/", "é".as_bytes()), "no");
    assert_eq!(first("/\\p{L}/", b"\xe9"), "\u{fffd}");
    assert_eq!(first("/\\h\\H/", b"\xa0x"), "\u{fffd}x");
}

#[test]
fn with_u_a_unit_is_a_character() {
    check(&[
        ("/^.$/u", "é", "é"),
        ("/^é+$/u", "éé", "éé"),
        ("/É/iu", "é", "é"),
        ("/[à-ü]+/iu", "ÀÉ", "ÀÉ"),
        ("/\\w+/u", "straße-", "straße"),
        ("/\\d+/u", "x٣٤", "٣٤"),
        ("/\\s/u", "a\u{a0}b", "\u{a0}"),
        ("/\\x{e9}/u", "é", "é"),
        ("/\\p{Lu}\\p{^Lu}/u", "aBc", "Bc"),
        ("/\\P{L}/u", "é1", "1"),
        ("/\\p{Greek}+/u", "aλόγος", "λόγος"),
        ("/[[:alpha:]]+/u", "1é2", "é"),
        ("/[^[:^alpha:]]+/u", "1é2", "é"),
        ("/\\p{Lu}/iu", "é", "no"),
        ("/[[:upper:]]/iu", "é", "no"),
        ("/k/iu", "\u{212a}", "\u{212a}"),
    ]);
    assert_eq!(pattern("/./u").is_match(b"\xff", &mut Fuel::new()), Ok(None));
    assert_eq!(pattern("/./").is_match(b"\xff", &mut Fuel::new()), Ok(Some(true)));
}

#[test]
fn words_end_where_pcre_ends_them() {
    check(&[
        ("/\\bcat\\b/", "a cat.", "cat"),
        ("/\\bé/u", "é", "é"),
        ("/\\b.\\b/u", "m²", "no"),
        ("/a\\b/u", "a\u{301}", "a"),
        ("/\\Bb/", "ab", "b"),
        ("/\\b/", "", "no"),
        ("/\\B/", "", ""),
    ]);
}

#[test]
fn classes_follow_pcres_rules() {
    check(&[
        ("/[]a]+/", "a]b", "a]"),
        ("/[^]a]/", "]ab", "b"),
        ("/[a-]+/", "a-b", "a-"),
        ("/[-a]+/", "a-b", "a-"),
        ("/[a-c-e]+/", "b-ed", "b-e"),
        ("/[a&&b]+/", "a&b", "a&b"),
        ("/[a~~b]/", "~", "~"),
        ("/[[]/", "[", "["),
        ("/[[:x]+/", ":[x", ":[x"),
        ("/[\\d\\-x]+/", "1-x", "1-x"),
        ("/[\\w-]+/", "a-b", "a-b"),
        ("/[\\b]/", "\u{8}", "\u{8}"),
        ("/[\\Q^]\\E]+/", "^]", "^]"),
        ("/[\\101-\\x43]+/", "ABCD", "ABC"),
        ("/[\\8\\1]+/", "8\u{1}", "8\u{1}"),
        ("/[[:upper:]]/i", "a", "a"),
        ("/[[:punct:][:digit:]]+/", "a+1_", "+1_"),
        ("/[^a]/", "\n", "\n"),
        ("/[a b]/x", " ", " "),
        ("/[A-Z]+/i", "aB", "aB"),
        ("/[^k]/i", "K", "no"),
    ]);
}

#[test]
fn escapes_stand_for_units_and_unknown_ones_for_themselves() {
    check(&[
        ("/\\a\\e\\f\\t\\cA\\0\\012/", "\u{7}\u{1b}\u{c}\t\u{1}\0\n", "\u{7}\u{1b}\u{c}\t\u{1}\0\n"),
        ("/\\x4a\\x{4b}\\o{114}/", "JKL", "JKL"),
        ("/\\x/", "\0", "\0"),
        ("/\\x{zz}/", "x{zz}", "x{zz}"),
        ("/\\j\\m\\y/", "jmy", "jmy"),
        ("/\\</", "<", "<"),
        ("/\\Qa.b*\\E+/", "a.b**", "a.b**"),
        ("/\\N+/s", "ab\nc", "ab"),
        ("/\\v/", "\u{b}", "\u{b}"),
        ("/\\100/", "@", "@"),
        ("/\\u0041/", "u0041", "u0041"),
    ]);
}

#[test]
fn braces_that_are_no_counts_are_literal() {
    check(&[
        ("/a{/", "a{", "a{"),
        ("/a{2/", "a{2", "a{2"),
        ("/a{,3}/", "a{,3}", "a{,3}"),
        ("/a{1,b}/", "a{1,b}", "a{1,b}"),
        ("/{x}/", "{x}", "{x}"),
        ("/a{2}{/", "aa{", "aa{"),
        ("/]}/", "]}", "]}"),
    ]);
}

#[test]
fn flags_comments_and_names_are_read() {
    check(&[
        ("/a(?i)b|c/", "C", "C"),
        ("/(a(?i)b)c/", "aBC", "no"),
        ("/(?i:a)b/", "Ab", "Ab"),
        ("/(?i)a(?-i)b/", "Ab", "Ab"),
        ("/(?im-s)A.b/s", "a\nb", "no"),
        ("/(?^)A/i", "a", "no"),
        ("/a(?#b)c/", "ac", "ac"),
        ("/a (?# ) b # rest\n c/x", "abc", "abc"),
        ("/a\\ b/x", "a b", "a b"),
        ("/a +/x", "aa", "aa"),
        ("/a(?#x)+/", "aa", "aa"),
        ("/(?<year>\\d+)-(?P<month>\\d+)(?'day'x)/", "25-3x", "25-3x,25,3,x"),
        ("/.b/s", "\nb", "\nb"),
        ("/.b/", "\nb", "no"),
        ("/b/A", "ab", "no"),
    ]);
}

#[test]
fn wrong_patterns_are_wrong() {
    for code in [
        "/(/",
        "/)/",
        "/a)/",
        "/[a/",
        "/[]/",
        "/*a/",
        "/+/",
        "/a**/",
        "/^*/",
        "/\\b+/",
        "/(?i)*/",
        "/|*/",
        "/a{2}{3}/",
        "/{2}/",
        "/a{3,2}/",
        "/a{65536}/",
        "/[b-a]/",
        "/[\\d-z]/",
        "/[a-\\d]/",
        "/[[:alpha:]-z]/",
        "/[[:foo:]]/",
        "/[:alpha:]/",
        "/[[.a.]]/",
        "/[\\B]/",
        "/[\\N]/",
        "/(?z)/",
        "/(?/",
        "/(?<1a>x)/",
        "/(?<a>x)(?<a>y)/",
        "/(?<a/",
        "/(?#a/",
        "/(*)/",
        "/\u{e9}/k",
        "/(?<>a)/",
    ] {
        assert!(matches!(Pattern::compile(code.as_bytes()), Err(PatternError::Wrong(_))), "{code}");
    }
    assert!(matches!(Pattern::compile(b"/\xff/u"), Err(PatternError::Wrong(_))));
}

#[test]
fn what_is_not_linear_is_refused() {
    for code in [
        "/(a)\\1/",
        "/\\g{1}/",
        "/\\k<a>/",
        "/(?P=a)/",
        "/a(?=b)/",
        "/(?!a)/",
        "/(?<=a)b/",
        "/(?<!a)b/",
        "/a++/",
        "/a{2}+/",
        "/(?>a)/",
        "/(?R)/",
        "/(?1)/",
        "/(?+1)/",
        "/(?&a)/",
        "/(?P>a)/",
        "/(?(1)a)/",
        "/a\\Kb/",
        "/\\Ga/",
        "/\\R/",
        "/\\X/",
        "/\\C/",
        "/(*FAIL)/",
        "/(*pla:a)/",
        "/(?|a)/",
        "/(?C)/",
        "/[[:<:]]a/",
        "/\\p{Foo}/u",
        "/\\N{U+41}/u",
        "/(?J)a/",
    ] {
        assert!(matches!(Pattern::compile(code.as_bytes()), Err(PatternError::Refused(_))), "{code}");
    }
}

#[test]
fn what_would_be_too_large_is_refused() {
    for code in ["/((a{1000}){1000})/", "/((((){65535}){65535}){65535}){65535}/", "/(?:(?:){65535}){65535}/", "/\\w{60000}\\w{60000}/u"] {
        assert_eq!(Pattern::compile(code.as_bytes()).err(), Some(PatternError::TooLarge), "{code}");
    }
    let deep = |depth: usize| Pattern::compile(format!("/{}a{}/", "(b".repeat(depth), "|c)*".repeat(depth)).as_bytes());
    assert!(matches!(deep(251), Err(PatternError::Wrong(_))));
    let deepest = deep(250).unwrap();
    assert_eq!(deepest.is_match(b"xa", &mut Fuel::new()), Ok(Some(true)));
    // One that only the exact engine has room for.
    assert_eq!(pattern("/^\\w{3000}$/u").is_match("é".repeat(3000).as_bytes(), &mut Fuel::new()), Ok(Some(true)));
}

#[test]
fn time_is_linear_and_its_budget_bounded() {
    let text = [b"a".repeat(5000), b"!".to_vec()].concat();
    for code in ["/^(a+)+$/", "/(a|aa)+$/", "/(.*)*x/", "/(a?){50}b/"] {
        assert_eq!(pattern(code).is_match(&text, &mut Fuel::new()), Ok(Some(false)), "{code}");
    }
    let long = b"a".repeat(1 << 18);
    let quadratic = pattern("/.*z|a/").count(&long, &mut Fuel::new());
    assert!(matches!(quadratic, Err(Fault::OverBudget { .. })));
    assert_eq!(pattern("/a/").count(&b"a".repeat(100_000), &mut Fuel::new()), Ok(Some(100_000)));
}

fn replaced(code: &str, replacement: &str, text: &str, limit: i64) -> String {
    let out = pattern(code).replace(text.as_bytes(), replacement.as_bytes(), limit, &mut Fuel::new());
    String::from_utf8(out.unwrap().unwrap()).unwrap()
}

#[test]
fn matches_are_replaced() {
    for (code, replacement, text, limit, expected) in [
        ("/\\d+/", "<$0>", "a1b22", -1, "a<1>b<22>"),
        ("/\\d/", "#", "123", 2, "##3"),
        ("/\\d/", "#", "123", 0, "123"),
        ("/(\\w+) (\\w+)/", "$2 ${1}s\\0", "big cat", -1, "cat bigsbig cat"),
        ("/(a)|(b)/", "[$2$7]", "ab", -1, "[][b]"),
        ("/x*/", "-", "axb", -1, "-a--b-"),
        // An empty match is tried again for one that is not empty, at the same place.
        ("/x*?/", "-", "xx", -1, "-----"),
        ("//", "-", "ab", -1, "-a-b-"),
        ("//u", "-", "é!", -1, "-é-!-"),
        ("/^/m", "> ", "a\nb\n", -1, "> a\n> b\n"),
        ("/$/", ".", "a\n", -1, "a.\n."),
        ("/a/A", "b", "aaba", -1, "bbba"),
        ("/\\s+$/", "", "a b \n", -1, "a b"),
    ] {
        assert_eq!(replaced(code, replacement, text, limit), expected, "{code}");
    }
    assert_eq!(pattern("/a/u").replace(b"\xff", b"", -1, &mut Fuel::new()), Ok(None));
}

#[test]
fn a_result_may_not_outgrow_the_budget() {
    let long = b"a".repeat(100_000);
    let grown = pattern("/a/").replace(&long, &b"b".repeat(1000), -1, &mut Fuel::new());
    assert!(matches!(grown, Err(Fault::OverBudget { .. })));
}

fn pieces(code: &str, text: &str, limit: i64, no_empty: bool) -> Vec<String> {
    let pattern = pattern(code);
    let pieces = pattern.split(text.as_bytes(), limit, no_empty, &mut Fuel::new()).unwrap().unwrap();
    pieces.into_iter().map(|piece| String::from_utf8(piece.to_vec()).unwrap()).collect()
}

#[test]
fn texts_are_split_at_matches() {
    for (code, text, limit, no_empty, expected) in [
        ("/,/", "a,b,,c", -1, false, vec!["a", "b", "", "c"]),
        ("/,/", "a,b,,c,", 0, true, vec!["a", "b", "c"]),
        ("/,/", "a,b,c", 2, false, vec!["a", "b,c"]),
        ("/,/", ",a,b,c", 2, true, vec!["a", "b,c"]),
        ("/,/", "a,b", 1, false, vec!["a,b"]),
        ("/,/", "a,b", -5, false, vec!["a,b"]),
        ("/,/", "", -1, false, vec![""]),
        ("/,/", "", -1, true, vec![]),
        ("//", "abc", -1, false, vec!["", "a", "b", "c", ""]),
        ("//", "abc", -1, true, vec!["a", "b", "c"]),
        ("//u", "éa", -1, true, vec!["é", "a"]),
        ("/\\s*,\\s*/", "a , b,c", -1, false, vec!["a", "b", "c"]),
        ("/\\b/", "a b", -1, true, vec!["a", " ", "b"]),
    ] {
        assert_eq!(pieces(code, text, limit, no_empty), expected, "{code} {text} {limit}");
    }
    assert_eq!(pattern("/a/u").split(b"\xff", -1, false, &mut Fuel::new()), Ok(None));
}

/// A pattern made of pieces that are each complete.
fn any_pattern() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(vec![
        "a", "b", "ab", ".", "\\w", "\\d", "\\s", "[ab]", "[^a]", "\\b", "\\B", "^", "$", "\\Z", "\\z", "é", "\\n", "(?:)",
    ])
    .prop_map(str::to_owned);
    atom.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, two)| format!("{one}{two}")),
            (inner.clone(), inner.clone()).prop_map(|(one, two)| format!("(?:{one}|{two})")),
            inner.clone().prop_map(|inner| format!("({inner})")),
            (inner, prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}"]))
                .prop_map(|(inner, repeat)| format!("(?:{inner}){repeat}")),
        ]
    })
}

proptest! {
    #[test]
    fn both_engines_agree_where_both_apply(
        inner in any_pattern(),
        modifiers in prop::sample::select(vec!["", "i", "m", "s", "u", "iu", "A", "D"]),
        text in "[abA1 \n]{0,8}[ab]?",
    ) {
        let code = format!("/{inner}/{modifiers}");
        let (pattern, modifiers) = delimited::split(code.as_bytes()).unwrap();
        let tree = parse(pattern, modifiers).unwrap();
        prop_assume!(!text.ends_with('\n'));
        let program = Program::compile(&tree).unwrap();
        let Some(fast) = Fast::compile(&tree) else { return Ok(()) };
        let mut exact = vec![NOWHERE; 2];
        let wanted = Wanted { anchored: tree.anchored, not_empty: false };
        let found = machine::search(&program, text.as_bytes(), 0, wanted, &mut exact, &mut Fuel::new()).unwrap();
        let mut noted = [None; 2];
        prop_assert_eq!(fast.search(text.as_bytes(), 0, tree.anchored, &mut noted), found, "{}", code);
        if found {
            prop_assert_eq!(noted.map(|place| place.map_or(NOWHERE, |place| place.get())).to_vec(), exact, "{}", code);
        }
    }

    #[test]
    fn any_bytes_are_a_pattern_or_none(code in any::<Vec<u8>>(), text in any::<Vec<u8>>()) {
        let _ = Pattern::compile(&code).map(|pattern| pattern.is_match(&text, &mut Fuel::new()));
    }

    #[test]
    fn any_syntax_is_read_or_refused(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "(", ")", "[", "]", "{", "}", "|", "\\", "?", "*", "+", "^", "$", "-", ":", "<", ">", "P", "Q", "E", "x", "a",
                "1", "9", ",", "#", "=", "!", "é", "\u{ff}", "[:", ":]", "(?", "\\p{", "\\x{", "\\Q", "\n", " ",
            ]),
            0..20,
        ),
        modifiers in prop::sample::select(vec!["", "u", "x", "xiu", "U"]),
        text in "\\PC{0,6}\n?",
    ) {
        let code = format!("~{}~{modifiers}", pieces.concat());
        if let Ok(pattern) = Pattern::compile(code.as_bytes()) {
            let mut fuel = Fuel::new();
            let _ = pattern.count(text.as_bytes(), &mut fuel);
            let _ = pattern.replace(text.as_bytes(), b"$0$1", 3, &mut fuel);
            let _ = pattern.split(text.as_bytes(), -1, true, &mut fuel);
        }
    }
}
