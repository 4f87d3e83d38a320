//! What only another tool's document can be told, in Swedish: not in the board's own program, which hears it in words.

use super::super::format::excerpt;
use super::*;
use crate::feed::infer::guess::{Concept, Reason, Sort, Sure};

pub(super) fn problem(problem: &Problem) -> String {
    let f = &SV.format;
    let q = |text: &str| f.quote(&excerpt(text));
    match problem {
        Problem::LeftOut { what, count } => {
            format!("Avsiktligt utelämnat: {} {}.", f.count(*count as u64), left_out(what))
        }
        Problem::UnknownStatus(word) => {
            format!("{} är ingen status som tavlan känner till. Den är utelämnad.", q(word))
        }
        Problem::Partial { have, of: Some(of) } => format!(
            "Dokumentet har {} av {} poster. Exportera alla, eller ge tavlan adresserna till alla sidor.",
            f.count(*have as u64),
            f.count(*of as u64)
        ),
        Problem::Partial { have, of: None } => format!(
            "Dokumentet har {} poster, och verktyget har fler. Ge tavlan adresserna till alla sidor.",
            f.count(*have as u64)
        ),
        Problem::Unproven => String::from(
            "Verktygets export läses så som dess gränssnitt är beskrivet; ingen riktig fanns att tillgå. Jämför tavlan med \
             verktyget.",
        ),
        Problem::NotAPath { path, at } => {
            format!("{} är ingen sökväg (JSONPath, RFC 9535); se tecken {at}. Den är utelämnad.", q(path))
        }
        Problem::NoFunction(name) => format!(
            "Sökvägar har ingen funktion {} här; av dem i RFC 9535 finns length, count och value. Den är utelämnad.",
            q(name)
        ),
        Problem::PathTooMuch(path) => {
            format!("{} är mer än tavlan följer. Skriv den i färre steg. Den är utelämnad.", q(path))
        }
        Problem::NoPath => String::from("Mappningen säger inte var de finns: ”at” saknas. De är utelämnade."),
        Problem::FindsNothing { member, path } => format!(
            "Mappningens {} hittar ingenting i dokumentet: {}. Jämför sökvägen med dokumentet.",
            q(member),
            q(path)
        ),
        Problem::ErrorBeside(words) => {
            format!("Verktyget berättade om ett fel: {}. Något kan saknas.", q(words))
        }
        Problem::Truncated { what, count } => {
            format!("Exporten rymmer {} {} och inte fler; äldre kan saknas.", f.count(*count as u64), left_out(what))
        }
        Problem::TakenRecords { name, sort, count, sure, why } => format!(
            "De {} posterna vid {} togs för {} ({}).",
            f.count(*count as u64),
            q(name),
            records(*sort),
            because(*sure, why)
        ),
        Problem::Taken { name, concept: of, sure, why } => {
            format!("{} togs för {} ({}).", q(name), concept(*of), because(*sure, why))
        }
        Problem::Doubtful { name, concept: Some(of), why, .. } => {
            format!("{} kan vara {} ({}). Det är utelämnat.", q(name), concept(*of), because(Sure::Unsure, why))
        }
        Problem::Doubtful { name, concept: None, count, .. } => format!(
            "Ingenting säger att de {} posterna vid {} är mål. De är utelämnade.",
            f.count(*count as u64),
            q(name)
        ),
        Problem::FieldsUnused { of, names } => {
            format!("Tavlan har ingen användning för dessa fält i {}: {}.", q(of), excerpt(&names.join(", ")))
        }
        Problem::AsAbove(text) => format!("Här står ingen målbild. Det lästes som i raden ovanför: {}.", q(text)),
        Problem::ScaleUnsure(number) => {
            format!("{} kan vara en andel eller procent. Ingenting här avgör, så det är utelämnat.", f.number(*number))
        }
        Problem::UnitsDiffer(units) => {
            format!("Värdena i ett mått har olika enheter: {}. De är utelämnade.", q(units))
        }
        Problem::StartUnknown => String::from(
            "Värdet ligger bortom målvärdet, och inget säger var det började. Ska det sjunka? Målvärdet är utelämnat.",
        ),
        _ => String::new(),
    }
}

