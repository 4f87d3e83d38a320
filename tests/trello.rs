//! Real Trello exports, where they are at hand beside the project: recognised, read, and what is left out is told.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use maltavla::feed::{self, Problem};
use std::fs;
use std::path::Path;

#[test]
fn real_exports_make_boards() {
    // Name, then objectives, key results, initiatives, and what is left out or cut off.
    let cases = [
        (
            "gocd-board-large",
            "6 6 26, 21 archived cards, 13 attachments, 18 cards in lists of what has not begun, \
             24 comments on cards that are no goals, 2 measures of single cards, 1000 actions",
        ),
        ("hanyscz-trellotomarkdown", "1 1 0"),
        ("humberto-zayas-export", "3 11 0, 4 attachments"),
        ("nextcloud-deck-fixture", "1 0 0"),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/exports/trello");
    let mut wrong = Vec::new();
    for (name, wanted) in cases {
        let Ok(bytes) = fs::read(folder.join(name).with_extension("json")) else { continue };
        let reading = feed::read(&bytes).unwrap();
        assert_eq!(reading.reader, "Trello", "{name}");
        let (goals, settled) = feed::settle(std::slice::from_ref(&reading.draft), &support::now());
        let mut came =
            format!("{} {} {}", goals.objectives().len(), goals.key_results().len(), goals.initiatives().len());
        for notice in reading.notices.iter().chain(settled.iter().flatten()) {
            came.push_str(&match &notice.problem {
                Problem::LeftOut { what, count } | Problem::Truncated { what, count } => format!(", {count} {what}"),
                other => format!(", {other:?}"),
            });
        }
        if std::env::var_os("SHOW").is_some() {
            let mut out = String::new();
            support::dump(&goals, &mut out);
            println!("== {name}\n{out}");
        }
        if came != wanted {
            wrong.push(format!("{name}:\n  came     {came}\n  expected {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a reader leaves out is told in the office's language.
#[test]
fn what_is_left_out_has_swedish_words() {
    let cases = support::cases();
    let feeds = cases.iter().flat_map(|case| support::feeds_of(case));
    let mut seen = 0;
    for notice in feeds.filter_map(|file| feed::read(&fs::read(file).unwrap()).ok()).flat_map(|reading| reading.notices)
    {
        if let Problem::LeftOut { what, .. } | Problem::Truncated { what, .. } = notice.problem {
            let told = (maltavla::words::sv::SV.problems.problem)(&notice.problem);
            assert!(!told.contains(what), "{told}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}
