//! Where in a document things stand, as ways that hold for all of their kind.

use crate::feed::document::Node;
use crate::feed::infer::guess::{Step, Way};

/// How the parts of a value are called, if all of a kind are to have one way.
pub(super) enum Generalised {
    /// By their names.
    Names,
    /// All alike: the records of a list, or of a map by id.
    All,
    /// By their places: the columns of a row.
    Places,
}

/// So many columns may a row have.
const COLUMNS: usize = 80;

impl Generalised {
    pub(super) fn of(node: Node<'_>, way: &Way) -> Generalised {
        if node.is_list() {
            let is_row = matches!(way.0.last(), Some(Step::All))
                && node.items().take(COLUMNS + 1).count() <= COLUMNS
                && node.items().all(|item| !item.is_object() && !item.is_list());
            return if is_row { Generalised::Places } else { Generalised::All };
        }
        if is_map(node) { Generalised::All } else { Generalised::Names }
    }

    pub(super) fn step(&self, part: Node<'_>) -> Option<Step> {
        Some(match self {
            Generalised::All => Step::All,
            Generalised::Names => Step::Name(part.name()?.into()),
            Generalised::Places => Step::At(part.index()?),
        })
    }
}

/// Records by id: four or more objects that have some name in common, called by what no field is called.
fn is_map(node: Node<'_>) -> bool {
    if !node.is_object() || node.members().take(4).count() < 4 || !node.members().all(|(_, inside)| inside.is_object())
    {
        return false;
    }
    let Some((_, first)) = node.members().next() else { return false };
    first.members().any(|(name, _)| node.members().all(|(_, other)| other.get(name).is_some()))
}

/// The node at a JSON Pointer, and the way to all of its kind.
pub(super) fn at<'d>(top: Node<'d>, pointer: &str) -> Option<(Node<'d>, Way)> {
    let mut here = top;
    let mut way = Way::default();
    for step in pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        let general = Generalised::of(here, &way);
        let inside = if here.is_list() { here.items().nth(name.parse().ok()?)? } else { here.get(&name)? };
        way = way.then(general.step(inside)?);
        here = inside;
    }
    Some((here, way))
}

/// The most values that are looked through in one record.
const MOST: usize = 3_000;

/// The ways within a record to all that stands for a value.
pub(super) fn within(record: Node<'_>, is: &dyn Fn(Node<'_>) -> bool) -> Vec<Way> {
    let mut found = Vec::new();
    let mut waiting = vec![(record, Way::default())];
    let mut looked = 0;
    while let Some((node, way)) = waiting.pop()
        && looked < MOST
    {
        looked += 1;
        if is(node) && !found.contains(&way) {
            found.push(way.clone());
        }
        // The record itself is an element, which tells a row by.
        let inside = if way.0.is_empty() { Way(vec![Step::All]) } else { way.clone() };
        let general = Generalised::of(node, &inside);
        waiting.extend(node.parts().filter_map(|part| Some((part, way.then(general.step(part)?)))));
    }
    found
}

/// A way as a JSONPath.
pub(super) fn path(way: &Way) -> String {
    crate::feed::mapping::path_of(way)
}
