//! "Did you mean": the known name that a misspelt one is closest to.

/// The candidate that differs least from `name`, ignoring ASCII case: the first of the closest ones, none when
/// all differ in more than a third of the letters. A letter that is added, left out, changed or swapped with
/// its neighbour counts one.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = letters(name)?;
    let mut limit = name.len() / 3;
    let mut best = None;
    for candidate in candidates {
        if let Some(distance) = letters(candidate).and_then(|candidate| distance(&name, &candidate, limit)) {
            best = Some(candidate);
            match distance.checked_sub(1) {
                Some(less) => limit = less,
                None => break,
            }
        }
    }
    best
}

/// A name this long is no name: comparing it would cost its length squared for nothing.
const LONGEST: usize = 100;

fn letters(name: &str) -> Option<Vec<u8>> {
    (name.len() <= LONGEST).then(|| name.to_ascii_lowercase().into_bytes())
}

/// The optimal-alignment distance, when it is at most `limit`.
fn distance(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let mut cost = (above[column] + usize::from(letter != other)).min(above[column + 1] + 1);
            cost = cost.min(current[column] + 1);
            let swapped = row > 0 && column > 0 && left[row - 1] == *other && right[column - 1] == *letter;
            if swapped {
                cost = cost.min(before[column - 1] + 1);
            }
            current.push(cost);
        }
        if current.iter().min() > Some(&limit) {
            return None;
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().filter(|&distance| distance <= limit)
}

/// `status` as `Status`.
pub(crate) fn capitalized(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_closest_name_is_suggested() {
        let names = ["getStatus", "getTags", "getTagsArr", "getTitle"];
        let cases = [
            ("getStats", Some("getStatus")),
            ("getSattus", Some("getStatus")),
            ("GETTAGS", Some("getTags")),
            ("getTag", Some("getTags")),
            ("getTagArr", Some("getTagsArr")),
            ("setStatus", Some("getStatus")),
            ("x", None),
            ("", None),
            ("somethingElse", None),
        ];
        for (written, expected) in cases {
            assert_eq!(nearest(written, names), expected, "{written}");
        }
    }

    #[test]
    fn of_equals_the_first_wins() {
        assert_eq!(nearest("abcx", ["abcd", "abce"]), Some("abcd"));
    }

    #[test]
    fn a_name_of_any_length_is_answered() {
        assert_eq!(nearest(&"a".repeat(1_000_000), ["a", "b"]), None);
    }

    proptest! {
        #[test]
        fn one_change_in_a_name_of_three_or_more_is_found(name in "[a-z]{3,12}", at in 0usize..3, letter in "[a-z]") {
            let mut written = name.clone();
            written.replace_range(at..=at, &letter);
            prop_assert_eq!(nearest(&written, [name.as_str()]), Some(name.as_str()));
        }

        #[test]
        fn a_distance_is_the_same_both_ways(left in "[a-c]{0,8}", right in "[a-c]{0,8}") {
            prop_assert_eq!(
                distance(left.as_bytes(), right.as_bytes(), 8),
                distance(right.as_bytes(), left.as_bytes(), 8)
            );
        }
    }
}
