//! Måltavla: the map of the house.
pub mod feed;
pub mod goals;
pub mod settings;
