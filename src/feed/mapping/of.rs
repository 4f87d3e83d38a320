//! A guess as a mapping document: so that what was found out about a document can be kept, read and corrected.

use super::FORMAT;
use super::form::{ABOUT, FIELDS, SORTS, initial};
use crate::feed::infer::guess::{Collection, Concept, Field, Guess, Scale, Step, Way};

/// The mapping that reads what a guess reads. What is not used is not in it.
pub fn of(guess: &Guess) -> String {
    let mut writing = Writing { guess, lookups: Vec::new() };
    let mut members = vec![("format".into(), Part::text(FORMAT))];
    for (name, concept) in ABOUT {
        let fields = guess.about.iter().filter(|field| field.concept == *concept);
        members.extend(writing.field(fields).map(|part| (String::from(*name), part)));
    }
    let collections = writing.collections(None);
    if !writing.lookups.is_empty() {
        members.push(("lookups".into(), Part::Members(writing.lookups)));
    }
    members.extend(collections);
    let mut out = String::new();
    Part::Members(members).write(&mut out, 0);
    out.push('\n');
    out
}

/// A part of a mapping document; its members stay in their order.
enum Part {
    Text(String),
    True,
    List(Vec<Part>),
    Members(Vec<(String, Part)>),
}

impl Part {
    fn text(text: &str) -> Part {
        Part::Text(text.into())
    }

    fn is_small(&self) -> bool {
        match self {
            Part::Text(_) | Part::True => true,
            Part::List(parts) => parts.iter().all(Part::is_small),
            Part::Members(members) => {
                members.len() <= 3 && members.iter().all(|(_, part)| matches!(part, Part::Text(_) | Part::True))
            }
        }
    }

    /// Small parts on one line, others with a line for each of theirs.
    fn write(&self, out: &mut String, depth: usize) {
        let (open, close, parts): (_, _, Vec<(Option<&str>, &Part)>) = match self {
            Part::Text(text) => return quote(text, out),
            Part::True => return out.push_str("true"),
            Part::List(parts) => ('[', ']', parts.iter().map(|part| (None, part)).collect()),
            Part::Members(members) => {
                ('{', '}', members.iter().map(|(name, part)| (Some(name.as_str()), part)).collect())
            }
        };
        let line = |out: &mut String, depth: usize| match (self.is_small(), self) {
            (false, _) => {
                out.push('\n');
                out.extend(std::iter::repeat_n("  ", depth));
            }
            (true, Part::Members(_)) => out.push(' '),
            (true, _) => {}
        };
        out.push(open);
        for (i, (name, part)) in parts.into_iter().enumerate() {
            if i > 0 {
                out.push_str(if self.is_small() && open == '[' { ", " } else { "," });
            }
            line(out, depth + 1);
            if let Some(name) = name {
                quote(name, out);
                out.push_str(": ");
            }
            part.write(out, depth + 1);
        }
        line(out, depth);
        out.push(close);
    }
}

fn quote(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

struct Writing<'g> {
    guess: &'g Guess,
    lookups: Vec<(String, Part)>,
}

impl<'g> Writing<'g> {
    /// The collections that lie in another, or in the document's top.
    fn collections(&mut self, within: Option<usize>) -> Vec<(String, Part)> {
        let guess = self.guess;
        let mut out: Vec<(String, Part)> = Vec::new();
        for (place, collection) in guess.collections.iter().enumerate().filter(|(_, inside)| inside.within == within) {
            // People are looked up where they are named.
            let Some((name, _)) = SORTS.iter().find(|(_, sort)| *sort == collection.sort) else { continue };
            let part = self.collection(place, collection);
            match out.iter_mut().find(|(known, _)| known == name) {
                Some((_, Part::List(several))) => several.push(part),
                Some((_, one)) => {
                    let first = std::mem::replace(one, Part::True);
                    *one = Part::List(vec![first, part]);
                }
                None => out.push((String::from(*name), part)),
            }
        }
        out
    }

    fn collection(&mut self, place: usize, collection: &'g Collection) -> Part {
        let mut out = vec![("at".into(), Part::Text(path(&collection.way, collection.heading)))];
        if let Some(deeper) = &collection.deeper {
            out.push(("deeper".into(), Part::Text(path(deeper, 0))));
        }
        if collection.turned {
            out.push(("columns".into(), Part::True));
        }
        let mut written: Vec<Concept> = Vec::new();
        for (name, concept, of) in FIELDS {
            // The first name for a meaning is enough.
            if !of.contains(initial(collection.sort)) || written.contains(concept) {
                continue;
            }
            let fields = || collection.fields.iter().filter(|field| meaning(field) == *concept);
            // What is called an objective is one before whatever else lies above.
            let told = fields().filter(|field| field.concept != *concept);
            let fields = told.chain(fields().filter(|field| field.concept == *concept));
            if let Some(part) = self.field(fields) {
                out.push((String::from(*name), part));
                written.push(*concept);
            }
        }
        out.extend(self.collections(Some(place)));
        Part::Members(out)
    }

