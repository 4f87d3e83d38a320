//! The board's words in English. Decides nothing.

use super::format::excerpt;
use super::*;
use crate::feed::infer::guess::{Concept, Reason, Sort, Sure};
use crate::feed::notice::Kind;

/// English.
pub static EN: Words = Words {
    lang: "en",
    format: Format {
        group: ',',
        decimal: '.',
        million: "million",
        billion: "billion",
        months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        small: [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        ],
        seconds: ("second", "seconds"),
        minutes: ("minute", "minutes"),
        hours: ("hour", "hours"),
        days: ("day", "days"),
        weeks: ("week", "weeks"),
        years: ("year", "years"),
        just_now: "just now",
        near_days: [None, Some("tomorrow"), Some("today"), Some("yesterday"), None],
        week_ago: "a week ago",
        ago: |span| format!("{span} ago"),
        ahead: |span| format!("in {span}"),
        and: "and",
        quotes: ('“', '”'),
    },
    common: Common {
        vision: "Vision",
        objective: "Objective",
        objectives: "Objectives",
        key_results: "Key results",
        initiatives: "Initiatives",
        team: "Team",
        teams: "Teams",
        company: "Company",
        goal: "goal",
        of: |some, all| format!("{some} of {all}"),
        count_key_results: |n| count(n, "key result", "key results"),
        count_objectives: |n| count(n, "objective", "objectives"),
        count_teams: |n| count(n, "team", "teams"),
        points: |signed| format!("{signed}\u{a0}pts"),
        points_this_week: |signed| format!("{signed}\u{a0}pts this week"),
        no_change: "no change this week",
        planned: "Planned",
        ongoing: "Under way",
        done: "Done",
        due: |day| format!("by {day}"),
    },
    status: StatusWords {
        on_track: "On track",
        at_risk: "At risk",
        off_track: "Off track",
        achieved: "Achieved",
        paused: "Paused",
        abandoned: "Given up",
        unmeasured: "No measure yet",
        quiet: |span| format!("no check-in for {span}"),
        quiet_always: "no check-in yet",
        because_declared: |status, who, ago| format!("{status}, says {who}, {ago}"),
        because_pace: |behind| match behind {
            0 => String::from("right at the expected pace"),
            1.. => format!("{} behind the expected pace", count(behind.unsigned_abs(), "point", "points")),
            _ => format!("{} ahead of the expected pace", count(behind.unsigned_abs(), "point", "points")),
        },
        because_said: |status| format!("{status}, as the team says"),
        because_reached: "the measure stands at its goal",
        because_nothing: "nobody has said, and nothing is measured yet",
        measure_says: |status| format!("the measure says {status}"),
        reported_but_still: |weeks| format!("Reported on track, no movement in {}", count(weeks, "week", "weeks")),
    },
    frame: Frame {
        board: "Our goals",
        week_of_cycle: |week, weeks| format!("week\u{a0}{week} of {weeks}"),
        cycle_ahead: |days| format!("starts in {}", count(days, "day", "days")),
        cycle_over: "the cycle is over",
        week: |week| format!("week\u{a0}{week}"),
        part: |part, parts| format!("{part} of {parts}"),
        slide: |slide, slides| format!("slide {slide} of {slides}"),
    },
    overview: Overview {
        title: "Our goals",
        weeks_left: |weeks, quarter| format!("{} left of {}", count(weeks, "week", "weeks"), period(quarter)),
        days_left: |days, quarter| format!("{} left of {}", count(days, "day", "days"), period(quarter)),
        checked_in: "key results checked in this week",
        tied: "of team goals tie to the vision",
        many: |n| format!("{n} objectives at once. Which few matter most just now?"),
    },
    objective: ObjectiveWords {
        title: "Objective",
        owned_by: |owner| format!("owned by {owner}"),
        of_the_way: "of the way",
        expected: |percent| format!("{percent} expected by now"),
        supports: |goal| format!("supports “{goal}”"),
        supported_by: "Supported by",
        cause: "Why, and what we do about it",
        nothing_below: "No key results yet. How will we see that we get there?",
    },
    results: Results {
        title: "Key results",
        from_to: |from, to| format!("from {from} to {to}"),
        at_least: |low| format!("at least {low}"),
        at_most: |high| format!("at most {high}"),
        between: |low, high| format!("between {low} and {high}"),
        inside: "within bounds",
        outside: "outside the bounds",
        inside_of: |inside, all| format!("within bounds in {inside} of {}", count(all, "check-in", "check-ins")),
        yes: "Yes",
        not_yet: "Not yet",
        untargeted: "no goal set yet",
        no_value: "no value yet",
        lands_at: |percent| format!("lands at {percent}"),
        reaches_in_week: |week| format!("reaches the goal in week\u{a0}{week}"),
        reached: "goal reached",
        no_measure: "What will show that we get there?",
        chart: |start, now, goal| format!("From {start} at the start to {now} now. The goal is {goal}."),
        chart_without_goal: |first, now| format!("From {first} at first to {now} now. No goal is set."),
    },
    tree: Tree {
        title: "How the teams contribute",
        cut: "Ties to nothing yet. Where does it belong?",
        nobody: "No team goal carries this yet",
        carries: |percent| format!("carries {percent}"),
        told: |objectives, teams| {
            format!(
                "The vision holds {}, carried by {}.",
                count(objectives, "objective", "objectives"),
                count(teams, "team goal", "team goals")
            )
        },
    },
    team: TeamWords {
        title: "Team",
        part_of: |team| format!("part of {team}"),
        doing: "What we are doing",
        no_goals: "No goals of its own",
    },
    pulse: Pulse {
        title: "Pulse",
        since_monday: "since Monday",
        since_last_monday: "since last Monday",
        needs_support: "Needs support",
        moved_forward: "Moved forward",
        moved_back: "Moved back",
        gone_quiet: "Gone quiet",
        learned: "Learned",
        stands_at: |status, value, target| format!("{status}, {value}, goal {target}"),
        asks: |said| format!("asks for help: {said}"),
        all_well: "Nobody needs support right now.",
        nothing_moved: "Nothing has moved yet this week.",
        nobody_quiet: "Everyone has been heard from.",
    },
    learning: Learning {
        title: "What we have learned",
        decided: "What we have decided",
        achieved_on: |day| format!("achieved {day}"),
        paused_on: |day| format!("paused {day}"),
        abandoned_on: |day| format!("given up {day}"),
        why: "Why",
        lesson: "Lesson",
    },
    fresh: Fresh {
        live: "live",
        booting: "Reading the goals …",
        read: |ago| format!("read {ago}"),
        made: |ago| format!("made {ago}"),
        stale: |since| format!("showing goals from {since}"),
        offline: "no network here",
        again_in: |span| format!("tries again in {span}"),
        resting: "Resting until the office wakes.",
        empty: "No goals here yet",
        empty_hint: "The feed was read well, and there is no goal in it. One objective with a title is enough to begin.",
        broken: "No goals to show yet",
        demo: "demo",
    },
    keys: Keys {
        title: "Keys",
        all: &[
            ("← →", "slide before, slide after"),
            ("OK, space", "hold the board, and let it go on"),
            ("1–9", "go to a slide"),
            ("f", "full screen"),
            ("i", "what was read, and why the board says so"),
            ("r", "read the goals now"),
            ("?", "show these keys"),
            ("Back, Esc", "close, and go on"),
        ],
        held: "Held",
        goes_on_in: |span| format!("goes on in {span}"),
    },
    problems: Problems {
        title: |n| format!("{} could not be used as it stood", count(n, "thing", "things")),
        problem,
        at: |pointer| format!("at {pointer}"),
        such: |n| format!("({} of this kind)", EN.format.count(n)),
        taken_for: |reader, why| format!("Taken for {reader}, because of: {why}"),
        count_check_ins: |n| count(n, "check-in", "check-ins"),
        count_initiatives: |n| count(n, "initiative", "initiatives"),
        setting,
        missed,
        unreadable,
    },
};

