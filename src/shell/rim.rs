//! What the page's own script does for the program: `public/rim.js`, by the names that it has there.
//!
//! Requests, timers, listeners and promises are the script's, which says them in a tenth of the bytes that bindings take;
//! what they are for is decided here.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(js_namespace = maltavlaRim)]
extern "C" {
    /// Calls `begin` when the settings are there.
    pub(super) fn start();
    /// Asks a feed; calls `heard`, and then `native`, or `came` and `answered`.
    pub(super) fn ask(feed: usize, ticket: u32, address: &str, mapping: Option<&str>, locale: Option<&str>);
    /// Gives a request up.
    pub(super) fn abort(feed: usize, ticket: u32);
    /// Calls `kept` if an earlier board kept a reading of the feed.
    pub(super) fn recall(feed: usize, address: &str);
    /// Calls `tick` after so many milliseconds, instead of whenever it was to; the board is alive.
    pub(super) fn wake(ms: i32);
    /// Calls `seen` when what is drawn has been seen.
    pub(super) fn seen();
    /// Tells the watchdog what is drawn from now on.
    pub(super) fn about(slide: &str);
    /// Fills the screen; or leaves, if it is filled and `leave`.
    #[wasm_bindgen(js_name = fullScreen)]
    pub(super) fn full_screen(leave: bool);
    /// Calls `push` at each event of the stream.
    pub(super) fn push(address: &str);
    /// The offsets of a time zone (none: the browser's own) around now: the first, then moments in milliseconds and the
    /// offset from each on; nothing if the browser does not know the zone.
    pub(super) fn zone(tz: Option<&str>) -> Option<Vec<f64>>;
}
