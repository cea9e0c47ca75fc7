//! What expressions read of an event, for those who explain a decision. Nobody listening, nothing is kept.

use reach_expr::{Fault, Fuel, MethodId, Object, StaticId, Value};

use super::{EVENT, Facts, OBJECT};
use crate::names::{Meaning, ScopeMethod};

/// One thing that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The call: `getTags()`.
    pub call: String,
    /// What it gave, printed as JSON is; of an object its class and id; of a fault its message.
    pub value: String,
    /// Where it comes from.
    pub source: Source,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A part of the event, as a path: `object`, `modifiedColumns`, `related.entry`.
    Event(String),
    /// A parameter of the template.
    Parameter,
    /// The clock.
    Now,
}

/// The longest value that is printed whole, in characters.
const LONGEST: usize = 120;

impl<'e> Facts<'e> {
    /// Runs `evaluation` and gives what it read besides its result.
    pub fn listen<T>(&self, evaluation: impl FnOnce() -> T) -> (T, Vec<Read>) {
        let outer = self.listens.replace(true);
        let before = self.reads.take();
        let result = evaluation();
        self.listens.set(outer);
        (result, self.reads.replace(before))
    }

    pub(super) fn note(&self, read: Option<Read>) {
        if let Some(read) = read {
            let mut reads = self.reads.borrow_mut();
            if !reads.contains(&read) {
                reads.push(read);
            }
        }
    }
}

impl Read {
    /// What a method read; `None` for a step on the way, such as `getEvent()`.
    pub(super) fn of_call<'e>(
        facts: &Facts<'e>,
        on: Object,
        method: MethodId,
        args: &[Value<'e>],
        value: &Result<Value<'e>, Fault>,
    ) -> Option<Read> {
        let found = facts.names.method_of(method)?;
        if let Some(list) = found.list {
            // Whoever reads the trace wants to see the list that was looked into.
            let mut fuel = Fuel::new();
            let value = match facts.names.method_of(list)?.event {
                Some(method) if on == EVENT => facts.call_event(method, &[], &mut fuel),
                _ => facts.call_object(on, list, &[], &mut fuel),
            };
            return Self::of_call(facts, on, list, &[], &value);
        }
        let source = match on {
            Object::SCOPE => match found.scope? {
                ScopeMethod::Object | ScopeMethod::Event => return None,
                ScopeMethod::PartnerId => Source::Event("partnerId".to_owned()),
                ScopeMethod::Time => Source::Now,
                ScopeMethod::DynamicValueByKey | ScopeMethod::DynamicValues => Source::Parameter,
            },
            EVENT if facts.names.meaning(method) == Meaning::Object => return None,
            on => match facts.names.meaning(method) {
                Meaning::ColumnModified | Meaning::ModifiedColumns => Source::Event("modifiedColumns".to_owned()),
                Meaning::OldValues => Source::Event("oldValues".to_owned()),
                Meaning::CustomData => Source::Event("customDataOldValues".to_owned()),
                Meaning::PreviousVersion if on == EVENT => Source::Event("previousVersion".to_owned()),
                _ => Source::Event(facts.entity(on)?.path()),
            },
        };
        Some(Read { call: call(&found.name, facts, args), value: outcome(facts, value), source })
    }

    /// What a lookup read.
    pub(super) fn of_static<'e>(facts: &Facts<'e>, method: StaticId, args: &[Value<'e>], value: &Result<Value<'e>, Fault>) -> Option<Read> {
        let name = facts.names.call_of(method)?.name();
        Some(Read { call: call(&name, facts, args), value: outcome(facts, value), source: Source::Event("related".to_owned()) })
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Source::Event(path) => path,
            Source::Parameter => "parameter",
            Source::Now => "clock",
        })
    }
}

fn call(name: &str, facts: &Facts<'_>, args: &[Value<'_>]) -> String {
    let args: Vec<String> = args.iter().map(|arg| printed(facts, arg)).collect();
    format!("{name}({})", args.join(", "))
}

fn outcome(facts: &Facts<'_>, value: &Result<Value<'_>, Fault>) -> String {
    match value {
        Ok(value) => printed(facts, value),
        Err(fault) => fault.to_string(),
    }
}

