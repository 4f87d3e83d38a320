//! What a path finds from a node: the standard's selectors, filters and comparisons. Reads no text.

use crate::feed::assemble::parts;
use crate::feed::document::Node;
use crate::feed::loose::Scalar;
use crate::feed::notice::Kind;
use crate::goals::order::sort;
use std::cmp::Ordering;

/// Segments, one after the other, from the top or from where a filter stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Query {
    pub(super) from_top: bool,
    pub(super) segments: Vec<Segment>,
}

/// What is selected of each node, or of each node and all that is in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    pub(super) deep: bool,
    pub(super) selectors: Vec<Selector>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Selector {
    Name(String),
    All,
    At(i64),
    /// From, up to, and how far it goes each time.
    Slice(Option<i64>, Option<i64>, i64),
    Filter(Test),
}

/// A logical expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    Any(Vec<Test>),
    All(Vec<Test>),
    Not(Box<Test>),
    Exists(Query),
    Compare(Operand, Sign, Operand),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    Is,
    IsNot,
    Less,
    Most,
    More,
    Least,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Null,
    Truth(bool),
    Whole(i64),
    Real(f64),
    Text(String),
    Query(Query),
    /// `length()`
    Length(Box<Operand>),
    /// `count()`
    Count(Query),
    /// `value()`
    Only(Query),
}

/// A value that is compared.
#[derive(Clone, Copy)]
enum Value<'v> {
    Null,
    Scalar(Scalar<'v>),
    Parts(Node<'v>),
}

/// Where a filter stands: the node that it looks at, and the top of the whole path.
#[derive(Clone, Copy)]
pub(super) struct Place<'d> {
    pub(super) top: Node<'d>,
    pub(super) here: Node<'d>,
}

impl Query {
    pub(super) fn follow<'d>(&self, place: Place<'d>) -> Vec<Node<'d>> {
        let mut found = vec![if self.from_top { place.top } else { place.here }];
        for segment in &self.segments {
            let mut next = Vec::new();
            for node in found {
                segment.select(Place { here: node, ..place }, &mut next);
            }
            found = next;
        }
        found
    }

    /// Whether it finds one node at most, whatever it is followed in.
    fn is_single(&self) -> bool {
        let single = |segment: &Segment| {
            !segment.deep && matches!(segment.selectors.as_slice(), [Selector::Name(_) | Selector::At(_)])
        };
        self.segments.iter().all(single)
    }
}

impl Segment {
    fn select<'d>(&self, place: Place<'d>, found: &mut Vec<Node<'d>>) {
        for selector in &self.selectors {
            selector.select(place, found);
        }
        if self.deep {
            for part in parts(place.here) {
                self.select(Place { here: part, ..place }, found);
            }
        }
    }
}

impl Selector {
    fn select<'d>(&self, place: Place<'d>, found: &mut Vec<Node<'d>>) {
        let here = place.here;
        match self {
            Selector::Name(name) => {
                found.extend(here.members().filter(|(known, _)| known == name).last().map(|(_, node)| node))
            }
            Selector::All => found.append(&mut parts(here)),
            Selector::At(at) => {
                let at = if *at < 0 {
                    here.items().count().checked_add_signed(signed(*at))
                } else {
                    Some(signed(*at).unsigned_abs())
                };
                found.extend(at.and_then(|at| here.items().nth(at)));
            }
            Selector::Slice(from, to, step) => {
                let items: Vec<Node<'d>> = here.items().collect();
                let length = items.len() as i64;
                // The bounds of RFC 9535, 2.3.4.2.2.
                let bound = |given: Option<i64>, other: i64, least: i64, most: i64| {
                    let given = given.unwrap_or(other);
                    (if given < 0 { given.saturating_add(length) } else { given }).clamp(least, most.max(least))
                };
                let (mut at, end) = match step.cmp(&0) {
                    Ordering::Greater => (bound(*from, 0, 0, length), bound(*to, length, 0, length)),
                    Ordering::Less => {
                        (bound(*from, length - 1, -1, length - 1), bound(*to, -length - 1, -1, length - 1))
                    }
                    Ordering::Equal => return,
                };
                while if *step > 0 { at < end } else { at > end } {
                    found.extend(usize::try_from(at).ok().and_then(|at| items.get(at)));
                    at = at.saturating_add(*step);
                }
            }
            Selector::Filter(test) => {
                found.extend(parts(here).into_iter().filter(|part| test.holds(Place { here: *part, ..place })));
            }
        }
    }
}

