//! Reads JSON into typed places in one pass, without ever failing on content.
//!
//! A [`Slot`] is a place that a value goes into: a text, a number, a list, a record made by `loose!`. Whatever does
//! not fit its slot is passed over and leaves a [`Notice`] with its JSON Pointer; `null` is the same as missing, the
//! last of doubled names counts. The walk through the document is compiled once for all slots (they are trait
//! objects), which keeps two dozen readers small. Knows no tool and no goals.

mod leaf;

pub use crate::json::Scalar;
pub use leaf::{Amount, Id, Leaf, Share, When, date_of, number_in, number_of, word, written};

use super::notice::{Kind, Notice, Problem, Unreadable};
use super::thin;
use crate::json::{Fault, Source, Value};

/// The most notices that one reading keeps; the rest are counted.
const MOST_NOTICES: usize = 500;
/// The most list elements that one reading keeps, against documents that would fill the memory.
const MOST_ELEMENTS: usize = 200_000;

/// The way from the document's top to where the reading is, and what it has noticed on the way.
pub struct Walk<'n> {
    pointer: String,
    notices: &'n mut Vec<Notice>,
    untold: usize,
    elements: usize,
    /// Check-ins that were kept, and those that were left out between them.
    course: (usize, usize),
    strict: bool,
}

