//! Evaluation, with a budget of work.

use std::cell::Cell;

use super::ast::{Axis, Comparison, Expr, Operator, Path, Start, Step};
use super::axes;
use super::functions::call;
use super::value::{Node, Value, number};
use crate::page::Page;

/// How much work is left, in rows to look at. Shared by all expressions for a page.
#[derive(Debug)]
pub(crate) struct Budget(Cell<usize>);

/// The budget is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spent;

impl Budget {
    pub(crate) const fn new(steps: usize) -> Self {
        Self(Cell::new(steps))
    }

    /// What is left of it.
    pub(crate) const fn left(&self) -> usize {
        self.0.get()
    }

    pub(super) fn spend(&self, steps: usize) -> Result<(), Spent> {
        match self.0.get().checked_sub(steps) {
            Some(left) => {
                self.0.set(left);
                Ok(())
            }
            None => Err(Spent),
        }
    }
}

/// Where an evaluation stands.
pub(super) struct Focus {
    pub node: Node,
    pub position: usize,
    pub size: usize,
}

impl Focus {
    /// At the page as a whole.
    pub(super) const fn page() -> Self {
        Self { node: Node::of_row(0), position: 1, size: 1 }
    }
}

pub(super) struct Evaluator<'a> {
    pub page: &'a Page,
    pub budget: &'a Budget,
}

impl Evaluator<'_> {
    /// Recurses on the expression, whose depth the parser bounds.
    pub(super) fn expression(&self, expression: &Expr, focus: &Focus) -> Result<Value, Spent> {
        self.budget.spend(1)?;
        Ok(match expression {
            Expr::Or(all) => {
                for one in all {
                    if self.expression(one, focus)?.is_true() {
                        return Ok(Value::Truth(true));
                    }
                }
                Value::Truth(false)
            }
            Expr::And(all) => {
                for one in all {
                    if !self.expression(one, focus)?.is_true() {
                        return Ok(Value::Truth(false));
                    }
                }
                Value::Truth(true)
            }
            Expr::Union(all) => {
                let mut nodes = Vec::new();
                for one in all {
                    // A string is no node; libxml refuses it, and here it adds none.
                    if let Value::Nodes(more) = self.expression(one, focus)? {
                        nodes.extend(more);
                    }
                }
                Value::Nodes(sorted(nodes))
            }
            Expr::Compare(first, others) => {
                let mut left = self.expression(first, focus)?;
                for (comparison, right) in others {
                    let right = self.expression(right, focus)?;
                    left = Value::Truth(self.compare(*comparison, left, right)?);
                }
                left
            }
            Expr::Arithmetic(first, others) => {
                let mut left = self.number(first, focus)?;
                for (operator, right) in others {
                    let right = self.number(right, focus)?;
                    left = match operator {
                        Operator::Add => left + right,
                        Operator::Subtract => left - right,
                        Operator::Multiply => left * right,
                        Operator::Divide => left / right,
                        Operator::Remainder => left % right,
                    };
                }
                Value::Number(left)
            }
            Expr::Negated(inner) => Value::Number(-self.number(inner, focus)?),
            Expr::Literal(text) => Value::Text(text.clone()),
            Expr::Number(number) => Value::Number(*number),
            Expr::Call(function, arguments) => call(self, *function, arguments, focus)?,
            Expr::Path(path) => self.path(path, focus)?,
        })
    }

    pub(super) fn number(&self, expression: &Expr, focus: &Focus) -> Result<f64, Spent> {
        self.expression(expression, focus)?.into_number(self.page, self.budget)
    }

    fn path(&self, path: &Path, focus: &Focus) -> Result<Value, Spent> {
        let mut nodes = match &path.start {
            Start::Root => vec![Node::of_row(0)],
            Start::Here => vec![focus.node],
            Start::Filtered(inner, predicates) => {
                let value = self.expression(inner, focus)?;
                let Value::Nodes(mut nodes) = value else {
                    // A step cannot be made from a string; the string itself is what site configs mean.
                    return Ok(if path.steps.is_empty() { value } else { Value::Nodes(Vec::new()) });
                };
                for predicate in predicates {
                    nodes = self.filter(nodes, predicate)?;
                }
                nodes
            }
        };
        for step in &path.steps {
            let mut next = Vec::new();
            for node in nodes {
                next.extend(self.step(node, step)?);
            }
            nodes = sorted(next);
        }
        Ok(Value::Nodes(nodes))
    }

    fn step(&self, from: Node, step: &Step) -> Result<Vec<Node>, Spent> {
        let mut nodes = axes::nodes(self.page, from, step.axis, &step.test, self.budget)?;
        for predicate in &step.predicates {
            nodes = self.filter(nodes, predicate)?;
        }
        debug_assert!(step.axis != Axis::Namespace || nodes.is_empty());
        Ok(nodes)
    }

    /// Those of which a predicate is true; a number is true at that position.
    fn filter(&self, nodes: Vec<Node>, predicate: &Expr) -> Result<Vec<Node>, Spent> {
        let size = nodes.len();
        let mut kept = Vec::new();
        for (index, node) in nodes.into_iter().enumerate() {
            let focus = Focus { node, position: index + 1, size };
            let holds = match self.expression(predicate, &focus)? {
                Value::Number(number) => number == focus.position as f64,
                value => value.is_true(),
            };
            if holds {
                kept.push(node);
            }
        }
        Ok(kept)
    }

    /// Section 3.4: of nodes, whether the comparison is true of any.
    fn compare(&self, comparison: Comparison, left: Value, right: Value) -> Result<bool, Spent> {
        let by_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        match (left, right) {
            // Against a truth, nodes are the truth whether there are any.
            (left @ Value::Truth(_), right) | (left, right @ Value::Truth(_)) if by_equality => {
                Ok((left.is_true() == right.is_true()) == (comparison == Comparison::Equal))
            }
            (Value::Nodes(left), Value::Nodes(right)) => {
                let right = self.strings(&right)?;
                for one in self.strings(&left)? {
                    for other in &right {
                        self.budget.spend(1)?;
                        if of_text(comparison, &one, other) {
                            return Ok(true);
                        }
                    }
                }
                Ok(false)
            }
            (Value::Nodes(nodes), other) => {
                for one in nodes {
                    let one = Value::Text(one.string(self.page, self.budget)?);
                    if self.compare_plain(comparison, one, other.clone())? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            (one, Value::Nodes(nodes)) => {
                for other in nodes {
                    let other = Value::Text(other.string(self.page, self.budget)?);
                    if self.compare_plain(comparison, one.clone(), other)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            (left, right) => self.compare_plain(comparison, left, right),
        }
    }

    fn compare_plain(&self, comparison: Comparison, left: Value, right: Value) -> Result<bool, Spent> {
        Ok(match (left, right) {
            (Value::Text(left), Value::Text(right)) => of_text(comparison, &left, &right),
            (left, right) => of_numbers(
                comparison,
                left.into_number(self.page, self.budget)?,
                right.into_number(self.page, self.budget)?,
            ),
        })
    }

    fn strings(&self, nodes: &[Node]) -> Result<Vec<String>, Spent> {
        nodes.iter().map(|node| node.string(self.page, self.budget)).collect()
    }
}

fn sorted(mut nodes: Vec<Node>) -> Vec<Node> {
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// Strings are equal as strings, and less or more as numbers.
fn of_text(comparison: Comparison, left: &str, right: &str) -> bool {
    match comparison {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        _ => of_numbers(comparison, number(left), number(right)),
    }
}

fn of_numbers(comparison: Comparison, left: f64, right: f64) -> bool {
    match comparison {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
    }
}
