//! Putting things in order with code that is there once instead of once a type.
//!
//! The standard library's sort is 4 to 6 KB of WebAssembly for each type that is sorted, and collecting into a B-tree
//! brings another one; here one sort of places serves them all. Knows nothing of what is sorted.

use std::cmp::Ordering;
use std::ops::Range;

/// Sorts, stably: equal things keep their order.
pub fn sort<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let order = places(0..items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    for (a, b) in swaps(&order) {
        items.swap(a, b);
    }
}

/// Places in the order of what lies there: a merge sort.
fn places(all: Range<usize>, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    if all.len() < 2 {
        return all.collect();
    }
    let middle = all.start + all.len() / 2;
    let mut left = places(all.start..middle, compare).into_iter().peekable();
    let mut right = places(middle..all.end, compare).into_iter().peekable();
    let mut sorted = Vec::with_capacity(all.len());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let next = if compare(*b, *a).is_lt() { &mut right } else { &mut left };
        sorted.extend(next.next());
    }
    sorted.extend(left.chain(right));
    sorted
}

/// The swaps, one after the other, that bring things into an order: first comes what lies at the first of the places.
fn swaps(order: &[usize]) -> Vec<(usize, usize)> {
    // Where what lies at each place belongs.
    let mut seats = vec![0; order.len()];
    for (seat, place) in order.iter().enumerate() {
        if let Some(found) = seats.get_mut(*place) {
            *found = seat;
        }
    }
    let mut swaps = Vec::new();
    for place in 0..seats.len() {
        while let Some(seat) = seats.get(place).copied().filter(|seat| *seat != place) {
            swaps.push((place, seat));
            seats.swap(place, seat);
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_keep_their_order() {
        let mut words = vec!["pulse", "goal", "team", "feed", "vision"];
        sort(&mut words, &|a, b| a.len().cmp(&b.len()));
        assert_eq!(words, ["goal", "team", "feed", "pulse", "vision"]);
        let mut pairs: Vec<(usize, usize)> = (0..500).map(|i| (i * 7_919 % 13, i)).collect();
        let mut wanted = pairs.clone();
        wanted.sort_by_key(|(key, _)| *key);
        sort(&mut pairs, &|a, b| a.0.cmp(&b.0));
        assert_eq!(pairs, wanted);
        let mut none: Vec<String> = Vec::new();
        sort(&mut none, &|a, b| a.cmp(b));
        assert!(none.is_empty());
    }
}
