//! A document seen from afar: enough to tell whose it is, in one cheap pass.
//!
//! Keeps the names at the top, and below them as far as the first element of each list; passes over the rest. Judges
//! nothing: that is the readers' part.

use super::loose;
use super::notice::{Kind, Unreadable};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What stands at one place of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Its kind.
    pub kind: Kind,
    /// The names of an object, each with what stands under it, in the document's order.
    pub members: Vec<(String, Outline)>,
    /// Of a list: the first element that is an object or a list; if there is none, its first element.
    pub first: Option<Box<Outline>>,
    /// The text, if a short one stands here.
    pub text: Option<String>,
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
        let mut document = serde_json::Deserializer::from_slice(bytes);
        let outline = Look { depth: DEPTH }.deserialize(&mut document);
        outline.and_then(|outline| document.end().map(|()| outline)).map_err(|error| loose::unreadable(&error))
    }

    fn bare(kind: Kind) -> Outline {
        Outline { kind, members: Vec::new(), first: None, text: None }
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
}

struct Look {
    depth: usize,
}

impl Look {
    fn below(&self) -> Look {
        Look { depth: self.depth.saturating_sub(1) }
    }
}

impl<'de> DeserializeSeed<'de> for Look {
    type Value = Outline;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outline, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look {
    type Value = Outline;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E>(self) -> Result<Outline, E> {
        Ok(Outline::bare(Kind::Null))
    }
    fn visit_bool<E>(self, _: bool) -> Result<Outline, E> {
        Ok(Outline::bare(Kind::Bool))
    }
    fn visit_u64<E>(self, _: u64) -> Result<Outline, E> {
        Ok(Outline::bare(Kind::Number))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Outline, E> {
        Ok(Outline::bare(Kind::Number))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Outline, E> {
        Ok(Outline::bare(Kind::Number))
    }
    fn visit_str<E>(self, text: &str) -> Result<Outline, E> {
        let short = text.chars().nth(TEXT).is_none();
        Ok(Outline { text: short.then(|| text.into()), ..Outline::bare(Kind::Text) })
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Outline, A::Error> {
        let mut list = Outline::bare(Kind::List);
        if self.depth > 0 {
            while let Some(element) = elements.next_element_seed(self.below())? {
                let whole = matches!(element.kind, Kind::Object | Kind::List);
                if whole || list.first.is_none() {
                    list.first = Some(Box::new(element));
                }
                if whole {
                    break;
                }
            }
        }
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(list)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Outline, A::Error> {
        let mut object = Outline::bare(Kind::Object);
        if self.depth > 0 {
            while object.members.len() < NAMES
                && let Some(name) = members.next_key::<String>()?
            {
                let below = members.next_value_seed(self.below())?;
                object.members.push((name, below));
            }
        }
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(object)
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
