//! Every real export that lies beside the project (`../shared/exports`), as one table: `tests/exports.txt`.
//!
//! `UPDATE=1 cargo test --no-default-features --test exports` writes down what came; each line was held against its file
//! by hand. Without the exports there is nothing to test. `SHOW=name cargo test … -- --nocapture` prints what was made
//! of the files whose path holds `name`, with all notices.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use maltavla::feed::report::Counts;
use maltavla::feed::{self, Unreadable};
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[test]
fn real_exports() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../shared/exports");
    let mut files = Vec::new();
    support::exports(&folder, &mut files);
    if files.is_empty() {
        return;
    }
    let mut table = String::from(
        "file | read as | objectives | key results | teams | check-ins | initiatives | notices\n\
         ---- | ------- | ---------- | ----------- | ----- | --------- | ----------- | -------\n",
    );
    let show = std::env::var("SHOW").ok();
    for file in files {
        let name = file.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let shown = show.as_ref().is_some_and(|show| name.contains(show.as_str()));
        let line = line(&name, &fs::read(&file).unwrap(), shown);
        writeln!(table, "{line}").unwrap();
    }
    let file = root.join("tests/exports.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &table).unwrap();
        return;
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    let changed: Vec<&str> = table.lines().filter(|line| !known.lines().any(|known| known == *line)).collect();
    assert!(changed.is_empty(), "UPDATE=1 writes what came, once you have looked at it:\n{}", changed.join("\n"));
}

/// What came of one file.
fn line(name: &str, bytes: &[u8], shown: bool) -> String {
    let reading = match feed::read(bytes) {
        Ok(reading) => reading,
        Err(unreadable) => return format!("{name} | refused: {} | | | | | |", words(&unreadable)),
    };
    let counts = Counts::of(&reading.draft);
    let (goals, settled) = feed::settle(std::slice::from_ref(&reading.draft), &support::now());
    let notices = || reading.notices.iter().chain(settled.iter().flatten());
    if shown {
        let mut out = String::new();
        support::dump(&goals, &mut out);
        for group in feed::report::grouped(notices()) {
            writeln!(out, "{} × {:?}: {:?}", group.count, group.first.at, group.first.problem).unwrap();
        }
        println!("== {name}: {} ({})\n{out}", reading.reader, reading.why);
    }
    format!(
        "{name} | {} | {} | {} | {} | {} | {} | {}",
        reading.reader,
        counts.objectives,
        counts.key_results,
        counts.teams,
        counts.check_ins,
        counts.initiatives,
        feed::report::grouped(notices()).len(),
    )
}

fn words(unreadable: &Unreadable) -> String {
    match unreadable {
        Unreadable::UnknownShape { keys, .. } => format!("unknown shape ({})", keys.join(", ")),
        Unreadable::Refused(words) => format!("an error ({words})"),
        other => format!("{other:?}"),
    }
}
