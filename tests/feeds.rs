//! Make a folder in `tests/feeds/`, get a test: `feed.json` is read and settled, and what comes of it is compared with
//! `expected.txt`. `UPDATE=1 cargo test feeds` writes what came instead; look at the difference before you commit it.
//!
//! A folder with a `mapping.json` is read with that. Several feeds of one board are `feed.1.json`, `feed.2.json` and so on. It is Wednesday 25 November 2026, ten o'clock,
//! and the office lies in Stockholm.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use maltavla::feed;
use std::fmt::Write;
use std::fs;
use std::path::Path;

#[test]
fn feeds() {
    let mut wrong = Vec::new();
    for case in support::cases() {
        let came = outcome(&case);
        let file = case.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &came).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if came != expected {
            let line = came.lines().zip(expected.lines()).position(|(a, b)| a != b);
            let line = line.unwrap_or(came.lines().count().min(expected.lines().count()));
            wrong.push(format!(
                "{}, line {}:\n  came     {}\n  expected {}",
                case.display(),
                line + 1,
                came.lines().nth(line).unwrap_or("nothing"),
                expected.lines().nth(line).unwrap_or("nothing"),
            ));
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 writes what came.\n{}", wrong.join("\n"));
}

/// What comes of a case's feeds, in words that a person can check.
fn outcome(case: &Path) -> String {
    let mut out = String::new();
    let mut drafts = Vec::new();
    let mut told = Vec::new();
    let mapping = fs::read(case.join("mapping.json")).ok().map(|bytes| feed::Mapping::parse(&bytes));
    let mapping = match mapping {
        Some(Ok((mapping, notices))) => {
            for notice in notices {
                writeln!(out, "notice in the mapping at {:?}: {:?}", notice.at, notice.problem).unwrap();
            }
            Some(mapping)
        }
        Some(Err(unreadable)) => {
            writeln!(out, "unreadable mapping: {unreadable:?}").unwrap();
            None
        }
        None => None,
    };
    for file in support::feeds_of(case) {
        match feed::read_with(&fs::read(&file).unwrap(), mapping.as_ref()) {
            Ok(reading) => {
                writeln!(out, "read as {}", reading.reader).unwrap();
                drafts.push(reading.draft);
                told.push(reading.notices);
            }
            Err(unreadable) => writeln!(out, "unreadable: {unreadable:?}").unwrap(),
        }
    }
    let (goals, settled) = feed::settle(&drafts, &support::now());
    support::dump(&goals, &mut out);
    for (feed, notices) in
        told.iter().zip(&settled).enumerate().map(|(i, (read, settled))| (i + 1, read.iter().chain(settled)))
    {
        for notice in notices {
            let feed = if told.len() > 1 { format!(" in feed {feed}") } else { String::new() };
            writeln!(out, "notice{feed} at {:?}: {:?}", notice.at, notice.problem).unwrap();
        }
    }
    out
}