fn count(n: u64, one: &'static str, many: &'static str) -> String {
    EN.format.plural(n, (one, many))
}

fn period(quarter: bool) -> &'static str {
    if quarter { "the quarter" } else { "the cycle" }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "nothing (null)",
        Kind::Bool => "true or false",
        Kind::Number => "a number",
        Kind::Text => "a text",
        Kind::List => "a list",
        Kind::Object => "an object",
    }
}

fn problem(problem: &Problem) -> String {
    let f = &EN.format;
    let q = |text: &str| f.quote(&excerpt(text));
    match problem {
        Problem::WrongKind { wanted, found } => {
            format!("Here belongs {}; there stands {}. The field is left out.", kind(*wanted), kind(*found))
        }
        Problem::NotADate(text) => format!("{} is no date that the board knows. It is left out.", q(text)),
        Problem::NotANumber(text) => format!("{} is no number that the board knows. It is left out.", q(text)),
        Problem::NotAnAddress(text) => format!("{} is no address of a page. It is left out.", q(text)),
        Problem::OutOfRange(number) => {
            format!("{} cannot be meant here. The field is left out.", f.number(*number))
        }
        Problem::UnknownField(name) => format!("The board knows no field {}. Is it a slip of the pen?", q(name)),
        Problem::UnknownWord { found, known } => {
            format!("The board does not know {} here. It knows {}.", q(found), f.list(known))
        }
        Problem::NoTitle => String::from("A goal without a title is left out."),
        Problem::NoDate => String::from("A check-in without a date is left out."),
        Problem::DoubledId(id) => format!("Two things are called {}. The second got a name of its own.", q(id)),
        Problem::Orphan(id) => format!("It ties to {}, which is not there. The thread is cut here.", q(id)),
        Problem::Loop(id) => format!("The ties go round in a ring. The one to {} was cut.", q(id)),
        Problem::Unknown(id) => format!("{} is not in the document.", q(id)),
        Problem::Misplaced(id) => format!("{} has no meaning here. It is left out.", q(id)),
        Problem::CycleBackwards => String::from("The cycle ends before it begins. It is left out."),
        Problem::BoundsExchanged => String::from("The lower bound stood above the upper one. They changed places."),
        Problem::NegativeWeight => String::from("A weight below nought counts as nought."),
        Problem::ProgressDiffers { given, computed } => {
            format!("The feed says {}, the values say {}.", f.percent(*given), f.percent(*computed))
        }
        Problem::Shortened(length) => {
            format!("A text was too long for a wall. It ends after {} characters.", f.count(*length as u64))
        }
        Problem::Cleaned => String::from("Characters that turn or control the text were taken out."),
        Problem::NotUtf8 => String::from("The document is not in UTF-8. It was read as Western European text."),
        Problem::Mended { count } => {
            format!("Values that JSON cannot hold were taken out: {}.", f.count(*count as u64))
        }
        Problem::TooMany { kept, over } => {
            format!(
                "There is more than the board takes: {} kept, {} left out.",
                f.count(*kept as u64),
                f.count(*over as u64)
            )
        }
        Problem::TiesTooDeep(id) => format!("Too many lie above each other. The tie to {} was cut.", q(id)),
        Problem::Untold(count) => format!("There is more to tell, left out here: {}.", f.count(*count as u64)),
        Problem::LeftOut { what, count } => format!("Left out on purpose: {} {what}.", f.count(*count as u64)),
        Problem::Said { words, .. } => words.clone(),
        Problem::UnknownStatus(word) => format!("{} is no status that the board knows. It is left out.", q(word)),
        Problem::Partial { have, of: Some(of) } => format!(
            "The document holds {} of {} records. Export all of them, or give the board the addresses of all pages.",
            f.count(*have as u64),
            f.count(*of as u64)
        ),
        Problem::Partial { have, of: None } => format!(
            "The document holds {} records, and its tool has more. Give the board the addresses of all pages.",
            f.count(*have as u64)
        ),
        Problem::Unproven => String::from(
            "This tool's export is read as its interface is described; no real one was at hand. Hold the board against \
             the tool.",
        ),
        Problem::NotAPath { path, at } => {
            format!("{} is no path (JSONPath, RFC 9535); look at character {at}. It is left out.", q(path))
        }
        Problem::NoFunction(name) => format!(
            "Paths have no function {} here; of RFC 9535's there are length, count and value. It is left out.",
            q(name)
        ),
        Problem::PathTooMuch(path) => {
            format!("{} is more than the board follows. Write it in fewer steps. It is left out.", q(path))
        }
        Problem::NoPath => {
            String::from("The mapping does not say where these are: “at” is missing. They are left out.")
        }
        Problem::FindsNothing { member, path } => format!(
            "The mapping's {} finds nothing in the document: {}. Hold the path against the document.",
            q(member),
            q(path)
        ),
        Problem::ErrorBeside(words) => {
            format!("The tool told of an error: {}. Something may be missing.", q(words))
        }
        Problem::Truncated { what, count } => {
            format!("The export holds {} {what} and no more; older ones may be missing.", f.count(*count as u64))
        }
        Problem::TakenRecords { name, sort, count, sure, why } => format!(
            "The {} records at {} were taken for {} ({}).",
            f.count(*count as u64),
            q(name),
            records(*sort),
            because(*sure, why)
        ),
        Problem::Taken { name, concept: of, sure, why } => {
            format!("{} was taken for {} ({}).", q(name), concept(*of), because(*sure, why))
        }
        Problem::Doubtful { name, concept: Some(of), why, .. } => {
            format!("{} may be {} ({}). It is left out.", q(name), concept(*of), because(Sure::Unsure, why))
        }
        Problem::Doubtful { name, concept: None, count, .. } => format!(
            "Nothing says that the {} records at {} are goals. They are left out.",
            f.count(*count as u64),
            q(name)
        ),
        Problem::FieldsUnused { of, names } => {
            format!("The board has no use for these fields of {}: {}.", q(of), excerpt(&names.join(", ")))
        }
        Problem::AsAbove(text) => format!("No objective stands here. It was read as in the row above: {}.", q(text)),
        Problem::ScaleUnsure(number) => {
            format!("{} may be a share or percent. Nothing here tells, so it is left out.", f.number(*number))
        }
        Problem::UnitsDiffer(units) => {
            format!("The values of one measure are in different units: {}. They are left out.", q(units))
        }
        Problem::StartUnknown => String::from(
            "The value lies beyond the target, and nothing says where it began. Is it to fall? The target is left out.",
        ),
    }
}

