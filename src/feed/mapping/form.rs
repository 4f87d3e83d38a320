//! A mapping document as it is written: its members, what is wrong with them, and its JSON Schema.
//!
//! Read like any document, in one pass, each broken member costing itself; what comes out is a [`Mapping`] without
//! anything broken in it. Follows no path.

use super::path::{Condition, Path};
use super::{Choice, Collection, FORMAT, Lookup, Mapping, Spec};
use crate::feed::infer::guess::{Concept, Scale, Sort};
use crate::feed::loose::{self, Leaf, OneOrMany, Scalar, Slot, Walk, loose, push_step, word};
use crate::feed::notice::{Kind, Notice, Problem, Unreadable};

/// Reads a mapping document.
pub(super) fn read(bytes: &[u8], notices: &mut Vec<Notice>) -> Result<Mapping, Unreadable> {
    let mut form = Form::default();
    loose::pour(bytes, &mut form, &mut Walk::strict(notices))?;
    match form.format.as_deref().map(str::trim) {
        Some(FORMAT) => Ok(form.mapping(notices)),
        Some(other) => Err(Unreadable::UnknownFormat(loose::shortened(other))),
        None => Err(Unreadable::UnknownShape { found: Kind::Object, keys: Vec::new() }),
    }
}

/// The collections, by name.
pub(super) const SORTS: &[(&str, Sort)] = &[
    ("groups", Sort::Groups),
    ("teams", Sort::Teams),
    ("objectives", Sort::Objectives),
    ("goals", Sort::Goals),
    ("keyResults", Sort::KeyResults),
    ("initiatives", Sort::Initiatives),
    ("checkIns", Sort::CheckIns),
];

/// The fields of records: name, meaning, and the collections whose records have them, by their initials (`groups` by
/// `r`, `goals` by `g`, `checkIns` by `c`).
pub(super) const FIELDS: &[(&str, Concept, &str)] = &[
    ("id", Concept::Id, "togki"),
    ("name", Concept::Title, "t"),
    ("title", Concept::Title, "ogki"),
    ("kind", Concept::Kind, "g"),
    ("description", Concept::Description, "ogk"),
    ("team", Concept::Team, "rogki"),
    ("owner", Concept::Owner, "ogk"),
    ("parent", Concept::Parent, "tk"),
    ("supports", Concept::Parent, "og"),
    ("objective", Concept::Objective, "gk"),
    ("children", Concept::Children, "ogk"),
    ("serves", Concept::Parent, "i"),
    ("goal", Concept::Parent, "c"),
    ("start", Concept::Start, "ogk"),
    ("target", Concept::Target, "ogk"),
    ("current", Concept::Current, "ogk"),
    ("low", Concept::Low, "ogk"),
    ("high", Concept::High, "ogk"),
    ("unit", Concept::Unit, "ogk"),
    ("progress", Concept::Progress, "ogk"),
    ("value", Concept::Current, "c"),
    ("weight", Concept::Weight, "ogk"),
    ("status", Concept::Status, "ogkic"),
    ("statusDate", Concept::Date, "ogk"),
    ("done", Concept::Done, "ogki"),
    ("archived", Concept::Archived, "togki"),
    ("due", Concept::Due, "ogki"),
    ("period", Concept::Period, "rogk"),
    ("url", Concept::Url, "ogk"),
    ("date", Concept::Date, "c"),
    ("note", Concept::Note, "ogkc"),
    ("author", Concept::Owner, "c"),
    ("cause", Concept::Cause, "c"),
    ("lesson", Concept::Lesson, "ogkc"),
    ("support", Concept::Support, "c"),
    ("reason", Concept::Reason, "ogk"),
    ("rhythm", Concept::Rhythm, "gk"),
];

/// What the document says of itself.
pub(super) const ABOUT: &[(&str, Concept)] = &[
    ("organisation", Concept::Organisation),
    ("vision", Concept::Vision),
    ("made", Concept::Made),
    ("team", Concept::Team),
    ("period", Concept::Period),
    ("begins", Concept::Begin),
    ("ends", Concept::Due),
];

/// How a collection is called in [`FIELDS`].
pub(super) fn initial(sort: Sort) -> char {
    match sort {
        Sort::Groups | Sort::People => 'r',
        Sort::Teams => 't',
        Sort::Objectives => 'o',
        Sort::Goals => 'g',
        Sort::KeyResults => 'k',
        Sort::Initiatives => 'i',
        Sort::CheckIns => 'c',
    }
}

#[derive(Clone, Debug, Default)]
struct Form {
    format: Option<String>,
    over: Option<bool>,
    language: Option<String>,
    json: OneOrMany<Path>,
    lookups: Named<LookupForm>,
    about: Vec<(Concept, Several<ChoiceForm>)>,
    numbers: Option<Numbers>,
    dates: Option<Dates>,
    collections: Vec<(Sort, Several<Records>)>,
}

