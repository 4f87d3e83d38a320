//! The JSON Schema of mapping documents, made of the tables that read them; never compiled into the board.

use super::FORMAT;
use super::form::{ABOUT, DATES, FIELDS, NUMBERS, SCALES, SORTS, initial};
use crate::feed::infer::guess::Sort;
use serde_json::{Map, Value, json};

/// What each member is for.
const TOLD: &[(&str, &str)] = &[
    ("format", "Always `maltavla-mapping/1`."),
    (
        "over",
        "True if the board is to read the document by itself first, and this mapping is laid over that: what it finds goes before what was found. `objectives`, `keyResults` and `goals` without `at` are then those that were read; a field that is `{\"value\": \"\"}` is taken away.",
    ),
    (
        "language",
        "The language that the goals are written in, as a BCP 47 tag such as `sv`; without it, it is guessed.",
    ),
    ("json", "Texts that hold JSON: they become what they hold before anything else is looked for."),
    ("lookups", "Records that are named elsewhere by their ids, each list under a name of yours."),
    (
        "numbers",
        "How numbers in texts are written: `sv` is 1 234,5, `en` is 1,234.5, `auto` lets the document's own numbers tell.",
    ),
    (
        "dates",
        "How dates are written: `day-first` takes 5/10/2026 for October, `s` and `ms` count from 1970, `auto` takes what can mean one day only, and periods such as `2026-W48` and `Q4 2026`.",
    ),
    ("organisation", "Whose goals these are."),
    ("vision", "The sentence that everything hangs on."),
    ("made", "When the document was made."),
    ("period", "The period that the goals live in, such as `Q4 2026`."),
    ("begins", "The first day of that period."),
    ("ends", "The last day of that period."),
    ("groups", "What holds for all records inside them: a team, a period."),
    ("teams", "The teams. Goals inside them are theirs."),
    ("objectives", "What is to be reached."),
    (
        "goals",
        "Objectives and key results together; each tells by its `kind`, else by whether it has a measure and nothing below it.",
    ),
    ("keyResults", "How it is seen that an objective is reached."),
    ("initiatives", "Work; never counted as progress."),
    ("checkIns", "Dated values and words."),
    (
        "at",
        "Where the records are. In a collection inside another, `$` is the record around. Several paths: all of them.",
    ),
    ("when", "Which of them: a condition of RFC 9535's filters, such as `@.type == 'goal'`."),
    ("deeper", "In a tree: from each record to those below it."),
    ("groupBy", "Rows with the same value here are one record."),
    ("columns", "True if the fields are lists, and the n-th of each make a record."),
    ("id", "What others call it by."),
    ("name", "What it is called."),
    ("title", "What people read."),
    ("kind", "A word that says what it is: `objective`, `key result`, `task`."),
    ("description", "Why it matters."),
    ("team", "The id or name of its team; for the whole document, of all goals that name none."),
    ("owner", "Who answers for it, by name."),
    ("parent", "The id of what it lies in, unless it stands inside it: a team's team, a key result's objective."),
    ("supports", "Ids or titles of the goals above it, unless it stands inside one."),
    (
        "objective",
        "The id or title of its objective, unless it stands inside it. A title that nothing has makes an objective, so that rows may repeat it.",
    ),
    ("children", "Ids or titles of the goals below it."),
    ("serves", "Ids or titles of the goals it serves, unless it stands inside one."),
    ("goal", "The id or title of the goal that it is about, unless it stands inside it."),
    ("start", "Where the measure began."),
    ("target", "Where it is to go."),
    ("current", "The value at present."),
    ("low", "Not below this."),
    ("high", "Not above this."),
    ("unit", "What the numbers count."),
    ("progress", "Progress as given; `scale` tells whether 1 is all of it or a hundredth."),
    ("value", "The value then."),
    ("weight", "Its share beside its siblings."),
    ("status", "A word on how it goes, or what became of it; `words` translates those that the board does not know."),
    ("statusDate", "When that was said."),
    ("done", "Whether it is done: true or false."),
    ("archived", "Whether it has been put away: true or false."),
    ("due", "The day it is due; of a period, its last."),
    ("url", "Where people work with it."),
    ("date", "When; of a period, its last day."),
    ("note", "What was said."),
    ("author", "Who said so, by name."),
    ("cause", "Why it deviates, and what is done about it."),
    ("lesson", "What was learned."),
    ("support", "A call for support: what would help."),
    ("reason", "Why it was achieved, paused or given up."),
    ("rhythm", "Days between check-ins, as agreed."),
];

fn told(name: &str) -> &'static str {
    TOLD.iter().find(|(known, _)| *known == name).map_or("", |(_, sentence)| *sentence)
}

/// A member, with what it is for.
fn member(name: &str, schema: Value) -> (String, Value) {
    (String::from(name), described(schema, told(name)))
}