fn concept(concept: Concept) -> &'static str {
    match concept {
        Concept::Id => "the id",
        Concept::Title => "the title",
        Concept::Description => "the description",
        Concept::Owner => "the owner",
        Concept::Team => "the team",
        Concept::Parent => "the goal above",
        Concept::Objective => "the objective it belongs to",
        Concept::Children => "the goals below",
        Concept::Kind => "what the record is",
        Concept::Start => "the value at the start",
        Concept::Current => "the current value",
        Concept::Target => "the target",
        Concept::Low => "the lower bound",
        Concept::High => "the upper bound",
        Concept::Unit => "the unit",
        Concept::Progress => "the progress",
        Concept::Status => "the status",
        Concept::Done => "whether it is done",
        Concept::Archived => "whether it is put away",
        Concept::Begin => "the first day",
        Concept::Due => "the day it is due",
        Concept::Period => "the period",
        Concept::Weight => "the weight",
        Concept::Url => "the address",
        Concept::Date => "the date",
        Concept::Note => "the note",
        Concept::Cause => "the cause",
        Concept::Lesson => "the lesson",
        Concept::Support => "the call for support",
        Concept::Reason => "the reason",
        Concept::Rhythm => "the days between check-ins",
        Concept::Organisation => "the organisation",
        Concept::Vision => "the vision",
        Concept::Made => "when it was made",
    }
}

