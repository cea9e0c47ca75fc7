//! Dates and times in UTC as PHP reads and writes them (`expressions.md T`): `date`, `mktime`, `strtotime`.
//!
//! Everything is a function of its arguments: now is one of them, there is no clock and no zone but UTC.

mod calendar;
mod format;
mod mktime;
mod strtotime;

pub use format::{date, gmdate, idate};
pub use mktime::{checkdate, mktime};
pub use strtotime::strtotime;
