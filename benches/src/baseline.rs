//! The parse that figures are divided by (L11): what a program does that reads the needed fields with `serde_json`.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

/// The needed fields of a message; other members are skipped.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Outer<'m> {
    #[serde(borrow)]
    object_type: Cow<'m, str>,
    partner_id: i64,
    #[serde(borrow)]
    object: Cow<'m, str>,
    modified_columns: Vec<String>,
}

/// The needed fields of its object; other members are skipped.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Inner {
    status: i64,
    media_type: i64,
    ms_duration: i64,
    access_control_id: i64,
    accuracy: i64,
    category_id: i64,
    user_id: String,
    name: String,
    tags: String,
    label: String,
}

/// A message, parsed into the two typed structs.
#[derive(Debug)]
pub struct Typed<'m> {
    outer: Outer<'m>,
    inner: Inner,
}

impl<'m> Typed<'m> {
    /// Parses a message, then the text of its object.
    ///
    /// # Errors
    ///
    /// The first of the two that `serde_json` does not take.
    pub fn parse(message: &'m [u8]) -> serde_json::Result<Self> {
        let outer: Outer<'m> = serde_json::from_slice(message)?;
        let inner = serde_json::from_str(&outer.object)?;
        Ok(Self { outer, inner })
    }

    /// How much was read: a sum over everything, so that none of the parse can be left out by the compiler.
    #[must_use]
    pub fn weight(&self) -> i64 {
        let Outer { object_type, partner_id, object, modified_columns } = &self.outer;
        let Inner { status, media_type, ms_duration, access_control_id, accuracy, category_id, user_id, name, tags, label } = &self.inner;
        let texts = object_type.len() + object.len() + modified_columns.len() + user_id.len() + name.len() + tags.len() + label.len();
        partner_id + status + media_type + ms_duration + access_control_id + accuracy + category_id + texts as i64
    }
}

/// A message, parsed into a tree, and its object into another.
#[derive(Debug)]
pub struct Tree {
    /// The message.
    pub outer: Value,
    /// What its object's text holds; null without one.
    pub inner: Value,
}

impl Tree {
    /// Parses a message, then the text of its object.
    ///
    /// # Errors
    ///
    /// The first of the two that `serde_json` does not take.
    pub fn parse(message: &[u8]) -> serde_json::Result<Self> {
        let outer: Value = serde_json::from_slice(message)?;
        let inner = outer.get("object").and_then(Value::as_str).map(serde_json::from_str).transpose()?.unwrap_or_default();
        Ok(Self { outer, inner })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = br#"{"objectType":"KalturaMediaEntry","partnerId":1001,"other":[1],"object":"{\"status\":2,\"msDuration\":15000,\"name\":\"caf\\u00e9 \\\/\",\"tags\":\"a, b\",\"other\":null}","modifiedColumns":["entry.STATUS"]}"#;

    #[test]
    fn both_layers_are_read() {
        let Typed { outer, inner } = Typed::parse(MESSAGE).unwrap();
        assert_eq!((outer.object_type.as_ref(), outer.partner_id), ("KalturaMediaEntry", 1001));
        assert_eq!(outer.modified_columns, ["entry.STATUS"]);
        assert_eq!((inner.status, inner.ms_duration, inner.accuracy), (2, 15_000, 0));
        assert_eq!((inner.name.as_str(), inner.tags.as_str(), inner.label.as_str()), ("caf\u{e9} /", "a, b", ""));
    }

    #[test]
    fn the_object_type_is_borrowed_and_the_escaped_object_is_not() {
        let outer = Typed::parse(MESSAGE).unwrap().outer;
        assert!(matches!(outer.object_type, Cow::Borrowed(_)));
        assert!(matches!(outer.object, Cow::Owned(_)));
    }

    #[test]
    fn the_trees_hold_the_same() {
        let tree = Tree::parse(MESSAGE).unwrap();
        assert_eq!(tree.outer["partnerId"], 1001);
        assert_eq!(tree.inner["msDuration"], 15_000);
        assert_eq!(tree.inner["name"], "caf\u{e9} /");
    }

    #[test]
    fn a_broken_object_is_an_error() {
        assert!(Typed::parse(br#"{"object":"{"}"#).is_err());
        assert!(Tree::parse(br#"{"object":"{"}"#).is_err());
    }
}
