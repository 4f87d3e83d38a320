//! The board's words in Swedish. Decides nothing.

#[cfg(not(all(feature = "view", target_arch = "wasm32")))]
mod foreign;

use super::format::excerpt;
#[cfg(all(feature = "view", target_arch = "wasm32"))]
use super::said as foreign;
use super::*;
use crate::feed::notice::Kind;

/// Swedish.
pub static SV: Words = Words {
    lang: "sv",
    format: Format {
        group: '\u{a0}',
        decimal: ',',
        million: "miljoner",
        billion: "miljarder",
        months: ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
        weekdays: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
        small: ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
        seconds: ("sekund", "sekunder"),
        minutes: ("minut", "minuter"),
        hours: ("timme", "timmar"),
        days: ("dag", "dagar"),
        weeks: ("vecka", "veckor"),
        years: ("år", "år"),
        just_now: "nyss",
        near_days: [Some("i övermorgon"), Some("i morgon"), Some("i dag"), Some("i går"), Some("i förrgår")],
        week_ago: "för en vecka sedan",
        ago: |span| format!("för {span} sedan"),
        ahead: |span| format!("om {span}"),
        and: "och",
        quotes: ('”', '”'),
    },
    common: Common {
        vision: "Vision",
        objective: "Målbild",
        objectives: "Målbilder",
        key_results: "Nyckelresultat",
        initiatives: "Aktiviteter",
        team: "Team",
        teams: "Team",
        company: "Gemensamt",
        goal: "mål",
        of: |some, all| format!("{some} av {all}"),
        count_key_results: |n| count(n, "nyckelresultat", "nyckelresultat"),
        count_objectives: |n| count(n, "målbild", "målbilder"),
        count_teams: |n| count(n, "team", "team"),
        points: |signed| format!("{signed}\u{a0}%-enheter"),
        points_this_week: |signed| format!("{signed}\u{a0}%-enheter i veckan"),
        no_change: "oförändrat i veckan",
        planned: "Planerad",
        ongoing: "Pågår",
        done: "Klar",
        due: |day| format!("senast {day}"),
    },
    status: StatusWords {
        on_track: "På väg",
        at_risk: "Osäkert",
        off_track: "Ur kurs",
        achieved: "I mål",
        paused: "På paus",
        abandoned: "Släppt",
        unmeasured: "Inget mått än",
        quiet: |span| format!("ingen avstämning på {span}"),
        quiet_always: "ingen avstämning än",
        because_declared: |status, who, ago| format!("{status}, säger {who}, {ago}"),
        because_pace: |behind| match behind {
            0 => String::from("precis i förväntad takt"),
            1.. => format!("{} efter förväntad takt", count(behind.unsigned_abs(), "procentenhet", "procentenheter")),
            _ => format!("{} före förväntad takt", count(behind.unsigned_abs(), "procentenhet", "procentenheter")),
        },
        because_said: |status| format!("{status}, säger teamet"),
        because_reached: "måttet har nått målet",
        because_nothing: "ingen har sagt något, och inget är mätt än",
        measure_says: |status| format!("måttet säger: {status}"),
        reported_but_still: |weeks| {
            format!("Rapporteras vara på väg, men har stått still i {}", count(weeks, "vecka", "veckor"))
        },
    },
    frame: Frame {
        board: "Våra mål",
        week_of_cycle: |week, weeks| format!("vecka\u{a0}{week} av {weeks}"),
        cycle_ahead: |days| format!("börjar om {}", count(days, "dag", "dagar")),
        cycle_over: "cykeln är slut",
        week: |week| format!("vecka\u{a0}{week}"),
        part: |part, parts| format!("{part} av {parts}"),
        slide: |slide, slides| format!("bild {slide} av {slides}"),
    },
    overview: Overview {
        title: "Våra mål",
        weeks_left: |weeks, quarter| format!("{} kvar av {}", count(weeks, "vecka", "veckor"), period(quarter)),
        days_left: |days, quarter| format!("{} kvar av {}", count(days, "dag", "dagar"), period(quarter)),
        checked_in: "nyckelresultat avstämda den här veckan",
        tied: "av teamens mål hänger ihop med visionen",
        many: |n| format!("{n} målbilder på en gång. Vilka få är viktigast just nu?"),
    },
    objective: ObjectiveWords {
        title: "Målbild",
        owned_by: |owner| format!("ägs av {owner}"),
        of_the_way: "av vägen",
        expected: |percent| format!("{percent} förväntat i dag"),
        supports: |goal| format!("stödjer ”{goal}”"),
        supported_by: "Får stöd av",
        cause: "Varför, och vad vi gör åt det",
        nothing_below: "Inga nyckelresultat än. Hur ser vi att vi kommer fram?",
    },
    results: Results {
        title: "Nyckelresultat",
        from_to: |from, to| format!("från {from} till {to}"),
        at_least: |low| format!("minst {low}"),
        at_most: |high| format!("högst {high}"),
        between: |low, high| format!("mellan {low} och {high}"),
        inside: "inom gränserna",
        outside: "utanför gränserna",
        inside_of: |inside, all| format!("inom gränserna vid {inside} av {}", count(all, "avstämning", "avstämningar")),
        yes: "Ja",
        not_yet: "Inte än",
        untargeted: "inget mål satt än",
        no_value: "inget värde än",
        lands_at: |percent| format!("landar på {percent}"),
        reaches_in_week: |week| format!("når målet vecka\u{a0}{week}"),
        reached: "målet är nått",
        no_measure: "Vad visar att vi kommer fram?",
        chart: |start, now, goal| format!("Från {start} vid starten till {now} nu. Målet är {goal}."),
        chart_without_goal: |first, now| format!("Från {first} i början till {now} nu. Inget mål är satt."),
    },
    tree: Tree {
        title: "Så bidrar teamen",
        cut: "Hänger inte ihop med något än. Var hör det hemma?",
        nobody: "Inget teammål bär det här än",
        carries: |percent| format!("bär {percent}"),
        told: |objectives, teams| {
            format!(
                "Visionen rymmer {}, och bärs av {}.",
                count(objectives, "målbild", "målbilder"),
                count(teams, "teammål", "teammål")
            )
        },
    },
    team: TeamWords {
        title: "Team",
        part_of: |team| format!("en del av {team}"),
        doing: "Det här gör vi",
        no_goals: "Inga egna mål",
    },
    pulse: Pulse {
        title: "Puls",
        since_monday: "sedan i måndags",
        since_last_monday: "sedan förra måndagen",
        needs_support: "Behöver stöd",
        moved_forward: "Framåt",
        moved_back: "Bakåt",
        gone_quiet: "Har tystnat",
        learned: "Lärdomar",
        stands_at: |status, value, target| format!("{status}, {value}, mål {target}"),
        asks: |said| format!("ber om hjälp: {said}"),
        all_well: "Ingen behöver stöd just nu.",
        nothing_moved: "Inget har rört sig än i veckan.",
        nobody_quiet: "Alla har hört av sig.",
    },
    learning: Learning {
        title: "Det här har vi lärt oss",
        decided: "Det här har vi bestämt",
        achieved_on: |day| format!("i mål {day}"),
        paused_on: |day| format!("på paus sedan {day}"),
        abandoned_on: |day| format!("släppt {day}"),
        why: "Varför",
        lesson: "Lärdom",
    },
    fresh: Fresh {
        live: "direkt",
        booting: "Läser målen …",
        read: |ago| format!("läst {ago}"),
        made: |ago| format!("gjort {ago}"),
        waiting: |since| format!("Väntar på mål sedan {since}."),
        stale: |since, ago| format!("inte uppdaterad sedan {since}, läst {ago}"),
        offline: |since, ago| format!("utan nät sedan {since}, läst {ago}"),
        refused: |status| status.map_or(String::from("nekas åtkomst"), |status| format!("nekas åtkomst ({status})")),
        clock_wrong: "skärmens klocka går fel",
        feed_ahead: "flödets klocka går före",
        clocks_differ: "skärmens och flödets klockor går olika",
        again_in: |span| format!("försöker igen om {span}"),
        resting: "Vilar tills kontoret vaknar.",
        empty: "Inga mål här än",
        empty_hint: "Flödet gick bra att läsa, men det finns inget mål i det. En målbild med en titel räcker för att börja.",
        broken: "Inga mål att visa än",
        demo: "demo",
    },
    keys: Keys {
        title: "Knappar",
        all: &[
            ("← →", "bilden före, bilden efter"),
            ("OK, mellanslag", "håll kvar bilden, och släpp den"),
            ("1–9", "gå till en bild"),
            ("f", "helskärm"),
            ("i", "vad som är läst, och varför tavlan säger så"),
            ("r", "läs målen nu"),
            ("?", "visa de här knapparna"),
            ("Bakåt, Esc", "stäng och fortsätt"),
        ],
        held: "Hålls kvar",
        goes_on_in: |span| format!("fortsätter om {span}"),
    },
    problems: Problems {
        title: |n| format!("{} gick inte att använda som det stod", count(n, "sak", "saker")),
        problem,
        at: |pointer| format!("vid {pointer}"),
        such: |n| format!("({} av det slaget)", SV.format.count(n)),
        taken_for: |reader, why| format!("Tolkat som {reader}, på grund av: {why}"),
        count_check_ins: |n| count(n, "avstämning", "avstämningar"),
        count_initiatives: |n| count(n, "aktivitet", "aktiviteter"),
        setting,
        missed,
        overdue: |ago, from| {
            format!(
                "{from} gjordes senast {ago}, och säger att det görs oftare. Går exporten fortfarande, eller delar något \
                 på vägen ut en gammal kopia?"
            )
        },
        unreadable,
    },
};

