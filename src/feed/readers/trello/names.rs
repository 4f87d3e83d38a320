//! What people mean by the names of lists, labels, checklists and fields, in English and Swedish.
//!
//! Knows words only. A name that says nothing known says nothing; no name is an error.

use crate::feed::letters::{is_letter, small, small_text};
use crate::feed::settle::days_of;
use crate::goals::Confidence;

/// What the cards of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Objectives.
    Goals,
    /// The list itself is an objective, its cards are the key results.
    OneGoal,
    /// Key results.
    KeyResults,
    /// What is done about goals.
    Initiatives,
    /// The vision.
    Vision,
    /// No goals: templates, links, notes.
    Apart,
    /// The name does not say.
    Unsaid,
}

/// How far cards have come, told by their list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum State {
    /// Ideas, not decided on.
    NotBegun,
    /// Decided on.
    ToDo,
    /// Worked on.
    Doing,
    /// Done.
    Done,
    /// Laid aside.
    Paused,
    /// Given up.
    Abandoned,
    /// A status.
    Goes(Confidence),
}

/// What a list's name says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Says {
    /// What its cards are.
    pub(super) holds: Holds,
    /// How far they have come.
    pub(super) state: Option<State>,
    /// 0: the whole organisation's; 1: not said; 2: a team's.
    pub(super) level: u8,
    /// The team, or, where the list is an objective, its title.
    pub(super) name: Option<String>,
    /// The period.
    pub(super) period: Option<String>,
}

const GOALS: &[&str] =
    &["goal", "goals", "objective", "objectives", "okr", "okrs", "mål", "målen", "målbild", "målbilder", "målbilderna"];
const KEY_RESULTS: &[&str] =
    &["kr", "krs", "key result", "key results", "nyckelresultat", "nyckeltal", "mätetal", "kpi", "kpis"];
