//! A document seen from afar: enough to tell whose it is, in one cheap pass.
//!
//! Keeps the names at the top, and below them as far as the first element of each list; passes over the rest. Judges
//! nothing: that is the readers' part.

use super::loose::{self, Scalar, Slot, Walk};
use super::notice::{Kind, Unreadable};

/// What stands at one place of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Its kind.
    pub kind: Kind,
    /// The names of an object, each with what stands under it, in the document's order.
    pub members: Vec<(String, Outline)>,
    /// Of a list: the first element that is an object or a list; if there is none, one of the others.
    pub first: Option<Box<Outline>>,
    /// The text, if a short one stands here.
    pub text: Option<String>,
    /// How much further down it goes.
    depth: usize,
}

/// How far down an outline goes.
const DEPTH: usize = 5;
/// How many names of one object are kept.
const NAMES: usize = 400;
/// How many characters of a text are kept.
const TEXT: usize = 100;

impl Outline {
    /// The outline of a document.
    ///
    /// # Errors
    /// If it is no JSON.
    pub fn of(bytes: &[u8]) -> Result<Outline, Unreadable> {
        let mut outline = Outline::nothing(DEPTH);
        // Nothing is out of place in an outline; what the walk tells is of no interest.
        loose::pour(bytes, &mut outline, &mut Walk::new(&mut Vec::new()))?;
        Ok(outline)
    }

    fn nothing(depth: usize) -> Outline {
        Outline { kind: Kind::Null, members: Vec::new(), first: None, text: None, depth }
    }

    /// What stands at a path of names, where `[]` is a list's first element: `cards/[]/idList`.
    pub fn at(&self, path: &str) -> Option<&Outline> {
        path.split('/').filter(|step| !step.is_empty()).try_fold(self, |here, step| match step {
            "[]" => here.first.as_deref(),
            name => here.members.iter().find(|(key, _)| key == name).map(|(_, below)| below),
        })
    }

    /// Whether something stands at each of these paths.
    pub fn has(&self, paths: &[&str]) -> bool {
        paths.iter().all(|path| self.at(path).is_some())
    }

    /// The short text at a path.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.at(path)?.text.as_deref()
    }

    /// Why no reader knows this document.
    pub fn unknown(&self) -> Unreadable {
        let top = self.first.as_deref().unwrap_or(self);
        let keys = top.members.iter().take(12).map(|(name, _)| loose::shortened(name)).collect();
        Unreadable::UnknownShape { found: self.kind, keys }
    }

    fn is_whole(&self) -> bool {
        matches!(self.kind, Kind::Object | Kind::List)
    }
}

impl Slot for Outline {
    fn kind(&self) -> Kind {
        self.kind
    }
    fn scalar(&mut self, scalar: Scalar<'_>, _walk: &mut Walk<'_>) -> bool {
        self.kind = scalar.kind();
        if let Scalar::Text(text) = scalar {
            self.text = text.chars().nth(TEXT).is_none().then(|| text.into());
        }
        true
    }
    fn object(&mut self, _walk: &mut Walk<'_>) -> bool {
        self.kind = Kind::Object;
        self.depth > 0
    }
    fn member(&mut self, name: &str, _walk: &mut Walk<'_>) -> Option<&mut dyn Slot> {
        if self.members.len() >= NAMES {
            return None;
        }
        self.members.push((name.into(), Outline::nothing(self.depth.saturating_sub(1))));
        self.members.last_mut().map(|(_, below)| below as &mut dyn Slot)
    }
    fn list(&mut self, _walk: &mut Walk<'_>) -> bool {
        self.kind = Kind::List;
        self.depth > 0
    }
    fn element(&mut self) -> Option<&mut dyn Slot> {
        if self.first.as_ref().is_some_and(|first| first.is_whole()) {
            return None;
        }
        let first = self.first.insert(Box::new(Outline::nothing(self.depth.saturating_sub(1))));
        Some(first.as_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_tells_whose_a_document_is() {
        let text = br#"{"format":"x/1","lists":[null,{"id":"a"},{"name":"b"}],"n":[1,2],"deep":[[[[[[{"a":1}]]]]]]}"#;
        let outline = Outline::of(text).unwrap();
        assert_eq!(outline.kind, Kind::Object);
        assert_eq!(outline.text("format"), Some("x/1"));
        assert!(outline.has(&["lists/[]/id", "n/[]"]));
        assert!(!outline.has(&["lists/[]/name"]), "only the first object is looked at");
        assert!(!outline.has(&["lists/id"]));
        let list = Outline::of(br#"[{"idList":"a"}]"#).unwrap();
        assert!(list.has(&["[]/idList"]));
        assert_eq!(list.unknown(), Unreadable::UnknownShape { found: Kind::List, keys: vec!["idList".into()] });
        assert_eq!(Outline::of(b"[1,").unwrap_err(), Unreadable::CutOff { line: 1, column: 3 });
    }
}
