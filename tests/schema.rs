//! The schemas of feeds and of mappings are the ones that their types make; they accept what the project itself ships, and refuse slips.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use maltavla::feed::mapping;
use maltavla::feed::readers::maltavla::schema::schema;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// `UPDATE=1 cargo test schema` writes the file anew.
#[test]
fn the_schemas_are_those_of_the_types() {
    for (name, schema) in [("feed", schema()), ("mapping", mapping::schema::schema())] {
        let made = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = file(&format!("public/{name}.schema.json"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &made).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == made, "the types have changed: `UPDATE=1 cargo test schema` writes {} anew", path.display());
    }
}

/// A mapping is faultless for the schema and for the board alike, and what the board tells of, the schema tells, too.
#[test]
fn the_mappings_schema_tells_what_the_board_tells() {
    let root = mapping::schema::schema();
    for case in fs::read_dir(file("tests/feeds")).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(bytes) = fs::read(case.join("mapping.json")) else { continue };
        let Ok((_, notices)) = maltavla::feed::Mapping::parse(&bytes) else { continue };
        let mut faults = Vec::new();
        check(&serde_json::from_slice(&bytes).unwrap(), &root, &root, "", &mut faults);
        assert_eq!(faults.is_empty(), notices.is_empty(), "{}: {faults:?}", case.display());
    }
}

#[test]
fn the_schema_accepts_what_the_project_ships() {
    let fixtures = ["ten-lines-by-hand", "everything-the-format-has", "two-feeds-make-one-board", "dates-follow-today"];
    let fixtures = fixtures.iter().flat_map(|case| {
        let feeds = fs::read_dir(file("tests/feeds").join(case)).unwrap().map(|entry| entry.unwrap().path());
        feeds.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect::<Vec<_>>()
    });
    for path in ["public/demo.en.json", "public/demo.sv.json"].into_iter().map(file).chain(fixtures) {
        let document = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert_eq!(faults(&document), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn the_schema_tells_slips() {
    let feed = |objective: Value| json!({ "format": "maltavla/1", "objectives": [objective] });
    let cases = [
        ("no format", json!({ "objectives": [{ "title": "a" }] }), "/: format is missing"),
        (
            "a later format",
            json!({ "format": "maltavla/2", "objectives": [{ "title": "a" }] }),
            "/format: not maltavla/1",
        ),
        ("no objectives", json!({ "format": "maltavla/1" }), "/: objectives is missing"),
        ("no objective", json!({ "format": "maltavla/1", "objectives": [] }), "/objectives: too few"),
        ("no title", feed(json!({})), "/objectives/0: title is missing"),
        ("a slip of the pen", feed(json!({ "title": "a", "taem": "b" })), "/objectives/0: taem is unknown"),
        ("a word", feed(json!({ "title": "a", "status": "fine" })), "/objectives/0/status: not one of the words"),
        ("a kind", feed(json!({ "title": "a", "weight": "2" })), "/objectives/0/weight: another kind"),
        ("one or many", feed(json!({ "title": "a", "supports": [{}] })), "/objectives/0/supports: none of the kinds"),
    ];
    for (name, document, wanted) in cases {
        assert_eq!(faults(&document), [wanted], "{name}");
    }
    assert!(faults(&feed(json!({ "title": "a", "x-ours": 1, "_note": 2, "$comment": 3, "team": null }))).is_empty());
}

fn faults(document: &Value) -> Vec<String> {
    let schema = schema();
    let mut faults = Vec::new();
    check(document, &schema, &schema, "", &mut faults);
    faults
}

/// The part of JSON Schema that the schema uses; a keyword that is not here fails the test, so that none goes unheeded.
fn check(value: &Value, schema: &Value, root: &Value, at: &str, faults: &mut Vec<String>) {
    let Value::Object(keywords) = schema else { return };
    let mut own = Vec::new();
    let mut fault = |what: &str| own.push(format!("{}: {what}", if at.is_empty() { "/" } else { at }));
    let below = |value: &Value, schema: &Value, step: &str, faults: &mut Vec<String>| {
        check(value, schema, root, &format!("{at}/{step}"), faults);
    };
    for (keyword, rule) in keywords {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" | "patternProperties" => {}
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                check(value, target, root, at, faults);
                continue;
            }
            "type" => {
                let kinds = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                if !kinds.iter().any(|kind| is(value, kind.as_str().unwrap())) {
                    fault("another kind");
                }
            }
            "const" if value != rule => fault(&format!("not {}", rule.as_str().unwrap())),
            "enum" if !rule.as_array().unwrap().contains(value) => fault("not one of the words"),
            "minItems" if value.as_array().is_some_and(|list| (list.len() as u64) < rule.as_u64().unwrap()) => {
                fault("too few");
            }
            "const" | "enum" | "minItems" => {}
            "anyOf" => {
                let fits = |schema: &Value| {
                    let mut faults = Vec::new();
                    check(value, schema, root, at, &mut faults);
                    faults.is_empty()
                };
                if !rule.as_array().unwrap().iter().any(fits) {
                    fault("none of the kinds");
                }
            }
            // The one pattern there is: a date, perhaps with a time.
            "pattern" => {
                if value.as_str().is_some_and(|text| maltavla::feed::loose::date_of(text).is_none()) {
                    fault("no date");
                }
            }
            "required" => {
                for name in rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
                    if value.as_object().is_some_and(|object| !object.contains_key(name)) {
                        fault(&format!("{name} is missing"));
                    }
                }
            }
            "additionalProperties" if rule.is_object() => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    below(value, rule, name, faults);
                }
            }
            "additionalProperties" => {
                assert_eq!(rule, &Value::Bool(false));
                assert_eq!(keywords["patternProperties"], json!({ "^([$_]|x-)": true }));
                for name in value.as_object().into_iter().flat_map(|object| object.keys()) {
                    let free = name.starts_with(['$', '_']) || name.starts_with("x-");
                    if !free && !keywords["properties"].as_object().unwrap().contains_key(name) {
                        fault(&format!("{name} is unknown"));
                    }
                }
            }
            "properties" => {
                for (name, schema) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        below(value, schema, name, faults);
                    }
                }
                continue;
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    below(value, rule, &index.to_string(), faults);
                }
                continue;
            }
            other => panic!("the check knows no {other}"),
        }
    }
    faults.append(&mut own);
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no kind {other}"),
    }
}