const INITIATIVES: &[&str] = &[
    "initiative",
    "initiatives",
    "initiativ",
    "aktivitet",
    "aktiviteter",
    "activity",
    "activities",
    "action",
    "actions",
    "tasks",
    "åtgärder",
    "insatser",
    "uppgifter",
    "projekt",
    "projects",
];
const TOP: &[&str] = &[
    "company",
    "företaget",
    "företagets",
    "bolaget",
    "bolagets",
    "organisation",
    "organisationen",
    "organisationens",
    "organization",
    "corporate",
    "group",
    "övergripande",
    "strategic",
    "strategiska",
    "strategi",
    "kommunens",
    "top",
    "gemensamma",
    "verksamhetens",
];
const IDLE: &[&str] = &[
    "for",
    "of",
    "the",
    "our",
    "and",
    "this",
    "next",
    "my",
    "new",
    "current",
    "annual",
    "yearly",
    "quarterly",
    "monthly",
    "quarter",
    "year",
    "för",
    "våra",
    "vårt",
    "och",
    "mina",
    "nya",
    "årets",
    "kvartalets",
    "aktuella",
    "nuvarande",
    "teams",
    "level",
    "key",
    "result",
    "results",
    "team's",
    "vision",
    "list",
    "lista",
];
const NOT_YET: &[&str] = &["not started", "not done", "ej påbörjad", "ej påbörjade", "ej påbörjat", "ej klart"];
const ABANDONED: &[&str] = &[
    "cancelled",
    "canceled",
    "abandoned",
    "dropped",
    "rejected",
    "wont do",
    "avbruten",
    "avbrutna",
    "avbrutet",
    "nedlagd",
    "nedlagda",
    "nedlagt",
    "skrotad",
    "skrotade",
    "skrotat",
    "inställt",
];
const PAUSED: &[&str] = &[
    "paused",
    "on hold",
    "hold",
    "standby",
    "parked",
    "vilande",
    "vilar",
    "pausad",
    "pausade",
    "pausat",
    "parkerad",
    "parkerade",
    "parkerat",
];
const DONE: &[&str] = &[
    "done",
    "complete",
    "completed",
    "finished",
    "achieved",
    "closed",
    "shipped",
    "released",
    "klar",
    "klara",
    "klart",
    "färdig",
    "färdiga",
    "färdigt",
    "uppnådd",
    "uppnådda",
    "uppnått",
    "nådda",
    "avslutad",
    "avslutade",
    "avslutat",
    "levererat",
];
const DOING: &[&str] = &[
    "doing",
    "in progress",
    "wip",
    "ongoing",
    "started",
    "active",
    "this week",
    "today",
    "review",
    "testing",
    "test",
    "qa",
    "verify",
    "merge",
    "staging",
    "waiting",
    "blocked",
    "pågår",
    "pågående",
    "påbörjad",
    "påbörjade",
    "påbörjat",
    "under arbete",
    "aktiv",
    "aktiva",
    "denna vecka",
    "idag",
    "granskning",
    "väntar",
    "blockerad",
    "blockerat",
];
const NOT_BEGUN: &[&str] = &[
    "backlog",
    "icebox",
    "inbox",
    "idea",
    "ideas",
    "someday",
    "future",
    "later",
    "wishlist",
    "suggestions",
    "proposals",
    "inkorg",
    "idé",
    "idéer",
    "framtid",
    "framtida",
    "senare",
    "önskelista",
    "förslag",
];
const TO_DO: &[&str] = &[
    "todo",
    "to do",
    "up next",
    "next up",
    "next",
    "planned",
    "upcoming",
    "ready",
    "att göra",
    "nästa",
    "planerad",
    "planerade",
    "planerat",
    "kommande",
    "redo",
];
const APART: &[&str] = &[
    "template",
    "templates",
    "info",
    "information",
    "resources",
    "links",
    "readme",
    "instructions",
    "how to",
    "rules",
    "about",
    "notes",
    "meetings",
    "archive",
    "mall",
    "mallar",
    "resurser",
    "länkar",
    "instruktioner",
    "regler",
    "anteckningar",
    "möten",
    "arkiv",
    "om tavlan",
];
const ON_TRACK: &[&str] = &["on track", "i fas", "enligt plan", "går enligt plan"];
const AT_RISK: &[&str] = &["at risk", "i riskzonen", "riskzon", "needs attention"];
const OFF_TRACK: &[&str] = &["off track", "ur fas", "behind", "delayed", "försenad", "försenat", "efter plan"];
const DEPARTMENTS: &[&str] = &[
    "marketing",
    "sales",
    "finance",
    "hr",
    "people",
    "it",
    "product",
    "engineering",
    "design",
    "support",
    "operations",
    "ops",
    "customer success",
    "leadership",
    "legal",
    "marknad",
    "marknadsföring",
    "sälj",
    "försäljning",
    "ekonomi",
    "personal",
    "produkt",
    "utveckling",
    "teknik",
    "kundtjänst",
    "kommunikation",
    "drift",
    "inköp",
    "lager",
    "produktion",
    "ledning",
    "ledningsgruppen",
    "juridik",
];

/// A name in small letters, its words parted by single spaces, with one before and one after.
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    out.push(' ');
    for c in name.chars().filter(|c| !matches!(c, '\'' | '’')).map(small) {
        if is_letter(c) || c == '%' {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// True if one of the phrases stands in it.
fn says(spaced: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let mut rest = spaced;
        loop {
            let Some((before, after)) = rest.split_once(phrase) else { return false };
            if before.ends_with(' ') && after.starts_with(' ') {
                return true;
            }
            rest = after;
        }
    })
}

/// True if it is one of the phrases.
fn is(spaced: &str, phrases: &[&str]) -> bool {
    phrases.contains(&spaced.trim())
}

fn is_goal_word(word: &str) -> bool {
    GOALS.contains(&word)
        || word.strip_suffix("mål").is_some_and(|of| of.len() > 2 && !matches!(of, "ända" | "före" | "spörs"))
}

