//! What holds for all languages.

use super::*;

#[test]
fn the_first_language_that_the_board_speaks_is_picked() {
    let none: &[&str] = &[];
    for (setting, feed, browser, lang) in [
        (Some("sv"), Some("en"), &["en"][..], "sv"),
        (None, Some("sv-SE"), &["en"], "sv"),
        (None, None, &["de", "SV_fi", "en"], "sv"),
        (Some("fi"), None, &["sv"], "sv"),
        (Some(""), None, none, "en"),
        (None, None, none, "en"),
        (None, Some("pl"), &["tr"], "en"),
    ] {
        let browser: Vec<String> = browser.iter().map(|tag| String::from(*tag)).collect();
        assert_eq!(pick(setting, feed, &browser).lang, lang, "{setting:?} {feed:?} {browser:?}");
    }
}

/// A notice of each kind, with texts that no wall could hold.
fn faults() -> (Vec<Problem>, Vec<Unreadable>) {
    use crate::feed::infer::guess::{Concept, Reason, Sort, Sure};
    use crate::feed::notice::Kind;
    let long = "ord".repeat(2_000);
    let problems = vec![
        Problem::WrongKind { wanted: Kind::Number, found: Kind::List },
        Problem::NotADate(long.clone()),
        Problem::NotANumber(long.clone()),
        Problem::NotAnAddress(long.clone()),
        Problem::OutOfRange(-1e300),
        Problem::UnknownField(long.clone()),
        Problem::NoDate,
        Problem::NotUtf8,
        Problem::Mended { count: 1 },
        Problem::TooMany { kept: 5_000, over: 1 },
        Problem::TiesTooDeep(long.clone()),
        Problem::Untold(1_000),
        Problem::UnknownWord { found: long.clone(), known: &["planned", "ongoing", "done"] },
        Problem::NoTitle,
        Problem::DoubledId(long.clone()),
        Problem::Orphan(long.clone()),
        Problem::Loop(long.clone()),
        Problem::Unknown(long.clone()),
        Problem::Misplaced(long.clone()),
        Problem::CycleBackwards,
        Problem::BoundsExchanged,
        Problem::StartAtFirst(42.5),
        Problem::NegativeWeight,
        Problem::ProgressDiffers { given: 0.4, computed: f64::NAN },
        Problem::Shortened(500),
        Problem::Cleaned,
        Problem::LeftOut { what: "archived cards", count: 1 },
        Problem::UnknownStatus(long.clone()),
        Problem::Said { words: String::from("A sentence."), count: 200 },
        Problem::Partial { have: 50, of: Some(262) },
        Problem::Partial { have: 50, of: None },
        Problem::ErrorBeside(long.clone()),
        Problem::Unproven,
        Problem::NotAPath { path: long.clone(), at: 7 },
        Problem::NoFunction(long.clone()),
        Problem::PathTooMuch(long.clone()),
        Problem::NoPath,
        Problem::FindsNothing { member: "objectives/title".into(), path: long.clone() },
        Problem::Truncated { what: "actions", count: 1_000 },
        Problem::TakenRecords {
            name: long.clone(),
            sort: Sort::KeyResults,
            count: 12,
            sure: Sure::Likely,
            why: vec![Reason::Name, Reason::Place],
        },
        Problem::Taken {
            name: long.clone(),
            concept: Concept::Current,
            sure: Sure::Sure,
            why: vec![Reason::Name, Reason::Between(12)],
        },
        Problem::Doubtful { name: long.clone(), concept: Some(Concept::Progress), count: 3, why: vec![Reason::Rival] },
        Problem::Doubtful { name: long.clone(), concept: None, count: 3, why: Vec::new() },
        Problem::FieldsUnused { of: long.clone(), names: vec![long.clone(); 20] },
        Problem::AsAbove(long.clone()),
        Problem::ScaleUnsure(0.4),
        Problem::UnitsDiffer(long.clone()),
        Problem::StartUnknown,
    ];
    let unreadable = vec![
        Unreadable::Empty,
        Unreadable::Html,
        Unreadable::TooLarge { bytes: u64::MAX, limit: 64 << 20 },
        Unreadable::TooDeep,
        Unreadable::CutOff { line: 3, column: 14 },
        Unreadable::NotJson { line: 1, column: 1 },
        Unreadable::UnknownShape { found: Kind::Object, keys: vec![long.clone(); 100] },
        Unreadable::UnknownShape { found: Kind::List, keys: Vec::new() },
        Unreadable::Refused(long.clone()),
        Unreadable::Said(String::from("A sentence on https://goals.example/export.json.")),
        Unreadable::NoReader(long.clone()),
        Unreadable::NoMapping(long.clone()),
        Unreadable::TooMany { limit: 16_000_000 },
        Unreadable::UnknownFormat(long),
    ];
    (problems, unreadable)
}

