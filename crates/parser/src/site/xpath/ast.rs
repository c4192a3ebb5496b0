//! An expression as a tree.

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    /// True where one of them is.
    Or(Vec<Expr>),
    /// True where all of them are.
    And(Vec<Expr>),
    /// Nodes of any of them.
    Union(Vec<Expr>),
    /// `=`, `<` and their like, of one rank, from the left: a chain makes the tree no deeper.
    Compare(Box<Expr>, Vec<(Comparison, Expr)>),
    /// `+`, `div` and their like, likewise.
    Arithmetic(Box<Expr>, Vec<(Operator, Expr)>),
    /// `-` before an expression.
    Negated(Box<Expr>),
    /// A string.
    Literal(String),
    /// A number.
    Number(f64),
    /// A call of a function.
    Call(Function, Vec<Expr>),
    /// A way through the page.
    Path(Path),
}

/// Where a way begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Start {
    /// At the page itself.
    Root,
    /// Where the evaluation stands.
    Here,
    /// At what an expression gives, less what its predicates leave out.
    Filtered(Box<Expr>, Vec<Expr>),
}

/// A way through the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    pub start: Start,
    pub steps: Vec<Step>,
}

/// A step of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub axis: Axis,
    pub test: Test,
    pub predicates: Vec<Expr>,
}

/// In which direction a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Ancestor,
    AncestorOrSelf,
    Attribute,
    Child,
    Descendant,
    DescendantOrSelf,
    Following,
    FollowingSibling,
    Parent,
    Preceding,
    PrecedingSibling,
    Itself,
    /// Namespaces, of which a page has none.
    Namespace,
}

impl Axis {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "ancestor" => Self::Ancestor,
            "ancestor-or-self" => Self::AncestorOrSelf,
            "attribute" => Self::Attribute,
            "child" => Self::Child,
            "descendant" => Self::Descendant,
            "descendant-or-self" => Self::DescendantOrSelf,
            "following" => Self::Following,
            "following-sibling" => Self::FollowingSibling,
            "parent" => Self::Parent,
            "preceding" => Self::Preceding,
            "preceding-sibling" => Self::PrecedingSibling,
            "self" => Self::Itself,
            "namespace" => Self::Namespace,
            _ => return None,
        })
    }
}

/// Which nodes a step takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// `*`.
    Any,
    /// A name, in lower case.
    Name(String),
    /// `node()`.
    Node,
    /// `text()`.
    Text,
    /// `comment()` and `processing-instruction()`: the table of a page has none.
    Nothing,
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Operations on numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

macro_rules! functions {
    ($($name:literal $least:literal..=$most:tt => $function:ident),+ $(,)?) => {
        /// Functions of the core library.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Function { $($function,)+ }

        impl Function {
            /// The function of a name, with that name and how many arguments it takes.
            pub(super) fn of(name: &str) -> Option<(Self, &'static str, std::ops::RangeInclusive<usize>)> {
                match name { $($name => Some((Self::$function, $name, $least..=$most)),)+ _ => None }
            }
        }
    };
}

/// More arguments than a long expression can have.
const MANY: usize = 1_000;

functions! {
    "last" 0..=0 => Last, "position" 0..=0 => Position, "count" 1..=1 => Count, "id" 1..=1 => Id,
    "local-name" 0..=1 => LocalName, "namespace-uri" 0..=1 => NamespaceUri, "name" 0..=1 => Name,
    "string" 0..=1 => String, "concat" 2..=MANY => Concat, "starts-with" 2..=2 => StartsWith,
    "contains" 2..=2 => Contains, "substring-before" 2..=2 => SubstringBefore,
    "substring-after" 2..=2 => SubstringAfter, "substring" 2..=3 => Substring,
    "string-length" 0..=1 => StringLength, "normalize-space" 0..=1 => NormalizeSpace,
    "translate" 3..=3 => Translate, "boolean" 1..=1 => Boolean, "not" 1..=1 => Not, "true" 0..=0 => True,
    "false" 0..=0 => False, "lang" 1..=1 => Lang, "number" 0..=1 => Number, "sum" 1..=1 => Sum,
    "floor" 1..=1 => Floor, "ceiling" 1..=1 => Ceiling, "round" 1..=1 => Round,
}