/// True if a board's or a list's name says that it is about goals.
pub(super) fn says_goals(name: &str) -> bool {
    spaced(name).split(' ').any(is_goal_word)
}

/// What a list's name says.
pub(super) fn list(name: &str) -> Says {
    let spaced = spaced(name);
    let mut said = Says { holds: Holds::Unsaid, state: state(&spaced), level: 1, name: None, period: period(name) };
    let (is_goals, is_results) = (spaced.split(' ').any(is_goal_word), says(&spaced, KEY_RESULTS));
    if let Some(title) = one_goal(name) {
        said.holds = Holds::OneGoal;
        said.name = Some(title.into());
        return said;
    }
    said.holds = match () {
        () if is(&spaced, &["vision", "visionen", "vår vision", "our vision", "mission", "north star"]) => {
            Holds::Vision
        }
        () if is_goals => Holds::Goals,
        () if is_results => Holds::KeyResults,
        () if says(&spaced, INITIATIVES) => Holds::Initiatives,
        () if says(&spaced, APART) => Holds::Apart,
        () => Holds::Unsaid,
    };
    if is_goals {
        said.name = team_in(name);
        let is_top = spaced.split(' ').any(|word| {
            TOP.contains(&word)
                || ["företags", "bolags", "huvud", "verksamhets", "koncern"].iter().any(|top| word.starts_with(top))
        });
        let is_low = said.name.is_some() || says(&spaced, &["team", "teams", "teammål", "delmål"]);
        said.level = if is_low { 2 } else { u8::from(!is_top) };
    }
    said
}

fn state(spaced: &str) -> Option<State> {
    Some(match () {
        () if says(spaced, NOT_YET) => State::ToDo,
        () if says(spaced, ABANDONED) => State::Abandoned,
        () if says(spaced, PAUSED) => State::Paused,
        () if says(spaced, DONE) => State::Done,
        () if says(spaced, NOT_BEGUN) => State::NotBegun,
        () if says(spaced, DOING) => State::Doing,
        () if says(spaced, TO_DO) => State::ToDo,
        () => State::Goes(confidence(spaced)?),
    })
}

/// The status that a text tells by its own words; colours only if nothing else stands there.
fn confidence(spaced: &str) -> Option<Confidence> {
    Some(match () {
        () if says(spaced, OFF_TRACK) || is(spaced, &["red", "röd", "rött"]) => Confidence::OffTrack,
        () if says(spaced, AT_RISK) || is(spaced, &["yellow", "amber", "gul", "gult"]) => Confidence::AtRisk,
        () if says(spaced, ON_TRACK) || is(spaced, &["green", "grön", "grönt"]) => Confidence::OnTrack,
        () => return None,
    })
}

/// What a label, or a field named 'status', says about a goal.
pub(super) fn status(name: &str) -> Option<State> {
    let spaced = spaced(name);
    match () {
        () if is(&spaced, ABANDONED) => Some(State::Abandoned),
        () if is(&spaced, PAUSED) => Some(State::Paused),
        () if is(&spaced, DONE) => Some(State::Done),
        () => confidence(&spaced).map(State::Goes),
    }
}

/// True if a label or list is named like a team.
pub(super) fn is_team(name: &str) -> bool {
    let spaced = spaced(name);
    let word = spaced.trim();
    DEPARTMENTS.contains(&word)
        || word.starts_with("team ")
        || ["team", "teamet", "avdelningen", "enheten", "förvaltningen", "department", "squad", "gruppen"]
            .iter()
            .any(|end| word.strip_suffix(end).is_some_and(|of| of.len() > 2))
}

/// True if a label says how urgent or of what sort work is, not what it is for.
pub(super) fn is_sort(name: &str) -> bool {
    says(
        &spaced(name),
        &[
            "bug", "bugg", "urgent", "akut", "priority", "prio", "high", "medium", "low", "hög", "låg", "feature",
            "chore", "question", "blocked", "hold", "wip",
        ],
    )
}

