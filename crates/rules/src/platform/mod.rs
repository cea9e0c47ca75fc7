//! What the engine knows of the platform: classes, getters, columns, constants, object types, event types and
//! catalog features, as static tables.
//!
//! The tables are made from `data/*.json` by `build.rs` and hold no pointers, so they cost nothing at start and
//! live in read-only pages. Nothing here looks at an event or a template; this module only answers what a name
//! stands for. Names of classes, getters and methods ignore ASCII case, as PHP does; constants, columns,
//! object types and event types are exact.
//!
//! Implements `expressions.md S2`, `S5`, `O10` and `K` (the names), `templates.md TT1`, `TT2`,
//! `catalog.md C10`, `C20`, `C22`.

mod class;
mod constant;
mod event_type;
mod feature;
mod features;
mod getter;
mod index;
mod plugin_enum;
mod table;
mod tables;
mod template_type;
mod text;

pub use class::Class;
pub use constant::{ConstValue, class_constant, constant_classes, constants_of, has_constant_class};
pub use event_type::EventType;
pub use feature::{AssetSupport, EntrySupport, EntryTypes, Feature, JobData, MediaTypes};
pub use getter::{DefaultValue, Getter, GetterName, GetterRule, is_date_getter};
pub use plugin_enum::PluginMethod;
pub use reach_expr::suggest::nearest;
pub use table::{Column, Table};
pub use template_type::TemplateObjectType;
