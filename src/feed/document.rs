//! A document held in memory, for readers that must look around before they take.
//!
//! The values lie one after the other in one list, each with where it ends; the texts lie in one string, each name is
//! kept once. That is one to three times what the document itself takes, whatever its shape, and nothing is drawn from
//! it but [`Node`]s, which are places. Order and doubled names are the document's. Knows no tool and no goals.

use super::draft;
use super::loose::{Scalar, date_of, number_of, push_step, unreadable};
use super::notice::{Kind, Unreadable};
use crate::json::{self, Fault, Source};
use std::collections::HashMap;
use std::fmt;

/// The most values of one document, against those that would fill the memory: 64 MB of check-ins have about half.
const MOST_VALUES: usize = 16_000_000;

/// A document, or several that came after each other in one answer (JSON Lines, pages put together): then its top is
/// their list.
pub struct Document {
    values: Vec<Entry>,
    texts: String,
    names: Vec<String>,
    /// Of a list of values that were made out of another document: where each was made. Else empty.
    made_at: Vec<String>,
}

/// A value: what it is, what it is called, in which it lies, and the place after its last part.
#[derive(Clone, Copy)]
struct Entry {
    value: Value,
    step: Step,
    above: u32,
    end: u32,
}

#[derive(Clone, Copy)]
enum Value {
    Null,
    Bool(bool),
    Whole(i64),
    Great(u64),
    Real(f64),
    /// Where it begins and how long it is, in bytes of `texts`.
    Text(u32, u32),
    List,
    Object,
}

/// The way from the value above.
#[derive(Clone, Copy)]
enum Step {
    /// An object's member: a place among `names`.
    Name(u32),
    /// A list's element.
    Index(u32),
}

impl Document {
    /// Reads a document; texts, numbers and order stay as they are.
    ///
    /// # Errors
    /// If it is no JSON, or more than can be held.
    pub fn of(bytes: &[u8]) -> Result<Document, Unreadable> {
        let mut build = Build { document: Document::empty(), known: HashMap::new(), full: false };
        let mut source = Source::new(bytes);
        // A list around all, which is taken away again where there is one document in it.
        build.open(Value::List, Step::Index(0), 0);
        let mut count = 0;
        loop {
            let grown = build.grow(&mut source, Step::Index(count), 0);
            grown.map_err(|fault| unreadable(fault, &source))?;
            count += 1;
            let after = source.passed();
            let Err(more) = source.end() else { break };
            // Another document begins a line of its own; what follows on the same line is no document.
            let between = bytes.get(after..source.passed()).unwrap_or_default();
            let begins = bytes.get(source.passed()).is_some_and(|byte| [b'{', b'['].contains(byte));
            if !begins || !between.contains(&b'\n') {
                return Err(unreadable(more, &source));
            }
        }
        if build.full {
            return Err(Unreadable::TooMany { limit: MOST_VALUES as u64 });
        }
        build.close(0);
        let mut document = build.document;
        if count == 1 {
            document.values.remove(0);
            for entry in &mut document.values {
                entry.above = entry.above.saturating_sub(1);
                entry.end -= 1;
            }
        }
        Ok(document)
    }

    fn empty() -> Document {
        Document { values: Vec::new(), texts: String::new(), names: Vec::new(), made_at: Vec::new() }
    }

