//! From printed JSON to PHP's values (`expressions.md V`, S6).

use reach_expr::{Array, Fault, Fuel, Key, Str, Value};
use reach_rawjson::{Kind, Number, Raw, Text};

use super::Facts;
use super::entity::{Place, named_class};

impl<'e> Facts<'e> {
    /// The value of a piece of JSON. It may recurse: the reader bounds how deep JSON nests.
    ///
    /// # Errors
    /// It is too large or nests too deep.
    pub(super) fn value(&self, raw: Raw<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        match raw.kind() {
            Kind::Null => Ok(Value::Null),
            Kind::Bool => Ok(Value::Bool(raw.as_bool() == Some(true))),
            Kind::Number => Ok(match raw.as_number() {
                Some(Number::Int(number)) => Value::Int(number),
                Some(Number::Float(number)) => Value::Float(number),
                None => Value::Null,
            }),
            Kind::String => match raw.as_str() {
                Some(text) => Ok(Value::Str(built(text, fuel)?)),
                None => Ok(Value::Null),
            },
            Kind::Array => self.list(raw, fuel),
            Kind::Object => match named_class(raw) {
                Some(class) => {
                    fuel.step(1 + raw.text().len() / 64)?;
                    Ok(Value::Object(self.meet(raw, Place::Inside, || class)))
                }
                None => self.map(raw, fuel),
            },
        }
    }

    fn list(&self, raw: Raw<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let mut values = Vec::new();
        for element in raw.elements() {
            fuel.step(1)?;
            fuel.build_array(1)?;
            values.push(self.value(element, fuel)?);
        }
        Ok(Value::array(Array::list(values)?))
    }

    /// The array of an object that names no class, keyed by its fields.
    fn map(&self, raw: Raw<'e>, fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let mut array = Array::new();
        for (name, value) in raw.members() {
            fuel.step(1)?;
            fuel.build_array(1)?;
            let value = self.value(value, fuel)?;
            array.insert(Key::of_str(built(name, fuel)?), value)?;
        }
        Ok(Value::array(array))
    }
}

/// A text of the event; one with escapes is built.
pub(super) fn built<'e>(text: Text<'e>, fuel: &mut Fuel) -> Result<Str<'e>, Fault> {
    match text.plain() {
        Some(plain) => Ok(Str::borrowed(plain.as_bytes())),
        None => {
            fuel.build(text.raw().len())?;
            Ok(Str::owned(text.decode().into_owned().into_bytes()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ask, check, event};
    use super::*;

    #[test]
    fn json_becomes_the_value_that_php_would_have() {
        let json = r#"{"objectType":"KalturaMediaEntry","object":{"v":{"null":null,"true":true,"int":-7,"big":9223372036854775808,"float":1.50,
            "text":"a\/b\u00e9","list":[1,[2]],"5":"five","05":"padded","5":"again"},"minus":-0}}"#;
        check(
            json,
            &[
                ("OBJ->getV()['null']", "null"),
                ("OBJ->getV()['true']", "true"),
                ("OBJ->getV()['int']", "-7"),
                ("OBJ->getV()['big']", "9.223372036854776e18"),
                ("OBJ->getV()['float']", "1.5"),
                ("OBJ->getV()['text']", "\"a/bé\""),
                ("OBJ->getV()['list']", "[1, [2]]"),
                ("array_slice(array_keys(OBJ->getV()), 7)", r#"[5, "05"]"#),
                ("OBJ->getV()[5]", r#""again""#),
                ("is_float(OBJ->getMinus())", "true"),
            ],
        );
    }

    #[test]
    fn an_object_that_names_its_class_is_an_object() {
        let json = r#"{"partial":true,"objectType":"KalturaMediaEntry","object":{"list":[{"objectType":"KalturaFlavorAsset","tags":"a,b","version":3},{"objectType":7}]}}"#;
        check(
            json,
            &[
                ("OBJ->getList()[0]->getTagsArray()", r#"["a", "b"]"#),
                ("OBJ->getList()[0]->getVersion()", "3"),
                ("OBJ->getList()[0]->getUnheardOf()", "null"),
                ("OBJ->getList()[0] instanceof flavorAsset", "true"),
                ("OBJ->getList()[0] === OBJ->getList()[0]", "true"),
                ("OBJ->getList()[1]", r#"{"objectType": 7}"#),
            ],
        );
    }

    #[test]
    fn what_is_deep_or_large_ends_in_the_budget() {
        let deep = format!(r#"{{"objectType":"KalturaMediaEntry","object":{{"x":{}1{}}}}}"#, "[".repeat(400), "]".repeat(400));
        assert!(matches!(ask(&event(&deep), "OBJ->getX()"), Err(Fault::OverBudget { .. })));
        let large = format!(r#"{{"objectType":"KalturaMediaEntry","object":{{"x":[{}0]}}}}"#, "0,".repeat(600_000));
        assert!(matches!(ask(&event(&large), "count(OBJ->getX())"), Err(Fault::OverBudget { .. })));
        let escaped =
            format!(r#"{{"objectType":"KalturaMediaEntry","object":{{"y":{{"objectType":"K","x":"{}"}}}}}}"#, "\\n".repeat(100_000));
        assert!(ask(&event(&escaped), "strlen(OBJ->getY()->getX())").is_ok());
        let often = "count(array_map(fn($i) => OBJ->getY()->getX(), range(1, 100)))";
        assert!(matches!(ask(&event(&escaped), often), Err(Fault::OverBudget { .. })));
    }
}
