//! The tree to code for a stack machine. The work list, not the stack, holds what is still to be done, so that
//! a chain of any length compiles.

use crate::Pattern;
use crate::ast::{Ast, Callback, Literal, Node, NodeId};
use crate::functions::{self, Function};
use crate::host::{ClassId, MethodId, StaticId};
use crate::operate::{BinaryOp, Cast, UnaryOp};

/// One instruction. What it takes from the stack and leaves there stands behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    /// -> value
    Const(u32),
    /// -> null
    Null,
    /// -> `$scope`
    Scope,
    /// -> value of a parameter
    Parameter(u16),
    /// -> empty array
    Array,
    /// array value -> array
    Push,
    /// array key value -> array
    Insert,
    /// a -> value
    Unary(UnaryOp),
    /// a b -> value
    Binary(BinaryOp),
    /// a -> value
    Cast(Cast),
    /// a -> bool
    ToBool,
    /// a b -> bool
    Xor,
    /// a -> bool
    InstanceOf(ClassId),
    /// a index -> value
    Index,
    /// a index -> value, null when it is not set
    IndexQuiet,
    /// a index -> bool
    IssetIndex,
    /// a -> bool
    Empty,
    /// a index -> bool
    EmptyIndex,
    /// a -> false, and jumps, when a is false; else a ->
    AndJump(u32),
    /// a -> true, and jumps, when a is true; else a ->
    OrJump(u32),
    /// a -> a, and jumps, when a is true; else a ->
    ElvisJump(u32),
    /// a -> a, and jumps, when a is not null; else a ->
    CoalesceJump(u32),
    /// a ->, and jumps when a is false
    JumpIfFalse(u32),
    /// a -> a, and jumps when a is null
    JumpIfNull(u32),
    /// Jumps.
    Jump(u32),
    /// a -> a; throws when a is no object
    NeedObject,
    /// object args -> value
    Method { method: MethodId, args: u8 },
    /// args -> value
    Static { method: StaticId, args: u8 },
    /// args -> value
    Call { function: u16, args: u8 },
    /// args -> value, with what [`Expr::extras`] holds there
    CallWith { extra: u32 },
    /// The end of the code or of an arrow function's body: value ->
    Return,
}

/// A call with a callback or a compiled pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extra {
    pub function: &'static Function,
    pub args: u8,
    pub callback: Option<Target>,
    pub pattern: Option<u16>,
}

/// What a callback runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    Arrow { entry: u32, first_slot: u16, parameters: u16 },
    Named(&'static Function),
}

/// A compiled expression: immutable, shared by all evaluations.
#[derive(Debug)]
pub struct Expr {
    pub(crate) code: Box<[Op]>,
    pub(crate) literals: Box<[Literal]>,
    pub(crate) extras: Box<[Extra]>,
    pub(crate) patterns: Box<[Pattern]>,
    pub(crate) slots: u16,
}

impl Ast {
    /// Compiles the tree.
    pub fn compile(self) -> Expr {
        self.compile_with(&mut |_| None)
    }

    /// Compiles the tree. Where `in_array` looks into the list of a method, `membership` may name another method that
    /// answers for the two: it is called on the same object with the value as its argument.
    pub fn compile_with(self, membership: &mut dyn FnMut(MethodId) -> Option<MethodId>) -> Expr {
        let mut compiler = Compiler {
            ast: &self,
            membership,
            code: Vec::new(),
            literals: Vec::new(),
            extras: Vec::new(),
            work: Vec::new(),
            arrows: Vec::new(),
        };
        compiler.run(self.root);
        // Bodies may hold arrow functions of their own, which join the list as they are met.
        let mut done = 0;
        while let Some(&(extra, arrow)) = compiler.arrows.get(done) {
            let entry = compiler.code.len() as u32;
            let arrow = &self.arrows[usize::from(arrow)];
            compiler.extras[extra].callback = Some(Target::Arrow { entry, first_slot: arrow.first_slot, parameters: arrow.parameters });
            compiler.run(arrow.body);
            done += 1;
        }
        let Compiler { code, literals, extras, .. } = compiler;
        Expr { code: code.into(), literals: literals.into(), extras: extras.into(), slots: self.slots, patterns: self.patterns.into() }
    }
}

/// What is still to be done.
enum Work {
    Node(NodeId, Mode),
    Emit(Op),
    /// Emits a jump that waits for its landing.
    EmitJump(Op),
    /// The jump that waits last goes to where the code has got to.
    LandLast,
    /// The end of a first branch: jumps over the second, where the jump that waits last lands.
    Branch,
    /// Emits a null check of a chain, to be landed at the chain's end.
    ChainCheck,
    /// The end of a chain of calls and indexes: its null checks land here.
    ChainEnd {
        checks: usize,
    },
}

