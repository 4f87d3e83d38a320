//! When a feed is read: one request at a time, with patience, back-off and freshness.
//!
//! Fetches nothing and reads nothing: it says when to ask, takes what came of it, and tells how fresh the feed is.
//! Addresses, entity tags and bytes are the shell's.

use super::Millis;

/// No sign from the server for so long, and the request is given up; after each such miss twice as long, up to
/// [`PATIENCE`], so that a slow server is heard at last.
const FIRST_SIGN: Millis = 8_000;
/// A whole answer takes no longer than this, however it drips: 10 MB over a weak 3 Mbit/s just pass.
const PATIENCE: Millis = 30_000;
/// Reading what came takes no longer than this: 50 MB on a weak chip just pass.
const READING: Millis = 120_000;
/// The longest wait after a miss, before the jitter of ±20 %: so a feed that comes back is read within a minute.
const LONGEST_BACK_OFF: Millis = 50_000;
/// The longest `Retry-After` that is honoured, in seconds.
const LONGEST_RETRY_AFTER: u32 = 300;
/// A stream of events asks no more often than this.
const LEAST_GAP: Millis = 1_000;
/// So many misses in a row are told; a single one is mended by reading again at once (half-written files are common).
const TOLD: u32 = 2;

/// How fresh a feed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Read when it should have been.
    Fresh,
    /// Last read at this moment, and not since.
    Stale {
        /// When it was last read.
        since: Millis,
    },
    /// Not read yet.
    Never,
}

/// Why a reading failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    /// No connection: no network, no such host, a broken certificate, a missing CORS header; browsers don't tell
    /// them apart.
    Network,
    /// No whole answer in time.
    Timeout,
    /// The feed refuses access: with this status, or by sending us elsewhere to log in.
    Refused(Option<u16>),
    /// The server answered with this status.
    Status(u16),
    /// Something came, and no goals could be read from it; also when the same unreadable bytes come again.
    Unreadable,
}

impl Miss {
    /// What a status other than success and 304 means.
    pub fn of_status(status: u16) -> Miss {
        match status {
            401 | 403 | 407 => Miss::Refused(Some(status)),
            _ => Miss::Status(status),
        }
    }

    /// Whether nothing of the feed was reached.
    pub fn unreachable(self) -> bool {
        matches!(self, Miss::Network | Miss::Timeout)
    }
}

/// What came of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Read well; or nothing has changed since it was read well.
    Read,
    /// Not read.
    Missed {
        /// Why.
        miss: Miss,
        /// Seconds that the server asks to wait, see [`retry_after`].
        retry_after: Option<u32>,
    },
}

/// Seconds to wait, from a `Retry-After` header: seconds or a date (RFC 9110, 10.2.3). `date` reads dates: every browser
/// can, and a parser of our own would be carried for nothing.
pub fn retry_after(header: &str, now: Millis, date: impl Fn(&str) -> Option<Millis>) -> Option<u32> {
    let header = header.trim();
    if let Ok(seconds) = header.parse() {
        return Some(seconds);
    }
    let seconds = date(header)?.saturating_sub(now) / 1_000;
    Some(u32::try_from(seconds).unwrap_or(if seconds < 0 { 0 } else { u32::MAX }))
}

/// What a feed asks of the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Fetch(u32),
    Abort(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Until it is due.
    Waiting { due: Millis },
    /// A request is out: given up at `until`; `again`: the answer may be old already, so ask once more.
    Reading { began: Millis, until: Millis, again: bool },
}

/// One feed's reading.
#[derive(Clone, Debug)]
pub(super) struct Poll {
    every: Millis,
    /// Readings lie a whole number of `every` from here.
    anchor: Millis,
    phase: Phase,
    /// Counts requests; an answer to an older one is none.
    ticket: u32,
    misses: u32,
    miss: Option<Miss>,
    first_sign: Millis,
    reached: Option<Millis>,
    /// When what is shown was read, if that was before the board began.
    kept: Option<Millis>,
    dice: u64,
}

impl Poll {
    /// A feed to be read at once and then every so many milliseconds.
    pub(super) fn new(now: Millis, every: Millis, seed: u64) -> Poll {
        Poll {
            every,
            anchor: now,
            phase: Phase::Waiting { due: now },
            ticket: 0,
            misses: 0,
            miss: None,
            first_sign: FIRST_SIGN,
            reached: None,
            kept: None,
            dice: seed,
        }
    }

    /// Does what is due. Whoever was away for hours finds one thing due, not hundreds.
    pub(super) fn tick(&mut self, now: Millis) -> Option<Ask> {
        match self.phase {
            Phase::Waiting { due } if due <= now => {
                self.ticket = self.ticket.wrapping_add(1);
                self.phase = Phase::Reading { began: now, until: now.saturating_add(self.first_sign), again: false };
                Some(Ask::Fetch(self.ticket))
            }
            Phase::Reading { until, .. } if until <= now => {
                self.first_sign = (self.first_sign * 2).min(PATIENCE);
                self.missed(now, Miss::Timeout, None);
                Some(Ask::Abort(self.ticket))
            }
            _ => None,
        }
    }

    /// What an earlier board read at this moment is shown until the feed is reached. A moment that is still to come was
    /// told by a wrong clock.
    pub(super) fn kept(&mut self, now: Millis, since: Millis) {
        self.kept = Some(since.min(now));
    }