/// What is left of the name of a goal list when all that every such name may hold is gone: 'Marknad – mål Q4'.
fn team_in(name: &str) -> Option<String> {
    let words = name.split(|c: char| c.is_whitespace() || "–—:|/,()".contains(c)).filter(|word| {
        let spaced = spaced(word);
        let bare = spaced.trim();
        let many = bare.contains(' ') || bare.is_empty();
        let known = is_goal_word(bare)
            || [KEY_RESULTS, TOP, IDLE, DONE, DOING, PAUSED, ABANDONED, NOT_BEGUN, TO_DO]
                .iter()
                .any(|words| words.contains(&bare));
        !known
            && (!many || bare.contains(' '))
            && !is_period_word(bare)
            && bare.chars().any(|c| is_letter(c) && !c.is_ascii_digit())
    });
    let team = words.collect::<Vec<_>>().join(" ");
    let team = team.trim_matches(|c: char| !is_letter(c));
    (!team.is_empty() && !team.eq_ignore_ascii_case("team") && team.chars().count() <= 40).then(|| team.into())
}

/// The title of a list that is an objective itself: 'O1: Nöjda kunder', 'Mål 2 – …', 'Objective: …'.
fn one_goal(name: &str) -> Option<&str> {
    let (mark, number, rest) = mark(name)?;
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || ":.)–—-".contains(c));
    let is_marked = match mark.as_str() {
        "o" | "mål" => number.is_some(),
        "objective" | "goal" | "målbild" => number.is_some() || rest.trim_start().starts_with(':'),
        _ => false,
    };
    (is_marked && !title.is_empty()).then_some(title)
}

/// The number of the objective that a title begins with: 1 of 'O1: …', '1. …', 'KR1.2 …' and 'KR 1: …'.
pub(super) fn number_of_goal(title: &str) -> Option<u32> {
    let (mark, number, rest) = mark(title)?;
    let known = ["o", "mål", "objective", "goal", "målbild", "kr", "nyckelresultat"].contains(&mark.as_str());
    number.filter(|_| known || (mark.is_empty() && rest.starts_with(['.', ')', ':'])))
}

/// The word that a text begins with, in small letters, a number up to 99 behind it, and the rest.
fn mark(text: &str) -> Option<(String, Option<u32>, &str)> {
    let text = text.trim();
    let letters = text.find(|c: char| !is_letter(c) || c.is_ascii_digit()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(letters)?;
    let numbered = rest.trim_start();
    let digits = numbered.find(|c: char| !c.is_ascii_digit()).unwrap_or(numbered.len());
    let (number, behind) = numbered.split_at_checked(digits)?;
    let number = number.parse().ok().filter(|_| digits <= 2);
    Some((small_text(word), number, if number.is_some() { behind } else { rest }))
}

/// The period that a name holds: 'Q4 2026' of 'OKR Q4 2026 – Marknad'.
pub(super) fn period(name: &str) -> Option<String> {
    let spaced = spaced(name);
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    let mut picked: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let after_part = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| is_part(word));
        if is_period_word(word) || (after_part && word.len() == 1) {
            picked.push(word.to_uppercase());
        }
    }
    let period = picked.join(" ");
    days_of(&period, 2000).map(|_| period)
}

fn is_part(word: &str) -> bool {
    matches!(word, "q" | "kv" | "quarter" | "kvartal" | "tertial" | "trimester" | "h" | "halvår")
}

fn is_period_word(word: &str) -> bool {
    let is_year = word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_numbered = ["q", "t", "h", "kv"]
        .iter()
        .any(|part| word.strip_prefix(part).is_some_and(|number| matches!(number, "1" | "2" | "3" | "4")));
    is_year || is_numbered || is_part(word) || matches!(word, "vt" | "ht")
}

