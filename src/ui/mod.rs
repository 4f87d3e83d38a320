//! What scenes share: the frame around them, marks, meters, and how much fits on a wall.
//!
//! Draws what it is given; knows words and charts, but no goals' ties and no settings' files.

pub mod canvas;
pub mod css;
pub mod fit;
mod frame;
mod mark;
mod message;
mod meter;
mod rest;

pub use canvas::{Canvas, Shape};
pub use frame::{Foot, Head, NOTE, foot, head};
pub use mark::{arrow, mark, status, to};
pub use message::{keys, message, report};
pub use meter::{figure, meter};
pub use rest::rest;