impl Slot for Form {
    fn kind(&self) -> Kind {
        Kind::Object
    }
    fn object(&mut self, _walk: &mut Walk<'_>) -> bool {
        true
    }
    fn member(&mut self, name: &str, walk: &mut Walk<'_>) -> Option<&mut dyn Slot> {
        match name {
            "format" => Some(&mut self.format),
            "over" => Some(&mut self.over),
            "language" => Some(&mut self.language),
            "json" => Some(&mut self.json),
            "lookups" => Some(&mut self.lookups),
            "numbers" => Some(&mut self.numbers),
            "dates" => Some(&mut self.dates),
            _ => match ABOUT.iter().find(|(known, _)| *known == name) {
                Some((_, concept)) => add(&mut self.about, *concept),
                None => collection(&mut self.collections, name, walk),
            },
        }
    }
}

/// The records of one collection.
#[derive(Clone, Debug, Default)]
struct Records {
    here: String,
    at: Given<OneOrMany<Path>>,
    when: Given<Option<Condition>>,
    deeper: Option<Path>,
    group_by: Several<ChoiceForm>,
    columns: Option<bool>,
    fields: Vec<(&'static str, Several<ChoiceForm>)>,
    inside: Vec<(Sort, Several<Records>)>,
}

impl Slot for Records {
    fn kind(&self) -> Kind {
        Kind::Object
    }
    fn object(&mut self, walk: &mut Walk<'_>) -> bool {
        *self = Records { here: walk.here(), ..Records::default() };
        true
    }
    fn member(&mut self, name: &str, walk: &mut Walk<'_>) -> Option<&mut dyn Slot> {
        match name {
            "at" => Some(&mut self.at),
            "when" => Some(&mut self.when),
            "deeper" => Some(&mut self.deeper),
            "groupBy" => Some(&mut self.group_by),
            "columns" => Some(&mut self.columns),
            _ => match FIELDS.iter().find(|(known, ..)| *known == name) {
                Some((known, ..)) => add(&mut self.fields, *known),
                None => collection(&mut self.inside, name, walk),
            },
        }
    }
}

fn collection<'f>(
    to: &'f mut Vec<(Sort, Several<Records>)>,
    name: &str,
    walk: &mut Walk<'_>,
) -> Option<&'f mut dyn Slot> {
    match SORTS.iter().find(|(known, _)| *known == name) {
        Some((_, sort)) => add(to, *sort),
        None => {
            walk.unknown(name);
            None
        }
    }
}

fn add<K, T: Slot + Default>(to: &mut Vec<(K, T)>, key: K) -> Option<&mut dyn Slot> {
    to.push((key, T::default()));
    to.last_mut().map(|(_, last)| last as &mut dyn Slot)
}

loose! {
    /// Where a value is to be found, and what is to be done with it. A path alone is enough; of several in a list, the
    /// first that finds something counts.
    struct ChoiceForm or path {
        path: Given<Option<Path>> = "at",
        key: Option<bool> = "key",
        when: Given<Option<Condition>> = "when",
        lookup: Option<String> = "lookup",
        words: Named<Option<Literal>> = "words",
        join: Option<String> = "join",
        scale: Option<Scale> = "scale",
        numbers: Option<Numbers> = "numbers",
        dates: Option<Dates> = "dates",
        value: Option<Literal> = "value",
    }
}

loose! {
    /// Records that are named elsewhere by their ids.
    struct LookupForm {
        records: Option<Path> = "at",
        id: Option<Path> = "id",
        key: Option<bool> = "key",
        value: OneOrMany<Path> = "value",
    }
}

/// One or several of a kind; a single one may stand without brackets.
#[derive(Clone, Debug, PartialEq)]
struct Several<T>(Vec<T>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Several(Vec::new())
    }
}

impl<T: Slot + Default> Several<T> {
    fn one(&mut self, take: &mut dyn FnMut(&mut T) -> bool) -> bool {
        let mut one = T::default();
        let taken = take(&mut one);
        self.0 = if taken { vec![one] } else { Vec::new() };
        taken
    }
}

