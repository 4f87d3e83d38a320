//! Things by their names: one map for all kinds of things, and the set that comes with it.
//!
//! The standard library's B-tree is some kilobytes of WebAssembly for each pair of types; here it only says where a
//! name's thing lies, so it is there once. Knows nothing of what is named.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Things by their names.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T> {
    places: Places,
    things: Vec<T>,
}

/// Names alone.
pub type Names = Named<()>;

/// Where each name's thing lies.
#[derive(Clone, Debug, Default, PartialEq)]
struct Places(BTreeMap<Arc<str>, usize>);

impl Places {
    fn find(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// The place of a name; of a new one: this.
    fn take(&mut self, name: Arc<str>, next: usize) -> usize {
        *self.0.entry(name).or_insert(next)
    }
}

impl<T> Default for Named<T> {
    fn default() -> Named<T> {
        Named { places: Places::default(), things: Vec::new() }
    }
}

impl<T> Named<T> {
    /// The thing of this name.
    pub fn get(&self, name: impl AsRef<str>) -> Option<&T> {
        self.things.get(self.places.find(name.as_ref())?)
    }

    /// The thing of this name, to change it.
    pub fn get_mut(&mut self, name: impl AsRef<str>) -> Option<&mut T> {
        self.things.get_mut(self.places.find(name.as_ref())?)
    }

    /// Whether there is one of this name.
    pub fn contains(&self, name: impl AsRef<str>) -> bool {
        self.places.find(name.as_ref()).is_some()
    }

    /// The thing of this name; if there is none, this one takes its place.
    pub fn or_insert(&mut self, name: impl Into<Arc<str>>, thing: T) -> &mut T {
        let place = self.places.take(name.into(), self.things.len());
        if place == self.things.len() {
            self.things.push(thing);
        }
        #[expect(clippy::indexing_slicing, reason = "each name's place is that of a thing")]
        &mut self.things[place]
    }

    /// Names a thing, whatever had that name before. True if nothing had.
    pub fn insert(&mut self, name: impl Into<Arc<str>>, thing: T) -> bool {
        let place = self.places.take(name.into(), self.things.len());
        match self.things.get_mut(place) {
            Some(old) => *old = thing,
            None => {
                self.things.push(thing);
                return true;
            }
        }
        false
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.0.keys().map(AsRef::as_ref)
    }

    /// The things, in the order in which they were named first.
    pub fn things(&self) -> &[T] {
        &self.things
    }

    /// The things, to change them.
    pub fn things_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.things.iter_mut()
    }

    /// The things alone, in the order in which they were named first.
    pub fn into_things(self) -> Vec<T> {
        self.things
    }

    /// True if nothing is named.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }
}

impl Names {
    /// These names.
    pub fn of<N: Into<Arc<str>>>(names: impl Iterator<Item = N>) -> Names {
        let mut all = Names::default();
        all.add(names);
        all
    }

    /// Adds names.
    pub fn add<N: Into<Arc<str>>>(&mut self, names: impl Iterator<Item = N>) {
        for name in names {
            self.insert(name, ());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_thing() {
        let mut named: Named<usize> = Named::default();
        assert!(named.insert("b", 1) && named.insert("a", 2) && !named.insert("b", 3));
        *named.or_insert("a", 9) += 1;
        *named.or_insert("c", 7) += 1;
        assert_eq!(
            (named.get("a"), named.get("b"), named.get("c"), named.get("d")),
            (Some(&3), Some(&3), Some(&8), None)
        );
        assert_eq!(named.names().collect::<String>(), "abc");
        assert_eq!(named.things(), [3, 3, 8]);
        assert!(Names::of(["x"].into_iter()).contains("x"));
    }
}