    /// A list of values that were made out of another document, each with the place in that where it was made: that is
    /// its pointer, so that notices of it point where its maker looked.
    pub fn made<'m>(values: impl Iterator<Item = (String, Scalar<'m>)>) -> Document {
        let mut build = Build { document: Document::empty(), known: HashMap::new(), full: false };
        build.open(Value::List, Step::Index(0), 0);
        for (index, (place, scalar)) in values.enumerate() {
            let value = build.scalar(scalar);
            #[expect(clippy::cast_possible_truncation, reason = "bounded by MOST_VALUES")]
            build.open(value, Step::Index(index as u32), 0);
            build.document.made_at.push(place);
        }
        build.close(0);
        build.document
    }

    /// The same document, with what the texts at some places hold in place of the texts that hold JSON. The places are
    /// in order.
    pub fn opened(&self, places: &[u32]) -> Document {
        let names = self.names.iter().cloned().zip(0..).collect();
        let document = Document { names: self.names.clone(), ..Document::empty() };
        let mut build = Build { document, known: names, full: false };
        build.copy(self.top(), 0, places);
        build.document
    }

    /// The value whose [`Node::place`] this is.
    pub fn node(&self, place: u32) -> Option<Node<'_>> {
        ((place as usize) < self.values.len()).then_some(Node { document: self, at: place })
    }

    /// The top.
    pub fn top(&self) -> Node<'_> {
        Node { document: self, at: 0 }
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// A place in a document.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    at: u32,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && std::ptr::eq(self.document, other.document)
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.pointer(), self.kind())
    }
}

impl<'d> Node<'d> {
    fn entry(self) -> Entry {
        let nothing = Entry { value: Value::Null, step: Step::Index(0), above: 0, end: 0 };
        self.document.values.get(self.at as usize).copied().unwrap_or(nothing)
    }

    /// A number that no other place of this document has.
    pub fn place(self) -> u32 {
        self.at
    }