impl<T: Slot + Default> Slot for Several<T> {
    fn kind(&self) -> Kind {
        T::default().kind()
    }
    fn scalar(&mut self, scalar: Scalar<'_>, walk: &mut Walk<'_>) -> bool {
        self.one(&mut |one| one.scalar(scalar, walk))
    }
    fn object(&mut self, walk: &mut Walk<'_>) -> bool {
        self.one(&mut |one| one.object(walk))
    }
    fn member(&mut self, name: &str, walk: &mut Walk<'_>) -> Option<&mut dyn Slot> {
        self.0.last_mut()?.member(name, walk)
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

/// What stands in a slot, and whether anything stands there, of use or not.
#[derive(Clone, Debug, Default)]
struct Given<S> {
    slot: S,
    is_there: bool,
}

impl<T> Given<Option<T>> {
    /// The value; none if nothing stands there, an error if nothing of use does.
    fn sound(self) -> Result<Option<T>, ()> {
        if self.is_there && self.slot.is_none() { Err(()) } else { Ok(self.slot) }
    }
}

impl<S: Slot> Slot for Given<S> {
    fn kind(&self) -> Kind {
        self.slot.kind()
    }
    fn scalar(&mut self, scalar: Scalar<'_>, walk: &mut Walk<'_>) -> bool {
        self.is_there = true;
        self.slot.scalar(scalar, walk)
    }
    fn object(&mut self, walk: &mut Walk<'_>) -> bool {
        self.is_there = true;
        self.slot.object(walk)
    }
    fn list(&mut self, walk: &mut Walk<'_>) -> bool {
        self.is_there = true;
        self.slot.list(walk)
    }
    fn element(&mut self) -> Option<&mut dyn Slot> {
        self.slot.element()
    }
    fn take_back(&mut self) {
        self.slot.take_back();
    }
}

/// An object whose names are the writer's own.
#[derive(Clone, Debug)]
struct Named<T>(Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Named(Vec::new())
    }
}

impl<T: Slot + Default> Slot for Named<T> {
    fn kind(&self) -> Kind {
        Kind::Object
    }
    fn object(&mut self, _walk: &mut Walk<'_>) -> bool {
        self.0.clear();
        true
    }
    fn member(&mut self, name: &str, _walk: &mut Walk<'_>) -> Option<&mut dyn Slot> {
        add(&mut self.0, String::from(name))
    }
}

/// A value that the mapping itself gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// True or false.
    Truth(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

impl Literal {
    /// As a value of a document.
    pub(super) fn scalar(&self) -> Scalar<'_> {
        match self {
            Literal::Truth(truth) => Scalar::Bool(*truth),
            Literal::Number(number) => Scalar::Real(*number),
            Literal::Text(text) => Scalar::Text(text),
        }
    }
}

impl Leaf for Literal {
    const KIND: Kind = Kind::Text;
    fn of(scalar: Scalar<'_>, walk: &mut Walk<'_>) -> Option<Literal> {
        match scalar {
            Scalar::Bool(truth) => Some(Literal::Truth(truth)),
            Scalar::Text(text) => Some(Literal::Text(text.into())),
            number => f64::of(number, walk).map(Literal::Number),
        }
    }
}

/// Which mark stands before the decimals of numbers in texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// The document's own texts tell.
    #[default]
    Auto,
    /// A comma, as in Swedish: '1 234,5'.
    Comma,
    /// A point, as in English: '1,234.5'.
    Point,
}

/// How dates are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// In one of the ways that mean one day only: '2026-10-05', '2026-W48', 'Q4 2026', seconds since 1970.
    #[default]
    Auto,
    /// '5/10/2026' is in October.
    DayFirst,
    /// '10/5/2026' is in October.
    MonthFirst,
    /// Seconds since 1970, also before 1973.
    Seconds,
    /// Milliseconds since 1970, also before 1973.
    Milliseconds,
}

impl Leaf for Scale {
    const KIND: Kind = Kind::Text;
    fn of(scalar: Scalar<'_>, walk: &mut Walk<'_>) -> Option<Scale> {
        [Scale::Auto, Scale::Ratio, Scale::Percent].get(word(scalar, SCALES, walk)?).copied()
    }
}

impl Leaf for Numbers {
    const KIND: Kind = Kind::Text;
    fn of(scalar: Scalar<'_>, walk: &mut Walk<'_>) -> Option<Numbers> {
        [Numbers::Auto, Numbers::Comma, Numbers::Point].get(word(scalar, NUMBERS, walk)?).copied()
    }
}

impl Leaf for Dates {
    const KIND: Kind = Kind::Text;
    fn of(scalar: Scalar<'_>, walk: &mut Walk<'_>) -> Option<Dates> {
        let all = [Dates::Auto, Dates::DayFirst, Dates::MonthFirst, Dates::Seconds, Dates::Milliseconds];
        all.get(word(scalar, DATES, walk)?).copied()
    }
}

pub(super) const SCALES: &[&str] = &["auto", "ratio", "percent"];
pub(super) const NUMBERS: &[&str] = &["auto", "sv", "en"];
pub(super) const DATES: &[&str] = &["auto", "day-first", "month-first", "s", "ms"];

