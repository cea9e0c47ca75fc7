//! What must be true of an event for a template to fire, as far as an index can use it.
//!
//! A summary never rules out a template that would fire *or throw* (`rules.md R19`): nothing is taken from behind
//! an expression that may throw.

use reach_expr::functions::{Call, Form};
use reach_expr::{Ast, Fuel, Literal, Node, NodeId, Numeric, Object, Value, numeric};
use reach_expr::{BinaryOp, MethodId, UnaryOp};

use crate::names::{Meaning, Names};
use crate::platform::EventType;
use crate::template::{Atom, Comparing, ParameterValue, Parameters, Question};

/// What is known of a condition, or of several joined by "and".
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Summary {
    /// Each alone must hold; the index takes the one that tells most events apart.
    pub options: Vec<Vec<Key>>,
    /// Each of these columns must have changed.
    pub gates: Vec<Box<str>>,
    /// Whether evaluating it can throw.
    pub may_throw: bool,
}

/// One thing that an event may have; a list of them is "one of these".
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    pub path: Path,
    pub probe: Probe,
}

/// Where the value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Path {
    /// What a getter of the event's object gives.
    Value(MethodId),
    /// Each element of the list that it gives.
    Elements(MethodId),
}

/// What the value must be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Probe {
    /// `==` this.
    Equal(Literal),
    /// Begins with these bytes.
    Prefix(Box<[u8]>),
    /// Between these, ends included.
    Range(f64, f64),
}

impl Summary {
    /// Nothing is known, and it may throw.
    pub fn unknown() -> Self {
        Summary { may_throw: true, ..Summary::default() }
    }

    /// What is known of both together, the left asked first. Where that may throw, the right is of no use.
    pub fn and(mut self, right: Summary) -> Self {
        if self.may_throw {
            return self;
        }
        self.may_throw = right.may_throw;
        self.gates.extend(right.gates);
        for option in right.options {
            self.add_option(option);
        }
        self
    }

    /// What is known of either.
    pub fn or(self, right: Summary) -> Self {
        let options = match (best(&self.options), best(&right.options)) {
            (Some(left), Some(right)) => vec![[left.as_slice(), right.as_slice()].concat()],
            _ => Vec::new(),
        };
        let gates = self.gates.into_iter().filter(|gate| right.gates.contains(gate)).collect();
        Summary { options, gates, may_throw: self.may_throw || right.may_throw }
    }

    /// Two bounds of one value make one band.
    fn add_option(&mut self, option: Vec<Key>) {
        if let [Key { path, probe: Probe::Range(low, high) }] = option.as_slice() {
            for known in &mut self.options {
                if let [Key { path: known_path, probe: Probe::Range(known_low, known_high) }] = known.as_mut_slice()
                    && known_path == path
                {
                    *known_low = known_low.max(*low);
                    *known_high = known_high.min(*high);
                    return;
                }
            }
        }
        self.options.push(option);
    }
}

/// The option that most likely tells most events apart.
fn best(options: &[Vec<Key>]) -> Option<&Vec<Key>> {
    options.iter().max_by_key(|option| option.iter().map(|key| rank(&key.probe)).min())
}

fn rank(probe: &Probe) -> u8 {
    match probe {
        Probe::Equal(Literal::Str(_)) => 4,
        Probe::Prefix(_) => 3,
        // A band between two bounds is narrow; a number to equal is mostly a status or a type.
        Probe::Range(low, high) if low.is_finite() && high.is_finite() => 2,
        Probe::Equal(_) => 1,
        Probe::Range(..) => 0,
    }
}

/// Reads summaries off expressions.
pub(crate) struct Reader<'r> {
    pub names: &'r Names,
    pub ast: &'r Ast,
    pub parameters: &'r Parameters,
    /// The type of the events that reach the template: some event methods throw on others.
    pub event_type: Option<EventType>,
}

/// How deep a tree of `&&`, `||` and `!` is looked into; what is deeper is unknown.
const DEPTH: usize = 64;