    /// What stands here.
    pub fn kind(self) -> Kind {
        match self.entry().value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Whole(_) | Value::Great(_) | Value::Real(_) => Kind::Number,
            Value::Text(..) => Kind::Text,
            Value::List => Kind::List,
            Value::Object => Kind::Object,
        }
    }

    /// Whether an object stands here.
    pub fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    /// Whether a list stands here.
    pub fn is_list(self) -> bool {
        self.kind() == Kind::List
    }

    /// The parts of a list or an object, in order; none of anything else.
    pub fn parts(self) -> Parts<'d> {
        let inside = matches!(self.entry().value, Value::List | Value::Object);
        Parts { document: self.document, next: self.at + 1, end: if inside { self.entry().end } else { 0 } }
    }

    /// The elements of a list; none of anything else.
    pub fn items(self) -> Parts<'d> {
        let parts = self.parts();
        Parts { end: if self.is_list() { parts.end } else { 0 }, ..parts }
    }

    /// The members of an object, each with its name; none of anything else.
    pub fn members(self) -> impl Iterator<Item = (&'d str, Node<'d>)> {
        let parts = self.parts();
        let parts = Parts { end: if self.is_object() { parts.end } else { 0 }, ..parts };
        parts.map(|part| (part.name().unwrap_or_default(), part))
    }

    /// What it is called in the object above; none for a list's element and the top.
    pub fn name(self) -> Option<&'d str> {
        match self.entry().step {
            Step::Name(name) => self.document.names.get(name as usize).map(String::as_str),
            Step::Index(_) => None,
        }
    }

    /// Its place in the list above, counted from 0; none for an object's member.
    pub fn index(self) -> Option<usize> {
        match self.entry().step {
            Step::Index(index) if self.at > 0 => Some(index as usize),
            _ => None,
        }
    }

    /// What it lies in.
    pub fn above(self) -> Option<Node<'d>> {
        (self.at > 0).then(|| Node { document: self.document, at: self.entry().above })
    }

    /// The member of this name; of doubled names the last; `null` is the same as missing.
    pub fn get(self, name: &str) -> Option<Node<'d>> {
        let found = self.members().filter(|(key, _)| *key == name).last();
        found.map(|(_, node)| node).filter(|node| node.kind() != Kind::Null)
    }

    /// The first member that is there, of several names.
    pub fn first_of(self, names: &[&str]) -> Option<Node<'d>> {
        names.iter().find_map(|name| self.get(name))
    }

    /// The member whose name is this one by its letters and digits alone: 'ParentId' for 'parent_id'.
    pub fn like(self, name: &str) -> Option<Node<'d>> {
        let wanted = bare(name);
        let found = self.members().filter(|(key, _)| bare(key) == wanted).last();
        found.map(|(_, node)| node).filter(|node| node.kind() != Kind::Null)
    }

    /// What stands at a path of names and places from here: `fields/status/name`, `edges/0`.
    pub fn at(self, path: &str) -> Option<Node<'d>> {
        path.split('/').try_fold(self, |here, step| match here.kind() {
            Kind::List => here.items().nth(step.parse().ok()?).filter(|node| node.kind() != Kind::Null),
            _ => here.get(step),
        })
    }

    /// Whether something other than `null` stands at each of these paths.
    pub fn has(self, paths: &[&str]) -> bool {
        paths.iter().all(|path| self.at(path).is_some())
    }

    /// The first element of a list that is an object.
    pub fn first_object(self) -> Option<Node<'d>> {
        self.items().find(|item| item.is_object())
    }

    /// The value, if it has no parts.
    pub fn scalar(self) -> Option<Scalar<'d>> {
        match self.entry().value {
            Value::Bool(value) => Some(Scalar::Bool(value)),
            Value::Whole(whole) => Some(Scalar::Whole(whole)),
            Value::Great(great) => Some(Scalar::Great(great)),
            Value::Real(real) => Some(Scalar::Real(real)),
            Value::Text(start, len) => {
                let (start, end) = (start as usize, start as usize + len as usize);
                self.document.texts.get(start..end).map(Scalar::Text)
            }
            Value::Null | Value::List | Value::Object => None,
        }
    }

    /// The text that stands here, trimmed; none if it is empty or something else.
    pub fn text(self) -> Option<&'d str> {
        match self.scalar() {
            Some(Scalar::Text(text)) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// A text, or a number as it is written: for ids and names.
    pub fn id(self) -> Option<String> {
        match self.scalar()? {
            Scalar::Text(text) => Some(text.trim().to_string()).filter(|text| !text.is_empty()),
            Scalar::Whole(whole) => Some(whole.to_string()),
            Scalar::Great(great) => Some(great.to_string()),
            Scalar::Real(real) => Some(real.to_string()),
            Scalar::Bool(_) => None,
        }
    }

    /// The number, or the number in a text ('1 234,5'; '12 %' is 12).
    pub fn number(self) -> Option<f64> {
        match self.scalar()? {
            Scalar::Text(text) => number_of(text).map(|(number, _)| number),
            #[expect(clippy::cast_precision_loss, reason = "measures are floats")]
            Scalar::Whole(whole) => Some(whole as f64),
            #[expect(clippy::cast_precision_loss, reason = "measures are floats")]
            Scalar::Great(great) => Some(great as f64),
            Scalar::Real(real) => Some(real),
            Scalar::Bool(_) => None,
        }
    }

    /// The date or moment, if one is written here: see [`date_of`]; a number is seconds or milliseconds since 1970.
    pub fn when(self) -> Option<draft::When> {
        match self.scalar()? {
            Scalar::Text(text) => date_of(text),
            Scalar::Whole(whole) => date_of(&whole.to_string()),
            #[expect(clippy::cast_possible_truncation, reason = "the cast is bounded, and the range is checked")]
            Scalar::Real(real) => date_of(&(real as i64).to_string()),
            Scalar::Great(_) | Scalar::Bool(_) => None,
        }
    }

    /// True or false; also as 0 and 1 or as a word.
    pub fn truth(self) -> Option<bool> {
        match self.scalar()? {
            Scalar::Bool(value) => Some(value),
            Scalar::Whole(whole @ 0..=1) => Some(whole == 1),
            Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// JSON Pointer of this place (RFC 6901); empty for the top.
    pub fn pointer(self) -> String {
        if let Some(made_at) = self.index().and_then(|index| self.document.made_at.get(index)) {
            return made_at.clone();
        }
        let mut way = Vec::new();
        let mut here = self;
        while let Some(above) = here.above() {
            way.push(here);
            here = above;
        }
        let mut pointer = String::new();
        for node in way.iter().rev() {
            match node.entry().step {
                Step::Name(_) => push_step(&mut pointer, node.name().unwrap_or_default()),
                Step::Index(index) => push_step(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }
}

/// A name by its letters and digits alone, in small letters where they are ASCII.
pub fn bare(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii());
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// The parts of a list or an object.
#[derive(Clone, Copy)]
pub struct Parts<'d> {
    document: &'d Document,
    next: u32,
    end: u32,
}

impl<'d> Iterator for Parts<'d> {
    type Item = Node<'d>;
    fn next(&mut self) -> Option<Node<'d>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { document: self.document, at: self.next };
        // A value ends behind itself at the least, so this always comes to an end.
        self.next = node.entry().end.max(self.next + 1);
        Some(node)
    }
}

/// A document while it is read.
struct Build {
    document: Document,
    known: HashMap<String, u32>,
    full: bool,
}

impl Build {
    /// Puts a value down; what lies in it follows, then [`Build::close`].
    fn open(&mut self, value: Value, step: Step, above: u32) -> u32 {
        let at = self.document.values.len();
        if at >= MOST_VALUES {
            self.full = true;
            return above;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded by MOST_VALUES")]
        let at = at as u32;
        self.document.values.push(Entry { value, step, above, end: at + 1 });
        at
    }

    #[expect(clippy::cast_possible_truncation, reason = "bounded by MOST_VALUES")]
    fn close(&mut self, at: u32) {
        let end = self.document.values.len() as u32;
        if let Some(entry) = self.document.values.get_mut(at as usize) {
            entry.end = end;
        }
    }

    /// Puts down what lies in another document whose names are known; see [`Document::opened`].
    fn copy(&mut self, node: Node<'_>, above: u32, opened: &[u32]) {
        let Entry { mut value, step, .. } = node.entry();
        if let Some(Scalar::Text(text)) = node.scalar() {
            if opened.binary_search(&node.place()).is_ok() {
                let (values, texts) = (self.document.values.len(), self.document.texts.len());
                let mut source = Source::new(text.as_bytes());
                if self.grow(&mut source, step, above).and_then(|()| source.end()).is_ok() {
                    return;
                }
                self.document.values.truncate(values);
                self.document.texts.truncate(texts);
            }
            value = self.text(text);
        }
        let at = self.open(value, step, above);
        for part in node.parts() {
            self.copy(part, at, opened);
        }
        self.close(at);
    }

    #[expect(clippy::cast_possible_truncation, reason = "a document is 64 MB at most")]
    fn text(&mut self, text: &str) -> Value {
        let start = self.document.texts.len() as u32;
        self.document.texts.push_str(text);
        Value::Text(start, text.len() as u32)
    }

    /// Reads the value that comes next.
    fn grow(&mut self, source: &mut Source<'_>, step: Step, above: u32) -> Result<(), Fault> {
        let value = match source.value()? {
            json::Value::Null => Value::Null,
            json::Value::Scalar(scalar) => self.scalar(scalar),
            json::Value::List => {
                let at = self.open(Value::List, step, above);
                let mut index = 0;
                while source.element()? {
                    self.grow(source, Step::Index(index), at)?;
                    index += 1;
                }
                self.close(at);
                return Ok(());
            }
            json::Value::Object => {
                let at = self.open(Value::Object, step, above);
                while let Some(name) = source.name()? {
                    let name = self.name(name);
                    self.grow(source, Step::Name(name), at)?;
                }
                self.close(at);
                return Ok(());
            }
        };
        self.open(value, step, above);
        Ok(())
    }

    fn scalar(&mut self, scalar: Scalar<'_>) -> Value {
        match scalar {
            Scalar::Bool(value) => Value::Bool(value),
            Scalar::Whole(whole) => Value::Whole(whole),
            Scalar::Great(great) => Value::Great(great),
            Scalar::Real(real) => Value::Real(real),
            Scalar::Text(text) => self.text(text),
        }
    }

    /// Which of the known names this is.
    #[expect(clippy::cast_possible_truncation, reason = "a document is 64 MB at most")]
    fn name(&mut self, name: &str) -> u32 {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let place = self.document.names.len() as u32;
        self.document.names.push(name.into());
        self.known.insert(name.into(), place);
        place
    }
}
