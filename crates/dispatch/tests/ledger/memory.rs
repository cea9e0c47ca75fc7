//! The ledger in memory.

crate::suite::exercise_ledger!(crate::places::Memory);
