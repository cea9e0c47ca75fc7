//! The evaluator: one loop over the code, the values on a stack of its own. Only a callback calls it again,
//! as deep as callbacks nest in the code (`expressions.md B1`).

use smallvec::SmallVec;

use crate::compile::{Expr, Extra, Op, Target};
use crate::convert::to_bool;
use crate::functions::{Call, FUNCTIONS, Function, Invoke};
use crate::host::Host;
use crate::operate;
use crate::{Array, Fault, Fuel, Object, Thrown, Value};

impl Expr {
    /// Evaluates the expression.
    ///
    /// # Errors
    /// What PHP would throw, what the event does not tell, or a budget that is passed.
    pub fn eval<'a>(&'a self, host: &dyn Host<'a>, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
        let mut frame = Frame { expr: self, host, parameters: vec![Value::Null; usize::from(self.slots)] };
        frame.run(0, fuel)
    }

    /// Evaluates the expression as a Boolean (`expressions.md U1`).
    ///
    /// # Errors
    /// As [`Expr::eval`].
    pub fn eval_bool<'a>(&'a self, host: &dyn Host<'a>, fuel: &mut Fuel) -> Result<bool, Fault> {
        self.eval(host, fuel).map(|value| to_bool(&value))
    }
}

type Stack<'a> = SmallVec<[Value<'a>; 12]>;

struct Frame<'a, 'h> {
    expr: &'a Expr,
    host: &'h dyn Host<'a>,
    parameters: Vec<Value<'a>>,
}

impl<'a> Frame<'a, '_> {
    fn run(&mut self, entry: u32, fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
        let mut stack: Stack<'a> = SmallVec::new();
        let mut at = entry as usize;
        loop {
            fuel.step(1)?;
            let op = self.expr.code[at];
            at += 1;
            match op {
                Op::Return => return Ok(pop(&mut stack)),
                Op::Const(place) => stack.push(self.expr.literals[place as usize].value()),
                Op::Null => stack.push(Value::Null),
                Op::Scope => stack.push(Value::Object(Object::SCOPE)),
                Op::Parameter(slot) => stack.push(self.parameters[usize::from(slot)].clone()),
                Op::Array => stack.push(Value::array(Array::new())),
                Op::Push => {
                    let value = pop(&mut stack);
                    fuel.build_array(1)?;
                    array_mut(&mut stack, |array| array.push(value))?;
                }
                Op::Insert => {
                    let (key, value) = pop_two(&mut stack);
                    let key = operate::array_key(&key, fuel)?;
                    fuel.build_array(1)?;
                    array_mut(&mut stack, |array| array.insert(key, value))?;
                }
                Op::Unary(op) => replace(&mut stack, |value| operate::unary(op, &value, fuel))?,
                Op::Cast(cast) => replace(&mut stack, |value| operate::cast(cast, &value, fuel))?,
                Op::ToBool => replace(&mut stack, |value| Ok(Value::Bool(to_bool(&value))))?,
                Op::Empty => replace(&mut stack, |value| Ok(Value::Bool(!to_bool(&value))))?,
                Op::InstanceOf(class) => {
                    replace(&mut stack, |value| Ok(Value::Bool(matches!(value, Value::Object(object) if self.host.is_a(object, class)))))?
                }
                Op::Binary(op) => replace_two(&mut stack, |left, right| operate::binary(op, &left, &right, fuel))?,
                Op::Xor => replace_two(&mut stack, |left, right| Ok(Value::Bool(to_bool(&left) != to_bool(&right))))?,
                Op::Index => replace_two(&mut stack, |base, index| operate::index(&base, &index, fuel))?,
                Op::IndexQuiet => {
                    replace_two(&mut stack, |base, index| Ok(operate::index_quiet(&base, &index, fuel)?.unwrap_or_default()))?
                }
                Op::IssetIndex => replace_two(&mut stack, |base, index| operate::isset_index(&base, &index, fuel).map(Value::Bool))?,
                Op::EmptyIndex => replace_two(&mut stack, |base, index| {
                    let is_set = operate::isset_index(&base, &index, fuel)?;
                    let value = if is_set { operate::index_quiet(&base, &index, fuel)? } else { None };
                    Ok(Value::Bool(!value.is_some_and(|value| to_bool(&value))))
                })?,
                Op::AndJump(to) => {
                    if !to_bool(&pop(&mut stack)) {
                        stack.push(Value::Bool(false));
                        at = to as usize;
                    }
                }
                Op::OrJump(to) => {
                    if to_bool(&pop(&mut stack)) {
                        stack.push(Value::Bool(true));
                        at = to as usize;
                    }
                }
                Op::ElvisJump(to) => {
                    if stack.last().is_some_and(to_bool) {
                        at = to as usize;
                    } else {
                        stack.pop();
                    }
                }
                Op::CoalesceJump(to) => {
                    if stack.last().is_some_and(|value| !value.is_null()) {
                        at = to as usize;
                    } else {
                        stack.pop();
                    }
                }
                Op::JumpIfFalse(to) => {
                    if !to_bool(&pop(&mut stack)) {
                        at = to as usize;
                    }
                }
                Op::JumpIfNull(to) => {
                    if stack.last().is_some_and(Value::is_null) {
                        at = to as usize;
                    }
                }
                Op::Jump(to) => at = to as usize,
                Op::NeedObject => {
                    if let Some(value) = stack.last() {
                        object(value)?;
                    }
                }
                Op::Method { method, args } => {
                    let from = stack.len() - usize::from(args);
                    let on = object(&stack[from - 1])?;
                    let value = self.host.call(on, method, &stack[from..], fuel)?;
                    stack.truncate(from - 1);
                    stack.push(value);
                }
                Op::Static { method, args } => {
                    let from = stack.len() - usize::from(args);
                    let value = self.host.call_static(method, &stack[from..], fuel)?;
                    stack.truncate(from);
                    stack.push(value);
                }
                Op::Call { function, args } => {
                    let from = stack.len() - usize::from(args);
                    let value = self.call(FUNCTIONS[usize::from(function)], &stack[from..], fuel)?;
                    stack.truncate(from);
                    stack.push(value);
                }
                Op::CallWith { extra } => {
                    let extra = self.expr.extras[extra as usize];
                    let from = stack.len() - usize::from(extra.args);
                    let value = self.call_with(extra, &stack[from..], fuel)?;
                    stack.truncate(from);
                    stack.push(value);
                }
            }
        }
    }

    fn call(&self, function: &'static Function, args: &[Value<'a>], fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
        let class_name = |object| self.host.class_name(object);
        (function.call)(&mut Call { args, callback: None, pattern: None, fuel, now: self.host.now(), class_name: &class_name })
    }

    fn call_with(&mut self, extra: Extra, args: &[Value<'a>], fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
        let (host, expr) = (self.host, self.expr);
        let class_name = |object| host.class_name(object);
        let pattern = extra.pattern.map(|place| &expr.patterns[usize::from(place)]);
        let mut target;
        let callback: Option<&mut dyn Invoke<'a>> = match extra.callback {
            Some(callback) => {
                target = Running { frame: self, target: callback };
                Some(&mut target)
            }
            None => None,
        };
        (extra.function.call)(&mut Call { args, callback, pattern, fuel, now: host.now(), class_name: &class_name })
    }
}

