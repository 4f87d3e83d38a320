//! Every file in `tests/settings/` is a case: `board` (or `board_text`), `search` and `hash` in, `settings` that
//! differ from the built-in ones out, and for those in `invalid/` the `notices`. Make a file, get a test.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail")]

use maltavla::settings::{Problem, Settings, resolve};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn cases(kind: &str) -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/settings").join(kind);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no case in {kind}");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let case = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, case)
    };
    paths.into_iter().map(read).collect()
}

/// Every field, by name, as `Debug` has it; taking the struct apart makes a new field a compile error here.
fn fields(settings: &Settings) -> BTreeMap<&'static str, String> {
    macro_rules! told {
        ($($field:ident)*) => {{
            let Settings { $($field),* } = settings;
            BTreeMap::from([$((stringify!($field), format!("{:?}", $field))),*])
        }};
    }
    told!(feeds mapping every push scenes team goal pace theme motion overscan locale tz hours renew screen hold at resume
        rules owners brand)
}

fn run(case: &Value) -> (BTreeMap<&'static str, String>, Vec<String>) {
    let text = |name: &str| case.get(name).and_then(Value::as_str).map(String::from);
    let board = text("board_text").or_else(|| case.get("board").map(Value::to_string));
    let (settings, notices) = resolve(
        board.as_deref().map(str::as_bytes),
        &text("search").unwrap_or_default(),
        &text("hash").unwrap_or_default(),
    );
    let built_in = fields(&Settings::default());
    let changed = fields(&settings).into_iter().filter(|(name, value)| built_in.get(name) != Some(value)).collect();
    let told = notices.iter().map(|n| format!("{:?} {}: {:?}", n.source, n.name, n.problem)).collect();
    (changed, told)
}

fn check(kind: &str) {
    let mut wrong = Vec::new();
    for (path, case) in cases(kind) {
        let (settings, notices) = run(&case);
        let expected: BTreeMap<String, String> = serde_json::from_value(case["settings"].clone()).unwrap();
        let settings: BTreeMap<String, String> = settings.into_iter().map(|(n, v)| (String::from(n), v)).collect();
        let told: Vec<String> = case.get("notices").map_or(Vec::new(), |n| serde_json::from_value(n.clone()).unwrap());
        assert_eq!(kind == "invalid", !told.is_empty(), "{}: only what is invalid has notices", path.display());
        if settings != expected || notices != told {
            wrong.push(format!("{}\n  {settings:#?}\n  {notices:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn valid_settings_are_used_without_a_word() {
    check("valid");
}

#[test]
fn invalid_settings_are_told_and_stop_nothing() {
    check("invalid");
}

#[test]
fn a_notice_is_short_whatever_was_written() {
    let long = "x".repeat(1_000_000);
    let (_, notices) = resolve(None, &format!("?{long}=1&every={long}&feed=javascript:{long}"), "");
    assert_eq!(notices.len(), 3);
    for notice in notices {
        let value = match notice.problem {
            Problem::Broken { value, .. } | Problem::Refused { value } => value,
            _ => String::new(),
        };
        assert!(notice.name.len() <= 200 && value.len() <= 200);
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_written_the_board_has_settings_within_bounds(board: Vec<u8>, search: String, hash: String) {
        let names = "every=9e9&pace=";
        let (settings, _) = resolve(Some(&board), &format!("{names}{search}"), &hash);
        proptest::prop_assert!((5..=86_400).contains(&settings.every));
        proptest::prop_assert!((0.1..=10.0).contains(&settings.pace));
        proptest::prop_assert!((0.0..=0.1).contains(&settings.overscan));
        proptest::prop_assert!(settings.resume <= 86_400);
        proptest::prop_assert!(!settings.scenes.is_empty());
        proptest::prop_assert!(settings.screen.0 >= 1 && settings.screen.0 <= settings.screen.1);
    }
}
