//! A draft as a document of the board's own format: so a worker hands over what it has read, and so an export is kept.
//!
//! What [`native`](super::native) makes of it is the same draft, to the fifteenth digit of each number, as long as its dates
//! lie in the years 0 to 9999 and its moments on whole milliseconds. The places of the first document go along under
//! names that begin with `_`, so that later notices still point into it. Notices are not part of it. Writes straight
//! into bytes; judges and repairs nothing.

use super::draft::{
    Draft, DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLink, DraftObjective, DraftTeam,
    DraftTie, LifeState, When,
};
use crate::goals::{Confidence, InitiativeState};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use std::io::Write;

/// The draft as a document of `maltavla/1`.
pub fn export(draft: &Draft) -> Vec<u8> {
    let check_ins = |goal: &DraftGoal| goal.check_ins.len();
    let things = draft.objectives.iter().map(|objective| 1 + check_ins(&objective.goal)).sum::<usize>()
        + draft.key_results.iter().map(|key_result| 1 + check_ins(&key_result.goal)).sum::<usize>()
        + draft.initiatives.len();
    let mut out = Out(Vec::with_capacity(1_000 + 160 * things));
    out.object(|out| {
        out.text("format", Some("maltavla/1"));
        out.text("organisation", draft.organisation.as_deref());
        out.text("vision", draft.vision.as_deref());
        out.text("language", draft.language.as_deref());
        out.when("made", draft.made);
        out.number("every", draft.every);
        out.when("follow", draft.follow.map(When::Day));
        if let Some(cycle) = &draft.cycle {
            out.name("cycle");
            out.cycle(cycle);
        }
        out.list("teams", &draft.teams, Out::team);
        out.list("objectives", &draft.objectives, Out::objective);
        out.list("keyResults", &draft.key_results, Out::key_result);
        out.list("initiatives", &draft.initiatives, Out::initiative);
        out.list("ties", &draft.ties, Out::link);
    });
    out.0
}

/// The document so far.
struct Out(Vec<u8>);

impl Out {
    fn cycle(&mut self, cycle: &DraftCycle) {
        self.object(|out| {
            out.text("name", cycle.name.as_deref());
            out.when("start", cycle.start);
            out.when("end", cycle.end);
            out.place(&cycle.at);
        });
    }

    fn team(&mut self, team: &DraftTeam) {
        self.object(|out| {
            out.text("id", team.id.as_deref());
            out.text("name", team.name.as_deref());
            out.text("parent", team.parent.as_deref());
            out.place(&team.at);
        });
    }

    fn objective(&mut self, objective: &DraftObjective) {
        self.object(|out| {
            out.goal(&objective.goal);
            out.ties("supports", "_supports", &objective.supports);
        });
    }

    fn key_result(&mut self, key_result: &DraftKeyResult) {
        self.object(|out| {
            out.goal(&key_result.goal);
            out.ties("objective", "_objective", key_result.objective.as_slice());
            let measure = &key_result.measure;
            if measure.yes_no {
                out.name("yesNo");
                out.raw(b"true");
            }
            out.number("start", measure.start);
            out.number("target", measure.target);
            out.number("current", key_result.current);
            out.number("low", measure.low);
            out.number("high", measure.high);
            out.text("unit", measure.unit.as_deref());
            out.number("rhythm", key_result.rhythm);
        });
    }

    fn goal(&mut self, goal: &DraftGoal) {
        self.text("id", goal.id.as_deref());
        self.text("title", goal.title.as_deref());
        self.text("description", goal.description.as_deref());
        self.text("team", goal.team.as_deref());
        self.text("owner", goal.owner.as_deref());
        self.number("weight", goal.weight);
        self.text("status", goal.confidence.map(confidence));
        self.when("statusDate", goal.confidence_at);
        if let Some(life) = &goal.life {
            let state = match life.state {
                LifeState::Active => "active",
                LifeState::Achieved => "achieved",
                LifeState::Paused => "paused",
                LifeState::Abandoned => "abandoned",
            };
            self.text("state", Some(state));
            self.when("stateDate", life.on);
            self.text("reason", life.reason.as_deref());
            self.text("lesson", life.lesson.as_deref());
        }
        self.number("progress", goal.progress);
        self.when("due", goal.due);
        self.text("url", goal.url.as_deref());
        self.list("checkIns", &goal.check_ins, Out::check_in);
        self.text("_mentioned", goal.is_mentioned.then_some(""));
        self.place(&goal.at);
    }