impl<'n> Walk<'n> {
    /// A walk through another's document, where names that the reader does not know are nothing to tell.
    pub fn new(notices: &'n mut Vec<Notice>) -> Walk<'n> {
        Walk { pointer: String::new(), notices, untold: 0, elements: 0, course: (0, 0), strict: false }
    }

    /// A walk through a document that people write for the board by hand: unknown names are told.
    pub fn strict(notices: &'n mut Vec<Notice>) -> Walk<'n> {
        let mut walk = Walk::new(notices);
        walk.strict = true;
        walk
    }

    /// JSON Pointer of the present place.
    pub fn here(&self) -> String {
        self.pointer.clone()
    }

    /// Notices a problem at the present place.
    pub fn tell(&mut self, problem: Problem) {
        let here = self.here();
        self.tell_at(here, problem);
    }

    /// Notices a problem at a place that was passed before.
    pub fn tell_at(&mut self, at: String, problem: Problem) {
        if self.notices.len() < MOST_NOTICES {
            self.notices.push(Notice { at, problem });
        } else {
            self.untold += 1;
        }
    }

    /// Notices that a value of another kind stands here.
    pub fn wrong(&mut self, wanted: Kind, found: Kind) {
        self.tell(Problem::WrongKind { wanted, found });
    }

    /// Notices a name that no field has, if names are people's own here. Names that begin with `$`, `_` or `x-` are
    /// for other readers, or for comments.
    pub fn unknown(&mut self, name: &str) {
        if self.strict && !["$", "_", "x-"].iter().any(|prefix| name.starts_with(prefix)) {
            self.tell(Problem::UnknownField(shortened(name)));
        }
    }

    fn enter(&mut self, step: &str) -> usize {
        let mark = self.pointer.len();
        push_step(&mut self.pointer, step);
        mark
    }

    fn leave(&mut self, mark: usize) {
        self.pointer.truncate(mark);
    }

    /// True while there is room for another list element.
    fn room(&mut self) -> bool {
        self.elements += 1;
        self.elements <= MOST_ELEMENTS
    }
}

/// A walk that ends tells how much it did not tell.
impl Drop for Walk<'_> {
    fn drop(&mut self) {
        let over = self.elements.saturating_sub(MOST_ELEMENTS);
        let too_many = (over > 0).then_some(Problem::TooMany { kept: MOST_ELEMENTS, over });
        let untold = (self.untold > 0).then_some(Problem::Untold(self.untold));
        let (kept, over) = self.course;
        let thinned = (over > 0).then_some(Problem::TooMany { kept, over });
        let all = too_many.into_iter().chain(untold).chain(thinned);
        self.notices.extend(all.map(|problem| Notice { at: String::new(), problem }));
    }
}

/// Appends a step to a JSON Pointer (RFC 6901: `~` is written `~0`, `/` is written `~1`).
pub fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    for c in step.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// A place that a value of the document goes into. Each method answers whether the value was taken.
pub trait Slot: 'static {
    /// The kind of value that belongs here.
    fn kind(&self) -> Kind;
    /// Takes a text, a number, true or false.
    fn scalar(&mut self, scalar: Scalar<'_>, walk: &mut Walk<'_>) -> bool {
        walk.wrong(self.kind(), scalar.kind());
        false
    }
    /// Opens for an object's members.
    fn object(&mut self, walk: &mut Walk<'_>) -> bool {
        walk.wrong(self.kind(), Kind::Object);
        false
    }
    /// Where the member of this name goes.
    fn member(&mut self, _name: &str, _walk: &mut Walk<'_>) -> Option<&mut dyn Slot> {
        None
    }
    /// Opens for a list's elements.
    fn list(&mut self, walk: &mut Walk<'_>) -> bool {
        walk.wrong(self.kind(), Kind::List);
        false
    }
    /// Where the next element goes.
    fn element(&mut self) -> Option<&mut dyn Slot> {
        None
    }
    /// Takes back the last element: nothing came into it.
    fn take_back(&mut self) {}
    /// A list that came to its end.
    fn end(&mut self, _walk: &mut Walk<'_>) {}
}

impl<T: Leaf> Slot for Option<T> {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn scalar(&mut self, scalar: Scalar<'_>, walk: &mut Walk<'_>) -> bool {
        match T::of(scalar, walk) {
            Some(value) => {
                *self = Some(value);
                true
            }
            None => false,
        }
    }
}

impl<T: Slot + Default> Slot for Vec<T> {
    fn kind(&self) -> Kind {
        Kind::List
    }
    fn list(&mut self, _walk: &mut Walk<'_>) -> bool {
        self.clear();
        true
    }
    fn element(&mut self) -> Option<&mut dyn Slot> {
        self.push(T::default());
        self.last_mut().map(|last| last as &mut dyn Slot)
    }
    fn take_back(&mut self) {
        self.pop();
    }
}

/// A list of which some may stand for all: check-ins.
#[derive(Clone, Debug)]
pub struct Course<T>(pub Vec<T>);

impl<T> Default for Course<T> {
    fn default() -> Self {
        Course(Vec::new())
    }
}

impl<T: Slot + Default> Slot for Course<T> {
    fn kind(&self) -> Kind {
        Kind::List
    }
    fn list(&mut self, walk: &mut Walk<'_>) -> bool {
        self.0.list(walk)
    }
    fn element(&mut self) -> Option<&mut dyn Slot> {
        self.0.element()
    }
    fn take_back(&mut self) {
        self.0.take_back();
    }
    fn end(&mut self, walk: &mut Walk<'_>) {
        let length = self.0.len();
        walk.course.1 += thin::thin(&mut self.0, thin::most_after(walk.course.0));
        walk.course.0 += self.0.len();
        // There are bounds of their own for them.
        walk.elements = walk.elements.saturating_sub(length);
    }
}

/// Leaves that may be elements of a list.
macro_rules! elements {
    ($($leaf:ty),*) => {$(
        impl Slot for $leaf {
            fn kind(&self) -> Kind {
                <$leaf as Leaf>::KIND
            }
            fn scalar(&mut self, scalar: Scalar<'_>, walk: &mut Walk<'_>) -> bool {
                <$leaf as Leaf>::of(scalar, walk).map(|value| *self = value).is_some()
            }
        }
    )*};
}
elements!(String, Id);

/// Several values of a kind, of which a single one may stand without brackets. Each with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T>(pub Vec<Placed<T>>);

/// A value, and where it stood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed<T> {
    /// JSON Pointer of its place.
    pub at: String,
    /// The value.
    pub value: T,
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        OneOrMany(Vec::new())
    }
}

