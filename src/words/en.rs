//! The board's words in English. Decides nothing.

#[cfg(not(all(feature = "view", target_arch = "wasm32")))]
mod foreign;

use super::format::excerpt;
#[cfg(all(feature = "view", target_arch = "wasm32"))]
use super::said as foreign;
use super::*;
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
        waiting: |since| format!("Waiting for goals since {since}."),
        stale: |since, ago| format!("stale since {since}, read {ago}"),
        offline: |since, ago| format!("offline since {since}, read {ago}"),
        refused: |status| status.map_or(String::from("refused"), |status| format!("refused ({status})")),
        clock_wrong: "the clock of this screen is wrong",
        feed_ahead: "the clock of the feed is ahead",
        clocks_differ: "the clocks of this screen and of the feed differ",
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
        overdue: |ago, from| {
            format!(
                "{from} was last made {ago}, and says that it is made more often. Does its export still run, or does \
                 something on the way hand out an old copy?"
            )
        },
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
        Problem::StartAtFirst(number) => format!(
            "The values fall to the target and no start is given. The first value, {}, is taken for it.",
            f.number(*number)
        ),
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
        Problem::Said { words, .. } => words.clone(),
        other => foreign::problem(other),
    }
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
        Miss::Network if from.starts_with("https:") => format!(
            "{from} could not be reached. Is this screen on the network, its clock right, the server's certificate good, \
             and does the feed allow other pages to read it (CORS)?"
        ),
        Miss::Network => format!(
            "{from} could not be reached. Is this screen on the network, and does the feed allow other pages to read \
             it (CORS)?"
        ),
        Miss::Timeout => format!("{from} took too long to answer. The board goes on trying."),
        Miss::Refused(Some(status)) => format!(
            "{from} refuses access ({status}): it wants a login. Use an address that needs none, or log in on this screen."
        ),
        Miss::Refused(None) => {
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
        Unreadable::NoGoal { at } => format!(
            "{from} has another shape than it should: no goal can be used in it. The first thing that is amiss stands at {}.",
            excerpt(at)
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
        Unreadable::UnknownFormat(format) => format!(
            "{from} says that it is written as {}. This board does not know that; a newer one may.",
            f.quote(&excerpt(format))
        ),
        other => foreign::unreadable(other, from),
    }
}
