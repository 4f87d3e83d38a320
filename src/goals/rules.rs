//! What an office may choose about its measures.

/// What an office may choose about its measures; the defaults are product.md's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Whose progress makes an objective's.
    pub roll_up: RollUp,
    /// Behind the expected pace by at most this share is on track.
    pub on_track: f64,
    /// Behind by at most this share is at risk; by more, off track.
    pub at_risk: f64,
}

/// Whose progress makes an objective's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RollUp {
    /// Its key results'; of the objectives that support it only where it has none.
    #[default]
    KeyResults,
    /// Of the objectives that support it; its key results' only where there is none.
    Supporting,
    /// Both alike.
    Both,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { roll_up: RollUp::KeyResults, on_track: 0.10, at_risk: 0.25 }
    }
}