/// What the items of a checklist are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Items {
    /// Key results.
    KeyResults,
    /// What is done.
    Initiatives,
    /// The name says nothing about the goal: 'Checklist'.
    Nameless,
    /// Parts of something that has a name.
    Parts,
}

/// What a checklist's name says.
pub(super) fn checklist(name: &str) -> Items {
    let spaced = spaced(name);
    match () {
        () if says(&spaced, KEY_RESULTS) || spaced.split(' ').any(is_goal_word) => Items::KeyResults,
        () if says(&spaced, &["measures", "mått", "resultat", "results"]) => Items::KeyResults,
        () if says(&spaced, INITIATIVES) || says(&spaced, TO_DO) => Items::Initiatives,
        () if is(&spaced, &["", "checklist", "checklista", "check list", "list", "lista"]) => Items::Nameless,
        () => Items::Parts,
    }
}

/// What a custom field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// Where the measure began.
    Start,
    /// Where it is.
    Current,
    /// Where it is to go.
    Target,
    /// What it counts.
    Unit,
    /// How far it has come.
    Progress,
    /// The status that people declare.
    Status,
    /// The team.
    Team,
    /// Who answers for it.
    Owner,
}

/// What a custom field's name says.
pub(super) fn field(name: &str) -> Option<Field> {
    let spaced = spaced(name);
    const KNOWN: &[(Field, &[&str])] = &[
        (Field::Start, &["start", "start value", "baseline", "from", "startvärde", "utgångsläge", "basvärde", "från"]),
        (
            Field::Current,
            &[
                "current",
                "current value",
                "now",
                "actual",
                "value",
                "result",
                "nu",
                "nuläge",
                "nuvärde",
                "utfall",
                "värde",
                "aktuellt värde",
                "resultat",
            ],
        ),
        (Field::Target, &["target", "target value", "goal", "to", "mål", "målvärde", "målnivå", "till"]),
        (Field::Unit, &["unit", "units", "uom", "enhet", "måttenhet"]),
        (Field::Progress, &["progress", "progress %", "% complete", "framsteg", "framsteg %", "måluppfyllelse"]),
        (Field::Status, &["status", "confidence", "health", "läge", "trafikljus", "konfidens", "bedömning", "prognos"]),
        (Field::Team, &["team", "department", "avdelning", "förvaltning", "grupp"]),
        (Field::Owner, &["owner", "responsible", "ansvarig", "ägare", "målägare"]),
    ];
    KNOWN.iter().find(|(_, names)| is(&spaced, names)).map(|(field, _)| *field)
}

/// What a comment is, by the word before its first colon ('Lärdom: …').
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// A note.
    Note,
    /// A lesson.
    Lesson,
    /// A call for support.
    Support,
    /// A cause.
    Cause,
}

