//! Why the board says of a goal what it says. Judges nothing: the verdict comes from the measures.

use super::{Words, lower_first};
use crate::goals::{Now, Source, Status, Verdict};

impl Words {
    /// Why the board says of a goal what it says, in short phrases: where the status comes from, what the measure says
    /// where that differs, and whether report and measure part ways. `team` owns the goal.
    pub fn why(&self, verdict: &Verdict, team: Option<&str>, now: &Now) -> Vec<String> {
        let status = self.status.name(verdict.status);
        let pace = verdict.behind.map(|behind| (self.status.because_pace)((behind * 100.0).round() as i64));
        let mut why = Vec::new();
        match verdict.source {
            Source::Declared(Some(at)) => {
                let ago = self.format.days_ago(now.days_since(now.zone.day_of(at)));
                why.push((self.status.because_declared)(status, team.unwrap_or(self.common.company), &ago));
            }
            Source::Declared(None) | Source::Decided => why.push((self.status.because_said)(status)),
            Source::Reached => why.push(self.status.because_reached.into()),
            Source::Computed => why.extend(pace.clone()),
            Source::Nothing => why.push(self.status.because_nothing.into()),
        }
        let differs = |measured: &Status| matches!(verdict.source, Source::Declared(_)) && *measured != verdict.status;
        if let Some(measured) = verdict.measured.filter(differs) {
            why.push((self.status.measure_says)(&lower_first(self.status.name(measured))));
            why.extend(pace);
        }
        if let Some(days) = verdict.quiet {
            why.push((self.status.quiet)(&self.format.plural_days(days.into())));
        }
        if let Some(weeks) = verdict.standstill {
            why.push((self.status.reported_but_still)(weeks.into()));
        }
        why
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{en, sv};

    #[test]
    fn every_status_can_say_why() {
        use crate::goals::Zone;
        let now = Now::new("2026-11-25T09:00:00Z".parse().unwrap(), Zone::UTC);
        let monday = "2026-11-23T12:00:00Z".parse().unwrap();
        let verdict = |status, source, measured, behind, quiet, standstill| Verdict {
            status,
            source,
            measured,
            behind,
            quiet,
            standstill,
        };
        let cases = [
            (
                "the pace",
                verdict(Status::AtRisk, Source::Computed, Some(Status::AtRisk), Some(0.13), None, None),
                "13 points behind the expected pace",
                "13 procentenheter efter förväntad takt",
            ),
            (
                "the team, and the measure agrees",
                verdict(
                    Status::OnTrack,
                    Source::Declared(Some(monday)),
                    Some(Status::OnTrack),
                    Some(0.02),
                    None,
                    Some(4),
                ),
                "On track, says Workshop, two days ago; Reported on track, no movement in 4 weeks",
                "På väg, säger Workshop, i förrgår; Rapporteras vara på väg, men har stått still i 4 veckor",
            ),
            (
                "the team, and the measure says something else",
                verdict(Status::AtRisk, Source::Declared(None), Some(Status::OffTrack), Some(0.3), Some(19), None),
                "At risk, as the team says; the measure says off track; 30 points behind the expected pace; \
             no check-in for 19 days",
                "Osäkert, säger teamet; måttet säger: ur kurs; 30 procentenheter efter förväntad takt; \
             ingen avstämning på 19 dagar",
            ),
            (
                "the goal is reached",
                verdict(Status::Achieved, Source::Reached, Some(Status::OnTrack), Some(-0.5), None, None),
                "the measure stands at its goal",
                "måttet har nått målet",
            ),
            (
                "nothing to tell it from",
                verdict(Status::Unmeasured, Source::Nothing, None, None, None, None),
                "nobody has said, and nothing is measured yet",
                "ingen har sagt något, och inget är mätt än",
            ),
        ];
        for (name, verdict, in_english, in_swedish) in cases {
            for (words, wanted) in [(&en::EN, in_english), (&sv::SV, in_swedish)] {
                let why = words.why(&verdict, Some("Workshop"), &now).join("; ");
                assert_eq!(why.replace('\u{a0}', " "), wanted, "{name}");
            }
        }
    }
}
