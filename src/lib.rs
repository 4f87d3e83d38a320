//! Måltavla: the map of the house.
pub mod board;
#[cfg(feature = "view")]
pub mod chart;
pub mod feed;
pub mod goals;
pub mod settings;
#[cfg(target_arch = "wasm32")]
pub mod shell;
pub mod words;
