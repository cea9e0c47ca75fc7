//! The shape of a source: an object, an array of objects, or a list response (`users.md`, Folder).

use std::borrow::Cow;

use reach_rawjson::{Error, Kind, Reader};

use crate::platform::nearest;
use crate::problem::{ObjectKind, ProblemKind, Source};

use super::fields::next_at;
use super::ids::shortened;
use super::objects::Collector;
use super::scalar::{excerpt, text, text_of};

/// What an object says of itself.
#[derive(Default)]
struct Label<'s> {
    /// `objectType`
    class: Option<Cow<'s, str>>,
    /// `type`, by which a template is known that has no class (`templates.md TT3`).
    template_type: bool,
    /// Whether it has `objects`: a list response, whatever its class.
    is_list: bool,
}

/// Why the search for a label ends before the object does.
enum Found {
    Enough,
    Invalid(Error),
}

impl From<Error> for Found {
    fn from(error: Error) -> Self {
        Found::Invalid(error)
    }
}

impl<'s> Label<'s> {
    /// Looks for it in the object that comes next; the reader is a copy.
    fn of(mut reader: Reader<'s>) -> Result<Self, Error> {
        let mut label = Label::default();
        let search = reader.object(|key, reader| {
            if key == "objectType" {
                label.class = text(reader.raw()?).ok().flatten().filter(|class| !class.is_empty());
                return Err(Found::Enough);
            }
            if key == "objects" && reader.peek()? == Kind::Array {
                label.is_list = true;
                return Err(Found::Enough);
            }
            let value = reader.raw()?;
            if key == "type" {
                label.template_type = value.as_str().is_some_and(|value| value == "booleanNotification.Boolean");
            }
            Ok(())
        });
        match search {
            Ok(()) | Err(Found::Enough) => Ok(label),
            Err(Found::Invalid(error)) => Err(error),
        }
    }

    fn kind(&self) -> Option<ObjectKind> {
        match &self.class {
            Some(class) => kind_of(class),
            None => self.template_type.then_some(ObjectKind::Template),
        }
    }
}

/// What objects of a class are to a configuration.
fn kind_of(class: &str) -> Option<ObjectKind> {
    match class.strip_prefix("Kaltura")? {
        "ReachProfile" => Some(ObjectKind::Profile),
        "EntryVendorTask" => Some(ObjectKind::Task),
        "PartnerCatalogItem" => Some(ObjectKind::Assignment),
        class if class.ends_with("NotificationTemplate") => Some(ObjectKind::Template),
        class if class.starts_with("Vendor") && class.ends_with("CatalogItem") => Some(ObjectKind::CatalogItem),
        _ => None,
    }
}

/// The classes that a misspelt one may stand for.
const CLASSES: [&str; 4] =
    ["KalturaReachProfile", "KalturaEntryVendorTask", "KalturaBooleanNotificationTemplate", "KalturaVendorCaptionsCatalogItem"];

/// The class that is meant, by what follows the common beginning: else half of the platform's classes look alike.
fn misspelt(class: &str) -> Option<&'static str> {
    let own = |class: &'static str| class.strip_prefix("Kaltura").unwrap_or(class);
    let meant = nearest(class.strip_prefix("Kaltura").unwrap_or(class), CLASSES.map(own))?;
    CLASSES.into_iter().find(|class| own(class) == meant)
}

impl<'s> Collector<'s> {
    /// Reads a whole source.
    pub fn document(&mut self, reader: &mut Reader<'s>, source: &Source<'s>) -> Result<(), Error> {
        match reader.peek()? {
            Kind::Object => self.object_or_list(reader, source),
            Kind::Array => reader.array(|reader| match reader.peek()? {
                Kind::Object => self.object_or_list(reader, source),
                _ => self.no_object("the file", reader),
            }),
            Kind::Null | Kind::Bool | Kind::Number | Kind::String => {
                let at = next_at(reader)?;
                let found = excerpt(reader.raw()?);
                self.report.add(at, ProblemKind::UnexpectedDocument { found });
                Ok(())
            }
        }
    }

    fn no_object(&mut self, list: &'static str, reader: &mut Reader<'s>) -> Result<(), Error> {
        let at = next_at(reader)?;
        let found = excerpt(reader.raw()?);
        self.report.add(at, ProblemKind::WrongElement { list, found });
        Ok(())
    }

    fn object_or_list(&mut self, reader: &mut Reader<'s>, source: &Source<'s>) -> Result<(), Error> {
        let label = Label::of(reader.clone())?;
        if label.is_list || label.class.as_ref().is_some_and(|class| class.ends_with("ListResponse")) {
            self.list(reader, source)
        } else {
            self.labelled(&label, reader, source)
        }
    }

    /// Reads the objects of a list response; the rest of it says nothing of them.
    fn list(&mut self, reader: &mut Reader<'s>, source: &Source<'s>) -> Result<(), Error> {
        let start = next_at(reader)?;
        let mut has_objects = false;
        reader.object(|key, reader| {
            if key != "objects" {
                return reader.skip();
            }
            has_objects = true;
            if reader.peek()? != Kind::Array {
                let at = next_at(reader)?;
                let found = excerpt(reader.raw()?);
                self.report.add(at, ProblemKind::WrongType { field: "objects", expected: "an array", found });
                return Ok(());
            }
            reader.array(|reader| match reader.peek()? {
                Kind::Object => {
                    let label = Label::of(reader.clone())?;
                    self.labelled(&label, reader, source)
                }
                _ => self.no_object("objects", reader),
            })
        })?;
        if !has_objects {
            self.report.add(start, ProblemKind::MissingField { field: "objects" });
        }
        Ok(())
    }

    fn labelled(&mut self, label: &Label<'s>, reader: &mut Reader<'s>, source: &Source<'s>) -> Result<(), Error> {
        let at = next_at(reader)?;
        let kind = match (label.kind(), source.holds) {
            // Assignments are printed under whatever class the action answers with.
            (_, Some(ObjectKind::Assignment)) => Some(ObjectKind::Assignment),
            (Some(kind), None) => Some(kind),
            (Some(kind), Some(held)) => Some(kind).filter(|kind| *kind == held),
            (None, held) => held.filter(|_| label.class.is_none()),
        };
        match kind {
            Some(kind) => {
                self.object(kind, reader, source)?;
                Ok(())
            }
            None => {
                let kind = self.misfit(label, reader.clone(), source)?;
                self.report.add(at, kind);
                reader.skip()
            }
        }
    }

    /// What is wrong with an object that is none of those that the source may hold.
    fn misfit(&self, label: &Label<'s>, mut reader: Reader<'s>, source: &Source<'s>) -> Result<ProblemKind, Error> {
        let Some(class) = &label.class else { return Ok(ProblemKind::MissingObjectType { what: "an object" }) };
        if class == "KalturaAPIException" {
            let raw = reader.raw()?;
            let field = |name| raw.get(name).map(text_of).unwrap_or_default();
            return Ok(ProblemKind::ApiError { code: shortened(&field("code")), message: shortened(&field("message")) });
        }
        Ok(match (misspelt(class), source.holds) {
            (_, Some(expected)) if kind_of(class).is_some() => ProblemKind::UnexpectedObject { expected, class: shortened(class) },
            (Some(nearest), _) => ProblemKind::MisspeltClass { class: shortened(class), nearest },
            (None, Some(expected)) => ProblemKind::UnexpectedObject { expected, class: shortened(class) },
            (None, None) => ProblemKind::UnknownObject { class: shortened(class) },
        })
    }
}
