//! `reach.toml`: what an operator sets once. Flags and environment go over it.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use reach_rules::{PartnerId, Settings};
use serde::Deserialize;

use crate::failure::Failure;

/// The settings file as written. Every key may be left out; unknown ones are refused.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Accounts that have REACH; left out: all.
    pub reach_partners: Option<Vec<i64>>,
    /// Entries with this admin tag order nothing.
    pub restrain_admin_tag: Option<String>,
    /// Entry types whose tasks follow the entry; with the server's reading, others order nothing.
    pub supported_entry_types: Option<Vec<EntryType>>,
    /// `documented` or `server`.
    pub semantics: Option<Semantics>,
    /// The longest line of an event file, in bytes.
    pub max_line: Option<usize>,
    /// The zone of event times that name none, such as `America/New_York`.
    pub time_zone: Option<String>,
}

/// An entry type: a number or a plugin's name.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum EntryType {
    /// `1`
    Number(i64),
    /// `"externalMedia.externalMedia"`
    Name(String),
}

/// The reading, as the file names it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Semantics {
    /// The guide, made consistent.
    Documented,
    /// The platform's server.
    Server,
}

/// The name of the settings file.
const FILE: &str = "reach.toml";

impl Config {
    /// Reads the file that was named, else the one in the rules folder, else the one in the working directory; without
    /// any, the defaults.
    ///
    /// # Errors
    /// The file cannot be read, or has an unknown key or a wrong value.
    pub fn read(named: Option<&Path>, folder: &Path) -> Result<Self, Failure> {
        let path = match named {
            Some(path) => path.to_owned(),
            None => match [folder.join(FILE), PathBuf::from(FILE)].into_iter().find(|path| path.is_file()) {
                Some(path) => path,
                None => return Ok(Config::default()),
            },
        };
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::read(&path, error))?;
        toml::from_str(&text).map_err(|error| Failure::Settings { path, message: error.to_string().trim_end().to_owned() })
    }

    /// The settings of the engine.
    pub fn settings(&self) -> Settings {
        let defaults = Settings::default();
        Settings {
            reach_partners: self.reach_partners.as_ref().map(|partners| partners.iter().copied().map(PartnerId).collect()),
            restrain_admin_tag: self.restrain_admin_tag.clone(),
            supported_entry_types: match &self.supported_entry_types {
                None => defaults.supported_entry_types,
                Some(types) => types
                    .iter()
                    .map(|entry_type| match entry_type {
                        EntryType::Number(number) => number.to_string(),
                        EntryType::Name(name) => name.clone(),
                    })
                    .collect(),
            },
        }
    }

    /// The zone of event times that name none.
    ///
    /// # Errors
    /// There is no zone of that name.
    pub fn zone(&self) -> Result<TimeZone, Failure> {
        match &self.time_zone {
            None => Ok(TimeZone::UTC),
            Some(name) => TimeZone::get(name).map_err(|_| Failure::Usage {
                message: format!("`time_zone`: there is no time zone `{name}`; write a name such as `Europe/Berlin` or `UTC`"),
            }),
        }
    }
}