fn count(n: u64, one: &'static str, many: &'static str) -> String {
    SV.format.plural(n, (one, many))
}

fn period(quarter: bool) -> &'static str {
    if quarter { "kvartalet" } else { "cykeln" }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "ingenting (null)",
        Kind::Bool => "sant eller falskt",
        Kind::Number => "ett tal",
        Kind::Text => "en text",
        Kind::List => "en lista",
        Kind::Object => "ett objekt",
    }
}

fn problem(problem: &Problem) -> String {
    let f = &SV.format;
    let q = |text: &str| f.quote(&excerpt(text));
    match problem {
        Problem::WrongKind { wanted, found } => {
            format!("Här hör {} hemma, men här står {}. Fältet är utelämnat.", kind(*wanted), kind(*found))
        }
        Problem::NotADate(text) => format!("{} är inget datum som tavlan känner till. Det är utelämnat.", q(text)),
        Problem::NotANumber(text) => format!("{} är inget tal som tavlan känner till. Det är utelämnat.", q(text)),
        Problem::NotAnAddress(text) => format!("{} är ingen adress till en sida. Den är utelämnad.", q(text)),
        Problem::OutOfRange(number) => {
            format!("{} kan inte vara menat här. Fältet är utelämnat.", f.number(*number))
        }
        Problem::UnknownField(name) => format!("Tavlan känner inget fält {}. Är det felskrivet?", q(name)),
        Problem::UnknownWord { found, known } => {
            format!("Tavlan känner inte till {} här. Den känner till {}.", q(found), f.list(known))
        }
        Problem::NoTitle => String::from("Ett mål utan titel är utelämnat."),
        Problem::NoDate => String::from("En avstämning utan datum är utelämnad."),
        Problem::DoubledId(id) => format!("Två saker heter {}. Den andra har fått ett eget namn.", q(id)),
        Problem::Orphan(id) => format!("Det knyter an till {}, som inte finns. Tråden är av här.", q(id)),
        Problem::Loop(id) => format!("Trådarna går runt i en ring. Den till {} klipptes av.", q(id)),
        Problem::Unknown(id) => format!("{} finns inte i dokumentet.", q(id)),
        Problem::Misplaced(id) => format!("{} betyder ingenting här. Det är utelämnat.", q(id)),
        Problem::CycleBackwards => String::from("Cykeln slutar innan den börjar. Den är utelämnad."),
        Problem::StartAtFirst(number) => format!(
            "Värdena sjunker mot målet och inget startvärde är angivet. Det första värdet, {}, räknas som start.",
            f.number(*number)
        ),
        Problem::BoundsExchanged => String::from("Den undre gränsen låg över den övre. De har bytt plats."),
        Problem::NegativeWeight => String::from("En vikt under noll räknas som noll."),
        Problem::ProgressDiffers { given, computed } => {
            format!("Flödet säger {}, värdena säger {}.", f.percent(*given), f.percent(*computed))
        }
        Problem::Shortened(length) => {
            format!("En text var för lång för en vägg. Den slutar efter {} tecken.", f.count(*length as u64))
        }
        Problem::Cleaned => String::from("Tecken som vänder på eller styr texten är borttagna."),
        Problem::NotUtf8 => String::from("Dokumentet är inte i UTF-8. Det lästes som västeuropeisk text."),
        Problem::Mended { count } => {
            format!("Värden som JSON inte kan rymma är borttagna: {}.", f.count(*count as u64))
        }
        Problem::TooMany { kept, over } => {
            format!(
                "Det är mer än tavlan rymmer: {} finns med, {} är utelämnade.",
                f.count(*kept as u64),
                f.count(*over as u64)
            )
        }
        Problem::TiesTooDeep(id) => format!("För många ligger ovanför varandra. Tråden till {} klipptes av.", q(id)),
        Problem::Untold(count) => format!("Det finns mer att berätta, utelämnat här: {}.", f.count(*count as u64)),
        Problem::Said { words, .. } => words.clone(),
        other => foreign::problem(other),
    }
}

