//! How a goal goes, and why the board says so.
//!
//! What people decided comes first, then what is reached, then what people declared while that is fresh, then the
//! distance to the expected progress. Knows no words and no colours.

use super::model::{CheckIn, Confidence, Declared, KeyResult, Life, Measure};
use super::progress::{current_value, known, valued};
use super::share::EPSILON;
use super::{Moment, Now, Rules};

/// How a goal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// On track.
    OnTrack,
    /// At risk.
    AtRisk,
    /// Off track.
    OffTrack,
    /// Reached.
    Achieved,
    /// Laid aside for a while.
    Paused,
    /// Given up.
    Abandoned,
    /// Nobody has said, and nothing is measured.
    Unmeasured,
}

impl Status {
    /// Every status, in the order in which a legend tells them.
    pub const ALL: [Status; 7] = [
        Status::OnTrack,
        Status::AtRisk,
        Status::OffTrack,
        Status::Achieved,
        Status::Paused,
        Status::Abandoned,
        Status::Unmeasured,
    ];

    /// Its name in `data-status` and in class names.
    pub fn name(self) -> &'static str {
        match self {
            Status::OnTrack => "on-track",
            Status::AtRisk => "at-risk",
            Status::OffTrack => "off-track",
            Status::Achieved => "achieved",
            Status::Paused => "paused",
            Status::Abandoned => "abandoned",
            Status::Unmeasured => "unmeasured",
        }
    }
}

impl From<Confidence> for Status {
    fn from(confidence: Confidence) -> Status {
        match confidence {
            Confidence::OnTrack => Status::OnTrack,
            Confidence::AtRisk => Status::AtRisk,
            Confidence::OffTrack => Status::OffTrack,
        }
    }
}

/// Where a status comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// People achieved, paused or abandoned the goal, or the objective that it shows.
    Decided,
    /// The measure stands at its target or beyond.
    Reached,
    /// People said so, and when, if that is known.
    Declared(Option<Moment>),
    /// The distance between progress and expected progress.
    Computed,
    /// There is nothing to tell it from: no measure, no value, or no time to be measured against.
    Nothing,
}

/// A status with all that a board needs to say why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// How the goal goes; of a quiet goal, how it went when it was last heard of.
    pub status: Status,
    /// Where that comes from.
    pub source: Source,
    /// What the measure alone says, where there is one: on track, at risk or off track.
    pub measured: Option<Status>,
    /// How far behind the expected progress, as a share; negative: ahead.
    pub behind: Option<f64>,
    /// Quiet, and for how many days.
    pub quiet: Option<u32>,
    /// Reported on track without any movement, for how many weeks.
    pub standstill: Option<u32>,
}

/// What a verdict is found from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What people decided.
    pub life: &'a Life,
    /// The progress as it is shown, a raw share.
    pub progress: Option<f64>,
    /// True if the target is reached; goals within bounds reach theirs at the end of their time only.
    pub reached: bool,
    /// The progress that is expected by now.
    pub expected: Option<f64>,
    /// What people declared last, and when.
    pub declared: Option<(Confidence, Option<Moment>)>,
    /// True if that is so recent that it holds.
    pub fresh: bool,
    /// Quiet, and for how many days.
    pub quiet: Option<u32>,
    /// For how many weeks the value has stood still, if longer than it may.
    pub still: Option<u32>,
}

/// What the distance between progress and expected progress says: on track up to and with `rules.on_track` behind, at
/// risk up to and with `rules.at_risk`, else off track.
pub fn by_distance(behind: f64, rules: &Rules) -> Status {
    match behind - EPSILON {
        behind if behind <= rules.on_track => Status::OnTrack,
        behind if behind <= rules.at_risk => Status::AtRisk,
        _ => Status::OffTrack,
    }
}

/// The status of a goal, and why.
///
/// A target that is reached is achieved, whatever was declared; a value that falls back is not. A quiet goal keeps what
/// was last declared, however old, because it is shown as such. Else a declaration that is no longer fresh counts
/// for nothing.
pub fn verdict(facts: &Facts<'_>, rules: &Rules) -> Verdict {
    let behind = facts.expected.zip(facts.progress).map(|(expected, progress)| expected - progress);
    let measured = behind.map(|behind| by_distance(behind, rules));
    let declared = facts.declared.filter(|_| facts.fresh || facts.quiet.is_some());
    let (status, source) = match (facts.life, declared, measured) {
        (Life::Paused(_), ..) => (Status::Paused, Source::Decided),
        (Life::Abandoned(_), ..) => (Status::Abandoned, Source::Decided),
        (Life::Achieved(_), ..) => (Status::Achieved, Source::Decided),
        _ if facts.reached => (Status::Achieved, Source::Reached),
        (_, Some((confidence, at)), _) => (confidence.into(), Source::Declared(at)),
        (_, None, Some(measured)) => (measured, Source::Computed),
        (_, None, None) => (Status::Unmeasured, Source::Nothing),
    };
    let asked = !matches!(status, Status::Achieved | Status::Paused | Status::Abandoned);
    let said_green = status == Status::OnTrack && matches!(source, Source::Declared(_));
    Verdict {
        status,
        source,
        measured,
        behind,
        quiet: facts.quiet.filter(|_| asked),
        standstill: facts.still.filter(|_| said_green && behind.is_some_and(|behind| behind > EPSILON)),
    }
}

