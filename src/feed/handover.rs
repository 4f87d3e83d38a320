//! From the reader that works apart from the board to the board: a document in the board's own format, and a report.
//!
//! The report is sentences already: the board carries no words for what only foreign documents can be told.

use super::loose::{self, Walk, loose};
use super::notice::{Notice, Problem, Unreadable};
use super::readers::maltavla;
use super::report::grouped;
use super::{Reading, export};

/// What was read, as bytes: the report, and the goals in the board's own format; empty where nothing could be read.
pub fn pack(
    reading: &Result<Reading, Unreadable>,
    problem: &dyn Fn(&Problem) -> String,
    unreadable: &dyn Fn(&Unreadable) -> String,
) -> (Vec<u8>, Vec<u8>) {
    let mut report = String::from("{");
    let feed = match reading {
        Err(fault) => {
            member(&mut report, "refused", &unreadable(fault));
            Vec::new()
        }
        Ok(reading) => {
            member(&mut report, "reader", &reading.reader);
            report.push(',');
            member(&mut report, "why", &reading.why);
            report.push_str(",\"notices\":[");
            for (place, group) in grouped(reading.notices.iter()).iter().enumerate() {
                report.push_str(if place == 0 { "{" } else { ",{" });
                member(&mut report, "at", &group.first.at);
                report.push(',');
                member(&mut report, "said", &problem(&group.first.problem));
                report.push_str(",\"count\":");
                report.push_str(&group.count.to_string());
                report.push('}');
            }
            report.push(']');
            export::export(&reading.draft)
        }
    };
    report.push('}');
    (report.into_bytes(), feed)
}

fn member(report: &mut String, name: &str, value: &str) {
    for (text, after) in [(name, ":"), (value, "")] {
        // Text cannot fail to be written as JSON.
        report.push_str(&serde_json::to_string(text).unwrap_or_default());
        report.push_str(after);
    }
}

loose! {
    struct Report {
        refused: Option<String> = "refused",
        reader: Option<String> = "reader",
        why: Option<String> = "why",
        notices: Vec<Told> = "notices",
    }
}

loose! {
    struct Told {
        place: Option<String> = "at",
        said: Option<String> = "said",
        count: Option<f64> = "count",
    }
}

/// What was packed.
///
/// # Errors
/// If nothing could be read: then the sentence that says why.
pub fn unpack(report: &[u8], feed: &[u8]) -> Result<Reading, Unreadable> {
    let mut told = Report::default();
    loose::pour(report, &mut told, &mut Walk::new(&mut Vec::new()))?;
    if let Some(words) = told.refused {
        return Err(Unreadable::Said(words));
    }
    let mut notices = Vec::new();
    let draft = maltavla::read(feed, &mut notices)?.unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts; casts of floats saturate")]
    let count = |count: Option<f64>| count.unwrap_or(1.0) as usize;
    let said = told.notices.into_iter().map(|told| Notice {
        at: told.place.unwrap_or_default(),
        problem: Problem::Said { words: told.said.unwrap_or_default(), count: count(told.count) },
    });
    notices.splice(0..0, said);
    Ok(Reading { draft, notices, reader: told.reader.unwrap_or_default(), why: told.why.unwrap_or_default() })
}