fn setting(notice: &SettingNotice) -> String {
    use crate::settings::{Problem, Source};
    let q = |text: &str| SV.format.quote(&excerpt(text));
    let from = match notice.source {
        Source::BoardJson => "board.json",
        Source::Address => "Adressen",
    };
    let name = q(&notice.name);
    match &notice.problem {
        Problem::Unknown { nearest: Some(nearest) } => {
            format!("{from}: det finns ingen inställning {name}. Menade du {}?", q(nearest))
        }
        Problem::Unknown { nearest: None } => {
            format!("{from}: det finns ingen inställning {name}. Den är utelämnad.")
        }
        Problem::Broken { value, example } => {
            format!("{from}: {name} kan inte vara {}. Skriv som {}.", q(value), q(example))
        }
        Problem::Bounded { value, used } => {
            format!("{from}: {name} kan inte vara {}. Tavlan använder {}.", q(value), q(used))
        }
        Problem::Refused { value } => {
            format!("{from}: {name} följer inte {}. Använd en adress med http, https eller file.", q(value))
        }
        Problem::Unreadable => format!("{from} är inget JSON-objekt. Tavlan klarar sig utan."),
    }
}

fn missed(miss: Miss, from: &str) -> String {
    match miss {
        Miss::Network if from.starts_with("https:") => format!(
            "{from} går inte att nå. Är skärmen på nätet, går dess klocka rätt, gäller serverns certifikat, och tillåter \
             flödet att andra sidor läser det (CORS)?"
        ),
        Miss::Network => format!(
            "{from} går inte att nå. Är skärmen på nätet, och tillåter flödet att andra sidor läser det (CORS)?"
        ),
        Miss::Timeout => format!("{from} dröjde för länge med att svara. Tavlan försöker igen."),
        Miss::Refused(Some(status)) => format!(
            "{from} nekar tillträde ({status}): det kräver inloggning. Använd en adress utan, eller logga in på den här \
             skärmen."
        ),
        Miss::Refused(None) => {
            format!("{from} kräver inloggning. Använd en adress utan, eller logga in på den här skärmen.")
        }
        Miss::Status(404 | 410) => format!("Det finns inget på {from}. Har exporten flyttat?"),
        Miss::Status(429) => format!("{from} får för många frågor. Låt `every` vara längre."),
        Miss::Status(status @ 500..) => format!("{from} har problem för egen del ({status}). Tavlan försöker igen."),
        Miss::Status(status) => format!("{from} svarade med {status} i stället för mål. Är adressen rätt?"),
        Miss::Unreadable => format!("{from} skickade något som tavlan inte kan läsa som mål."),
    }
}

