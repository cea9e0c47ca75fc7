//! What expressions read of an event, for those who explain a decision. Nobody listening, nothing is kept.

use reach_expr::{Fault, MethodId, Object, StaticId, Value};

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
    pub(super) fn of_static<'e>(
        facts: &Facts<'e>,
        method: StaticId,
        args: &[Value<'e>],
        value: &Result<Value<'e>, Fault>,
    ) -> Option<Read> {
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

fn printed(facts: &Facts<'_>, value: &Value<'_>) -> String {
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
