//! Whether the clock of this screen can be believed: judged by what servers say the time is.
//!
//! Asks no server and sets no clock.

use super::Millis;

/// So far the two clocks may lie apart, in milliseconds: a server's own clock is no better than that.
const ALIKE: Millis = 300_000;
/// A clock that is before this (2020-01-01) has not been set yet: small computers start in 1970.
const CLOCK_SET: Millis = 1_577_836_800_000;

/// Whether the clock was ever set.
pub fn is_set(now: Millis) -> bool {
    now >= CLOCK_SET
}

/// What was heard of the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// This screen's moment and the server's, when the server was last heard.
    heard: Option<(Millis, Millis)>,
    off: Option<Millis>,
}

impl Clock {
    /// A server's answer of this moment says that it is another one there.
    ///
    /// A clock that is behind the server's is behind for certain. A server that is behind may be one that was kept by
    /// something in between: it counts only if its clock has gone on as ours has.
    pub fn hear(&mut self, now: Millis, there: Millis) {
        let off = there.saturating_sub(now);
        let gone_on = self.heard.is_some_and(|(then, last)| {
            let (ours, theirs) = (now.saturating_sub(then), there.saturating_sub(last));
            ours >= 2_000 && ours.saturating_sub(theirs).abs() <= ours / 2
        });
        self.off = match off {
            off if off > ALIKE => Some(off),
            off if off >= -ALIKE => Some(0),
            off if gone_on => Some(off),
            _ => self.off,
        };
        // Answers that come together are one.
        if self.heard.is_none_or(|(then, _)| now.saturating_sub(then) >= 2_000 || now < then) {
            self.heard = Some((now, there));
        }
    }

    /// The clock was set by so much.
    pub(super) fn shift(&mut self, by: Millis) {
        if let Some(off) = &mut self.off {
            *off = off.saturating_sub(by);
            // What is left of it is the server's own.
            if off.abs() <= ALIKE {
                *off = 0;
            }
        }
        self.heard = None;
    }

    /// What is to be added to this screen's clock; nothing as long as no server said.
    pub fn off(&self) -> Option<Millis> {
        self.off
    }

    /// Whether the clock is known to be wrong.
    pub fn is_wrong(&self, now: Millis) -> bool {
        !is_set(now) || self.off.is_some_and(|off| off != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Millis = 1_795_392_000_000;
    const HOUR: Millis = 3_600_000;

    /// What is found after these answers, each so long after the start on our clock and on the server's.
    fn found(start: Millis, answers: &[(Millis, Millis)]) -> (Option<Millis>, bool) {
        let mut clock = Clock::default();
        answers.iter().for_each(|(ours, theirs)| clock.hear(start + ours, T + theirs));
        let last = answers.last().map_or(start, |(ours, _)| start + ours);
        (clock.off(), clock.is_wrong(last))
    }

    #[test]
    fn a_clock_is_judged_by_the_servers() {
        for (name, start, answers, off, wrong) in [
            ("nobody said anything", T, vec![], None, false),
            ("1970, and nobody said anything", 5_000, vec![], None, true),
            ("1970", 0, vec![(5_000, 5_000)], Some(T), true),
            ("right", T, vec![(0, 800)], Some(0), false),
            ("a few minutes are nothing", T, vec![(0, -200_000), (60_000, -140_000)], Some(0), false),
            ("an hour behind", T - HOUR, vec![(0, 0)], Some(HOUR), true),
            ("ahead, once", T + HOUR, vec![(0, 0)], None, false),
            ("ahead, and the server goes on", T + HOUR, vec![(0, 0), (60_000, 60_000)], Some(-HOUR), true),
            ("an old answer for ever", T + HOUR, vec![(0, 0), (60_000, 0), (120_000, 0)], None, false),
            ("two old answers at once", T + HOUR, vec![(0, 0), (10, 5_000)], None, false),
            ("right again", T - HOUR, vec![(0, 0), (HOUR, 10_000)], Some(0), false),
        ] {
            assert_eq!(found(start, &answers), (off, wrong), "{name}");
        }
    }

    #[test]
    fn a_clock_that_was_set_is_right_at_once() {
        let mut clock = Clock::default();
        clock.hear(5_000, T);
        clock.shift(T);
        assert_eq!((clock.off(), clock.is_wrong(T + 5_000)), (Some(0), false));
    }
}