/// What people declared last, and when, among the check-ins that are known by now and the goal's own declaration.
///
/// A declaration without a date gives way to a check-in's; one from a day to come does not count yet.
pub fn last_declared(
    check_ins: &[CheckIn],
    declared: Option<Declared>,
    now: &Now,
) -> Option<(Confidence, Option<Moment>)> {
    let said = known(check_ins, now).iter().rev().find_map(|c| Some((c.confidence?, Some(c.at))));
    let declared = declared.map(|d| (d.confidence, d.at)).filter(|(_, at)| at.is_none_or(|at| is_known(at, now)));
    match (said, declared) {
        (Some(said), Some(declared)) if declared.1 <= said.1 => Some(said),
        (said, declared) => declared.or(said),
    }
}

/// True for moments up to the end of today in the office.
pub(super) fn is_known(at: Moment, now: &Now) -> bool {
    now.zone.day_of(at) <= now.today()
}

/// Weeks that a value may stand still before it is told.
const STILL_WEEKS: i64 = 4;

/// For how many whole weeks a value on its way to a target has stood still though it was checked in: 4 or more, and
/// at least twice the rhythm; `None` if it has moved, or was checked in only once.
pub fn standstill(key_result: &KeyResult, rhythm: u32, now: &Now) -> Option<u32> {
    if !matches!(key_result.measure, Measure::Toward { .. }) {
        return None;
    }
    let value = current_value(key_result, now)?;
    let run = valued(known(&key_result.check_ins, now)).rev().take_while(|(_, then)| then.total_cmp(&value).is_eq());
    let (count, first) = run.fold((0, None), |(count, _), (at, _)| (count + 1, Some(at)));
    let weeks = now.days_since(now.zone.day_of(first?)) / 7;
    let least = STILL_WEEKS.max(i64::from(rhythm) * 2 / 7);
    (count > 1 && weeks >= least).then(|| u32::try_from(weeks).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, check_in, check_ins, key_result, now, toward};
    use super::super::{Decision, Measure};
    use super::*;

    const NOTHING: Facts<'_> = Facts {
        life: &Life::Active,
        progress: None,
        reached: false,
        expected: None,
        declared: None,
        fresh: false,
        quiet: None,
        still: None,
    };

    #[test]
    fn distances() {
        for (name, behind, expected) in [
            ("ahead", -0.5, Status::OnTrack),
            ("even", 0.0, Status::OnTrack),
            ("10 points, as a machine counts them", 0.4 - 0.3, Status::OnTrack),
            ("10 points and a bit", 0.101, Status::AtRisk),
            ("25 points", 0.25, Status::AtRisk),
            ("25 points and a bit", 0.251, Status::OffTrack),
        ] {
            assert_eq!(by_distance(behind, &Rules::default()), expected, "{name}");
        }
        let strict = Rules { on_track: 0.0, at_risk: 0.05, ..Rules::default() };
        assert_eq!(by_distance(0.05, &strict), Status::AtRisk, "by the office's own rules");
    }

    #[test]
    fn verdicts() {
        let decided = Decision::default;
        let (paused, abandoned, achieved) =
            (Life::Paused(decided()), Life::Abandoned(decided()), Life::Achieved(decided()));
        let said = |confidence| Some((confidence, None));
        let behind = Facts { progress: Some(0.3), expected: Some(0.6), ..NOTHING };
        let green = Facts { declared: said(Confidence::OnTrack), fresh: true, ..behind };
        for (name, facts, status, source, quiet) in [
            ("nothing known", NOTHING, Status::Unmeasured, Source::Nothing, None),
            (
                "no time to be measured against",
                Facts { expected: None, ..behind },
                Status::Unmeasured,
                Source::Nothing,
                None,
            ),
            ("computed", behind, Status::OffTrack, Source::Computed, None),
            ("declared wins", green, Status::OnTrack, Source::Declared(None), None),
            (
                "declared without a measure",
                Facts { declared: said(Confidence::AtRisk), fresh: true, ..NOTHING },
                Status::AtRisk,
                Source::Declared(None),
                None,
            ),
            (
                "stale, but heard of: computed",
                Facts { fresh: false, ..green },
                Status::OffTrack,
                Source::Computed,
                None,
            ),
            (
                "stale and quiet: kept, and marked",
                Facts { fresh: false, quiet: Some(19), ..green },
                Status::OnTrack,
                Source::Declared(None),
                Some(19),
            ),
            (
                "stale, without a measure",
                Facts { declared: said(Confidence::OnTrack), ..NOTHING },
                Status::Unmeasured,
                Source::Nothing,
                None,
            ),
            ("quiet and computed", Facts { quiet: Some(19), ..behind }, Status::OffTrack, Source::Computed, Some(19)),
            (
                "reached, whatever was declared",
                Facts { reached: true, progress: Some(1.0), quiet: Some(19), ..green },
                Status::Achieved,
                Source::Reached,
                None,
            ),
            (
                "paused",
                Facts { life: &paused, reached: true, quiet: Some(19), ..green },
                Status::Paused,
                Source::Decided,
                None,
            ),
            ("abandoned", Facts { life: &abandoned, ..green }, Status::Abandoned, Source::Decided, None),
            ("declared reached", Facts { life: &achieved, ..behind }, Status::Achieved, Source::Decided, None),
        ] {
            let is = verdict(&facts, &Rules::default());
            assert_eq!((is.status, is.source, is.quiet), (status, source, quiet), "{name}");
        }
        let why = verdict(&green, &Rules::default());
        assert_eq!(why.measured, Some(Status::OffTrack), "what the measure alone says is kept");
    }

    #[test]
    fn report_and_measure_part_ways() {
        let green = Facts { declared: Some((Confidence::OnTrack, None)), fresh: true, still: Some(4), ..NOTHING };
        for (name, facts, expected) in [
            ("behind", Facts { progress: Some(0.5), expected: Some(0.6), ..green }, Some(4)),
            ("where it should be", Facts { progress: Some(0.6), expected: Some(0.6), ..green }, None),
            (
                "reported at risk",
                Facts { declared: Some((Confidence::AtRisk, None)), progress: Some(0.1), expected: Some(0.6), ..green },
                None,
            ),
            ("no measure", green, None),
        ] {
            assert_eq!(verdict(&facts, &Rules::default()).standstill, expected, "{name}");
        }
    }

    #[test]
    fn standing_still() {
        let now = now("2026-11-25");
        for (name, rhythm, values, expected) in [
            ("four weeks", 7, &[("2026-10-21", 3.0), ("2026-10-28", 5.0), ("2026-11-18", 5.0)][..], Some(4)),
            ("a day less", 7, &[("2026-10-29", 5.0), ("2026-11-18", 5.0)], None),
            ("moved in between", 7, &[("2026-10-07", 5.0), ("2026-10-28", 6.0), ("2026-11-18", 5.0)], None),
            ("one check-in is silence, not standstill", 7, &[("2026-10-01", 5.0)], None),
            ("a monthly rhythm has longer", 30, &[("2026-10-07", 5.0), ("2026-11-18", 5.0)], None),
            ("never checked in", 7, &[], None),
        ] {
            let goal = KeyResult { check_ins: check_ins(values), ..key_result("k", "o", toward(0.0, 10.0)) };
            assert_eq!(standstill(&goal, rhythm, &now), expected, "{name}");
        }
        let values = check_ins(&[("2026-10-07", 1.0), ("2026-11-18", 1.0)]);
        let switch = KeyResult { check_ins: values, ..key_result("k", "o", Measure::YesNo) };
        assert_eq!(standstill(&switch, 7, &now), None, "a yes/no does not move step by step");
    }

    #[test]
    fn declarations() {
        use Confidence::{AtRisk, OffTrack, OnTrack};
        let now = now("2026-11-25");
        let said = |day, confidence| CheckIn { confidence, ..check_in(day, None) };
        let declared = |confidence, day: Option<&str>| Some(Declared { confidence, at: day.map(at) });
        let history = [said("2026-11-11", Some(AtRisk)), said("2026-11-18", Some(OnTrack)), said("2026-11-20", None)];
        for (name, check_ins, declared, expected) in [
            ("nobody said anything", &[][..], None, None),
            ("the latest that said so", &history, None, Some(OnTrack)),
            ("declared later", &history, declared(OffTrack, Some("2026-11-19")), Some(OffTrack)),
            ("declared earlier", &history, declared(OffTrack, Some("2026-11-17")), Some(OnTrack)),
            ("declared with it", &history, declared(OffTrack, Some("2026-11-18")), Some(OnTrack)),
            ("declared without a date gives way", &history, declared(OffTrack, None), Some(OnTrack)),
            ("declared without a date, alone", &[], declared(OffTrack, None), Some(OffTrack)),
            ("declared tomorrow", &history, declared(OffTrack, Some("2026-11-26")), Some(OnTrack)),
            ("said tomorrow", &[said("2026-11-26", Some(OnTrack))], None, None),
        ] {
            assert_eq!(last_declared(check_ins, declared, &now).map(|(said, _)| said), expected, "{name}");
        }
    }
}
