//! The core function library: section 4.

use super::ast::{Expr, Function};
use super::evaluate::{Evaluator, Focus, Spent};
use super::value::{BYTES_OF_A_STEP, Node, Value};

/// Calls a function. The parser has counted its arguments.
pub(super) fn call(
    evaluator: &Evaluator<'_>,
    function: Function,
    arguments: &[Expr],
    focus: &Focus,
) -> Result<Value, Spent> {
    let (page, budget) = (evaluator.page, evaluator.budget);
    let value = |number: usize| match arguments.get(number) {
        Some(argument) => evaluator.expression(argument, focus),
        // Without its argument a function is about where the evaluation stands.
        None => Ok(Value::Nodes(vec![focus.node])),
    };
    let text = |number: usize| -> Result<String, Spent> {
        let text = value(number)?.into_text(page, budget)?;
        budget.spend(1 + text.len() / BYTES_OF_A_STEP)?;
        Ok(text)
    };
    let number = |at: usize| value(at)?.into_number(page, budget);
    let nodes = |number: usize| {
        Ok(match value(number)? {
            Value::Nodes(nodes) => nodes,
            _ => Vec::new(),
        })
    };
    Ok(match function {
        Function::Last => Value::Number(focus.size as f64),
        Function::Position => Value::Number(focus.position as f64),
        Function::Count => Value::Number(nodes(0)?.len() as f64),
        Function::Id => {
            let mut wanted: Vec<String> = Vec::new();
            match value(0)? {
                Value::Nodes(nodes) => {
                    for node in nodes {
                        wanted.extend(node.string(page, budget)?.split_whitespace().map(str::to_owned));
                    }
                }
                other => {
                    let all = other.into_text(page, budget)?;
                    wanted.extend(all.split_whitespace().map(str::to_owned));
                }
            }
            let mut found = Vec::new();
            for row in 0..page.len() {
                budget.spend(1 + wanted.len())?;
                if page.attribute(row, "id").is_some_and(|id| wanted.iter().any(|one| one == id)) {
                    found.push(Node::of_row(row));
                }
            }
            Value::Nodes(found)
        }
        Function::LocalName | Function::Name => {
            Value::Text(nodes(0)?.first().map_or_else(String::new, |node| node.name(page).to_owned()))
        }
        // Of HTML in a tree made by a parser of HTML; as libxml does, none is told.
        Function::NamespaceUri => Value::Text(String::new()),
        Function::String => Value::Text(text(0)?),
        Function::Concat => {
            let mut out = String::new();
            for number in 0..arguments.len() {
                out.push_str(&text(number)?);
            }
            Value::Text(out)
        }
        Function::StartsWith => Value::Truth(text(0)?.starts_with(&text(1)?)),
        Function::Contains => Value::Truth(text(0)?.contains(&text(1)?)),
        Function::SubstringBefore => {
            let (whole, mark) = (text(0)?, text(1)?);
            Value::Text(whole.split_once(&mark).map_or_else(String::new, |(before, _)| before.to_owned()))
        }
        Function::SubstringAfter => {
            let (whole, mark) = (text(0)?, text(1)?);
            Value::Text(whole.split_once(&mark).map_or_else(String::new, |(_, after)| after.to_owned()))
        }
        Function::Substring => {
            let whole = text(0)?;
            let first = rounded(number(1)?);
            let end = if arguments.len() > 2 { first + rounded(number(2)?) } else { f64::INFINITY };
            let within = |at: usize| (at + 1) as f64 >= first && ((at + 1) as f64) < end;
            Value::Text(whole.chars().enumerate().filter(|(at, _)| within(*at)).map(|(_, c)| c).collect())
        }
        Function::StringLength => Value::Number(text(0)?.chars().count() as f64),
        Function::NormalizeSpace => {
            // No-break spaces are no white space here, by the recommendation.
            let whole = text(0)?;
            let words: Vec<&str> =
                whole.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
            Value::Text(words.join(" "))
        }
        Function::Translate => {
            let (whole, from, to) = (text(0)?, text(1)?, text(2)?);
            budget.spend(whole.len().saturating_mul(from.len()) / BYTES_OF_A_STEP)?;
            let to: Vec<char> = to.chars().collect();
            let translated = |c: char| match from.chars().position(|one| one == c) {
                Some(at) => to.get(at).copied(),
                None => Some(c),
            };
            Value::Text(whole.chars().filter_map(translated).collect())
        }
        Function::Boolean => Value::Truth(value(0)?.is_true()),
        Function::Not => Value::Truth(!value(0)?.is_true()),
        Function::True => Value::Truth(true),
        Function::False => Value::Truth(false),
        Function::Lang => {
            let wanted = text(0)?.to_ascii_lowercase();
            let row = focus.node.row;
            let stated = std::iter::once(row)
                .chain(page.ancestors(row))
                .find_map(|at| page.attribute(at, "lang").or_else(|| page.attribute(at, "xml:lang")));
            let own = stated.unwrap_or_default().to_ascii_lowercase();
            Value::Truth(
                own.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                    && !wanted.is_empty(),
            )
        }
        Function::Number => Value::Number(number(0)?),
        Function::Sum => {
            let mut sum = 0.0;
            for node in nodes(0)? {
                sum += super::value::number(&node.string(page, budget)?);
            }
            Value::Number(sum)
        }
        Function::Floor => Value::Number(number(0)?.floor()),
        Function::Ceiling => Value::Number(number(0)?.ceil()),
        Function::Round => Value::Number(rounded(number(0)?)),
    })
}

/// To the nearest whole number; of two, the higher.
fn rounded(number: f64) -> f64 {
    (number + 0.5).floor()
}
