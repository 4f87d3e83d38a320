//! What a goal is, and what can be said of it.
//!
//! [`model`] holds the types; every other file is one measure: a pure function of goals, rules and [`Now`].
//! [`Measures`] takes them all at once; it is what scenes ask. Knows nothing of JSON, of words on a screen or of a
//! browser.

pub mod coach;
pub mod contribution;
pub mod focus;
pub mod forecast;
pub mod learning;
pub mod measures;
pub mod model;
pub mod named;
pub mod order;
pub mod pace;
pub mod progress;
pub mod pulse;
pub mod quiet;
pub mod rules;
pub mod share;
pub mod status;
pub mod thread;
pub mod time;

#[cfg(test)]
mod sample;

pub use focus::focus;
pub use forecast::{Band, Forecast};
pub use learning::{Lesson, Origin};
pub use measures::{Measured, Measures};
pub use model::*;
pub use named::{Named, Names};
pub use pace::{Pace, Window};
pub use pulse::{Call, CheckedIn, Moved};
pub use rules::{RollUp, Rules};
pub use status::{Source, Status, Verdict};
pub use thread::Thread;
pub use time::{Moment, Now, Zone};
