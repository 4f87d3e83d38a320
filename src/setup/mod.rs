//! The core of the set-up page: what it asks of the reader in its worker, and what is answered, in JSON.
//!
//! One question, some documents beside it, one answer: [`answer`]. The page (`public/setup/`) holds what is set and
//! shows it; what a document is, where its goals come from, what is worth mending in them and how settings are written
//! is found here. Keeps nothing between questions.

mod fields;
mod look;
mod rows;
mod trace;

use crate::feed::Mapping;
use crate::settings;
use crate::words;
use qrcodegen::{QrCode, QrCodeEcc};
use serde_json::{Map, Value, json};

/// An answer: in JSON, and the goals of each document in the board's own format where these were asked for (empty:
/// nothing could be read).
#[derive(Debug, Default)]
pub struct Answer {
    /// JSON.
    pub told: String,
    /// Documents.
    pub feeds: Vec<Vec<u8>>,
}

/// Answers a question in JSON; `{}` where it is none.
///
/// | `ask` | with | answer |
/// |---|---|---|
/// | `what` | one document | `what`: `mapping`, `board` or `feed` |
/// | `look` | `names`, `now`, `locale`, `languages`; documents, and last the mapping if `mapping` is true | see `look` |
/// | `settings` | `settings`: each name with its texts, or an `address`, or a `board.json` as the document | the same back as they are used, `address`, `board`, `notices` |
/// | `code` | `text` | `code`: the rows of its QR code, `1` is dark |
pub fn answer(question: &str, documents: &[Vec<u8>]) -> Answer {
    let question: Value = serde_json::from_str(question).unwrap_or_default();
    let first = documents.first().map(Vec::as_slice).unwrap_or_default();
    let told = match text(&question, "ask") {
        "look" => return look::look(&question, documents),
        "what" => json!({ "what": what(first) }),
        "settings" => settings_told(&question, documents.first().map(Vec::as_slice)),
        "code" => json!({ "code": code(text(&question, "text")) }),
        _ => json!({}),
    };
    Answer { told: told.to_string(), feeds: Vec::new() }
}

fn text<'q>(question: &'q Value, name: &str) -> &'q str {
    question.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn texts(value: Option<&Value>) -> Vec<String> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(String::from).collect()
}

/// The words of the page's language.
fn words(question: &Value) -> &'static words::Words {
    words::pick(Some(text(question, "locale")), None, &texts(question.get("languages")))
}

/// What a document is to the page: how to read others, how the board is set, or goals.
fn what(document: &[u8]) -> &'static str {
    if Mapping::parse(document).is_ok() {
        "mapping"
    } else if settings::is_board_json(document) {
        "board"
    } else {
        "feed"
    }
}

fn settings_told(question: &Value, board_json: Option<&[u8]>) -> Value {
    let given = question.get("settings").and_then(Value::as_object);
    let given: Vec<(&str, Vec<String>)> =
        given.into_iter().flatten().map(|(name, value)| (name.as_str(), texts(Some(value)))).collect();
    let address = text(question, "address");
    let (search, hash) = address.split_once('#').unwrap_or((address, ""));
    let search = search.split_once('?').map_or("", |(_, search)| search);
    let hash = if given.is_empty() { String::from(hash) } else { settings::address(&given) };
    let (used, notices) = settings::resolve(board_json, search, &hash);
    let told = settings::told(&used);
    let words = words(question);
    let notices: Vec<Value> =
        notices.iter().map(|notice| json!({ "name": notice.name, "said": (words.problems.setting)(notice) })).collect();
    let used: Map<String, Value> = told.iter().map(|(name, texts)| (String::from(*name), json!(texts))).collect();
    json!({
        "settings": used,
        "address": settings::address(&told),
        "board": settings::board_json(&told),
        "notices": notices,
    })
}

/// The rows of a QR code; none where the text is too long for one.
fn code(text: &str) -> Vec<String> {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Vec::new() };
    let row = |y| (0..code.size()).map(|x| if code.get_module(x, y) { '1' } else { '0' }).collect();
    (0..code.size()).map(row).collect()
}