    /// A field's places: one, or several of which the first that finds something counts.
    fn field<'f>(&mut self, fields: impl Iterator<Item = &'f Field>) -> Option<Part> {
        let mut choices: Vec<Part> = fields.map(|field| self.choice(field)).collect();
        if choices.len() > 1 { Some(Part::List(choices)) } else { choices.pop() }
    }

    fn choice(&mut self, field: &Field) -> Part {
        let is_key = field.way.0 == [Step::Key];
        let mut out =
            vec![if is_key { ("key".into(), Part::True) } else { ("at".into(), Part::Text(path(&field.way, 0))) }];
        let scale = match field.scale {
            Scale::Auto => None,
            Scale::Ratio => Some("ratio"),
            Scale::Percent => Some("percent"),
        };
        // On the board a measure's scale is its own; a mapping's changes its numbers.
        let scale = scale.filter(|_| field.concept == Concept::Progress);
        out.extend(scale.map(|scale| ("scale".into(), Part::text(scale))));
        // Ties go by ids; only what has no place of its own on the board is called by its name.
        let names = matches!(field.concept, Concept::Owner | Concept::Team);
        let lookup = field.lookup.filter(|_| names).and_then(|of| self.lookup(of));
        out.extend(lookup.map(|lookup| ("lookup".into(), Part::Text(lookup))));
        match out.pop() {
            Some((_, at @ Part::Text(_))) if out.is_empty() => at,
            last => {
                out.extend(last);
                Part::Members(out)
            }
        }
    }

    /// The name of a collection's lookup, which is written if it is not there.
    fn lookup(&mut self, of: usize) -> Option<String> {
        let collection = self.guess.collections.get(of)?;
        let field = |concept: Concept| collection.fields.iter().find(|field| field.concept == concept);
        let (id, title) = (field(Concept::Id)?, field(Concept::Title)?);
        let at = {
            let mut way = collection.way.clone();
            let mut within = collection.within;
            while let Some(around) = within.and_then(|around| self.guess.collections.get(around)) {
                way = Way(around.way.0.iter().chain(&way.0).cloned().collect());
                within = around.within;
            }
            path(&way, 0)
        };
        let is_this = |part: &Part| matches!(part, Part::Members(members) if matches!(members.first(), Some((_, Part::Text(known))) if *known == at));
        if let Some((name, _)) = self.lookups.iter().find(|(_, part)| is_this(part)) {
            return Some(name.clone());
        }
        let mut name = String::from(collection.way.name().unwrap_or("records"));
        while self.lookups.iter().any(|(known, _)| *known == name) {
            name.push('2');
        }
        let id = if id.way.0 == [Step::Key] { ("key", Part::True) } else { ("id", Part::Text(path(&id.way, 0))) };
        let members = [("at", Part::Text(at)), id, ("value", Part::Text(path(&title.way, 0)))];
        let members = members.into_iter().map(|(name, part)| (String::from(name), part));
        self.lookups.push((name.clone(), Part::Members(members.collect())));
        Some(name)
    }
}

/// What a field is in a mapping: ids of objectives tie as any ids do, texts may make the objectives that they name.
fn meaning(field: &Field) -> Concept {
    if field.concept == Concept::Objective && field.lookup.is_some() { Concept::Parent } else { field.concept }
}

/// A way as a JSONPath.
pub fn path_of(way: &Way) -> String {
    path(way, 0)
}

/// A way as a JSONPath; `heading` elements are left out of the list at its end.
fn path(way: &Way, heading: usize) -> String {
    let mut out = String::from("$");
    for (i, step) in way.0.iter().enumerate() {
        match step {
            Step::Name(name) => {
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii();
                let is_plain = name.chars().all(plain) && name.chars().next().is_some_and(|c| !c.is_ascii_digit());
                if is_plain {
                    out.push('.');
                    out.push_str(name);
                } else {
                    out.push('[');
                    quote(name, &mut out);
                    out.push(']');
                }
            }
            Step::At(at) => out.push_str(&format!("[{at}]")),
            Step::All if heading > 0 && i + 1 == way.0.len() => out.push_str(&format!("[{heading}:]")),
            Step::All => out.push_str("[*]"),
            Step::Key => {}
        }
    }
    out
}
