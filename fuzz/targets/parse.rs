//! Any text as the code of a condition: parsed, compiled, evaluated on one event.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reach_events::Decoder;
use reach_expr::{Fuel, parse};
use reach_fuzz::{EVENT, NOW};
use reach_rules::facts::{Facts, Scope, Texts};
use reach_rules::names::Names;

fuzz_target!(|code: &str| {
    let mut names = Names::new();
    let Ok(ast) = parse(code, &mut names) else { return };
    let expr = ast.compile_with(&mut |list| names.membership(list));
    let Ok(event) = Decoder::default().decode(EVENT.as_bytes()) else { return };
    let facts = Facts::new(&event, &names, NOW);
    let parameters = [("name".to_owned(), "Keynote".to_owned()), ("number".to_owned(), "7".to_owned())];
    let scope = Scope { facts: &facts, parameters: &Texts(&parameters) };
    let _ = expr.eval(&scope, &mut Fuel::new());
});
