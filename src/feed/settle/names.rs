//! Who is meant by a word, and words that only one is called by.

use super::{TITLE, text};
use crate::goals::Named;

/// Who is meant by a word.
pub(super) type Words = Named<usize>;

/// A word in a feed.
pub(super) fn in_feed(feed: usize, word: &str) -> String {
    [&feed.to_string(), "\0", word].concat()
}

/// What a word is to the one it means; sought in this order.
#[derive(Clone, Copy)]
pub(super) enum Sort {
    /// Where it stands in its document.
    Place,
    /// Its id.
    Id,
    /// Its title or name.
    Name,
}

impl Sort {
    fn mark(self) -> &'static str {
        match self {
            Sort::Place => "place",
            Sort::Id => "id",
            Sort::Name => "name",
        }
    }
}

/// Who is meant by a word, in one feed or in any. The first of that name is meant.
#[derive(Default)]
pub(super) struct Names(Words);

impl Names {
    pub(super) fn add(&mut self, feed: usize, sort: Sort, word: &str, who: usize) {
        // The place of a whole document has no letters; ids and names have.
        if word.is_empty() && !matches!(sort, Sort::Place) {
            return;
        }
        let anywhere = [sort.mark(), "\0", word].concat();
        self.0.or_insert(in_feed(feed, &anywhere), who);
        // A place means something in its own document only.
        if !matches!(sort, Sort::Place) {
            self.0.or_insert(anywhere, who);
        }
    }

    pub(super) fn find(&self, feed: usize, word: &str) -> Option<usize> {
        let word = word.trim();
        let name = text::clean(word, TITLE).text;
        let words = [(Sort::Place, word), (Sort::Id, word), (Sort::Name, name.as_str())];
        let words = words.map(|(sort, word)| [sort.mark(), "\0", word].concat());
        let here = words.iter().find_map(|word| self.0.get(in_feed(feed, word)));
        here.or_else(|| words.iter().find_map(|word| self.0.get(word))).copied()
    }

    /// Who is called so in any feed.
    pub(super) fn find_name(&self, name: &str) -> Option<usize> {
        self.0.get([Sort::Name.mark(), "\0", name].concat()).copied()
    }
}

/// Ids that are taken, and how often each was asked for.
#[derive(Default)]
pub(super) struct Ids(Words);

impl Ids {
    /// Takes an id; if somebody has it, `or` if that says something, else the id with a number.
    pub(super) fn take(&mut self, id: &str, or: &str) -> String {
        let mut wanted = id.to_owned();
        if self.0.contains(&wanted) && !or.is_empty() {
            wanted = or.to_owned();
        }
        while self.0.contains(&wanted) {
            let asked = self.0.or_insert(id, 1);
            *asked += 1;
            wanted = [id, "~", &asked.to_string()].concat();
        }
        self.0.insert(wanted.as_str(), 1);
        wanted
    }
}