/// How an index behaves on what is missing, and whether a node is inside a chain (`expressions.md E1`, O7).
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mode {
    quiet: bool,
    in_chain: bool,
}

const PLAIN: Mode = Mode { quiet: false, in_chain: false };

struct Compiler<'t> {
    ast: &'t Ast,
    membership: &'t mut dyn FnMut(MethodId) -> Option<MethodId>,
    code: Vec<Op>,
    literals: Vec<Literal>,
    extras: Vec<Extra>,
    work: Vec<Work>,
    /// Calls whose arrow function is still to be compiled.
    arrows: Vec<(usize, u16)>,
}

impl Compiler<'_> {
    fn run(&mut self, root: NodeId) {
        // Jumps that wait for their landing, innermost last.
        let mut jumps: Vec<usize> = Vec::new();
        // Null checks of the chains that are open, innermost last.
        let mut checks: Vec<usize> = Vec::new();
        self.work.push(Work::Node(root, PLAIN));
        while let Some(work) = self.work.pop() {
            match work {
                Work::Node(id, mode) => self.node(id, mode, checks.len()),
                Work::Emit(op) => self.code.push(op),
                Work::EmitJump(op) => {
                    jumps.push(self.code.len());
                    self.code.push(op);
                }
                Work::LandLast => {
                    if let Some(jump) = jumps.pop() {
                        self.land(jump);
                    }
                }
                Work::Branch => {
                    let end = self.code.len();
                    self.code.push(Op::Jump(0));
                    if let Some(jump) = jumps.pop() {
                        self.land(jump);
                    }
                    jumps.push(end);
                }
                Work::ChainCheck => {
                    checks.push(self.code.len());
                    self.code.push(Op::JumpIfNull(0));
                }
                Work::ChainEnd { checks: before } => {
                    for jump in checks.split_off(before) {
                        self.land(jump);
                    }
                }
            }
        }
        self.code.push(Op::Return);
    }

    fn land(&mut self, jump: usize) {
        let target = self.code.len() as u32;
        if let Op::AndJump(to)
        | Op::OrJump(to)
        | Op::ElvisJump(to)
        | Op::CoalesceJump(to)
        | Op::JumpIfFalse(to)
        | Op::JumpIfNull(to)
        | Op::Jump(to) = &mut self.code[jump]
        {
            *to = target;
        }
    }

    fn plan(&mut self, steps: impl IntoIterator<Item = Work>) {
        let from = self.work.len();
        self.work.extend(steps);
        self.work[from..].reverse();
    }

    fn short_circuit(&mut self, left: NodeId, left_mode: Mode, jump: Op, right: NodeId, then: Option<Op>) {
        self.plan(
            [Work::Node(left, left_mode), Work::EmitJump(jump), Work::Node(right, PLAIN)]
                .into_iter()
                .chain(then.map(Work::Emit))
                .chain([Work::LandLast]),
        );
    }

    fn node(&mut self, id: NodeId, mode: Mode, open_checks: usize) {
        let ast = self.ast;
        let sub = |id| Work::Node(id, PLAIN);
        match ast.node(id) {
            Node::Literal(Literal::Null) => self.code.push(Op::Null),
            Node::Literal(literal) => {
                self.code.push(Op::Const(self.literals.len() as u32));
                self.literals.push(literal.clone());
            }
            Node::Scope => self.code.push(Op::Scope),
            Node::Parameter(slot) => self.code.push(Op::Parameter(*slot)),
            Node::Array(items) => {
                self.code.push(Op::Array);
                let from = self.work.len();
                for (key, value) in items {
                    self.work.extend(key.map(sub));
                    self.work.push(sub(*value));
                    self.work.push(Work::Emit(if key.is_some() { Op::Insert } else { Op::Push }));
                }
                self.work[from..].reverse();
            }
            Node::Unary(op, operand) => self.plan([sub(*operand), Work::Emit(Op::Unary(*op))]),
            Node::Binary(op, left, right) => self.plan([sub(*left), sub(*right), Work::Emit(Op::Binary(*op))]),
            Node::Xor(left, right) => self.plan([sub(*left), sub(*right), Work::Emit(Op::Xor)]),
            Node::Cast(cast, operand) => self.plan([sub(*operand), Work::Emit(Op::Cast(*cast))]),
            Node::InstanceOf(operand, class) => self.plan([sub(*operand), Work::Emit(Op::InstanceOf(*class))]),
            Node::And(left, right) => self.short_circuit(*left, PLAIN, Op::AndJump(0), *right, Some(Op::ToBool)),
            Node::Or(left, right) => self.short_circuit(*left, PLAIN, Op::OrJump(0), *right, Some(Op::ToBool)),
            Node::Elvis(left, right) => self.short_circuit(*left, PLAIN, Op::ElvisJump(0), *right, None),
            Node::Coalesce(left, right) => {
                let quiet = Mode { quiet: true, in_chain: false };
                self.short_circuit(*left, quiet, Op::CoalesceJump(0), *right, None);
            }
            Node::Ternary(condition, yes, no) => {
                self.plan([sub(*condition), Work::EmitJump(Op::JumpIfFalse(0)), sub(*yes), Work::Branch, sub(*no), Work::LandLast])
            }
            Node::Index(base, index) => {
                let op = if mode.quiet { Op::IndexQuiet } else { Op::Index };
                let base = Work::Node(*base, Mode { quiet: mode.quiet, in_chain: true });
                let end = (!mode.in_chain).then_some(Work::ChainEnd { checks: open_checks });
                self.plan([base, sub(*index), Work::Emit(op)].into_iter().chain(end));
            }
            Node::Method { on, method, nullsafe, args } => {
                let end = (!mode.in_chain).then_some(Work::ChainEnd { checks: open_checks });
                let count = args.len() as u8;
                let before = [Work::Node(*on, Mode { quiet: false, in_chain: true })];
                let check = nullsafe.then_some(Work::ChainCheck);
                let need = (!args.is_empty()).then_some(Work::Emit(Op::NeedObject));
                let call = Work::Emit(Op::Method { method: *method, args: count });
                self.plan(before.into_iter().chain(check).chain(need).chain(args.iter().map(|arg| sub(*arg))).chain([call]).chain(end));
            }
            Node::Static { method, args } => {
                let call = Work::Emit(Op::Static { method: *method, args: args.len() as u8 });
                self.plan(args.iter().map(|arg| sub(*arg)).chain([call]));
            }
            Node::Call { function, args, .. } if let Some((on, method, value)) = self.membership(function, args) => {
                self.plan([sub(on), Work::Emit(Op::NeedObject), sub(value), Work::Emit(Op::Method { method, args: 1 })]);
            }
            Node::Call { function, args, callback, pattern } => {
                let op = self.call(function, args.len(), *callback, *pattern);
                self.plan(args.iter().map(|arg| sub(*arg)).chain([Work::Emit(op)]));
            }
            Node::Isset(places) => {
                // Each but the last ends the row when it is false.
                let mut steps = Vec::new();
                for (at, place) in places.iter().enumerate() {
                    if let Node::Index(base, index) = ast.node(*place) {
                        steps.push(Work::Node(*base, Mode { quiet: true, in_chain: true }));
                        steps.push(sub(*index));
                        steps.push(Work::Emit(Op::IssetIndex));
                        // Where `?->` ends the chain, null is on the stack.
                        steps.push(Work::ChainEnd { checks: open_checks });
                        steps.push(Work::Emit(Op::ToBool));
                    }
                    if at + 1 < places.len() {
                        steps.push(Work::EmitJump(Op::AndJump(0)));
                    }
                }
                steps.extend((1..places.len()).map(|_| Work::LandLast));
                self.plan(steps);
            }
            Node::Empty(inner) => match ast.node(*inner) {
                Node::Index(base, index) => self.plan([
                    Work::Node(*base, Mode { quiet: true, in_chain: true }),
                    sub(*index),
                    Work::Emit(Op::EmptyIndex),
                    Work::EmitJump(Op::Jump(0)),
                    // Where `?->` ends the chain with null.
                    Work::ChainEnd { checks: open_checks },
                    Work::Emit(Op::Empty),
                    Work::LandLast,
                ]),
                _ => self.plan([sub(*inner), Work::Emit(Op::Empty)]),
            },
        }
    }

    /// `in_array(value, on->list())` as a method of `on`.
    fn membership(&mut self, function: &Function, args: &[NodeId]) -> Option<(NodeId, MethodId, NodeId)> {
        let [value, list] = args else { return None };
        match self.ast.node(*list) {
            Node::Method { on, method, nullsafe: false, args } if args.is_empty() && function.name == "in_array" => {
                Some((*on, (self.membership)(*method)?, *value))
            }
            _ => None,
        }
    }

    fn call(&mut self, function: &'static Function, args: usize, callback: Option<Callback>, pattern: Option<u16>) -> Op {
        let args = args as u8;
        if callback.is_none() && pattern.is_none() {
            return Op::Call { function: functions::place(function), args };
        }
        let extra = self.extras.len();
        let target = match callback {
            Some(Callback::Arrow(arrow)) => {
                self.arrows.push((extra, arrow));
                None
            }
            Some(Callback::Named(function)) => Some(Target::Named(function)),
            None => None,
        };
        self.extras.push(Extra { function, args, callback: target, pattern });
        Op::CallWith { extra: extra as u32 }
    }
}
