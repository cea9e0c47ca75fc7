//! Tests of whole plans.

mod credit;
mod examples;
mod fields;
mod properties;
mod release;
mod reprice;
mod settle;
mod undecided;