pub(super) fn unreadable(fault: &Unreadable, from: &str) -> String {
    let f = &SV.format;
    match fault {
        Unreadable::UnknownShape { found, keys } => {
            let names: Vec<String> = keys.iter().take(6).map(|key| f.quote(&excerpt(key))).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let there = if names.is_empty() { String::from(kind(*found)) } else { f.list(&names) };
            format!(
                "{from} skickade JSON i en form som tavlan inte känner till (överst: {there}). Kontrollera adressen, \
                 eller visa tavlan hur den ska läsa med en mappning."
            )
        }
        Unreadable::Refused(words) => format!(
            "{from} svarade med ett fel i stället för mål: {}. Se över adressen, och vad den får läsa.",
            f.quote(&excerpt(words))
        ),
        Unreadable::TooMany { limit } => format!(
            "Det som {from} skickade har fler än {} värden; tavlan tar inte fler. Exportera en del av det.",
            f.count(*limit)
        ),
        _ => String::new(),
    }
}

fn concept(concept: Concept) -> &'static str {
    match concept {
        Concept::Id => "id",
        Concept::Title => "titel",
        Concept::Description => "beskrivning",
        Concept::Owner => "ansvarig",
        Concept::Team => "team",
        Concept::Parent => "mål ovanför",
        Concept::Objective => "målbild som det hör till",
        Concept::Children => "mål nedanför",
        Concept::Kind => "vad posten är",
        Concept::Start => "värde vid starten",
        Concept::Current => "nuvarande värde",
        Concept::Target => "målvärde",
        Concept::Low => "undre gräns",
        Concept::High => "övre gräns",
        Concept::Unit => "enhet",
        Concept::Progress => "framsteg",
        Concept::Status => "status",
        Concept::Done => "om det är klart",
        Concept::Archived => "om det är undanlagt",
        Concept::Begin => "första dag",
        Concept::Due => "slutdatum",
        Concept::Period => "period",
        Concept::Weight => "vikt",
        Concept::Url => "adress",
        Concept::Date => "datum",
        Concept::Note => "anteckning",
        Concept::Cause => "orsak",
        Concept::Lesson => "lärdom",
        Concept::Support => "önskan om stöd",
        Concept::Reason => "skäl",
        Concept::Rhythm => "dagar mellan avstämningar",
        Concept::Organisation => "organisation",
        Concept::Vision => "vision",
        Concept::Made => "när det gjordes",
    }
}

fn records(sort: Sort) -> &'static str {
    match sort {
        Sort::Objectives => "målbilder",
        Sort::KeyResults => "nyckelresultat",
        Sort::Goals => "målbilder och nyckelresultat",
        Sort::Initiatives => "aktiviteter",
        Sort::CheckIns => "avstämningar",
        Sort::Teams => "team",
        Sort::People => "personer",
        Sort::Groups => "grupper",
    }
}

/// How sure a thing is, and why.
fn because(sure: Sure, why: &[Reason]) -> String {
    let sure = match sure {
        Sure::Sure => "säkert",
        Sure::Likely => "troligt",
        Sure::Unsure => "osäkert",
    };
    let count = |count: &usize| SV.format.count(*count as u64);
    let reason = |reason: &Reason| match reason {
        Reason::Name => String::from("namnet"),
        Reason::Values(1) => "1 värde som passar".into(),
        Reason::Values(n) => format!("{} värden som passar", count(n)),
        Reason::Between(n) => format!("{} värden mellan start och mål", count(n)),
        Reason::Agrees(n) => format!("framsteg stämmer i {} poster", count(n)),
        Reason::Ids(n) => format!("{} av värdena är andras id", count(n)),
        Reason::Place => String::from("var det står"),
        Reason::Beside => String::from("det som står bredvid"),
        Reason::Rival => String::from("något annat kan också vara menat"),
    };
    let reasons: Vec<String> = why.iter().map(reason).collect();
    if reasons.is_empty() { sure.into() } else { format!("{sure}: {}", reasons.join(", ")) }
}

