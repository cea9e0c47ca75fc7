//! Which reading of the platform decides: the flag, else the settings, else the documented one.

use reach_rules::Reading;

use crate::args::SemanticsArg;
use crate::config::{Config, Semantics};

/// The reading to decide by.
pub fn of(flag: Option<SemanticsArg>, config: &Config) -> Reading {
    match (flag, config.semantics) {
        (Some(SemanticsArg::Documented), _) | (None, None | Some(Semantics::Documented)) => Reading::Documented,
        (Some(SemanticsArg::Server), _) | (None, Some(Semantics::Server)) => Reading::Server,
    }
}
