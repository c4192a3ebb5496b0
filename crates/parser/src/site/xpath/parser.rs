//! Tokens to a tree: the grammar of section 3, one function a rule.

use super::XPathError;
use super::ast::{Axis, Comparison, Expr, Function, Operator, Path, Start, Step, Test};
use super::lexer::{Token, tokens};

/// How deep expressions may be nested: parentheses, predicates, arguments. Published site configs nest five deep; at this
/// depth evaluation needs a fraction of the smallest usual stack.
const DEEPEST: usize = 24;

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Expr, XPathError> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0 };
    let expression = parser.or(0)?;
    match parser.tokens.get(parser.at) {
        None => Ok(expression),
        Some(_) => Err(parser.unexpected("the end")),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn next_is(&self, ahead: usize, sign: &str) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some((Token::Sign(found), _)) if *found == sign)
    }

    fn take(&mut self, sign: &str) -> bool {
        let is = self.next_is(0, sign);
        self.at += usize::from(is);
        is
    }

    /// An operator that is a name: `and`, `div`. It is one wherever an operator may stand, as this is only asked there.
    fn take_word(&mut self, word: &str) -> bool {
        let is = matches!(self.peek(), Some(Token::Name(name)) if name == word);
        self.at += usize::from(is);
        is
    }

    fn unexpected(&self, wanted: &'static str) -> XPathError {
        match self.tokens.get(self.at) {
            Some((token, at)) => XPathError::Unexpected { found: token.shown(), wanted, at: *at },
            None => XPathError::Ends { wanted },
        }
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), XPathError> {
        if self.take(sign) { Ok(()) } else { Err(self.unexpected(sign)) }
    }

    fn or(&mut self, depth: usize) -> Result<Expr, XPathError> {
        if depth > DEEPEST {
            return Err(XPathError::TooDeep { limit: DEEPEST });
        }
        let mut all = vec![self.and(depth)?];
        while self.take_word("or") {
            all.push(self.and(depth)?);
        }
        Ok(one_or(all, Expr::Or))
    }

    fn and(&mut self, depth: usize) -> Result<Expr, XPathError> {
        let mut all = vec![self.equality(depth)?];
        while self.take_word("and") {
            all.push(self.equality(depth)?);
        }
        Ok(one_or(all, Expr::And))
    }

    fn equality(&mut self, depth: usize) -> Result<Expr, XPathError> {
        self.chain(depth, Self::relational, Expr::Compare, |parser| {
            Some(match () {
                () if parser.take("=") => Comparison::Equal,
                () if parser.take("!=") => Comparison::NotEqual,
                () => return None,
            })
        })
    }

    fn relational(&mut self, depth: usize) -> Result<Expr, XPathError> {
        self.chain(depth, Self::additive, Expr::Compare, |parser| {
            Some(match () {
                () if parser.take("<=") => Comparison::LessOrEqual,
                () if parser.take("<") => Comparison::Less,
                () if parser.take(">=") => Comparison::GreaterOrEqual,
                () if parser.take(">") => Comparison::Greater,
                () => return None,
            })
        })
    }

    fn additive(&mut self, depth: usize) -> Result<Expr, XPathError> {
        self.chain(depth, Self::multiplicative, Expr::Arithmetic, |parser| {
            Some(match () {
                () if parser.take("+") => Operator::Add,
                () if parser.take("-") => Operator::Subtract,
                () => return None,
            })
        })
    }

    fn multiplicative(&mut self, depth: usize) -> Result<Expr, XPathError> {
        self.chain(depth, Self::unary, Expr::Arithmetic, |parser| {
            Some(match () {
                () if parser.take("*") => Operator::Multiply,
                () if parser.take_word("div") => Operator::Divide,
                () if parser.take_word("mod") => Operator::Remainder,
                () => return None,
            })
        })
    }

    /// Operators of one rank, from the left.
    fn chain<O>(
        &mut self,
        depth: usize,
        operand: fn(&mut Self, usize) -> Result<Expr, XPathError>,
        joined: fn(Box<Expr>, Vec<(O, Expr)>) -> Expr,
        operator: fn(&mut Self) -> Option<O>,
    ) -> Result<Expr, XPathError> {
        let first = operand(self, depth)?;
        let mut others = Vec::new();
        while let Some(operator) = operator(self) {
            others.push((operator, operand(self, depth)?));
        }
        Ok(if others.is_empty() { first } else { joined(Box::new(first), others) })
    }

    fn unary(&mut self, depth: usize) -> Result<Expr, XPathError> {
        let mut signs = 0;
        while self.take("-") {
            signs += 1;
        }
        let union = self.union(depth)?;
        // Twice is a number too: `--x` is the number that x is.
        Ok(match signs {
            0 => union,
            odd if odd % 2 == 1 => Expr::Negated(Box::new(union)),
            _ => Expr::Negated(Box::new(Expr::Negated(Box::new(union)))),
        })
    }

    fn union(&mut self, depth: usize) -> Result<Expr, XPathError> {
        let mut all = vec![self.path(depth)?];
        while self.take("|") {
            all.push(self.path(depth)?);
        }
        Ok(one_or(all, Expr::Union))
    }

    fn path(&mut self, depth: usize) -> Result<Expr, XPathError> {
        let mut steps = Vec::new();
        let start = if self.take("//") {
            steps.push(anywhere());
            Start::Root
        } else if self.take("/") {
            if !self.begins_step() {
                return Ok(Expr::Path(Path { start: Start::Root, steps }));
            }
            Start::Root
        } else if self.begins_primary() {
            let primary = self.primary(depth)?;
            let predicates = self.predicates(depth)?;
            if predicates.is_empty() && !self.next_is(0, "/") && !self.next_is(0, "//") {
                return Ok(primary);
            }
            let start = Start::Filtered(Box::new(primary), predicates);
            if self.take("//") {
                steps.push(anywhere());
            } else if !self.take("/") {
                return Ok(Expr::Path(Path { start, steps }));
            }
            start
        } else {
            Start::Here
        };
        loop {
            steps.push(self.step(depth)?);
            if self.take("//") {
                steps.push(anywhere());
            } else if !self.take("/") {
                return Ok(Expr::Path(Path { start, steps }));
            }
        }
    }

    fn begins_step(&self) -> bool {
        matches!(self.peek(), Some(Token::Name(_) | Token::Sign("." | ".." | "@" | "*")))
    }

    fn begins_primary(&self) -> bool {
        match self.peek() {
            Some(Token::Literal(_) | Token::Number(_) | Token::Variable(_) | Token::Sign("(")) => true,
            Some(Token::Name(name)) => self.next_is(1, "(") && node_type(name).is_none(),
            _ => false,
        }
    }

    fn primary(&mut self, depth: usize) -> Result<Expr, XPathError> {
        let Some((token, _)) = self.tokens.get(self.at).cloned() else {
            return Err(self.unexpected("an expression"));
        };
        self.at += 1;
        match token {
            Token::Literal(text) => Ok(Expr::Literal(text)),
            Token::Number(number) => Ok(Expr::Number(number)),
            Token::Variable(name) => Err(XPathError::Variable { name }),
            Token::Name(name) => {
                let (function, name, takes) =
                    Function::of(&name).ok_or(XPathError::UnknownFunction { name })?;
                self.expect("(")?;
                let mut arguments = Vec::new();
                if !self.take(")") {
                    arguments.push(self.or(depth + 1)?);
                    while self.take(",") {
                        arguments.push(self.or(depth + 1)?);
                    }
                    self.expect(")")?;
                }
                if !takes.contains(&arguments.len()) {
                    return Err(XPathError::Arguments { name, found: arguments.len() });
                }
                Ok(Expr::Call(function, arguments))
            }
            Token::Sign(_) => {
                let inside = self.or(depth + 1)?;
                self.expect(")")?;
                Ok(inside)
            }
        }
    }

    fn step(&mut self, depth: usize) -> Result<Step, XPathError> {
        let bare = |axis| Step { axis, test: Test::Node, predicates: Vec::new() };
        // The recommendation gives the short forms no predicates; libxml does, and site configs count on it.
        if self.take("..") {
            return Ok(Step { predicates: self.predicates(depth)?, ..bare(Axis::Parent) });
        }
        if self.take(".") {
            return Ok(Step { predicates: self.predicates(depth)?, ..bare(Axis::Itself) });
        }
        let axis = if self.take("@") {
            Axis::Attribute
        } else if let (Some(Token::Name(name)), true) = (self.peek(), self.next_is(1, "::")) {
            let axis = Axis::of(name).ok_or_else(|| XPathError::UnknownAxis { name: name.clone() })?;
            self.at += 2;
            axis
        } else {
            Axis::Child
        };
        let test = match self.peek() {
            Some(Token::Sign("*")) => Test::Any,
            Some(Token::Name(name)) if self.next_is(1, "(") => {
                let Some(test) = node_type(name) else {
                    return Err(XPathError::UnknownFunction { name: name.clone() });
                };
                self.at += 2;
                if matches!(self.peek(), Some(Token::Literal(_))) {
                    self.at += 1;
                }
                if !self.next_is(0, ")") {
                    return Err(self.unexpected(")"));
                }
                test
            }
            Some(Token::Name(name)) => Test::Name(name.to_ascii_lowercase()),
            _ => return Err(self.unexpected("the name of an element")),
        };
        self.at += 1;
        Ok(Step { axis, test, predicates: self.predicates(depth)? })
    }

    fn predicates(&mut self, depth: usize) -> Result<Vec<Expr>, XPathError> {
        let mut predicates = Vec::new();
        while self.take("[") {
            predicates.push(self.or(depth + 1)?);
            self.expect("]")?;
        }
        Ok(predicates)
    }
}

fn one_or(mut all: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match all.len() {
        1 => all.swap_remove(0),
        _ => many(all),
    }
}

/// What `//` stands for: `/descendant-or-self::node()/`.
const fn anywhere() -> Step {
    Step { axis: Axis::DescendantOrSelf, test: Test::Node, predicates: Vec::new() }
}

fn node_type(name: &str) -> Option<Test> {
    Some(match name {
        "node" => Test::Node,
        "text" => Test::Text,
        "comment" | "processing-instruction" => Test::Nothing,
        _ => return None,
    })
}