fn unreadable(fault: &Unreadable, from: &str) -> String {
    let f = &SV.format;
    let megabytes = |bytes: u64| f.decimals(bytes as f64 / 1_048_576.0, 1);
    match fault {
        Unreadable::Empty => format!("{from} svarade, men utan innehåll. Är exporten klar?"),
        Unreadable::Html => format!(
            "{from} skickade en webbsida i stället för mål, ofta en inloggningssida. Använd en adress som inte kräver \
             inloggning, eller logga in på den här skärmen."
        ),
        Unreadable::TooLarge { bytes, limit } => format!(
            "{from} skickade {}\u{a0}MB eller mer; tavlan tar emot {}\u{a0}MB. Exportera en del, eller en kortare tid.",
            megabytes(*bytes),
            megabytes(*limit)
        ),
        Unreadable::TooDeep => {
            format!("Det som {from} skickade har fler nivåer än tavlan följer. Är det verkligen en export av mål?")
        }
        Unreadable::CutOff { line, column } => format!(
            "Det som {from} skickade tar slut mitt i, på rad {line}, kolumn {column}. Gör om exporten om det inte går \
             över."
        ),
        Unreadable::NotJson { line, column } => format!(
            "Det som {from} skickade är inte JSON (rad {line}, kolumn {column}). Leder adressen till själva exporten?"
        ),
        Unreadable::NoGoal { at } => format!(
            "{from} har en annan form än den ska: inget mål i det går att använda. Det första som är fel står vid {}.",
            excerpt(at)
        ),
        Unreadable::Said(words) => words.clone(),
        Unreadable::NoMapping(address) => format!(
            "{from} ska läsas enligt mappningen {}, som inte gick att läsa. Se över dess adress.",
            f.quote(&excerpt(address))
        ),
        Unreadable::NoReader(words) => format!(
            "Det som {from} skickade är inget dokument av tavlans eget slag, och den del som läser andra kunde inte \
             startas ({}). Tavlan försöker igen.",
            excerpt(words)
        ),
        Unreadable::TooMany { limit } => format!(
            "Det som {from} skickade har fler än {} värden; tavlan tar inte fler. Exportera en del av det.",
            f.count(*limit)
        ),
        Unreadable::UnknownFormat(format) => format!(
            "{from} säger sig vara skrivet som {}. Det känner tavlan inte till; en nyare kanske gör det.",
            f.quote(&excerpt(format))
        ),
        other => foreign::unreadable(other, from),
    }
}
