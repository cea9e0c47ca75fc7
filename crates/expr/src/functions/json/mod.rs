//! JSON (`expressions.md F`), as PHP's extension reads and writes it.

mod decode;
mod encode;

use super::row::{fixed, ranged};
use super::{Form, Function};

pub(super) const TABLE: &[Function] = &[
    ranged(
        "json_decode",
        2,
        3,
        decode::json_decode,
        "the value that stands in JSON, objects as arrays; null when it is no JSON; the second argument must be `true`",
    )
    .of_form(Form::JsonDecode),
    fixed("json_encode", 1, encode::json_encode, "the value as JSON, `/` and what is not ASCII escaped; false when it has none"),
];
