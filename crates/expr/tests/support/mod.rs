//! A small world for expressions: `$scope->getObject()` is a JSON object, any `getFoo()` on it reads `foo`.

use std::cell::RefCell;

use reach_expr::{Array, ClassId, Fault, Fuel, Host, Key, Kind, MethodId, Object, Signatures, StaticId, Unknown, Value, parse};

/// Names that this world knows.
#[derive(Default)]
pub struct Names {
    methods: Vec<String>,
}

const OBJECT: Kind = Kind(1);

impl Signatures for Names {
    fn method(&mut self, kind: Kind, name: &str, _args: &[Option<Value<'_>>]) -> Result<(MethodId, Kind), Unknown> {
        let name = name.to_ascii_lowercase();
        let result = match (kind, name.as_str()) {
            (Kind::SCOPE, "getobject") => OBJECT,
            (Kind::SCOPE, _) => return Err(Unknown { message: format!("`$scope` has no method `{name}`"), help: None }),
            (_, name) if name.starts_with("get") => Kind::ANY,
            _ => return Err(Unknown { message: format!("there is no method `{name}`"), help: None }),
        };
        self.methods.push(name);
        Ok((MethodId(self.methods.len() as u32 - 1), result))
    }

    fn static_method(&mut self, class: &str, method: &str, _args: &[Option<Value<'_>>]) -> Result<(StaticId, Kind), Unknown> {
        Err(Unknown { message: format!("`{class}::{method}` cannot be called"), help: None })
    }

    fn constant(&mut self, class: &str, name: &str) -> Result<Value<'static>, Unknown> {
        match (class.to_ascii_lowercase().as_str(), name) {
            ("color", "RED") => Ok(Value::Int(1)),
            ("color", "NAME") => Ok(Value::str("red")),
            _ => Err(Unknown { message: format!("there is no constant `{class}::{name}`"), help: None }),
        }
    }

    fn class(&mut self, name: &str) -> Result<ClassId, Unknown> {
        match name {
            "thing" => Ok(ClassId(0)),
            "other" => Ok(ClassId(1)),
            _ => Err(Unknown { message: format!("there is no class `{name}`"), help: None }),
        }
    }
}

struct World<'a> {
    names: &'a Names,
    object: &'a serde_json::Value,
    inner: RefCell<Vec<&'a serde_json::Value>>,
}

impl<'a> World<'a> {
    fn value(&self, json: &'a serde_json::Value) -> Result<Value<'a>, Fault> {
        Ok(match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(bool) => Value::Bool(*bool),
            serde_json::Value::Number(number) => {
                number.as_i64().map_or_else(|| Value::Float(number.as_f64().unwrap_or(f64::NAN)), Value::Int)
            }
            serde_json::Value::String(text) => Value::str(text),
            serde_json::Value::Array(list) => {
                let values: Result<_, _> = list.iter().map(|json| self.value(json)).collect();
                Value::array(Array::list(values?)?)
            }
            serde_json::Value::Object(map) if map.contains_key("objectType") => {
                self.inner.borrow_mut().push(json);
                Value::Object(Object(self.inner.borrow().len() as u32 + 1))
            }
            serde_json::Value::Object(map) => {
                let mut array = Array::new();
                for (key, json) in map {
                    array.insert(Key::of_str(reach_expr::Str::borrowed(key.as_bytes())), self.value(json)?)?;
                }
                Value::array(array)
            }
        })
    }
}

impl<'a> Host<'a> for World<'a> {
    fn call(&self, on: Object, method: MethodId, _args: &[Value<'a>], _fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
        if on == Object::SCOPE {
            return Ok(Value::Object(Object(1)));
        }
        let object = if on == Object(1) { self.object } else { self.inner.borrow()[on.0 as usize - 2] };
        let name = &self.names.methods[method.0 as usize]["get".len()..];
        object.get(name).map_or(Ok(Value::Null), |json| self.value(json))
    }

    fn call_static(&self, _method: StaticId, _args: &[Value<'a>], _fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
        Ok(Value::Null)
    }

    fn is_a(&self, _object: Object, class: ClassId) -> bool {
        class == ClassId(0)
    }

    fn class_name(&self, _object: Object) -> String {
        "thing".to_owned()
    }

    fn now(&self) -> i64 {
        1_767_225_600
    }
}

/// What a code comes to: a value in short form, `!Class` of what it throws, or `refused: why`.
pub fn outcome(code: &str, object: &serde_json::Value) -> String {
    let mut names = Names::default();
    let ast = match parse(code, &mut names) {
        Ok(ast) => ast,
        Err(refusal) => {
            let (line, column) = refusal.span.position(code);
            return format!("refused: {line}:{column}: {refusal}");
        }
    };
    let expr = ast.compile();
    let world = World { names: &names, object, inner: RefCell::default() };
    match expr.eval(&world, &mut Fuel::new()) {
        Ok(value) => show(&value),
        Err(Fault::Thrown { class, .. }) => format!("!{}", class.name()),
        Err(fault) => format!("!{fault}"),
    }
}

fn show(value: &Value<'_>) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(bool) => bool.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Str(text) => format!("{:?}", text.to_text()),
        Value::Object(_) => "object".to_owned(),
        Value::Array(array) if array.is_list() => {
            format!("[{}]", array.values().map(show).collect::<Vec<_>>().join(", "))
        }
        Value::Array(array) => {
            let entry = |(key, value): (Key<'_>, &Value<'_>)| format!("{}: {}", show(&key.to_value()), show(value));
            format!("{{{}}}", array.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}