/// The schema of `maltavla-mapping/1`.
pub fn schema() -> Value {
    let field = || json!({ "$ref": "#/$defs/Field" });
    let paths = || json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let words = |words: &[&str]| json!({ "enum": words });
    let collection = |name: &str| {
        let one = json!({ "$ref": format!("#/$defs/{name}") });
        member(name, json!({ "anyOf": [one, { "type": "array", "items": one }] }))
    };
    let mut defs = Map::new();
    let field_of = json!({ "anyOf": [
        { "$ref": "#/$defs/Choice" },
        { "type": "array", "items": { "$ref": "#/$defs/Choice" } },
    ] });
    defs.insert("Field".into(), described(field_of, "Where a value is: a path (JSONPath, RFC 9535) from the record, `$`; or several, of which the first that finds something counts."));
    let verbs = object(
        [
            ("at".into(), described(json!({ "type": "string" }), "The path; without it, the record itself.")),
            (
                "key".into(),
                described(
                    json!({ "type": "boolean" }),
                    "True for the name under which it stands, instead of its value.",
                ),
            ),
            (
                "when".into(),
                described(
                    json!({ "type": "string" }),
                    "Only of records for which this holds, such as `@.type == 'goal'`.",
                ),
            ),
            (
                "lookup".into(),
                described(json!({ "type": "string" }), "The value is an id: one of `lookups` has what it stands for."),
            ),
            (
                "words".into(),
                described(
                    json!({ "type": "object", "additionalProperties": { "type": ["string", "number", "boolean"] } }),
                    "Other words for some values, such as `\"Grön\": \"on-track\"`; an empty text for none.",
                ),
            ),
            (
                "join".into(),
                described(json!({ "type": "string" }), "Puts several values into one text, with this between them."),
            ),
            ("scale".into(), described(words(SCALES), "`ratio`: 0.45 is 45 %; `percent`: 45 is.")),
            ("numbers".into(), described(words(NUMBERS), "As for the whole document.")),
            ("dates".into(), described(words(DATES), "As for the whole document.")),
            (
                "value".into(),
                described(
                    json!({ "type": ["string", "number", "boolean"] }),
                    "Taken where nothing is found; without `at`, always.",
                ),
            ),
        ],
        &[],
    );
    let choice = json!({ "anyOf": [{ "type": "string" }, verbs] });
    defs.insert("Choice".into(), described(choice, "A path, or a path with what is to be done with what it finds."));
    let lookup = object(
        [
            ("at".into(), described(json!({ "type": "string" }), "Where the records are, from the document's top.")),
            ("id".into(), described(json!({ "type": "string" }), "From a record to its id; default `$.id`.")),
            (
                "key".into(),
                described(json!({ "type": "boolean" }), "The id is the record's own name in the object above it."),
            ),
            (
                "value".into(),
                described(paths(), "From a record to what is meant by the id; default `$.name`, then `$.title`."),
            ),
        ],
        &["at"],
    );
    defs.insert("Lookup".into(), described(lookup, "Records that are named elsewhere by their ids."));
    for (name, sort) in SORTS {
        let own = [
            member("at", paths()),
            member("when", json!({ "type": "string" })),
            member("deeper", json!({ "type": "string" })),
            member("groupBy", field()),
            member("columns", json!({ "type": "boolean" })),
        ];
        let fields = FIELDS.iter().filter(|(.., of)| of.contains(initial(*sort)));
        let fields = fields.map(|(name, ..)| member(name, field()));
        let inside = SORTS.iter().map(|(name, _)| collection(name));
        // Those that were read need no path in a mapping that is laid over: a schema cannot tell that from here.
        let is_read = matches!(sort, Sort::Objectives | Sort::Goals | Sort::KeyResults);
        let required: &[&str] = if is_read { &[] } else { &["at"] };
        let records = object(own.into_iter().chain(fields).chain(inside), required);
        defs.insert(String::from(*name), described(records, told(name)));
    }
    let own = [
        member("format", json!({ "const": FORMAT })),
        member("over", json!({ "type": "boolean" })),
        member("language", json!({ "type": "string" })),
        member("json", paths()),
        member("lookups", json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/Lookup" } })),
        member("numbers", words(NUMBERS)),
        member("dates", words(DATES)),
    ];
    let about = ABOUT.iter().map(|(name, _)| member(name, field()));
    let all = own.into_iter().chain(about).chain(SORTS.iter().map(|(name, _)| collection(name)));
    let mut schema = object(all, &["format"]);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        schema.insert("title".into(), "A mapping for Måltavla".into());
        schema.insert("$defs".into(), Value::Object(defs));
    }
    described(
        schema,
        "How Måltavla, the office's goal board, is to read a document of a shape that it does not know: where the records are, and where in a record each thing stands, as JSONPaths (RFC 9535). A record belongs to the nearest that it lies inside; ids and titles tie the others.",
    )
}

fn described(mut schema: Value, sentence: &str) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".into(), sentence.into());
    }
    schema
}

/// An object of these members, with room for comments.
fn object(members: impl IntoIterator<Item = (String, Value)>, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": members.into_iter().collect::<Map<String, Value>>(),
        "required": required,
        "patternProperties": { "^([$_]|x-)": true },
        "additionalProperties": false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_is_told_of() {
        fn silent(schema: &Value, at: &str, out: &mut Vec<String>) {
            for (name, inside) in schema["properties"].as_object().into_iter().flatten() {
                if inside["description"].as_str().is_none_or(str::is_empty) {
                    out.push(format!("{at}/{name}"));
                }
            }
            for (name, inside) in schema["$defs"].as_object().into_iter().flatten() {
                silent(inside, &format!("{at}/{name}"), out);
            }
        }
        let mut out = Vec::new();
        silent(&schema(), "", &mut out);
        assert!(out.is_empty(), "{out:?}");
    }
}
