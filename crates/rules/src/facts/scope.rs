//! `$scope`: an event with a template's parameters, as expressions see it (`expressions.md S1`, D).

use reach_expr::{Array, ClassId, Fault, Fuel, Host, Key, MethodId, Object, StaticId, Str, Value, to_str};

use super::{EVENT, Facts, OBJECT, Read};
use crate::names::ScopeMethod;

/// The parameters that an expression may read. Those that are code are evaluated when they are read, against the
/// scope that is given.
pub trait DynamicValues<'e> {
    /// The parameter of that key; `None` when there is none.
    ///
    /// # Errors
    /// What its code ends in.
    fn by_key(&self, key: &[u8], scope: &Scope<'_, 'e>, fuel: &mut Fuel) -> Result<Option<Value<'e>>, Fault>;

    /// All parameters, in order.
    ///
    /// # Errors
    /// What the code of one of them ends in.
    fn all(&self, scope: &Scope<'_, 'e>, fuel: &mut Fuel) -> Result<Vec<(&'e str, Value<'e>)>, Fault>;
}

/// Parameters that are texts, in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Texts<'e>(pub &'e [(String, String)]);

impl<'e> DynamicValues<'e> for Texts<'e> {
    fn by_key(&self, key: &[u8], _scope: &Scope<'_, 'e>, _fuel: &mut Fuel) -> Result<Option<Value<'e>>, Fault> {
        Ok(self.0.iter().rev().find(|(known, _)| known.as_bytes() == key).map(|(_, value)| Value::str(value)))
    }

    fn all(&self, _scope: &Scope<'_, 'e>, _fuel: &mut Fuel) -> Result<Vec<(&'e str, Value<'e>)>, Fault> {
        Ok(self.0.iter().map(|(key, value)| (key.as_str(), Value::str(value))).collect())
    }
}

/// What an expression is evaluated against.
#[derive(Clone, Copy)]
pub struct Scope<'s, 'e> {
    /// The event.
    pub facts: &'s Facts<'e>,
    /// The parameters.
    pub parameters: &'s dyn DynamicValues<'e>,
}

impl<'e> Host<'e> for Scope<'_, 'e> {
    fn call(&self, on: Object, method: MethodId, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let value = if on == OBJECT {
            self.facts.call_object(on, method, args, fuel)
        } else if on == Object::SCOPE {
            self.call_scope(method, args, fuel)
        } else if on == EVENT {
            match self.facts.names.method_of(method).and_then(|method| method.event) {
                Some(method) => self.facts.call_event(method, args, fuel),
                None => Err(no_method("the event", self.facts, method)),
            }
        } else {
            self.facts.call_object(on, method, args, fuel)
        };
        if self.facts.listens.get() {
            self.facts.note(Read::of_call(self.facts, on, method, args, &value));
        }
        value
    }

    fn call_static(&self, method: StaticId, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let value = self.facts.look_up(method, args, fuel);
        if self.facts.listens.get() {
            self.facts.note(Read::of_static(self.facts, method, args, &value));
        }
        value
    }

    fn is_a(&self, object: Object, class: ClassId) -> bool {
        match (self.facts.entity(object), self.facts.names.class_of(class)) {
            (Some(entity), Some(class)) => entity.class.is_a(class),
            _ => false,
        }
    }

    fn class_name(&self, object: Object) -> String {
        match self.facts.entity(object) {
            Some(entity) => entity.class.name().to_owned(),
            None if object == EVENT => self.facts.event_class(),
            None => "kEventScope".to_owned(),
        }
    }

    fn now(&self) -> i64 {
        self.facts.now
    }
}