impl Reader<'_> {
    /// What must be true for the expression to be true.
    pub fn summary(&self) -> Summary {
        self.truth(self.ast.root(), DEPTH)
    }

    /// The expression as one plain question, where it is one.
    pub fn atom(&self) -> Option<Atom> {
        let mut id = self.ast.root();
        let mut not = false;
        while let Node::Unary(UnaryOp::Not, operand) = self.ast.node(id) {
            (id, not) = (*operand, !not);
        }
        self.question(id).map(|question| Atom { question, not })
    }

    fn question(&self, id: NodeId) -> Option<Question> {
        match self.ast.node(id) {
            Node::Binary(op, left, right) => {
                let (getter, literal, turned) = match (self.getter(*left), self.constant(*right)) {
                    (Some(getter), Some(literal)) => (getter, literal, false),
                    _ => (self.getter(*right)?, self.constant(*left)?, true),
                };
                Some(Question::Compare { getter, op: Comparing::of(*op, turned)?, literal })
            }
            Node::Call { function, args, .. } if function.name == "in_array" => {
                let [needle, list] = &**args else { return None };
                let literal = self.constant(*needle)?;
                match &literal {
                    Literal::Str(column) if self.is_modified_columns(*list) && numeric(column).is_none() => {
                        // The list ends in a map, which equals no text.
                        Some(Question::Modified { column: std::str::from_utf8(column).ok()?.into(), listed: true })
                    }
                    _ => Some(Question::Holds { getter: self.list_getter(*list)?, literal }),
                }
            }
            Node::Method { on, method, args, .. } if self.names.meaning(*method) == Meaning::ColumnModified && self.is_object(*on) => {
                match args.first().and_then(|arg| self.constant(*arg)) {
                    Some(Literal::Str(column)) => {
                        Some(Question::Modified { column: std::str::from_utf8(&column).ok()?.into(), listed: false })
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn truth(&self, id: NodeId, depth: usize) -> Summary {
        let Some(depth) = depth.checked_sub(1) else { return Summary::unknown() };
        match self.ast.node(id) {
            Node::And(..) => {
                let terms = self.terms(id);
                terms.into_iter().map(|term| self.truth(term, depth)).reduce(Summary::and).unwrap_or_default()
            }
            Node::Or(left, right) => self.truth(*left, depth).or(self.truth(*right, depth)),
            Node::Binary(op, left, right) => self.comparison(*op, *left, *right).unwrap_or_else(|| self.opaque(id)),
            Node::Call { .. } => self.membership(id).unwrap_or_else(|| self.opaque(id)),
            Node::Method { on, method, args, .. } if self.names.meaning(*method) == Meaning::ColumnModified && self.is_object(*on) => {
                match args.first().and_then(|arg| self.constant(*arg)) {
                    Some(Literal::Str(column)) => self.gate(&column),
                    _ => self.opaque(id),
                }
            }
            _ => self.opaque(id),
        }
    }

    /// The terms of a chain of `&&`, in order.
    fn terms(&self, id: NodeId) -> Vec<NodeId> {
        let mut terms = Vec::new();
        let mut rest = vec![id];
        while let Some(id) = rest.pop() {
            match self.ast.node(id) {
                Node::And(left, right) => rest.extend([*right, *left]),
                _ => terms.push(id),
            }
        }
        terms
    }

    fn opaque(&self, id: NodeId) -> Summary {
        Summary { may_throw: !self.is_total(id), ..Summary::default() }
    }

    fn gate(&self, column: &[u8]) -> Summary {
        match std::str::from_utf8(column) {
            Ok(column) => Summary { gates: vec![column.into()], ..Summary::default() },
            Err(_) => Summary::default(),
        }
    }

    fn one(path: Path, probe: Probe) -> Option<Summary> {
        Some(Summary { options: vec![vec![Key { path, probe }]], ..Summary::default() })
    }

    fn comparison(&self, op: BinaryOp, left: NodeId, right: NodeId) -> Option<Summary> {
        if matches!(op, BinaryOp::Eq | BinaryOp::Identical)
            && let Some(prefix) = self.prefix(op, left, right).or_else(|| self.prefix(op, right, left))
        {
            return Some(prefix);
        }
        let (method, literal, turned) = match (self.getter(left), self.constant(right)) {
            (Some(method), Some(literal)) => (method, literal, false),
            _ => (self.getter(right)?, self.constant(left)?, true),
        };
        let path = Path::Value(method);
        match op {
            BinaryOp::Eq | BinaryOp::Identical if is_indexable(&literal) => Self::one(path, Probe::Equal(literal)),
            BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => {
                let bound = match literal {
                    Literal::Int(number) => number as f64,
                    Literal::Float(number) => number,
                    Literal::Str(_) | Literal::Null | Literal::Bool(_) => return None,
                };
                let below = matches!(op, BinaryOp::Lt | BinaryOp::Le) != turned;
                let (low, high) = if below { (f64::NEG_INFINITY, bound) } else { (bound, f64::INFINITY) };
                Self::one(path, Probe::Range(low, high))
            }
            _ => None,
        }
    }

    /// `strpos(getter, 'prefix') === 0`; with `==` the prefix is not needed, since `false == 0`.
    fn prefix(&self, op: BinaryOp, call: NodeId, zero: NodeId) -> Option<Summary> {
        let Node::Call { function, args, .. } = self.ast.node(call) else { return None };
        let [text, needle] = &**args else { return None };
        if op != BinaryOp::Identical || function.name != "strpos" || self.constant(zero) != Some(Literal::Int(0)) {
            return None;
        }
        let (method, Literal::Str(prefix)) = (self.getter(*text)?, self.constant(*needle)?) else { return None };
        // A list in the property's place throws.
        Self::one(Path::Value(method), Probe::Prefix(prefix)).map(|summary| Summary { may_throw: true, ..summary })
    }

    /// `in_array(x, list)` and `str_starts_with(getter, 'prefix')`.
    fn membership(&self, id: NodeId) -> Option<Summary> {
        let Node::Call { function, args, .. } = self.ast.node(id) else { return None };
        match (function.name, &**args) {
            ("in_array", [needle, list, strict @ ..]) => {
                if !strict.iter().all(|strict| self.constant(*strict).is_some()) {
                    return None;
                }
                let literal = self.constant(*needle)?;
                if self.is_modified_columns(*list) {
                    let Literal::Str(column) = &literal else { return None };
                    // A numeric needle may equal a column that is written otherwise.
                    return numeric(column).is_none().then(|| self.gate(column));
                }
                let method = self.list_getter(*list)?;
                match literal {
                    // A getter that gives no list, which other classes may have under that name, throws.
                    literal if is_indexable(&literal) => {
                        Self::one(Path::Elements(method), Probe::Equal(literal)).map(|summary| Summary { may_throw: true, ..summary })
                    }
                    _ => None,
                }
            }
            ("str_starts_with", [text, needle]) => {
                let (method, Literal::Str(prefix)) = (self.getter(*text)?, self.constant(*needle)?) else { return None };
                Self::one(Path::Value(method), Probe::Prefix(prefix)).map(|summary| Summary { may_throw: true, ..summary })
            }
            _ => None,
        }
    }

    /// `$scope->getObject()` or `$scope->getEvent()->getObject()`.
    fn is_object(&self, id: NodeId) -> bool {
        match self.ast.node(id) {
            Node::Method { on, method, .. } if self.names.meaning(*method) == Meaning::Object => {
                matches!(self.ast.node(*on), Node::Scope) || self.is_event(*on)
            }
            _ => false,
        }
    }

    fn is_event(&self, id: NodeId) -> bool {
        matches!(self.ast.node(id), Node::Method { on, method, .. }
            if self.names.meaning(*method) == Meaning::Event && matches!(self.ast.node(*on), Node::Scope))
    }

    /// A getter without arguments, called on the event's object.
    fn getter(&self, id: NodeId) -> Option<MethodId> {
        match self.ast.node(id) {
            Node::Method { on, method, args, .. } if args.is_empty() && self.is_object(*on) => {
                matches!(self.names.meaning(*method), Meaning::Property | Meaning::List).then_some(*method)
            }
            _ => None,
        }
    }

    /// A getter that gives a list whatever the property holds.
    fn list_getter(&self, id: NodeId) -> Option<MethodId> {
        self.getter(id).filter(|method| self.names.meaning(*method) == Meaning::List)
    }

    fn is_modified_columns(&self, id: NodeId) -> bool {
        self.event_type == Some(EventType::ObjectChanged)
            && matches!(self.ast.node(id), Node::Method { on, method, .. }
                if self.names.meaning(*method) == Meaning::ModifiedColumns && self.is_event(*on))
    }

    /// The value of what no event changes: literals, parameters that are texts, functions of these.
    fn constant(&self, id: NodeId) -> Option<Literal> {
        self.fold(id, 8)
    }

    fn fold(&self, id: NodeId, depth: usize) -> Option<Literal> {
        let depth = depth.checked_sub(1)?;
        match self.ast.node(id) {
            Node::Literal(literal) => Some(literal.clone()),
            Node::Method { on, method, args, .. } => {
                let is_parameter = self.names.meaning(*method) == Meaning::DynamicValue && matches!(self.ast.node(*on), Node::Scope);
                let (true, [key]) = (is_parameter, &**args) else { return None };
                let Node::Literal(Literal::Str(key)) = self.ast.node(*key) else { return None };
                match self.parameters.get(key).map(|parameter| &parameter.value) {
                    Some(ParameterValue::Text(text)) => Some(Literal::Str(text.as_bytes().into())),
                    Some(ParameterValue::Field(_)) => None,
                    None => Some(Literal::Str(Box::default())),
                }
            }
            Node::Call { function, args, callback: None, pattern: None } if function.form == Form::Plain => {
                let args: Vec<Literal> = args.iter().map(|arg| self.fold(*arg, depth)).collect::<Option<_>>()?;
                let args: Vec<Value<'_>> = args.iter().map(Literal::value).collect();
                let class_name = |_: Object| String::new();
                let mut fuel = Fuel::new();
                let call = &mut Call { args: &args, callback: None, pattern: None, fuel: &mut fuel, now: 0, class_name: &class_name };
                match (function.call)(call).ok()? {
                    Value::Str(text) => Some(Literal::Str(text.as_bytes().into())),
                    Value::Int(number) => Some(Literal::Int(number)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether evaluating it cannot throw.
    fn is_total(&self, id: NodeId) -> bool {
        let mut rest = vec![id];
        while let Some(id) = rest.pop() {
            if self.constant(id).is_some()
                || self.is_object(id)
                || self.is_event(id)
                || self.getter(id).is_some()
                || self.is_modified_columns(id)
            {
                continue;
            }
            match self.ast.node(id) {
                Node::Scope => {}
                Node::And(left, right) | Node::Or(left, right) | Node::Xor(left, right) => rest.extend([*left, *right]),
                Node::Elvis(left, right) | Node::Coalesce(left, right) => rest.extend([*left, *right]),
                Node::Ternary(condition, yes, no) => rest.extend([*condition, *yes, *no]),
                Node::Unary(UnaryOp::Not, operand) => rest.push(*operand),
                Node::Binary(op, left, right) => match op {
                    BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Identical | BinaryOp::NotIdentical => rest.extend([*left, *right]),
                    BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge | BinaryOp::Spaceship => rest.extend([*left, *right]),
                    _ => return false,
                },
                Node::Method { on, method, args, .. } if self.names.meaning(*method) == Meaning::ColumnModified && self.is_object(*on) => {
                    rest.extend(args.iter().copied());
                }
                Node::Call { function, args, callback: None, .. } => match (function.name, &**args) {
                    ("in_array", [needle, list]) if self.is_modified_columns(*list) => rest.push(*needle),
                    ("is_null" | "is_array" | "is_string" | "is_numeric", [operand]) => rest.push(*operand),
                    _ => return false,
                },
                _ => return false,
            }
        }
        true
    }
}

/// Whether values that equal the literal can be found by a hash. An infinite number equals the text it prints as.
fn is_indexable(literal: &Literal) -> bool {
    match literal {
        Literal::Int(_) | Literal::Str(_) => true,
        Literal::Float(number) => number.is_finite(),
        Literal::Null | Literal::Bool(_) => false,
    }
}

/// The number that a value counts as in comparisons, if it is one.
pub(crate) fn number_of(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        Value::Str(text) => numeric(text.as_bytes()).map(|number| match number {
            Numeric::Int(number) => number as f64,
            Numeric::Float(number) => number,
        }),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
