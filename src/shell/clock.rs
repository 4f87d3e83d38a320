//! The clock and the office's time zone, asked of the browser.

use crate::goals::{Moment, Zone};
use chrono::DateTime;
use js_sys::Date;

/// The present moment.
pub(super) fn now() -> Moment {
    moment(Date::now())
}

/// The moment that a date of the HTTP means, in milliseconds.
pub(super) fn date(text: &str) -> Option<i64> {
    let ms = Date::parse(text);
    ms.is_finite().then_some(ms as i64)
}

fn moment(ms: f64) -> Moment {
    DateTime::from_timestamp_millis(ms as i64).unwrap_or(DateTime::UNIX_EPOCH)
}

/// An IANA time zone (none: the browser's own) around now; nothing if the browser does not know it.
pub(super) fn zone(tz: Option<&str>) -> Option<Zone> {
    let table = super::rim::zone(tz)?;
    let (first, changes) = table.split_first()?;
    let change = |pair: &[f64]| Some((moment(*pair.first()?), *pair.get(1)? as i32));
    Some(Zone::new(*first as i32, changes.chunks(2).filter_map(change).collect()))
}