fn records(sort: Sort) -> &'static str {
    match sort {
        Sort::Objectives => "objectives",
        Sort::KeyResults => "key results",
        Sort::Goals => "objectives and key results",
        Sort::Initiatives => "initiatives",
        Sort::CheckIns => "check-ins",
        Sort::Teams => "teams",
        Sort::People => "people",
        Sort::Groups => "groups",
    }
}

/// How sure a thing is, and why.
fn because(sure: Sure, why: &[Reason]) -> String {
    let sure = match sure {
        Sure::Sure => "sure",
        Sure::Likely => "likely",
        Sure::Unsure => "not sure",
    };
    let count = |count: &usize| EN.format.count(*count as u64);
    let reason = |reason: &Reason| match reason {
        Reason::Name => String::from("its name"),
        Reason::Values(n) => format!("{} values that fit", count(n)),
        Reason::Between(n) => format!("{} values between start and target", count(n)),
        Reason::Agrees(n) => format!("progress agrees in {} records", count(n)),
        Reason::Ids(n) => format!("{} of its values are ids of others", count(n)),
        Reason::Place => String::from("where it stands"),
        Reason::Beside => String::from("what stands beside it"),
        Reason::Rival => String::from("something else could be meant as well"),
    };
    let reasons: Vec<String> = why.iter().map(reason).collect();
    if reasons.is_empty() { sure.into() } else { format!("{sure}: {}", reasons.join(", ")) }
}

