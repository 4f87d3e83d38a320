//! Settings in `board.json`: the same names as in the address, as a JSON object.
//!
//! Turns the document into names and texts; what a setting means is read elsewhere.

use crate::feed::loose::written;
use crate::json::{Fault, Scalar, Source, Value};

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
    let mut source = Source::new(bytes);
    let Ok(Written::Object(document)) = read(&mut source) else { return None };
    source.end().ok()?;
    let mut pairs = Vec::new();
    for (name, value) in document {
        match value {
            Written::Object(inner) => {
                pairs.extend(inner.into_iter().map(|(inner, value)| (format!("{name}.{inner}"), value.texts())));
            }
            value => pairs.push((name, value.texts())),
        }
    }
    pairs.retain(|(name, texts)| !name.starts_with(['$', '_']) && !texts.is_empty());
    Some(pairs)
}

/// A value as it is written: text, or what holds others.
enum Written {
    Nothing,
    Text(String),
    List(Vec<Written>),
    Object(Vec<(String, Written)>),
}

impl Written {
    /// As texts: none for null, the elements' for a list, and a text that no setting is for what should not be here.
    fn texts(self) -> Vec<String> {
        match self {
            Written::Nothing => Vec::new(),
            Written::Text(text) => vec![text],
            Written::List(values) => values.into_iter().flat_map(Written::texts).collect(),
            Written::Object(_) => vec![String::from("{…}")],
        }
    }
}

/// The value that comes next.
fn read(source: &mut Source<'_>) -> Result<Written, Fault> {
    Ok(match source.value()? {
        Value::Null => Written::Nothing,
        Value::Scalar(scalar) => Written::Text(match scalar {
            Scalar::Bool(value) => String::from(if value { "true" } else { "false" }),
            Scalar::Whole(whole) => whole.to_string(),
            Scalar::Great(great) => great.to_string(),
            Scalar::Real(real) => written(real),
            Scalar::Text(text) => text.into(),
        }),
        Value::List => {
            let mut values = Vec::new();
            while source.element()? {
                values.push(read(source)?);
            }
            Written::List(values)
        }
        Value::Object => {
            let mut members = Vec::new();
            while let Some(name) = source.name()? {
                let name = String::from(name);
                members.push((name, read(source)?));
            }
            Written::Object(members)
        }
    })
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