impl Form {
    fn mapping(self, notices: &mut Vec<Notice>) -> Mapping {
        let mut making = Making {
            mapping: Mapping { over: self.over.unwrap_or_default(), language: self.language, ..Mapping::default() },
            numbers: self.numbers.unwrap_or_default(),
            dates: self.dates.unwrap_or_default(),
            names: self.lookups.0.iter().map(|(name, _)| name.clone()).collect(),
            notices,
        };
        making.mapping.json = paths(self.json);
        for (_, lookup) in self.lookups.0 {
            let is_key = lookup.key.unwrap_or_default();
            let id = (!is_key).then(|| lookup.id.unwrap_or_else(|| path("$.id")));
            let mut values = paths(lookup.value);
            if values.is_empty() {
                values = ["$.name", "$.title"].into_iter().map(path).collect();
            }
            let at = lookup.records.unwrap_or_default();
            making.mapping.lookups.push(Lookup { at, id, values });
        }
        for (concept, several) in self.about {
            let choices = making.choices(several);
            making.mapping.about.extend(choices.into_iter().map(|choice| (concept, choice)));
        }
        making.collections(self.collections, None);
        making.mapping
    }
}

fn path(text: &str) -> Path {
    Path::parse(text).unwrap_or_default()
}

fn paths(paths: OneOrMany<Path>) -> Vec<Path> {
    paths.0.into_iter().map(|placed| placed.value).collect()
}

struct Making<'n> {
    mapping: Mapping,
    numbers: Numbers,
    dates: Dates,
    names: Vec<String>,
    notices: &'n mut Vec<Notice>,
}

impl Making<'_> {
    fn collections(&mut self, collections: Vec<(Sort, Several<Records>)>, within: Option<usize>) {
        let each =
            |(sort, several): (Sort, Several<Records>)| several.0.into_iter().map(move |records| (sort, records));
        for (sort, records) in collections.into_iter().flat_map(each) {
            let name = SORTS.iter().find(|(_, known)| *known == sort).map_or("", |(name, _)| *name);
            // Goals that were read need not be found again.
            let is_read = self.mapping.over && matches!(sort, Sort::Objectives | Sort::Goals | Sort::KeyResults);
            let is_known = is_read && !records.at.is_there;
            if !records.at.is_there && !is_known {
                self.tell(records.here.clone(), Problem::NoPath);
            }
            let at = paths(records.at.slot);
            // A broken condition is not 'all of them'.
            let (true, Ok(when)) = (is_known || !at.is_empty(), records.when.sound()) else { continue };
            let mut fields: Vec<Spec> = Vec::new();
            for (field, several) in records.fields {
                let known = FIELDS.iter().find(|(known, ..)| *known == field);
                let Some((_, concept, _)) = known.filter(|(_, _, of)| of.contains(initial(sort))) else {
                    let mut place = records.here.clone();
                    push_step(&mut place, field);
                    self.tell(place, Problem::Misplaced(field.into()));
                    continue;
                };
                let choices = self.choices(several);
                fields.push(Spec { name: field, concept: *concept, choices });
            }
            let group_by = self.choices(records.group_by);
            let collection = Collection {
                sort,
                name,
                within,
                at,
                when,
                deeper: records.deeper,
                columns: records.columns.unwrap_or_default(),
                group_by,
                fields,
            };
            let place = self.mapping.collections.len();
            self.mapping.collections.push(collection);
            self.collections(records.inside, Some(place));
        }
    }

    fn choices(&mut self, several: Several<ChoiceForm>) -> Vec<Choice> {
        several.0.into_iter().filter_map(|form| self.choice(form)).collect()
    }

    fn choice(&mut self, form: ChoiceForm) -> Option<Choice> {
        // What stands there and cannot be followed is not the same as what is not there.
        let (Ok(at), Ok(when)) = (form.path.sound(), form.when.sound()) else { return None };
        let lookup = form.lookup.as_ref().map(|name| self.names.iter().position(|known| known == name));
        if let (Some(None), Some(name)) = (lookup, &form.lookup) {
            self.tell([&form.at, "/lookup"].concat(), Problem::Unknown(loose::shortened(name)));
            return None;
        }
        let words = form.words.0.into_iter().filter_map(|(word, literal)| Some((word, literal?))).collect();
        Some(Choice {
            at,
            key: form.key.unwrap_or_default(),
            when,
            lookup: lookup.flatten(),
            words,
            join: form.join,
            scale: form.scale.unwrap_or_default(),
            numbers: form.numbers.unwrap_or(self.numbers),
            dates: form.dates.unwrap_or(self.dates),
            value: form.value,
        })
    }

    fn tell(&mut self, at: String, problem: Problem) {
        self.notices.push(Notice { at, problem });
    }
}
