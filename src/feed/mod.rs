//! From bytes to goals: `bytes -> read -> Draft + notices`, then `drafts -> settle -> Goals + notices`.
//!
//! A reading never fails on content: what cannot be used costs itself and leaves a [`Notice`]; an [`Unreadable`] is
//! told only where there is nothing to read. Foreign JSON lives and dies in [`readers`]. Fetches nothing, shows nothing.

pub mod draft;
pub mod notice;
pub mod readers;

pub use draft::Draft;
pub use notice::{Notice, Problem, Unreadable};
