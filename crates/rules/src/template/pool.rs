//! Expressions, conditions and parameters of all templates: what is equal is there once.

use reach_expr::{Ast, Expr, Refusal};
use rustc_hash::FxHashMap;

use crate::names::{Names, Read};
use crate::semantics::Reading;

use super::{Atom, ConditionId, EventCondition, ExprId, Parameters, ParametersId};

/// What templates are made of, compiled.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    reading: Reading,
    exprs: Box<[Expr]>,
    conditions: Box<[EventCondition]>,
    /// The conditions that are one plain question.
    atoms: Box<[Option<Atom>]>,
    /// Whether several templates or conditions ask the condition: then its answer is kept for the event.
    shared: Box<[bool]>,
    parameters: Box<[Parameters]>,
}

impl Pool {
    pub fn atom(&self, id: ConditionId) -> Option<&Atom> {
        self.atoms[id.0 as usize].as_ref()
    }

    pub fn is_shared(&self, id: ConditionId) -> bool {
        self.shared[id.0 as usize]
    }

    /// By which reading conditions are asked (TC3, TC6.5).
    pub fn reading(&self) -> Reading {
        self.reading
    }

    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    pub fn condition(&self, id: ConditionId) -> &EventCondition {
        &self.conditions[id.0 as usize]
    }

    pub fn parameters(&self, id: ParametersId) -> &Parameters {
        &self.parameters[id.0 as usize]
    }
}

/// A pool in the making, with the trees that the index reads.
#[derive(Debug, Default)]
pub(crate) struct PoolBuilder {
    pub names: Names,
    asts: Vec<Ast>,
    codes: FxHashMap<Box<str>, ExprId>,
    conditions: Interner<EventCondition>,
    atoms: Vec<Option<Atom>>,
    shared: Vec<bool>,
    parameters: Interner<Parameters>,
}

impl PoolBuilder {
    pub fn new() -> Self {
        let mut builder = Self::default();
        builder.parameters.intern(Parameters::default());
        builder
    }

    /// The expression of a code.
    ///
    /// # Errors
    /// The code is refused.
    pub fn expr(&mut self, code: &str) -> Result<ExprId, Refusal> {
        if let Some(id) = self.codes.get(code) {
            return Ok(*id);
        }
        let ast = reach_expr::parse(code, &mut self.names)?;
        let id = ExprId(self.asts.len() as u32);
        self.asts.push(ast);
        self.codes.insert(code.into(), id);
        Ok(id)
    }

    pub fn ast(&self, id: ExprId) -> &Ast {
        &self.asts[id.0 as usize]
    }

    /// Whether evaluating the expression can read parameters.
    pub fn reads_parameters(&self, id: ExprId) -> bool {
        self.ast(id)
            .nodes()
            .any(|node| matches!(node, reach_expr::Node::Method { method, .. } if self.names.reads(*method) == Read::Parameters))
    }

    /// The place of a condition, and what it is as one plain question.
    pub fn intern_condition(&mut self, condition: EventCondition, atom: impl FnOnce(&Self) -> Option<Atom>) -> ConditionId {
        let id = self.conditions.intern(condition);
        match self.shared.get_mut(id as usize) {
            Some(shared) => *shared = true,
            None => {
                let atom = atom(self);
                self.atoms.push(atom);
                self.shared.push(false);
            }
        }
        ConditionId(id)
    }

    pub fn intern_parameters(&mut self, parameters: Parameters) -> ParametersId {
        ParametersId(self.parameters.intern(parameters))
    }

    pub fn condition(&self, id: ConditionId) -> &EventCondition {
        &self.conditions.items[id.0 as usize]
    }

    pub fn parameters(&self, id: ParametersId) -> &Parameters {
        &self.parameters.items[id.0 as usize]
    }

    /// The names, and the pool without its trees.
    pub fn finish(self, reading: Reading) -> (Names, Pool) {
        let mut names = self.names;
        let exprs = self.asts.into_iter().map(|ast| ast.compile_with(&mut |list| names.membership(list))).collect();
        (
            names,
            Pool {
                reading,
                exprs,
                conditions: self.conditions.items.into(),
                atoms: self.atoms.into(),
                shared: self.shared.into(),
                parameters: self.parameters.items.into(),
            },
        )
    }
}

#[derive(Debug)]
struct Interner<T> {
    items: Vec<T>,
    places: FxHashMap<T, u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { items: Vec::new(), places: FxHashMap::default() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Interner<T> {
    fn intern(&mut self, item: T) -> u32 {
        if let Some(place) = self.places.get(&item) {
            return *place;
        }
        let place = self.items.len() as u32;
        self.items.push(item.clone());
        self.places.insert(item, place);
        place
    }
}
