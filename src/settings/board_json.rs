//! Settings in `board.json`: the same names as in the address, as a JSON object.
//!
//! Turns the document into names and texts; what a setting means is read elsewhere.

use serde_json::{Map, Value};

/// A setting's name and its texts: more than one where it is a list.
pub(super) type Pair = (String, Vec<String>);

/// The settings of the document, lists as several texts, objects with a dot between the names (`brand.logo`). Names
/// that begin with `$` or `_` are notes and schemas. None: not a JSON object.
///
/// A page of HTML is no settings at all: that is what many servers send for a file that isn't there.
pub(super) fn pairs(bytes: &[u8]) -> Option<Vec<Pair>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    if bytes.starts_with(b"<") {
        return Some(Vec::new());
    }
    let document: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
    let mut pairs = Vec::new();
    for (name, value) in document {
        match value {
            Value::Object(inner) => {
                pairs.extend(inner.into_iter().map(|(inner, value)| (format!("{name}.{inner}"), texts(value))));
            }
            value => pairs.push((name, texts(value))),
        }
    }
    pairs.retain(|(name, texts)| !name.starts_with(['$', '_']) && !texts.is_empty());
    Some(pairs)
}

/// A value as texts: none for null, the elements' for a list, JSON for what should not be here.
fn texts(value: Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text],
        Value::Array(values) => values.into_iter().flat_map(texts).collect(),
        value => vec![value.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_become_texts() {
        for (document, expected) in [
            ("{}", Some("")),
            (r#"{"every":30,"owners":true,"team":null}"#, Some("every=30 owners=true")),
            (r#"{"feed":["a","b"]}"#, Some("feed=a|b")),
            (r#"{"brand":{"name":"Pendla","logo":null}}"#, Some("brand.name=Pendla")),
            (r#"{"$schema":"x","_note":"y"}"#, Some("")),
            ("\u{FEFF}{\"every\":30}", Some("every=30")),
            ("<!doctype html>", Some("")),
            ("", None),
            ("[1]", None),
            (r#"{"every":"#, None),
            ("null", None),
        ] {
            let told = pairs(document.as_bytes())
                .map(|pairs| pairs.iter().map(|(n, v)| format!("{n}={}", v.join("|"))).collect::<Vec<_>>().join(" "));
            assert_eq!(told.as_deref(), expected, "{document}");
        }
    }

    #[test]
    fn a_deep_document_is_none() {
        assert_eq!(pairs("[".repeat(100_000).as_bytes()), None);
        assert_eq!(pairs(format!("{{\"a\":{}", "[".repeat(100_000)).as_bytes()), None);
    }
}
