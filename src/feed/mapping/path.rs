//! Paths into documents (JSONPath, RFC 9535), and where what they find stands.
//!
//! The one place that knows which crate follows them. It follows them through [`Value`]s, which take many times what a
//! document takes; so there is a bound, and what is found is carried back to [`Node`]s by where it lies in memory.
//! Regular expressions (`match`, `search`) are left out: they would take more room than all the rest.

use crate::feed::assemble::parts;
use crate::feed::document::{Document, Node};
use crate::feed::loose::{Leaf, Scalar, Walk, shortened};
use crate::feed::notice::{Kind, Problem};
use serde_json::Value;
use serde_json_path::JsonPath;

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
    path: JsonPath,
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
        let brackets = |open: bool, c: char| if open { ['[', '('].contains(&c) } else { [']', ')'].contains(&c) };
        let mut depth: usize = 0;
        let mut deepest = 0;
        for c in text.chars() {
            depth = if brackets(true, c) { depth + 1 } else { depth.saturating_sub(usize::from(brackets(false, c))) };
            deepest = deepest.max(depth);
        }
        if text.len() > LONGEST || deepest > DEEPEST || text.matches("..").count() > MOST_DESCENTS {
            return Err(Broken::TooMuch);
        }
        match JsonPath::parse(text) {
            Ok(path) => Ok(Path { text: text.into(), path }),
            Err(error) => {
                let named = error.message().split_once("function name '").and_then(|(_, rest)| rest.split_once('\''));
                Err(match named {
                    Some((name, _)) => Broken::Function(name.into()),
                    None => Broken::NoPath(error.position() + 1),
                })
            }
        }
    }

    /// The path that a condition makes (`@.type == 'goal'`): it finds the elements of a list for which that holds.
    ///
    /// # Errors
    /// As [`Path::parse`].
    pub fn condition(text: &str) -> Result<Path, Broken> {
        // What stands behind the filter would be more than a condition.
        let path = Path::parse(&["$[?", text, "]"].concat())?;
        let is_closed = text.chars().try_fold(0_usize, |depth, c| match c {
            '[' => Some(depth + 1),
            ']' => depth.checked_sub(1),
            _ => Some(depth),
        });
        match is_closed {
            Some(0) => Ok(Path { text: text.into(), ..path }),
            _ => Err(Broken::NoPath(1)),
        }
    }

    /// What it finds in a value.
    pub fn query<'v>(&self, value: &'v Value) -> Vec<&'v Value> {
        self.path.query(value).all()
    }
}

/// A path, or a notice of why there is none.
fn told(text: &str, path: Result<Path, Broken>, walk: &mut Walk<'_>) -> Option<Path> {
    match path {
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

/// A condition on a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Condition(pub Path);

impl Leaf for Condition {
    const KIND: Kind = Kind::Text;
    fn of(scalar: Scalar<'_>, walk: &mut Walk<'_>) -> Option<Condition> {
        let text = String::of(scalar, walk)?;
        told(&text, Path::condition(&text), walk).map(Condition)
    }
}

/// A document as a [`Value`]; texts that are found at some of the places hold JSON, and become what they hold.
pub(super) fn value_of(node: Node<'_>, inside: &[u32]) -> Value {
    match (node.kind(), node.scalar()) {
        (_, Some(Scalar::Bool(value))) => value.into(),
        (_, Some(Scalar::Whole(whole))) => whole.into(),
        (_, Some(Scalar::Great(great))) => great.into(),
        (_, Some(Scalar::Real(real))) => real.into(),
        (_, Some(Scalar::Text(text))) => {
            let held = inside.binary_search(&node.place()).ok().and_then(|_| serde_json::from_str(text).ok());
            held.unwrap_or_else(|| text.into())
        }
        (Kind::List, None) => node.items().map(|item| value_of(item, inside)).collect::<Vec<_>>().into(),
        (Kind::Object, None) => {
            let members = node.members().map(|(name, member)| (String::from(name), value_of(member, inside)));
            Value::Object(members.collect())
        }
        (_, None) => Value::Null,
    }
}

/// A document's nodes and values, each with the other.
pub(super) struct Index<'v, 'd> {
    document: &'d Document,
    /// By a node's place: its value.
    values: Vec<Option<&'v Value>>,
    /// By where a value lies in memory: its node's place.
    places: Vec<(usize, u32)>,
}

impl<'v, 'd> Index<'v, 'd> {
    /// Of a document and the value that was made of it.
    pub(super) fn of(document: &'d Document, value: &'v Value) -> Index<'v, 'd> {
        let mut index = Index { document, values: vec![None; document.len()], places: Vec::new() };
        index.places.reserve_exact(document.len());
        index.pair(document.top(), value);
        index.places.sort_unstable();
        index
    }

    fn pair(&mut self, node: Node<'d>, value: &'v Value) {
        if let Some(seat) = self.values.get_mut(node.place() as usize) {
            *seat = Some(value);
        }
        self.places.push((std::ptr::from_ref(value).addr(), node.place()));
        match value {
            Value::Array(items) => node.items().zip(items).for_each(|(node, value)| self.pair(node, value)),
            Value::Object(members) => {
                // Of doubled names the last counts, here as there.
                for node in parts(node) {
                    if let Some(value) = node.name().and_then(|name| members.get(name)) {
                        self.pair(node, value);
                    }
                }
            }
            _ => {}
        }
    }

    /// What a path finds from a node, in the path's order; `null` is nothing.
    pub(super) fn find(&self, path: &Path, from: Node<'_>) -> Vec<Node<'d>> {
        let Some(value) = self.values.get(from.place() as usize).copied().flatten() else { return Vec::new() };
        let found = path.query(value).into_iter().filter(|value| !value.is_null());
        found.filter_map(|value| self.node(value)).collect()
    }

    /// Whether a condition holds for a node.
    pub(super) fn holds(&self, condition: &Condition, node: Node<'_>) -> bool {
        let value = self.values.get(node.place() as usize).copied().flatten();
        // A filter looks at what lies in a list; so it is put into one.
        value.is_some_and(|value| !condition.0.query(&Value::Array(vec![value.clone()])).is_empty())
    }

    fn node(&self, value: &Value) -> Option<Node<'d>> {
        let lies = std::ptr::from_ref(value).addr();
        let found = self.places.binary_search_by_key(&lies, |(lies, _)| *lies).ok()?;
        self.document.node(self.places.get(found)?.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_carried_back_to_its_place() {
        let text = br#"{"a":[{"n":1,"b":{"n":2}},{"n":null}],"a b":{"n":3},"n":4,"n":5}"#;
        let document = Document::of(text).unwrap();
        let value = value_of(document.top(), &[]);
        let index = Index::of(&document, &value);
        let found = |path: &str| {
            let found = index.find(&Path::parse(path).unwrap(), document.top());
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
        let inside = index.find(&Path::parse("$.b.n").unwrap(), record);
        assert_eq!(inside[0].number(), Some(2.0));
        assert!(index.holds(&Condition(Path::condition("@.n == 1 && @.b").unwrap()), record));
        assert!(!index.holds(&Condition(Path::condition("@.n > 1").unwrap()), record));
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
            assert!(Path::condition(text).is_ok(), "{text}");
        }
        for text in ["@.a]['b'", "", "@.a][?@.b", "a"] {
            assert!(Path::condition(text).is_err(), "{text}");
        }
    }
}
