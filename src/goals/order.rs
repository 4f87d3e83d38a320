//! Putting things in order, and making sets of them, with code that is there once instead of once a type.
//!
//! The standard library's sort is 4 to 6 KB of WebAssembly for each type that is sorted, and collecting into a B-tree
//! brings another one; here one sort of places serves them all. Knows nothing of what is sorted.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts, stably: equal things keep their order.
pub fn sort<T>(items: &mut Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) {
    let order = places(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut seats: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| seats.get_mut(place)?.take()));
}

fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// A set of things.
pub fn set<T: Ord>(items: impl Iterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// A map of pairs; of two with the same key, the later one.
pub fn map<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_keep_their_order() {
        let mut words = vec!["pulse", "goal", "team", "feed", "vision"];
        sort(&mut words, &|a, b| a.len().cmp(&b.len()));
        assert_eq!(words, ["goal", "team", "feed", "pulse", "vision"]);
        let mut none: Vec<String> = Vec::new();
        sort(&mut none, &|a, b| a.cmp(b));
        assert!(none.is_empty());
    }
}
