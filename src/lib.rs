//! Måltavla: the map of the house.
pub mod board;
pub mod feed;
pub mod goals;
pub mod json;
pub mod settings;
pub mod setup;
pub mod words;

// ── view: pure functions of goals and settings, rendered to a string in native tests ──
#[cfg(feature = "view")]
pub mod app;
#[cfg(feature = "view")]
pub mod chart;
#[cfg(feature = "view")]
pub mod node;
#[cfg(feature = "view")]
pub mod scene;
#[cfg(feature = "view")]
pub mod ui;

// ── shell: WebAssembly only, the only effects ──
#[cfg(all(feature = "view", target_arch = "wasm32"))]
pub mod shell;