impl<'e> Scope<'_, 'e> {
    fn call_scope(&self, method: MethodId, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let Some(found) = self.facts.names.method_of(method).and_then(|method| method.scope) else {
            return Err(no_method("`$scope`", self.facts, method));
        };
        match found {
            ScopeMethod::Object => Ok(Value::Object(OBJECT)),
            ScopeMethod::Event => Ok(Value::Object(EVENT)),
            ScopeMethod::PartnerId => Ok(Value::Int(self.facts.event.partner.0)),
            ScopeMethod::Time => Ok(Value::Int(self.facts.now)),
            ScopeMethod::DynamicValueByKey => {
                let key = text(args.first())?;
                Ok(not_null(self.parameters.by_key(key.as_bytes(), self, fuel)?.unwrap_or_default()))
            }
            ScopeMethod::DynamicValues => self.dynamic_values(args, fuel),
        }
    }

    /// `getDynamicValues([prefix[, suffix]])`
    fn dynamic_values(&self, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let (prefix, suffix) = (text(args.first())?, text(args.get(1))?);
        let mut array = Array::new();
        for (key, value) in self.parameters.all(self, fuel)? {
            fuel.step(1)?;
            fuel.build_array(1)?;
            let key = if prefix.as_bytes().is_empty() && suffix.as_bytes().is_empty() {
                Str::borrowed(key.as_bytes())
            } else {
                fuel.build(prefix.as_bytes().len() + key.len() + suffix.as_bytes().len())?;
                Str::owned([prefix.as_bytes(), key.as_bytes(), suffix.as_bytes()].concat())
            };
            array.insert(Key::of_str(key), not_null(value))?;
        }
        Ok(Value::array(array))
    }
}

fn no_method(on: &str, facts: &Facts<'_>, method: MethodId) -> Fault {
    Fault::error(format!("{on} has no method `{}`", facts.names.method_name(method)))
}

/// Null values are `""` (`expressions.md D1`).
fn not_null(value: Value<'_>) -> Value<'_> {
    if value.is_null() { Value::str("") } else { value }
}

fn text<'e>(value: Option<&Value<'e>>) -> Result<Str<'e>, Fault> {
    value.map_or(Ok(Str::borrowed(b"")), to_str)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOW, ask, ask_with, check, event};

    const EVENT: &str = r#"{"eventType":"kObjectChangedEvent","objectType":"KalturaLiveStreamEntry","partnerId":"77","object":"{\"id\":\"1_a\",\"x\":{\"objectType\":\"KalturaOdd\",\"y\":1}}"}"#;

    #[test]
    fn the_scope_gives_the_event_its_object_and_the_clock() {
        check(
            EVENT,
            &[
                ("$scope->getPartnerId()", "77"),
                ("$scope->getTime()", &NOW.to_string()),
                ("time()", &NOW.to_string()),
                ("OBJ->getId()", r#""1_a""#),
                ("OBJ === EVENT->getObject()", "true"),
                ("OBJ == EVENT", "false"),
                ("get_debug_type(OBJ)", r#""LiveStreamEntry""#),
                ("get_debug_type(EVENT)", r#""kObjectChangedEvent""#),
                ("get_debug_type(OBJ->getX())", r#""BaseObject""#),
            ],
        );
    }

    #[test]
    fn instanceof_follows_the_classes() {
        let yes = ["OBJ instanceof LiveStreamEntry", "OBJ instanceof liveentry", "OBJ instanceof entry", "OBJ instanceof BaseObject"];
        let no = [
            "OBJ instanceof LiveChannel",
            "OBJ instanceof asset",
            "EVENT instanceof BaseObject",
            "$scope instanceof BaseObject",
            "OBJ->getId() instanceof entry",
        ];
        for (codes, printed) in [(&yes[..], "true"), (&no[..], "false")] {
            for code in codes {
                check(EVENT, &[(code, printed)]);
            }
        }
    }

    #[test]
    fn parameters_are_read_by_key_or_together() {
        let parameters = [("langs", "en,de"), ("7", "seven"), ("", "none")].map(|(key, value)| (key.to_owned(), value.to_owned()));
        let cases = [
            ("$scope->getDynamicValueByKey('langs')", r#""en,de""#),
            ("$scope->getDynamicValueByKey('Langs')", r#""""#),
            ("$scope->getDynamicValueByKey(7)", r#""seven""#),
            ("$scope->getDynamicValueByKey(null)", r#""none""#),
            ("$scope->getDynamicValues()", r#"{"langs": "en,de", 7: "seven", "": "none"}"#),
            ("$scope->getDynamicValues('{', '}')", r#"{"{langs}": "en,de", "{7}": "seven", "{}": "none"}"#),
            ("$scope->getDynamicValues('1')", r#"{"1langs": "en,de", 17: "seven", 1: "none"}"#),
        ];
        for (code, printed) in cases {
            assert_eq!(ask_with(&event(EVENT), &parameters, code).as_deref(), Ok(printed), "{code}");
        }
        assert_eq!(ask(&event(EVENT), "$scope->getDynamicValues()").as_deref(), Ok("[]"));
    }
}
