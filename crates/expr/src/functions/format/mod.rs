//! Values written to a pattern (`expressions.md F`): `sprintf`, `number_format`.

mod directive;
mod number;
mod sprintf;

use super::Function;
use super::row::{open, ranged};

pub(super) const TABLE: &[Function] = &[
    open(
        "sprintf",
        1,
        sprintf::sprintf,
        "the format with values in place of `%[argnum$][flags][width][.precision]letter`; letters are b c d e E f F g G o s u x X %",
    ),
    ranged(
        "number_format",
        1,
        4,
        number::number_format,
        "the number with so many decimals, 0 by default, a decimal point and groups of three digits; the point and the separator may be given",
    ),
];