#[test]
fn every_fault_is_told_in_a_sentence_that_a_wall_can_hold() {
    let (problems, unreadable) = faults();
    for words in ALL {
        let told = problems.iter().map(words.problems.problem);
        let from = "https://goals.example/export.json";
        let unread = unreadable.iter().map(|fault| (words.problems.unreadable)(fault, from));
        let misses = [
            Miss::Network,
            Miss::Timeout,
            Miss::Refused(None),
            Miss::Refused(Some(403)),
            Miss::Status(404),
            Miss::Status(503),
            Miss::Status(418),
            Miss::Unreadable,
        ];
        let unread: Vec<String> = unread.chain(misses.map(|miss| (words.problems.missed)(miss, from))).collect();
        for text in &unread {
            assert!(text.contains(from), "says from where: {text}");
        }
        for text in told.chain(unread) {
            assert!(text.ends_with(['.', '?']), "a whole sentence: {text}");
            assert!(text.chars().count() < 640, "short enough: {text}");
            assert!(!text.contains("  "), "no stray spaces: {text}");
        }
    }
}

#[test]
fn faults_are_told_with_what_came_and_what_to_do() {
    let told = |words: &Words, fault| (words.problems.unreadable)(&fault, "goals.json").replace('\u{a0}', " ");
    assert_eq!(
        told(&en::EN, Unreadable::TooLarge { bytes: 70 << 20, limit: 64 << 20 }),
        "goals.json sent 70 MB or more; the board takes 64 MB. Export a part of it, or a shorter time."
    );
    assert_eq!(told(&sv::SV, Unreadable::Empty), "goals.json svarade, men utan innehåll. Är exporten klar?");
    let keys = vec![String::from("rows"), String::from("total")];
    assert!(
        told(&sv::SV, Unreadable::UnknownShape { found: crate::feed::notice::Kind::Object, keys })
            .contains("(överst: ”rows” och ”total”)")
    );
    assert_eq!(
        (en::EN.problems.problem)(&Problem::UnknownWord { found: "doing".into(), known: &["ongoing", "done"] }),
        "The board does not know “doing” here. It knows ongoing and done."
    );
}

#[test]
fn phrases_bend_with_their_numbers() {
    let (en, sv) = (&en::EN, &sv::SV);
    for (told, wanted) in [
        ((en.overview.weeks_left)(1, true), "1 week left of the quarter"),
        ((en.overview.weeks_left)(5, false), "5 weeks left of the cycle"),
        ((sv.overview.weeks_left)(1, true), "1 vecka kvar av kvartalet"),
        ((sv.overview.weeks_left)(5, true), "5 veckor kvar av kvartalet"),
        ((en.status.because_pace)(1), "1 point behind the expected pace"),
        ((en.status.because_pace)(-4), "4 points ahead of the expected pace"),
        ((sv.status.because_pace)(12), "12 procentenheter efter förväntad takt"),
        ((en.frame.week_of_cycle)(8, 13), "week 8 of 13"),
        ((sv.status.quiet)(&sv.format.plural_days(19)), "ingen avstämning på 19 dagar"),
        ((sv.results.inside_of)(1, 1), "inom gränserna vid 1 av 1 avstämning"),
        ((en.problems.title)(1), "1 thing could not be used as it stood"),
    ] {
        assert_eq!(told.replace('\u{a0}', " "), wanted);
    }
}

#[test]
fn settings_are_told_with_a_way_to_mend_them() {
    use crate::settings::{Problem, SettingNotice, Source};
    let notice = |problem| SettingNotice { source: Source::Address, name: "evry".into(), problem };
    for (notice, in_english, in_swedish) in [
        (
            notice(Problem::Unknown { nearest: Some("every") }),
            "The address: there is no setting “evry”. Did you mean “every”?",
            "Adressen: det finns ingen inställning ”evry”. Menade du ”every”?",
        ),
        (
            notice(Problem::Broken { value: "x".repeat(4_000), example: "60" }),
            "The address: “evry” cannot be “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”. \
             Write it like “60”.",
            "Adressen: ”evry” kan inte vara ”xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…”. \
             Skriv som ”60”.",
        ),
    ] {
        assert_eq!((en::EN.problems.setting)(&notice), in_english);
        assert_eq!((sv::SV.problems.setting)(&notice), in_swedish);
    }
}
