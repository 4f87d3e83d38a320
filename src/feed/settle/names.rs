//! Who is meant by a word, and words that only one is called by.

use super::{TITLE, text};
use std::collections::{BTreeMap, BTreeSet};

/// What a word is to the one it means; sought in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// Where it stands in its document.
    Place,
    /// Its id.
    Id,
    /// Its title or name.
    Name,
}

/// Who is meant by a word, in one feed (`Some`) or in any. The first of that name is meant.
#[derive(Default)]
pub(super) struct Names(BTreeMap<(Option<usize>, Sort, String), usize>);

impl Names {
    pub(super) fn add(&mut self, feed: usize, sort: Sort, word: &str, who: usize) {
        for feed in [Some(feed), None] {
            // A place means something in its own document only.
            if !word.is_empty() && (feed.is_some() || sort != Sort::Place) {
                self.0.entry((feed, sort, word.into())).or_insert(who);
            }
        }
    }

    pub(super) fn find(&self, feed: usize, word: &str) -> Option<usize> {
        let word = word.trim();
        let name = text::clean(word, TITLE).text;
        let get = |feed, sort, word: &str| self.0.get(&(feed, sort, word.into())).copied();
        [Some(feed), None].into_iter().find_map(|feed| {
            get(feed, Sort::Place, word).or_else(|| get(feed, Sort::Id, word)).or_else(|| get(feed, Sort::Name, &name))
        })
    }

    /// Who is called so in any feed.
    pub(super) fn find_name(&self, name: &str) -> Option<usize> {
        self.0.get(&(None, Sort::Name, name.into())).copied()
    }
}

/// Ids that are taken.
#[derive(Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// Takes an id; if somebody has it, `or` if that says something, else the id with a number.
    pub(super) fn take(&mut self, id: &str, or: &str) -> String {
        let mut number = self.0.len();
        let mut wanted = id.to_owned();
        if self.0.contains(&wanted) && !or.is_empty() {
            wanted = or.to_owned();
        }
        while self.0.contains(&wanted) {
            number += 1;
            wanted = format!("{id}~{number}");
        }
        self.0.insert(wanted.clone());
        wanted
    }
}
