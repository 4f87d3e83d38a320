//! Reads a document that no reader knows, by what its names, its values and its structure say.

pub mod guess;
