//! Paths into documents (JSONPath, RFC 9535): [`parse`] reads them, [`follow`] finds nodes by them.
//!
//! Regular expressions (`match`, `search`) are left out: they would take more room than all the rest.

mod follow;
mod parse;

use crate::feed::document::Node;
use crate::feed::loose::{Leaf, Scalar, Walk, shortened};
use crate::feed::notice::{Kind, Problem};
use follow::{Place, Query, Test};
use parse::Parse;

/// The longest path, in bytes.
const LONGEST: usize = 1_000;
/// The most brackets around each other in a path: each takes room on the stack, and filters in filters take time.
const DEEPEST: usize = 10;
/// The most `..` in a path: each may find everything below everything that the one before it found.
const MOST_DESCENTS: usize = 2;

/// A path, as it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// As it was written.
    pub text: String,
    query: Query,
}

/// Why a path is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It is no path; from this character on, counted from 1, as far as that is known.
    NoPath(usize),
    /// It uses a function that is not there.
    Function(String),
    /// It is longer, deeper or wider than is followed.
    TooMuch,
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    /// If it is none, or more than is followed.
    pub fn parse(text: &str) -> Result<Path, Broken> {
        bounded(text)?;
        Ok(Path { text: text.into(), query: Parse::of(text).path()? })
    }

    /// What it finds from a node, in the path's order.
    pub fn query<'d>(&self, from: Node<'d>) -> Vec<Node<'d>> {
        self.query.follow(Place { top: from, here: from })
    }

    /// What it finds from a node; `null` is nothing.
    pub(super) fn find<'d>(&self, from: Node<'d>) -> Vec<Node<'d>> {
        let mut found = self.query(from);
        found.retain(|node| node.kind() != Kind::Null);
        found
    }
}

/// Refuses what would take too long to follow.
fn bounded(text: &str) -> Result<(), Broken> {
    let mut depth: usize = 0;
    for c in text.chars() {
        depth = match c {
            '[' | '(' => depth + 1,
            ']' | ')' => depth.saturating_sub(1),
            _ => depth,
        };
        if depth > DEEPEST {
            return Err(Broken::TooMuch);
        }
    }
    if text.len() > LONGEST || text.matches("..").count() > MOST_DESCENTS { Err(Broken::TooMuch) } else { Ok(()) }
}

/// A path or a condition, or a notice of why there is none.
fn told<T>(text: &str, read: Result<T, Broken>, walk: &mut Walk<'_>) -> Option<T> {
    match read {
        Ok(path) => return Some(path),
        Err(Broken::NoPath(at)) => walk.tell(Problem::NotAPath { path: shortened(text), at }),
        Err(Broken::Function(name)) => walk.tell(Problem::NoFunction(shortened(&name))),
        Err(Broken::TooMuch) => walk.tell(Problem::PathTooMuch(shortened(text))),
    }
    None
}

impl Leaf for Path {
    const KIND: Kind = Kind::Text;
    fn of(scalar: Scalar<'_>, walk: &mut Walk<'_>) -> Option<Path> {
        let text = String::of(scalar, walk)?;
        told(&text, Path::parse(&text), walk)
    }
}

/// A condition on a record, which is `@` in it: `@.type == 'goal'`.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition(Test);

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// As [`Path::parse`].
    pub fn parse(text: &str) -> Result<Condition, Broken> {
        bounded(text)?;
        Ok(Condition(Parse::of(text).condition()?))
    }

    /// Whether it holds for a record.
    pub(super) fn holds(&self, record: Node<'_>) -> bool {
        self.0.holds(Place { top: record, here: record })
    }
}

impl Leaf for Condition {
    const KIND: Kind = Kind::Text;
    fn of(scalar: Scalar<'_>, walk: &mut Walk<'_>) -> Option<Condition> {
        let text = String::of(scalar, walk)?;
        told(&text, Condition::parse(&text), walk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::document::Document;

    #[test]
    fn what_is_found_is_carried_back_to_its_place() {
        let text = br#"{"a":[{"n":1,"b":{"n":2}},{"n":null}],"a b":{"n":3},"n":4,"n":5}"#;
        let document = Document::of(text).unwrap();
        let found = |path: &str| {
            let found = Path::parse(path).unwrap().find(document.top());
            found.iter().map(|node| node.pointer()).collect::<Vec<_>>().join(" ")
        };
        let cases = [
            ("$", ""),
            ("$.a[*]", "/a/0 /a/1"),
            ("$..n", "/n /a/0/n /a/0/b/n /a b/n"),
            ("$['a b'].n", "/a b/n"),
            ("$.a[?@.b.n > 1]", "/a/0"),
            ("$.a[-1:]", "/a/1"),
            ("$.a[?length(@.b) == 1]", "/a/0"),
            ("$.no", ""),
        ];
        for (path, wanted) in cases {
            assert_eq!(found(path), wanted, "{path}");
        }
        let record = document.top().at("a/0").unwrap();
        let inside = Path::parse("$.b.n").unwrap().find(record);
        assert_eq!(inside[0].number(), Some(2.0));
        assert!(Condition::parse("@.n == 1 && @.b").unwrap().holds(record));
        assert!(!Condition::parse("@.n > 1").unwrap().holds(record));
    }

    #[test]
    fn what_is_no_path_is_told() {
        let deep = format!("$[?{}@.a{}]", "(".repeat(50), ")".repeat(50));
        let cases = [
            ("$.a", None),
            ("a.b", Some(Broken::NoPath(1))),
            ("", Some(Broken::NoPath(1))),
            ("$.a[?match(@.b, 'x')]", Some(Broken::Function("match".into()))),
            ("$.a[?search(@.b, 'x')]", Some(Broken::Function("search".into()))),
            ("$..a..b..c", Some(Broken::TooMuch)),
            (deep.as_str(), Some(Broken::TooMuch)),
        ];
        for (text, wanted) in cases {
            assert_eq!(Path::parse(text).err(), wanted, "{text}");
        }
        for text in ["@.a == 'b'", "@['a'].b", "!@.a"] {
            assert!(Condition::parse(text).is_ok(), "{text}");
        }
        for text in ["@.a]['b'", "", "@.a][?@.b", "a"] {
            assert!(Condition::parse(text).is_err(), "{text}");
        }
    }
}
