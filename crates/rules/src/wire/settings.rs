//! The engine's settings as vectors print them (`vectors.md`, `config`).

use reach_rawjson::{Error, Kind, Raw, Reader};

use crate::ids::PartnerId;
use crate::problem::{Findings, ProblemKind, Source};
use crate::settings::Settings;

use super::fields::{Fields, next_at, no_nested, object, wire_fields};
use super::report::Report;
use super::scalar::{Reading, Trouble, excerpt, filled, integer, text};

wire_fields! {
    /// `config`
    SettingsFields: "the configuration", true;
    single {
        reach_partners: "reachPartners",
        restrain_admin_tag: "restrainAdminTag",
        supported_entry_types: "supportedEntryTypes",
    }
    nested {}
    carried {}
}

/// Reads settings; what is absent or null has its default.
pub fn read_settings(source: &Source<'_>) -> (Settings, Findings) {
    let mut report = Report::default();
    let settings = Reader::new(source.bytes).and_then(|mut reader| {
        let settings = settings(&mut reader, &mut report)?;
        reader.end()?;
        Ok(settings)
    });
    let settings = settings.unwrap_or_else(|error| {
        report.add(u32::try_from(error.offset()).unwrap_or(u32::MAX), ProblemKind::Json(error));
        Settings::default()
    });
    (settings, report.findings)
}

fn settings(reader: &mut Reader<'_>, report: &mut Report) -> Result<Settings, Error> {
    let at = next_at(reader)?;
    let start = reader.clone();
    let mut fields = SettingsFields::none();
    if !object(reader, report, &mut fields, no_nested)? {
        report.add(at, ProblemKind::UnexpectedDocument { found: excerpt(start.clone().raw()?) });
        return Ok(Settings::default());
    }
    let defaults = Settings::default();
    Ok(Settings {
        reach_partners: fields.reach_partners.read(report, |list| elements(list, |id| Ok(integer(id)?.map(PartnerId)))),
        restrain_admin_tag: fields.restrain_admin_tag.read(report, filled).map(String::from),
        supported_entry_types: fields
            .supported_entry_types
            .read(report, |list| elements(list, |kind| Ok(text(kind)?.map(String::from))))
            .unwrap_or(defaults.supported_entry_types),
    })
}

fn elements<'s, T>(list: Raw<'s>, element: impl Fn(Raw<'s>) -> Reading<T>) -> Reading<Vec<T>> {
    match list.kind() {
        Kind::Null => Ok(None),
        Kind::Array => list.elements().filter_map(|value| element(value).transpose()).collect::<Result<_, _>>().map(Some),
        Kind::Bool | Kind::Number | Kind::String | Kind::Object => Err(Trouble::Expected("an array of ids")),
    }
}