pub(super) fn printed(facts: &Facts<'_>, value: &Value<'_>) -> String {
    let mut text = String::new();
    print(facts, value, &mut text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

/// Prints a value until the text is long enough. It may recurse: values do not nest deeper than they may.
fn print(facts: &Facts<'_>, value: &Value<'_>, text: &mut String) {
    // A character has at most four bytes.
    if text.len() > 4 * LONGEST {
        return;
    }
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(bool) => text.push_str(if *bool { "true" } else { "false" }),
        Value::Int(number) => text.push_str(&number.to_string()),
        Value::Float(number) => text.push_str(&format!("{number:?}")),
        Value::Str(string) => {
            let string = string.to_text();
            let shown: String = string.chars().take(LONGEST).collect();
            text.push_str(&format!("{shown:?}"));
        }
        Value::Array(array) => {
            let is_list = array.is_list();
            text.push(if is_list { '[' } else { '{' });
            for (at, (key, element)) in array.iter().enumerate() {
                if text.len() > 4 * LONGEST {
                    break;
                }
                if at > 0 {
                    text.push_str(", ");
                }
                if !is_list {
                    print(facts, &key.to_value(), text);
                    text.push_str(": ");
                }
                print(facts, element, text);
            }
            text.push(if is_list { ']' } else { '}' });
        }
        Value::Object(OBJECT) => text.push_str("the event's object"),
        Value::Object(object) => match facts.entity(*object) {
            Some(entity) => {
                text.push_str(entity.class.name());
                if let Ok(Some(id)) = entity.id() {
                    text.push(' ');
                    text.push_str(&id);
                }
            }
            None => text.push_str("the event"),
        },
    }
}

#[cfg(test)]
mod tests {
    use reach_expr::{Fuel, parse};

    use super::super::testing::{NOW, event};
    use super::super::{Scope, Texts};
    use super::*;
    use crate::names::Names;

    /// What an expression reads: call, value, source.
    fn reads(json: &str, code: &str) -> Vec<(String, String, String)> {
        let (event, mut names) = (event(json), Names::new());
        let expr = parse(code, &mut names).unwrap().compile_with(&mut |list| names.membership(list));
        let facts = Facts::new(&event, &names, NOW);
        let parameters = [("key".to_owned(), "value".to_owned())];
        let scope = Scope { facts: &facts, parameters: &Texts(&parameters) };
        let _ = expr.eval(&scope, &mut Fuel::new());
        let (_, reads) = facts.listen(|| expr.eval(&scope, &mut Fuel::new()));
        reads.into_iter().map(|read| (read.call, read.value, read.source.to_string())).collect()
    }

    #[test]
    fn each_read_is_kept_once_with_its_value_and_where_it_comes_from() {
        let json = r#"{"eventType":3,"objectType":"KalturaCaptionAsset","object":{"status":2,"tags":"a, b","entryId":"1_a"},"modifiedColumns":["STATUS"],
            "related":{"entry":{"id":"1_a","name":"A"},"users":{"ann":{}}}}"#;
        let cases = [
            ("$scope->getObject()->getStatus() == 2 && $scope->getObject()->getStatus() > 1", "getStatus()", "2", "object"),
            ("$scope->getObject()->getTagsArray()", "getTagsArray()", r#"["a", " b"]"#, "object"),
            ("in_array('x', $scope->getObject()->getTagsArray())", "getTagsArray()", r#"["a", " b"]"#, "object"),
            (
                "in_array('x', $scope->getEvent()->getModifiedColumns())",
                "getModifiedColumns()",
                r#"{0: "flavor_asset.STATUS", "CUSTOM_DATA": []}"#,
                "modifiedColumns",
            ),
            (
                "$scope->getObject()->isColumnModified('flavor_asset.STATUS')",
                r#"isColumnModified("flavor_asset.STATUS")"#,
                "true",
                "modifiedColumns",
            ),
            (
                "$scope->getEvent()->getModifiedColumns()",
                "getModifiedColumns()",
                r#"{0: "flavor_asset.STATUS", "CUSTOM_DATA": []}"#,
                "modifiedColumns",
            ),
            ("$scope->getObject()->getColumnsOldValue('x.Y')", r#"getColumnsOldValue("x.Y")"#, "null", "oldValues"),
            ("$scope->getEvent()->isCustomDataModified('x')", r#"isCustomDataModified("x")"#, "false", "customDataOldValues"),
            (
                "$scope->getEvent()->getPreviousVersion()",
                "getPreviousVersion()",
                "Error: `kObjectChangedEvent` has no `getPreviousVersion`",
                "previousVersion",
            ),
            ("$scope->getDynamicValueByKey('key')", r#"getDynamicValueByKey("key")"#, r#""value""#, "parameter"),
            ("$scope->getTime()", "getTime()", "1767225600", "clock"),
            ("$scope->getPartnerId()", "getPartnerId()", "1", "partnerId"),
            ("kuserPeer::getKuserByPartnerAndUid(1, 'ann')", r#"kuserPeer::getKuserByPartnerAndUid(1, "ann")"#, "kuser ann", "related"),
        ];
        for (code, call, value, source) in cases {
            assert_eq!(reads(json, code), [(call.to_owned(), value.to_owned(), source.to_owned())], "{code}");
        }
        let both = reads(json, "$scope->getObject()->getEntry()->getName()");
        let expected = [("getEntry()", "entry 1_a", "object"), ("getName()", r#""A""#, "related.entry")];
        assert_eq!(both, expected.map(|(call, value, source)| (call.to_owned(), value.to_owned(), source.to_owned())));
        assert_eq!(reads(json, "$scope->getEvent()->getObject() == $scope->getObject()"), []);
    }

    #[test]
    fn a_long_value_is_cut() {
        let json =
            format!(r#"{{"objectType":"KalturaMediaEntry","object":{{"x":[{}0],"y":"{}"}}}}"#, "1,".repeat(10_000), "é".repeat(10_000));
        for (code, start) in [("$scope->getObject()->getX()", "[1, 1"), ("$scope->getObject()->getY()", "\"éé")] {
            let reads = reads(&json, code);
            let value = &reads[0].1;
            assert!(value.starts_with(start) && value.ends_with("...") && value.chars().count() == LONGEST + 3, "{value}");
        }
    }
}