    /// The answer has begun to come: from here on it has until the whole patience is over.
    pub(super) fn heard(&mut self, ticket: u32) {
        if let Phase::Reading { began, until, .. } = &mut self.phase
            && ticket == self.ticket
        {
            *until = began.saturating_add(PATIENCE);
            self.first_sign = FIRST_SIGN;
        }
    }

    /// The whole answer is here: from now on only its reading takes time.
    pub(super) fn came(&mut self, now: Millis, ticket: u32) {
        if let Phase::Reading { until, .. } = &mut self.phase
            && ticket == self.ticket
        {
            *until = now.saturating_add(READING);
        }
    }

    /// Takes what came of a request; of any but the one that is out, nothing.
    pub(super) fn answered(&mut self, now: Millis, ticket: u32, outcome: Outcome) {
        let Phase::Reading { again, .. } = self.phase else { return };
        if ticket != self.ticket {
            return;
        }
        match outcome {
            Outcome::Missed { miss, retry_after } => self.missed(now, miss, retry_after),
            Outcome::Read => {
                (self.misses, self.miss, self.reached) = (0, None, Some(now));
                self.first_sign = FIRST_SIGN;
                self.phase = Phase::Waiting { due: if again { now.saturating_add(LEAST_GAP) } else { self.next(now) } };
            }
        }
    }

    /// Reads as soon as it may: a stream says that something is new. Back-off and `Retry-After` stand.
    pub(super) fn push(&mut self, now: Millis) {
        let rested = self.reached.map_or(now, |reached| reached.saturating_add(LEAST_GAP));
        let soonest = if self.misses == 0 { rested.max(now) } else { Millis::MAX };
        match &mut self.phase {
            Phase::Waiting { due } => *due = soonest.min(*due),
            Phase::Reading { again, .. } => *again = true,
        }
    }

    /// Reads now: a person asks, or the network is back; whatever the server said.
    pub(super) fn read(&mut self, now: Millis) {
        match &mut self.phase {
            Phase::Waiting { due } => *due = now,
            Phase::Reading { again, .. } => *again = true,
        }
    }

    /// When something is due, or changes.
    pub(super) fn wake(&self, now: Millis) -> Millis {
        let due = match self.phase {
            Phase::Waiting { due } => due,
            Phase::Reading { until, .. } => until,
        };
        match self.reached.map(|reached| self.expires(reached)) {
            Some(expires) if expires > now => due.min(expires),
            _ => due,
        }
    }

    /// Whether a request is out.
    pub(super) fn is_reading(&self) -> bool {
        matches!(self.phase, Phase::Reading { .. })
    }

    pub(super) fn freshness(&self, now: Millis) -> Freshness {
        match self.reached {
            None => self.kept.map_or(Freshness::Never, |since| Freshness::Stale { since }),
            Some(since) if self.misses >= TOLD || self.expires(since) <= now => Freshness::Stale { since },
            Some(_) => Freshness::Fresh,
        }
    }

    /// Why the last readings failed, once that is more than a slip.
    pub(super) fn miss(&self) -> Option<Miss> {
        self.miss.filter(|_| self.misses >= TOLD)
    }

    /// Moves the moments along when the clock was set.
    pub(super) fn shift(&mut self, by: Millis) {
        let move_along = |moment: &mut Millis| *moment = moment.saturating_add(by);
        move_along(&mut self.anchor);
        self.reached.iter_mut().chain(&mut self.kept).for_each(move_along);
        match &mut self.phase {
            Phase::Waiting { due } => move_along(due),
            Phase::Reading { began, until, .. } => {
                move_along(began);
                move_along(until);
            }
        }
    }

    /// Fresh no longer: two readings were left out, and the last of them had its time.
    fn expires(&self, reached: Millis) -> Millis {
        reached.saturating_add(self.every * 2).saturating_add(PATIENCE)
    }

    fn missed(&mut self, now: Millis, miss: Miss, retry_after: Option<u32>) {
        self.misses = self.misses.saturating_add(1);
        self.miss = Some(miss);
        let asked = Millis::from(retry_after.unwrap_or(0).min(LONGEST_RETRY_AFTER)) * 1_000;
        let wait = self.back_off().max(asked);
        self.phase = Phase::Waiting { due: now.saturating_add(wait) };
    }

    /// 1 s after the first miss, then twice as long each time, ±20 % so that screens don't ask in chorus.
    fn back_off(&mut self) -> Millis {
        let doublings = self.misses.saturating_sub(1).min(10);
        let wait = (1_000 << doublings).min(LONGEST_BACK_OFF);
        wait * (80 + self.roll(41)) / 100
    }

    /// The next reading on the grid that is at least half an interval away.
    fn next(&self, now: Millis) -> Millis {
        let earliest = now.saturating_add(self.every / 2);
        let into = earliest.saturating_sub(self.anchor).checked_rem_euclid(self.every).unwrap_or(0);
        earliest.saturating_add(if into == 0 { 0 } else { self.every - into })
    }

    /// A number from 0 to below `sides` (xorshift64*, Vigna 2016).
    fn roll(&mut self, sides: u32) -> Millis {
        let mut x = self.dice | 1;
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.dice = x;
        let high = x.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        Millis::from(((high * u64::from(sides)) >> 32) as u32)
    }
}
