//! Getters of times (`expressions.md S2`, 4).

use reach_expr::{Fault, Fuel, Str, Value, numeric_prefix, to_str};

use super::Facts;

/// How a date getter prints without a format.
const DATE_FORMAT: &[u8] = b"Y-m-d H:i:s";

impl<'e> Facts<'e> {
    /// The value of a date getter: printed, as a number of seconds, or in a format.
    pub(super) fn date(&self, value: Value<'e>, args: &[Value<'e>], fuel: &mut Fuel) -> Result<Value<'e>, Fault> {
        let time = match &value {
            Value::Null => return Ok(Value::Null),
            Value::Int(time) => *time,
            other => self.time_of(other)?,
        };
        let format = match args.first() {
            None => Str::borrowed(DATE_FORMAT),
            Some(Value::Null) => return Ok(Value::Int(time)),
            Some(format) => to_str(format)?,
        };
        if format.as_bytes().contains(&b'%') {
            return Err(Fault::Unsupported { what: "a date format with a `%`".to_owned() });
        }
        // No letter of a format prints more than this.
        const LONGEST: usize = 48;
        fuel.build(format.as_bytes().len().saturating_mul(LONGEST))?;
        Ok(Value::bytes(reach_expr::date(format.as_bytes(), time)))
    }

    fn time_of(&self, value: &Value<'_>) -> Result<i64, Fault> {
        let text = to_str(value)?;
        match numeric_prefix(text.as_bytes()) {
            Some((_, true)) => Ok(reach_expr::to_int(value)),
            _ => match reach_expr::strtotime(text.as_bytes(), self.now)? {
                Some(time) => Ok(time),
                None => Err(Fault::error(format!("`{}` is no time", text.to_text()))),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ask, check, event};
    use super::*;

    fn media(object: &str) -> String {
        format!(r#"{{"eventType":3,"objectType":"KalturaMediaEntry","object":{object}}}"#)
    }

    #[test]
    fn dates_are_printed_or_given_as_they_are() {
        check(
            &media(
                r#"{"createdAt":1767225661,"updatedAt":"1767225662","startDate":null,"endDate":"2026-01-02 03:04:05","mediaDate":86400.9}"#,
            ),
            &[
                ("OBJ->getCreatedAt()", r#""2026-01-01 00:01:01""#),
                ("OBJ->getCreatedAt(null)", "1767225661"),
                ("OBJ->getCreatedAt('Y')", r#""2026""#),
                ("OBJ->getUpdatedAt('U')", r#""1767225662""#),
                ("OBJ->getUpdatedAt(null)", "1767225662"),
                ("OBJ->getStartDate('Y')", "null"),
                ("OBJ->getEndDate(null)", "1767323045"),
                ("OBJ->getEndDate('d.m.')", r#""02.01.""#),
                ("OBJ->getMediaDate(null)", "86400"),
                ("OBJ->getAvailableFrom(null)", "null"),
            ],
        );
        let entry = media(r#"{"createdAt":1767225661,"endDate":"soon"}"#);
        let entry = event(&entry);
        assert!(matches!(ask(&entry, "OBJ->getCreatedAt('%' . 'd')"), Err(Fault::Unsupported { .. })));
        assert!(ask(&entry, "OBJ->getEndDate(null)").is_err());
    }
}
