//! The clock and the office's time zone, asked of the browser.

use crate::goals::{Moment, Zone};
use chrono::DateTime;
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

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

const DAY: f64 = 86_400_000.0;
/// How far the table of offsets reaches, each way from now: a cycle's past and its end, and half a year of uptime.
const REACH_DAYS: i32 = 500;

/// The offsets of an IANA time zone (none: the browser's own) around a moment; an error if the browser does not know
/// the zone.
pub(super) fn zone(tz: Option<&str>, around: Moment) -> Result<Zone, String> {
    let offset: Box<dyn Fn(f64) -> i32> = match tz {
        None => Box::new(|ms| -(Date::new(&JsValue::from_f64(ms)).get_timezone_offset() as i32) * 60),
        Some(tz) => {
            let format = formatter(tz).map_err(|_| tz.to_string())?;
            Box::new(move |ms| offset_in(&format, ms))
        }
    };
    let centre = around.timestamp_millis() as f64;
    let at = |day: i32| centre + f64::from(day) * DAY;
    let first = offset(at(-REACH_DAYS));
    let mut changes = Vec::new();
    let mut before = first;
    // A week is shorter than any two changes of a zone lie apart; the change itself is then found to the second.
    for day in (-REACH_DAYS..REACH_DAYS).step_by(7) {
        let (mut from, mut to) = (at(day), at(day + 7));
        let after = offset(to);
        if after == before {
            continue;
        }
        while to - from > 1000.0 {
            let middle = ((from + to) / 2.0).floor();
            if offset(middle) == before {
                from = middle;
            } else {
                to = middle;
            }
        }
        changes.push((moment((to / 1000.0).round() * 1000.0), after));
        before = after;
    }
    Ok(Zone::new(first, changes))
}

fn formatter(tz: &str) -> Result<Intl::DateTimeFormat, JsValue> {
    let options = Object::new();
    for (name, value) in [
        ("timeZone", tz),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "numeric"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "numeric"),
        ("second", "numeric"),
    ] {
        Reflect::set(&options, &name.into(), &value.into())?;
    }
    // `new` throws on an unknown zone, and js-sys' own constructor would turn that into a trap.
    let constructor = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))?
        .dyn_into::<js_sys::Function>()?;
    Reflect::construct(&constructor, &Array::of2(&"en-US".into(), &options))?.dyn_into()
}

/// The offset at a moment: what the zone's calendar shows, read as if it were UTC, less the moment.
fn offset_in(format: &Intl::DateTimeFormat, ms: f64) -> i32 {
    let parts = format.format_to_parts(&Date::new(&JsValue::from_f64(ms)));
    let mut shown = [0_i32; 6];
    for part in parts.iter() {
        let text = |name: &str| Reflect::get(&part, &name.into()).ok().and_then(|v| v.as_string()).unwrap_or_default();
        let place = match text("type").as_str() {
            "year" => 0,
            "month" => 1,
            "day" => 2,
            "hour" => 3,
            "minute" => 4,
            "second" => 5,
            _ => continue,
        };
        if let (Some(slot), Ok(value)) = (shown.get_mut(place), text("value").parse()) {
            *slot = value;
        }
    }
    let [year, month, day, hour, minute, second] = shown;
    // Some engines write midnight as 24.
    let seconds = f64::from((hour % 24) * 3600 + minute * 60 + second);
    let days = Date::utc(f64::from(year), f64::from(month - 1)) / 1000.0 + f64::from(day - 1) * 86_400.0;
    (days + seconds - (ms / 1000.0).floor()) as i32
}