fn setting(notice: &SettingNotice) -> String {
    use crate::settings::{Problem, Source};
    let q = |text: &str| EN.format.quote(&excerpt(text));
    let from = match notice.source {
        Source::BoardJson => "board.json",
        Source::Address => "The address",
    };
    let name = q(&notice.name);
    match &notice.problem {
        Problem::Unknown { nearest: Some(nearest) } => {
            format!("{from}: there is no setting {name}. Did you mean {}?", q(nearest))
        }
        Problem::Unknown { nearest: None } => format!("{from}: there is no setting {name}. It is left out."),
        Problem::Broken { value, example } => {
            format!("{from}: {name} cannot be {}. Write it like {}.", q(value), q(example))
        }
        Problem::Bounded { value, used } => {
            format!("{from}: {name} cannot be {}. The board uses {}.", q(value), q(used))
        }
        Problem::Refused { value } => {
            format!("{from}: {name} does not follow {}. Use an http, https or file address.", q(value))
        }
        Problem::Unreadable => format!("{from} is not a JSON object. The board goes on without it."),
    }
}

fn missed(miss: Miss, from: &str) -> String {
    match miss {
        Miss::Network => format!(
            "{from} could not be reached. Is this screen on the network, and does the feed allow other pages to read \
             it (CORS)?"
        ),
        Miss::Timeout => format!("{from} took too long to answer. The board goes on trying."),
        Miss::Refused(_) => {
            format!("{from} wants a login. Use an address that needs none, or log in on this screen.")
        }
        Miss::Status(404 | 410) => format!("There is nothing at {from}. Has the export moved?"),
        Miss::Status(429) => format!("{from} is asked too often. Let `every` be longer."),
        Miss::Status(status @ 500..) => format!("{from} has trouble of its own ({status}). The board goes on trying."),
        Miss::Status(status) => format!("{from} answered with {status} instead of goals. Is the address right?"),
        Miss::Unreadable => format!("{from} sent something that the board cannot read as goals."),
    }
}

fn unreadable(fault: &Unreadable, from: &str) -> String {
    let f = &EN.format;
    let megabytes = |bytes: u64| f.decimals(bytes as f64 / 1_048_576.0, 1);
    match fault {
        Unreadable::Empty => format!("{from} answered with nothing in it. Is the export finished?"),
        Unreadable::Html => format!(
            "{from} sent a web page instead of goals, often a login page. Use an address that needs no login, \
             or log in on this screen."
        ),
        Unreadable::TooLarge { bytes, limit } => format!(
            "{from} sent {}\u{a0}MB or more; the board takes {}\u{a0}MB. Export a part of it, or a shorter time.",
            megabytes(*bytes),
            megabytes(*limit)
        ),
        Unreadable::TooDeep => {
            format!("What {from} sent is nested deeper than the board follows. Is it really an export of goals?")
        }
        Unreadable::CutOff { line, column } => format!(
            "What {from} sent ends in its middle, at line {line}, column {column}. If it stays so, make the export \
             again."
        ),
        Unreadable::NotJson { line, column } => format!(
            "What {from} sent is not JSON (line {line}, column {column}). Does the address lead to the export itself?"
        ),
        Unreadable::UnknownShape { found, keys } => {
            let names: Vec<String> = keys.iter().take(6).map(|key| f.quote(&excerpt(key))).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let there = if names.is_empty() { String::from(kind(*found)) } else { f.list(&names) };
            format!(
                "{from} sent JSON in a shape that the board does not know (at its top: {there}). Check the address, \
                 or tell the board how to read it with a mapping."
            )
        }
        Unreadable::Refused(words) => format!(
            "{from} answered with an error instead of goals: {}. Look at the address, and at what it may read.",
            f.quote(&excerpt(words))
        ),
        Unreadable::Said(words) => words.clone(),
        Unreadable::NoMapping(address) => format!(
            "{from} is to be read by the mapping {}, which could not be read itself. Look at its address.",
            f.quote(&excerpt(address))
        ),
        Unreadable::NoReader(words) => format!(
            "What {from} sent is no document of the board's own, and the part that reads others could not be started \
             ({}). The board tries again.",
            excerpt(words)
        ),
        Unreadable::TooMany { limit } => format!(
            "What {from} sent holds more than {} values; the board takes no more. Export a part of it.",
            f.count(*limit)
        ),
        Unreadable::UnknownFormat(format) => format!(
            "{from} says that it is written as {}. This board does not know that; a newer one may.",
            f.quote(&excerpt(format))
        ),
    }
}