    fn check_in(&mut self, check_in: &DraftCheckIn) {
        self.object(|out| {
            out.when("date", check_in.when);
            out.number("value", check_in.value);
            out.text("confidence", check_in.confidence.map(confidence));
            out.text("note", check_in.note.as_deref());
            out.text("cause", check_in.cause.as_deref());
            out.text("lesson", check_in.lesson.as_deref());
            out.text("support", check_in.support.as_deref());
            out.text("author", check_in.author.as_deref());
            out.place(&check_in.at);
        });
    }

    fn initiative(&mut self, initiative: &DraftInitiative) {
        let state = initiative.state.map(|state| match state {
            InitiativeState::Planned => "planned",
            InitiativeState::Ongoing => "ongoing",
            InitiativeState::Done => "done",
        });
        self.object(|out| {
            out.text("title", initiative.title.as_deref());
            out.text("team", initiative.team.as_deref());
            out.text("state", state);
            out.when("due", initiative.due);
            out.ties("serves", "_serves", &initiative.serves);
            out.place(&initiative.at);
        });
    }

    fn link(&mut self, link: &DraftLink) {
        self.object(|out| {
            out.text("below", Some(&link.below));
            out.text("above", Some(&link.above));
            out.number("weight", link.weight);
            out.place(&link.at);
        });
    }

    /// The goals that are named, and beside them where each name stood.
    fn ties(&mut self, name: &str, places: &str, ties: &[DraftTie]) {
        self.list(name, ties, |out, tie| out.string(&tie.to));
        self.list(places, ties, |out, tie| out.string(&tie.at));
    }

    fn place(&mut self, at: &str) {
        self.text("_at", Some(at));
    }

    fn object(&mut self, members: impl FnOnce(&mut Out)) {
        self.comma();
        self.raw(b"{");
        members(self);
        self.raw(b"}");
    }

    fn list<T>(&mut self, name: &str, elements: &[T], element: fn(&mut Out, &T)) {
        if elements.is_empty() {
            return;
        }
        self.name(name);
        self.raw(b"[");
        elements.iter().for_each(|thing| element(self, thing));
        self.raw(b"]");
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.name(name);
            self.string(text);
        }
    }

    /// A number that JSON's readers may get wrong in its last bit (they take what is exact only up to fifteen digits)
    /// stands in a text, which is read with care.
    fn number(&mut self, name: &str, number: Option<f64>) {
        let Some(number) = number.filter(|number| number.is_finite()) else { return };
        self.name(name);
        let start = self.0.len();
        self.formatted(format_args!("{number}"));
        if self.0.len() - start > 16 {
            self.0.insert(start, b'"');
            self.raw(b"\"");
        }
    }

    fn when(&mut self, name: &str, when: Option<When>) {
        let Some(when) = when else { return };
        self.name(name);
        match when {
            When::At(moment) if moment.timestamp_subsec_millis() > 0 => {
                self.formatted(format_args!("{}", moment.timestamp_millis()));
            }
            When::At(moment) => self.date(moment.date_naive(), Some(moment.time()), "Z"),
            When::Local(local) => self.date(local.date(), Some(local.time()), ""),
            When::Day(day) => self.date(day, None, ""),
        }
    }

    fn date(&mut self, day: NaiveDate, time: Option<NaiveTime>, zone: &str) {
        self.formatted(format_args!("\"{:04}-{:02}-{:02}", day.year(), day.month(), day.day()));
        if let Some(time) = time {
            self.formatted(format_args!("T{:02}:{:02}:{:02}{zone}", time.hour(), time.minute(), time.second()));
        }
        self.raw(b"\"");
    }

    fn formatted(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing into a vector never fails.
        let _ = self.0.write_fmt(what);
    }

    fn name(&mut self, name: &str) {
        self.string(name);
        self.raw(b":");
    }

    fn string(&mut self, text: &str) {
        self.comma();
        self.raw(b"\"");
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(|byte| *byte < b' ' || [b'"', b'\\'].contains(byte)) {
            let (plain, special) = rest.split_at(at);
            self.raw(plain);
            if let Some((byte, behind)) = special.split_first() {
                self.formatted(format_args!("\\u{byte:04x}"));
                rest = behind;
            }
        }
        self.raw(rest);
        self.raw(b"\"");
    }

    /// Between two things; a value behind its name and the first of a list have none before them.
    fn comma(&mut self) {
        if !matches!(self.0.last(), None | Some(b'{' | b'[' | b':')) {
            self.raw(b",");
        }
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::OnTrack => "on-track",
        Confidence::AtRisk => "at-risk",
        Confidence::OffTrack => "off-track",
    }
}