/// What readers leave out, from the reader's word for it; `tests/trello.rs` holds that none is missing.
fn left_out(what: &'static str) -> &'static str {
    match what {
        "actions" => "händelser",
        "check-ins between others" => "avstämningar mellan andra",
        "archived cards" => "arkiverade kort",
        "archived check-ins" => "arkiverade avstämningar",
        "archived goals" => "arkiverade mål",
        "archived issues" => "arkiverade ärenden",
        "archived measures" => "arkiverade mått",
        "archived projects" => "arkiverade projekt",
        "archived rows" => "arkiverade rader",
        "archived work" => "arkiverade uppgifter",
        "assumptions and investment plans" => "antaganden och investeringsplaner",
        "attachments" => "bilagor",
        "cancelled issues" => "avbrutna ärenden",
        "cancelled work" => "avbrutna uppgifter",
        "cards in archived lists" => "kort i arkiverade listor",
        "cards in lists of what has not begun" => "kort i listor med sådant som inte har börjat",
        "cards in lists that hold no goals" => "kort i listor utan mål",
        "cards of other periods" => "kort från andra perioder",
        "check-ins of goals that are left out" => "avstämningar av mål som är utelämnade",
        "check-ins of key results that the document does not hold" => {
            "avstämningar av nyckelresultat som dokumentet inte har"
        }
        "check-ins that belong to no goal" => "avstämningar som inte hör till något mål",
        "closed projects" => "stängda projekt",
        "columns of measures that the board does not know" => "kolumner i mätetal som tavlan inte känner till",
        "columns that the board does not know" => "kolumner som tavlan inte känner till",
        "comments on cards that are no goals" => "kommentarer till kort som inte är mål",
        "comments on issues that are no goals" => "kommentarer till ärenden som inte är mål",
        "comments on pages that the document does not hold" => "kommentarer till sidor som dokumentet inte har",
        "comments on work" => "kommentarer till uppgifter",
        "comments that are tied to no goal" => "kommentarer som inte hör till något mål",
        "confidence in numbers" => "tillförsikt i siffror",
        "cycles that are not the present one" => "cykler som inte är den nuvarande",
        "deleted check-ins" => "raderade avstämningar",
        "deleted goals" => "raderade mål",
        "deleted work" => "raderade uppgifter",
        "details of goals, which Asana gives when it is asked (opt_fields)" => {
            "uppgifter om mål som Asana ger när man ber om dem (opt_fields)"
        }
        "draft goals" => "utkast till mål",
        "features, epics and releases" => "funktioner, epics och utgåvor",
        "further teams of goals" => "ytterligare team på samma mål",
        "gauges that are switched off" => "mätare som är avstängda",
        "goals in the backlog" => "mål i backloggen",
        "issues without an epic" => "ärenden utan epic",
        "key figures without a target" => "nyckeltal utan mål",
        "key results of goals that are left out" => "nyckelresultat av mål som är utelämnade",
        "key results of initiatives" => "nyckelresultat av aktiviteter",
        "keywords of goals" => "nyckelord på mål",
        "levels of confidence that are no status" => "tillförsikt i siffror, som inte är någon status",
        "measures of single cards" => "mått på enskilda kort",
        "merge requests" => "sammanslagningar (MR)",
        "mirror cards, link cards and separators" => "speglade kort, länkkort och avdelare",
        "names that stand in another document" => "namn som står i ett annat dokument",
        "periods of single goals" => "perioder för enskilda mål",
        "periods that are over or hidden" => "perioder som är över eller dolda",
        "periods, for there are several" => "perioder, eftersom de är flera",
        "Power-Ups' data" => "uppgifter från Power-Ups",
        "progress on an unknown scale" => "framsteg på okänd skala",
        "progress whose scale nobody can tell" => "framsteg vars skala ingen kan avgöra",
        "pull requests" => "ändringsförslag (PR)",
        "records of other kinds" => "poster av annat slag",
        "records that are no goals" => "poster som inte är mål",
        "records that hold no goals" => "poster utan mål",
        "records that stand twice" => "poster som står två gånger",
        "records that the mapping leaves out" => "poster som mappningen utelämnar",
        "rows that are no goals" => "rader som inte är mål",
        "scores of goals, which foretell and do not measure" => "poäng för mål, som förutsäger och inte mäter",
        "sections" => "avsnitt",
        "status updates whose goal is not here" => "lägesrapporter vars mål inte finns här",
        "status updates without a date" => "lägesrapporter utan datum",
        "sub-tasks" => "deluppgifter",
        "tasks without a project" => "uppgifter utan projekt",
        "template cards" => "mallkort",
        "ties that do not name both their goals" => "band som inte nämner båda sina mål",
        "values by gender" => "könsuppdelade värden",
        "values of custom fields that the board does not know" => "värden i egna fält som tavlan inte känner till",
        "values of one day but its last" => "värden från en dag utom dess sista",
        "values, obstacles and risks" => "värderingar, hinder och risker",
        "weekly items without a goal" => "veckans punkter, som inte hör till något mål",
        "what lies in goals that are left out" => "sådant som hör till utelämnade mål",
        "work without a name" => "arbete utan namn",
        other => other,
    }
}
