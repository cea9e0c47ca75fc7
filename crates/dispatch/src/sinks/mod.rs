//! Task sinks, one a file.

mod jsonl;

pub use jsonl::JsonlSink;