/// Whole numbers in paths are bounded far below what may be lost here.
fn signed(at: i64) -> isize {
    isize::try_from(at).unwrap_or(if at < 0 { isize::MIN } else { isize::MAX })
}

impl Test {
    pub(super) fn holds(&self, place: Place<'_>) -> bool {
        match self {
            Test::Any(tests) => tests.iter().any(|test| test.holds(place)),
            Test::All(tests) => tests.iter().all(|test| test.holds(place)),
            Test::Not(test) => !test.holds(place),
            Test::Exists(query) => !query.follow(place).is_empty(),
            Test::Compare(left, sign, right) => {
                let (left, right) = (left.value(place), right.value(place));
                let is = || match (left, right) {
                    (Some(left), Some(right)) => same(left, right),
                    (left, right) => left.is_none() && right.is_none(),
                };
                let order = || left.zip(right).and_then(|(left, right)| order(left, right));
                match sign {
                    Sign::Is => is(),
                    Sign::IsNot => !is(),
                    Sign::Less => order() == Some(Ordering::Less),
                    Sign::More => order() == Some(Ordering::Greater),
                    Sign::Most => order() == Some(Ordering::Less) || is(),
                    Sign::Least => order() == Some(Ordering::Greater) || is(),
                }
            }
        }
    }
}

impl Operand {
    /// Whether it stands for one value at most, and so may be compared.
    pub(super) fn is_value(&self) -> bool {
        !matches!(self, Operand::Query(query) if !query.is_single())
    }

    fn value<'v>(&'v self, place: Place<'v>) -> Option<Value<'v>> {
        Some(match self {
            Operand::Null => Value::Null,
            Operand::Truth(truth) => Value::Scalar(Scalar::Bool(*truth)),
            Operand::Whole(whole) => Value::Scalar(Scalar::Whole(*whole)),
            Operand::Real(real) => Value::Scalar(Scalar::Real(*real)),
            Operand::Text(text) => Value::Scalar(Scalar::Text(text)),
            Operand::Count(query) => count(query.follow(place).len()),
            Operand::Length(of) => match of.value(place)? {
                Value::Scalar(Scalar::Text(text)) => count(text.chars().count()),
                Value::Parts(node) => count(parts(node).len()),
                _ => return None,
            },
            Operand::Query(query) | Operand::Only(query) => match query.follow(place).as_slice() {
                [node] => of(*node),
                _ => return None,
            },
        })
    }
}

fn count(count: usize) -> Value<'static> {
    Value::Scalar(Scalar::Whole(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn of(node: Node<'_>) -> Value<'_> {
    match node.scalar() {
        Some(scalar) => Value::Scalar(scalar),
        None if node.kind() == Kind::Null => Value::Null,
        None => Value::Parts(node),
    }
}

fn same(left: Value<'_>, right: Value<'_>) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Scalar(Scalar::Bool(left)), Value::Scalar(Scalar::Bool(right))) => left == right,
        (Value::Scalar(_), Value::Scalar(_)) => order(left, right) == Some(Ordering::Equal),
        (Value::Parts(left), Value::Parts(right)) => {
            let (mut ours, mut theirs) = (parts(left), parts(right));
            for parts in [&mut ours, &mut theirs] {
                // The order of members means nothing; elements have no names, and keep theirs.
                sort(parts, &|a, b| a.name().cmp(&b.name()));
            }
            let alike = |(a, b): (&Node<'_>, &Node<'_>)| a.name() == b.name() && same(of(*a), of(*b));
            left.kind() == right.kind() && ours.len() == theirs.len() && ours.iter().zip(&theirs).all(alike)
        }
        _ => false,
    }
}

/// Texts and numbers have an order, each among themselves.
fn order(left: Value<'_>, right: Value<'_>) -> Option<Ordering> {
    let (Value::Scalar(left), Value::Scalar(right)) = (left, right) else { return None };
    match (left, right) {
        (Scalar::Text(left), Scalar::Text(right)) => Some(left.cmp(right)),
        (Scalar::Whole(left), Scalar::Whole(right)) => Some(left.cmp(&right)),
        (Scalar::Great(left), Scalar::Great(right)) => Some(left.cmp(&right)),
        _ => number(left)?.partial_cmp(&number(right)?),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a number with decimals is compared as one")]
fn number(scalar: Scalar<'_>) -> Option<f64> {
    match scalar {
        Scalar::Whole(whole) => Some(whole as f64),
        Scalar::Great(great) => Some(great as f64),
        Scalar::Real(real) => Some(real),
        Scalar::Bool(_) | Scalar::Text(_) => None,
    }
}