/// What a comment is, and its text without the word that says so.
pub(super) fn remark(text: &str) -> (Remark, &str) {
    let Some((word, rest)) = text.split_once(':') else { return (Remark::Note, text) };
    let spaced = spaced(word);
    match () {
        () if is(&spaced, &["lesson", "lessons", "learning", "lärdom", "lärdomar", "vi lärde oss"]) => {
            (Remark::Lesson, rest)
        }
        () if is(
            &spaced,
            &[
                "support",
                "help",
                "help needed",
                "need help",
                "hjälp",
                "stöd",
                "behöver hjälp",
                "behöver stöd",
                "vi behöver",
            ],
        ) =>
        {
            (Remark::Support, rest)
        }
        () if is(&spaced, &["cause", "why", "reason", "orsak", "varför", "därför"]) => (Remark::Cause, rest),
        () => (Remark::Note, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_say_what_they_hold() {
        let cases = [
            ("Mål", "Goals - 1 - -"),
            ("Företagsmål Q4 2026", "Goals - 0 - Q4 2026"),
            ("Company OKRs", "Goals - 0 - -"),
            ("Marketing OKRs – Q1 2027", "Goals - 2 Marketing Q1 2027"),
            ("Mål: Team Nord", "Goals - 2 Team Nord -"),
            ("Teammål", "Goals - 2 - -"),
            ("Uppnådda mål", "Goals Done 1 - -"),
            ("Mål 2026", "Goals - 1 - 2026"),
            ("Objectives & Key Results", "Goals - 1 - -"),
            ("O1: Nöjda kunder", "OneGoal - 1 Nöjda kunder -"),
            ("Mål 2 – Tryggare bygd", "OneGoal - 1 Tryggare bygd -"),
            ("Objective: Happy people", "OneGoal - 1 Happy people -"),
            ("Key results", "KeyResults - 1 - -"),
            ("Nyckelresultat", "KeyResults - 1 - -"),
            ("Aktiviteter", "Initiatives - 1 - -"),
            ("Vision", "Vision - 1 - -"),
            ("Att göra", "Unsaid ToDo 1 - -"),
            ("To Do", "Unsaid ToDo 1 - -"),
            ("TODO", "Unsaid ToDo 1 - -"),
            ("Pågår", "Unsaid Doing 1 - -"),
            ("Klart 🎉", "Unsaid Done 1 - -"),
            ("Ready to merge", "Unsaid Doing 1 - -"),
            ("Backlog/Future Work/Ideas", "Unsaid NotBegun 1 - -"),
            ("Ej påbörjade", "Unsaid ToDo 1 - -"),
            ("Vilande", "Unsaid Paused 1 - -"),
            ("Won't do", "Unsaid Abandoned 1 - -"),
            ("At risk", "Unsaid Goes(AtRisk) 1 - -"),
            ("Grön", "Unsaid Goes(OnTrack) 1 - -"),
            ("Red team", "Unsaid - 1 - -"),
            ("Mallar", "Apart - 1 - -"),
            ("Ändamål", "Unsaid - 1 - -"),
            ("Målning", "Unsaid - 1 - -"),
            ("🚀", "Unsaid - 1 - -"),
            ("", "Unsaid - 1 - -"),
        ];
        for (name, wanted) in cases {
            let says = list(name);
            let state = says.state.map_or("-".into(), |state| format!("{state:?}"));
            let came = format!(
                "{:?} {state} {} {} {}",
                says.holds,
                says.level,
                says.name.as_deref().unwrap_or("-"),
                says.period.as_deref().unwrap_or("-")
            );
            assert_eq!(came, wanted, "{name:?}");
        }
    }

    #[test]
    fn labels_say_a_status_only_when_nothing_else_is_meant() {
        let cases = [
            ("On track", Some(State::Goes(Confidence::OnTrack))),
            ("i riskzonen!", Some(State::Goes(Confidence::AtRisk))),
            ("RÖD", Some(State::Goes(Confidence::OffTrack))),
            ("Pausad", Some(State::Paused)),
            ("HOLD for Validation", None),
            ("Risk & compliance", None),
            ("Green energy", None),
            ("", None),
        ];
        for (name, wanted) in cases {
            assert_eq!(status(name), wanted, "{name:?}");
        }
        let teams = [
            ("Marknad", true),
            ("Team Nord", true),
            ("Säljteamet", true),
            ("Steam", false),
            ("Webb", false),
            ("", false),
        ];
        for (name, wanted) in teams {
            assert_eq!(is_team(name), wanted, "{name:?}");
        }
    }

    #[test]
    fn titles_tell_their_objectives_number() {
        let cases = [
            ("O1: Nöjda", Some(1)),
            ("KR1.2 NPS", Some(1)),
            ("KR 3: x", Some(3)),
            ("2. Trygg", Some(2)),
            ("1 av 3", None),
            ("Mål 2026", None),
            ("2026", None),
            ("", None),
        ];
        for (title, wanted) in cases {
            assert_eq!(number_of_goal(title), wanted, "{title:?}");
        }
    }
}
