//! What came of a request, as `public/ask.js` brings it, in words that the board knows.

use super::clock;
use crate::app::Got;
use crate::board::{Miss, retry_after};
use crate::feed::{Unreadable, handover};

/// The board takes no more than this, in bytes: `LIMIT` in `public/ask.js`.
const LIMIT: u64 = 64 << 20;

/// An answer, without what it brought.
pub(super) struct Answer {
    /// Which kind: see `public/ask.js`.
    pub(super) kind: u32,
    /// A status, or a count of bytes.
    pub(super) number: f64,
    /// How long the server asks to wait; or what went wrong.
    pub(super) said: Option<String>,
}

impl Answer {
    /// What came; `feed` and `report` are the reader's, of another tool's document.
    pub(super) fn got(self, feed: &[u8], report: &[u8]) -> Got {
        let Answer { kind, number, said } = self;
        match kind {
            0 => Got::Unchanged,
            1 => Got::Missed(Miss::Refused(None), None),
            2 => {
                let now = clock::now().timestamp_millis();
                let wait = said.and_then(|text| retry_after(&text, now, clock::date));
                Got::Missed(Miss::of_status(number as u16), wait)
            }
            3 => Got::Unreadable(Unreadable::TooLarge { bytes: number as u64, limit: LIMIT }),
            5 => match handover::unpack(report, feed) {
                Ok(reading) => Got::Read(Box::new(reading)),
                Err(fault) => Got::Unreadable(fault),
            },
            6 => Got::Unreadable(Unreadable::NoReader(said.unwrap_or_default())),
            7 => Got::Unreadable(Unreadable::NoMapping(said.unwrap_or_default())),
            // No answer: the network, the server, CORS, or given up.
            _ => Got::Missed(Miss::Network, None),
        }
    }
}