impl<T: Leaf + Default> Slot for Placed<T> {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn scalar(&mut self, scalar: Scalar<'_>, walk: &mut Walk<'_>) -> bool {
        let Some(value) = T::of(scalar, walk) else { return false };
        *self = Placed { at: walk.here(), value };
        true
    }
}

impl<T: Leaf + Default> Slot for OneOrMany<T> {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn scalar(&mut self, scalar: Scalar<'_>, walk: &mut Walk<'_>) -> bool {
        let mut one = Placed::default();
        let taken = one.scalar(scalar, walk);
        self.0 = if taken { vec![one] } else { Vec::new() };
        taken
    }
    fn list(&mut self, walk: &mut Walk<'_>) -> bool {
        self.0.list(walk)
    }
    fn element(&mut self) -> Option<&mut dyn Slot> {
        self.0.element()
    }
    fn take_back(&mut self) {
        self.0.take_back();
    }
}

/// Makes a record: a struct that is a [`Slot`] for an object, each field under the name that the document has for it.
///
/// Every field has a type that is a slot and has a default: `Option` of a [`Leaf`], a `Vec`, another record. The field
/// `at` holds the JSON Pointer of the record; it is empty if the record was missing. After `or`, the field that a bare
/// text in the record's place goes into. With the word `schema` before `struct`, the record's JSON Schema is made too
/// (natively only), from the same names.
macro_rules! loose {
    (
        $(#[$meta:meta])*
        struct $record:ident $(or $short:ident)? {
            $($(#[$field_meta:meta])* $field:ident: $type:ty = $name:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        struct $record {
            #[allow(dead_code, reason = "not every reader tells of every record's place")]
            at: String,
            $($(#[$field_meta])* $field: $type,)*
        }
        $crate::feed::loose::loose!(@slot $record [$($short)?] { $($field = $name,)* });
    };
    (
        $(#[$meta:meta])*
        schema struct $record:ident $(or $short:ident)? {
            $($(#[$field_meta:meta])* $field:ident: $type:ty = $name:literal,)*
        }
    ) => {
        #[derive(Clone, Debug, Default)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[cfg_attr(not(target_arch = "wasm32"), schemars(default, deny_unknown_fields))]
        $(#[$meta])*
        struct $record {
            #[allow(dead_code, reason = "not every reader tells of every record's place")]
            #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
            at: String,
            $(
                $(#[$field_meta])*
                #[cfg_attr(not(target_arch = "wasm32"), schemars(rename = $name))]
                $field: $type,
            )*
        }
        $crate::feed::loose::loose!(@slot $record [$($short)?] { $($field = $name,)* });
    };
    (@slot $record:ident [$($short:ident)?] { $($field:ident = $name:literal,)* }) => {
        impl $crate::feed::loose::Slot for $record {
            fn kind(&self) -> $crate::feed::Kind {
                $crate::feed::Kind::Object
            }
            $(
                fn scalar(
                    &mut self,
                    scalar: $crate::feed::loose::Scalar<'_>,
                    walk: &mut $crate::feed::loose::Walk<'_>,
                ) -> bool {
                    *self = $record { at: walk.here(), ..$record::default() };
                    self.$short.scalar(scalar, walk)
                }
            )?
            fn object(&mut self, walk: &mut $crate::feed::loose::Walk<'_>) -> bool {
                *self = $record { at: walk.here(), ..$record::default() };
                true
            }
            fn member(
                &mut self,
                name: &str,
                walk: &mut $crate::feed::loose::Walk<'_>,
            ) -> Option<&mut dyn $crate::feed::loose::Slot> {
                match name {
                    $($name => Some(&mut self.$field),)*
                    _ => {
                        walk.unknown(name);
                        None
                    }
                }
            }
        }
    };
}
pub(crate) use loose;

/// Pours a whole document into a slot.
///
/// # Errors
/// If it is no JSON; then nothing that the slot holds is of use.
pub fn pour(bytes: &[u8], slot: &mut dyn Slot, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
    let mut source = Source::new(bytes);
    let poured = pour_one(&mut source, slot, walk, Null::Told).and_then(|_| source.end());
    poured.map_err(|fault| unreadable(fault, &source))
}

/// Why a document could not be read to its end.
pub(crate) fn unreadable(fault: Fault, source: &Source<'_>) -> Unreadable {
    let (line, column) = source.place();
    match fault {
        Fault::CutOff => Unreadable::CutOff { line, column },
        Fault::TooDeep => Unreadable::TooDeep,
        Fault::Unexpected | Fault::TooGreat => Unreadable::NotJson { line, column },
    }
}

/// A text out of a document, for a notice: as much of it as fits into a sentence.
pub fn shortened(text: &str) -> String {
    const ENOUGH: usize = 60;
    if text.chars().nth(ENOUGH).is_none() { text.into() } else { text.chars().take(ENOUGH).chain(['…']).collect() }
}

/// Whether `null` is the same as nothing, or stands where something must.
#[derive(Clone, Copy)]
enum Null {
    Missing,
    Told,
}

/// Pours the value that comes next into a slot; tells whether it was taken.
fn pour_one(source: &mut Source<'_>, slot: &mut dyn Slot, walk: &mut Walk<'_>, null: Null) -> Result<bool, Fault> {
    match source.value()? {
        Value::Null => {
            if let Null::Told = null {
                walk.wrong(slot.kind(), Kind::Null);
            }
            Ok(false)
        }
        Value::Scalar(scalar) => Ok(slot.scalar(scalar, walk)),
        Value::List => {
            let taken = slot.list(walk);
            let mut index = 0;
            while source.element()? {
                if taken && walk.room() {
                    pour_element(source, slot, walk, index)?;
                } else {
                    source.pass()?;
                }
                index += 1;
            }
            if taken {
                slot.end(walk);
            }
            Ok(taken)
        }
        Value::Object => {
            let taken = slot.object(walk);
            let mark = walk.pointer.len();
            while let Some(name) = source.name()? {
                let member = if taken {
                    walk.enter(name);
                    slot.member(name, walk)
                } else {
                    None
                };
                match member {
                    Some(member) => pour_one(source, member, walk, Null::Missing).map(|_| ())?,
                    None => source.pass()?,
                }
                walk.leave(mark);
            }
            Ok(taken)
        }
    }
}

fn pour_element(source: &mut Source<'_>, list: &mut dyn Slot, walk: &mut Walk<'_>, index: usize) -> Result<(), Fault> {
    let mark = walk.enter(&index.to_string());
    let taken = match list.element() {
        Some(slot) => pour_one(source, slot, walk, Null::Told)?,
        None => {
            source.pass()?;
            true
        }
    };
    walk.leave(mark);
    if !taken {
        list.take_back();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    loose! {
        struct Shelf {
            name: Option<String> = "name",
            books: Vec<Book> = "books",
            tags: OneOrMany<Id> = "tags/all",
        }
    }
    loose! {
        struct Book or title {
            title: Option<String> = "title",
            pages: Option<f64> = "pages",
        }
    }

    fn read(text: &str) -> (Shelf, Vec<String>) {
        let mut notices = Vec::new();
        let mut shelf = Shelf::default();
        pour(text.as_bytes(), &mut shelf, &mut Walk::strict(&mut notices)).unwrap();
        (shelf, notices.iter().map(|notice| format!("{} {:?}", notice.at, notice.problem)).collect())
    }

    #[test]
    fn what_fits_is_taken_and_the_rest_is_told() {
        let cases: &[(&str, &str, &str, &[&str])] = &[
            ("all fits", r#"{"name":"a","books":[{"title":"b","pages":3}]}"#, "a [b 3]", &[]),
            ("null is missing", r#"{"name":null,"books":[{"title":"b","pages":null}]}"#, "- [b -]", &[]),
            ("the last name counts", r#"{"name":"a","name":"b","books":[{}],"books":[]}"#, "b []", &[]),
            ("a text for a record", r#"{"books":["b"]}"#, "- [b -]", &[]),
            (
                "a wrong field costs itself",
                r#"{"name":["a"],"books":[{"title":{},"pages":"3,5"}]}"#,
                "- [- 3.5]",
                &[
                    "/name WrongKind { wanted: Text, found: List }",
                    "/books/0/title WrongKind { wanted: Text, found: Object }",
                ],
            ),
            (
                "a wrong element costs itself",
                r#"{"books":[7,null,{"title":"c"},[]]}"#,
                "- [c -]",
                &[
                    "/books/0 WrongKind { wanted: Text, found: Number }",
                    "/books/1 WrongKind { wanted: Object, found: Null }",
                    "/books/3 WrongKind { wanted: Object, found: List }",
                ],
            ),
            (
                "unknown names are told, comments are not",
                r#"{"nmae":1,"$schema":2,"_note":3,"x-y":4}"#,
                "- []",
                &["/nmae UnknownField(\"nmae\")"],
            ),
            (
                "a pointer is escaped",
                r#"{"tags/all":[true]}"#,
                "- []",
                &["/tags~1all/0 WrongKind { wanted: Text, found: Bool }"],
            ),
            ("the wrong top", "[1]", "- []", &[" WrongKind { wanted: Object, found: List }"]),
        ];
        for (name, text, wanted, told) in cases {
            let (shelf, notices) = read(text);
            let or_dash = |text: Option<String>| text.unwrap_or("-".into());
            let books: Vec<String> = shelf
                .books
                .into_iter()
                .map(|book| format!("{} {}", or_dash(book.title), or_dash(book.pages.map(|n| n.to_string()))))
                .collect();
            assert_eq!(format!("{} [{}]", or_dash(shelf.name), books.join(", ")), *wanted, "{name}");
            assert_eq!(notices, *told, "{name}");
        }
    }

    #[test]
    fn one_or_many_have_their_places() {
        let (one, _) = read(r#"{"tags/all":"a"}"#);
        let (many, _) = read(r#"{"tags/all":["a",12345678901234567890]}"#);
        let places = |shelf: Shelf| -> Vec<(String, String)> {
            shelf.tags.0.into_iter().map(|tag| (tag.at, tag.value.0)).collect()
        };
        assert_eq!(places(one), [("/tags~1all".into(), "a".into())]);
        let wanted = [("/tags~1all/0", "a"), ("/tags~1all/1", "12345678901234567890")];
        assert_eq!(places(many), wanted.map(|(at, value)| (at.into(), value.into())));
    }

    #[test]
    fn notices_and_elements_are_bounded() {
        let (_, notices) = read(&format!(r#"{{"books":[{}1]}}"#, "1,".repeat(999)));
        assert_eq!(notices.len(), MOST_NOTICES + 1);
        assert_eq!(notices.last().unwrap(), " Untold(500)");
        let (shelf, notices) = read(&format!(r#"{{"books":[{}"b"]}}"#, "{},".repeat(MOST_ELEMENTS)));
        assert_eq!(shelf.books.len(), MOST_ELEMENTS);
        assert_eq!(notices, [format!(" TooMany {{ kept: {MOST_ELEMENTS}, over: 1 }}")]);
    }

    #[test]
    fn no_json_is_told_with_its_place() {
        let deep = |depth: usize| format!(r#"{{"books":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
        let cases = [
            ("cut off", r#"{"name": "a"#.to_owned(), Err(Unreadable::CutOff { line: 1, column: 11 })),
            ("no json", "{\"name\":\n oops}".into(), Err(Unreadable::NotJson { line: 2, column: 2 })),
            ("more after the end", "{} {}".into(), Err(Unreadable::NotJson { line: 1, column: 4 })),
            ("deep where nothing is read", deep(100_000), Ok(())),
        ];
        for (name, text, wanted) in cases {
            let mut notices = Vec::new();
            let came = pour(text.as_bytes(), &mut Shelf::default(), &mut Walk::new(&mut notices));
            assert_eq!(came, wanted, "{name}");
        }
    }
}
