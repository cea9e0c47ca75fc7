//! The texts that problems are found in.

use std::fmt;
use std::sync::Arc;

use crate::ids::PartnerId;

/// One text of a configuration: a file's name and its bytes. Who has it read the file.
#[derive(Clone, Debug)]
pub struct Source<'s> {
    /// The name that messages give: `templates.json`.
    pub name: Arc<str>,
    /// JSON, as it stands.
    pub bytes: &'s [u8],
    /// What its objects are when they do not say so; `None`: each has to.
    pub holds: Option<ObjectKind>,
    /// Whose tasks without `partnerId` are (`vectors.md`); `None`: each has to say.
    pub partner: Option<PartnerId>,
}

impl<'s> Source<'s> {
    /// A file of a folder of rules. By its name, `partnerCatalogItems.json` holds assignments (`users.md`, Folder).
    pub fn file(name: impl Into<Arc<str>>, bytes: &'s [u8]) -> Self {
        let name = name.into();
        let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let holds = (base == "partnerCatalogItems.json").then_some(ObjectKind::Assignment);
        Source { name, bytes, holds, partner: None }
    }

    /// A text of objects of one kind, which need not say so.
    pub fn of(kind: ObjectKind, name: impl Into<Arc<str>>, bytes: &'s [u8]) -> Self {
        Source { name: name.into(), bytes, holds: Some(kind), partner: None }
    }

    /// The same; its tasks without `partnerId` are this account's.
    #[must_use]
    pub fn with_partner(mut self, partner: PartnerId) -> Self {
        self.partner = Some(partner);
        self
    }
}

/// What an object of a configuration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// `KalturaReachProfile`
    Profile,
    /// `Kaltura...NotificationTemplate`
    Template,
    /// `KalturaVendor...CatalogItem`
    CatalogItem,
    /// A partner catalog item, which the API prints under no class of its own.
    Assignment,
    /// `KalturaEntryVendorTask`
    Task,
}

impl fmt::Display for ObjectKind {
    /// The word that messages use: `catalog item`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ObjectKind::Profile => "profile",
            ObjectKind::Template => "template",
            ObjectKind::CatalogItem => "catalog item",
            ObjectKind::Assignment => "assignment",
            ObjectKind::Task => "task",
        })
    }
}

/// A byte of one of the sources: where a JSON value begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Which source, counted from 0.
    pub source: u32,
    /// The byte, counted from 0.
    pub offset: u32,
}
