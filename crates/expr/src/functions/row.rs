//! How the rows of the table are written, and the table itself.

use super::{Answer, Call, Form, Function, array, clock, ctype, encode, format, json, mbstring, number, regex, string, types};

/// What a row calls.
type Body = for<'a> fn(&mut Call<'_, 'a>) -> Answer<'a>;

/// A function of exactly `count` arguments.
pub(super) const fn fixed(name: &'static str, count: u8, call: Body, doc: &'static str) -> Function {
    Function { name, min: count, max: Some(count), form: Form::Plain, doc, call }
}

/// A function of `min` to `max` arguments.
pub(super) const fn ranged(name: &'static str, min: u8, max: u8, call: Body, doc: &'static str) -> Function {
    Function { name, min, max: Some(max), form: Form::Plain, doc, call }
}

/// A function of `min` arguments or more.
pub(super) const fn open(name: &'static str, min: u8, call: Body, doc: &'static str) -> Function {
    Function { name, min, max: None, form: Form::Plain, doc, call }
}

impl Function {
    /// The row with a particular form.
    pub(super) const fn of_form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }
}

const TABLES: &[&[Function]] = &[
    string::CASE,
    string::TRIM,
    string::REPLACE,
    string::SLICE,
    string::FIND,
    string::ORDER,
    string::PAD,
    string::JOIN,
    format::TABLE,
    encode::TABLE,
    json::TABLE,
    ctype::TABLE,
    mbstring::TABLE,
    regex::TABLE,
    array::KEYS,
    array::SETS,
    array::MAKE,
    array::PART,
    array::FOLD,
    array::CALLBACK,
    number::TABLE,
    types::TABLE,
    clock::TABLE,
];

const COUNT: usize = {
    let (mut count, mut at) = (0, 0);
    while at < TABLES.len() {
        count += TABLES[at].len();
        at += 1;
    }
    count
};

/// All functions, by name.
pub static FUNCTIONS: &[&Function] = &SORTED;

/// Sorted while it is compiled, so that finding a name is a binary search.
const SORTED: [&Function; COUNT] = {
    let mut sorted = [&TABLES[0][0]; COUNT];
    let (mut filled, mut table) = (0, 0);
    while table < TABLES.len() {
        let mut row = 0;
        while row < TABLES[table].len() {
            let function = &TABLES[table][row];
            let mut at = filled;
            while at > 0 && precedes(function.name, sorted[at - 1].name) {
                sorted[at] = sorted[at - 1];
                at -= 1;
            }
            sorted[at] = function;
            filled += 1;
            row += 1;
        }
        table += 1;
    }
    sorted
};

const fn precedes(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut at = 0;
    while at < left.len() && at < right.len() {
        if left[at] != right[at] {
            return left[at] < right[at];
        }
        at += 1;
    }
    left.len() < right.len()
}

/// The longest name of the table.
const LONGEST: usize = {
    let (mut longest, mut at) = (0, 0);
    while at < COUNT {
        if SORTED[at].name.len() > longest {
            longest = SORTED[at].name.len();
        }
        at += 1;
    }
    longest
};

/// The function of that name, in any case.
pub fn find(name: &str) -> Option<&'static Function> {
    let mut lower = [0; LONGEST];
    let lower = lower.get_mut(..name.len())?;
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    FUNCTIONS.get(search(lower).ok()?).copied()
}

/// Where the function stands in [`FUNCTIONS`].
pub(crate) fn place(function: &Function) -> u16 {
    // Every function is of the table, so that its name is found.
    let (Ok(place) | Err(place)) = search(function.name.as_bytes());
    place as u16
}

fn search(name: &[u8]) -> Result<usize, usize> {
    FUNCTIONS.binary_search_by(|function| function.name.as_bytes().cmp(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_name_in_any_case() {
        for function in FUNCTIONS {
            for name in [function.name.to_owned(), function.name.to_ascii_uppercase()] {
                let found = find(&name);
                assert_eq!(found.map(|found| found.name), Some(function.name));
                assert_eq!(found.map(|found| FUNCTIONS[usize::from(place(found))].name), Some(function.name));
            }
        }
    }

    #[test]
    fn names_are_in_order_and_stand_once() {
        assert!(FUNCTIONS.windows(2).all(|pair| pair[0].name < pair[1].name));
    }

    #[test]
    fn every_row_can_be_called_and_is_described() {
        for function in FUNCTIONS {
            assert!(function.max.is_none_or(|max| function.min <= max), "{}", function.name);
            assert!(!function.doc.is_empty() && !function.doc.ends_with('.'), "{}", function.name);
        }
    }

    #[test]
    fn other_names_are_not_found() {
        for name in ["", "system", "strle", "strlenn", "an_unusually_long_name_that_no_function_of_the_table_has", "ſtrlen"] {
            assert!(find(name).is_none(), "{name}");
        }
    }
}