/// A callback of a frame that is being evaluated.
struct Running<'f, 'a, 'h> {
    frame: &'f mut Frame<'a, 'h>,
    target: Target,
}

impl<'a> Invoke<'a> for Running<'_, 'a, '_> {
    fn invoke(&mut self, args: &[Value<'a>], fuel: &mut Fuel) -> Result<Value<'a>, Fault> {
        match self.target {
            Target::Arrow { entry, first_slot, parameters } => {
                let count = usize::from(parameters);
                if args.len() < count {
                    return Err(Fault::thrown(
                        Thrown::ArgumentCountError,
                        format!("the arrow function takes {count} arguments, {} are given", args.len()),
                    ));
                }
                let first = usize::from(first_slot);
                for (slot, value) in self.frame.parameters[first..first + count].iter_mut().zip(args) {
                    *slot = value.clone();
                }
                self.frame.run(entry, fuel)
            }
            Target::Named(function) => {
                let most = function.max.map_or(usize::MAX, usize::from);
                if !(usize::from(function.min)..=most).contains(&args.len()) {
                    return Err(Fault::thrown(
                        Thrown::ArgumentCountError,
                        format!("`{}` cannot take {} arguments", function.name, args.len()),
                    ));
                }
                self.frame.call(function, args, fuel)
            }
        }
    }
}

fn pop<'a>(stack: &mut Stack<'a>) -> Value<'a> {
    stack.pop().unwrap_or_default()
}

fn pop_two<'a>(stack: &mut Stack<'a>) -> (Value<'a>, Value<'a>) {
    let second = pop(stack);
    (pop(stack), second)
}

fn replace<'a>(stack: &mut Stack<'a>, with: impl FnOnce(Value<'a>) -> Result<Value<'a>, Fault>) -> Result<(), Fault> {
    let value = with(pop(stack))?;
    stack.push(value);
    Ok(())
}

fn replace_two<'a>(stack: &mut Stack<'a>, with: impl FnOnce(Value<'a>, Value<'a>) -> Result<Value<'a>, Fault>) -> Result<(), Fault> {
    let (first, second) = pop_two(stack);
    let value = with(first, second)?;
    stack.push(value);
    Ok(())
}

fn array_mut<'a>(stack: &mut Stack<'a>, change: impl FnOnce(&mut Array<'a>) -> Result<(), Fault>) -> Result<(), Fault> {
    match stack.last_mut() {
        // The literal under construction is not shared yet.
        Some(Value::Array(array)) => change(std::rc::Rc::make_mut(array)),
        _ => Ok(()),
    }
}

fn object(value: &Value<'_>) -> Result<Object, Fault> {
    match value {
        Value::Object(object) => Ok(*object),
        other => Err(Fault::error(format!("a method is called on {}", other.type_name().to_ascii_lowercase()))),
    }
}
