//! What a goal is, and what can be said of it.
//!
//! [`model`] holds the types; every other file is one measure: a pure function of goals, settings and [`Now`].
//! Knows nothing of JSON, of words on a screen or of a browser.

pub mod model;
pub mod rules;
pub mod time;

pub use model::*;
pub use rules::{RollUp, Rules};
pub use time::{Moment, Now, Zone};
