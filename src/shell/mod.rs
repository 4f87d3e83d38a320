//! The only effects: takes the page over from the boot script. It decides nothing that the core could decide.

/// Takes the page over.
pub fn start() {
    if let Some(body) = web_sys::window().and_then(|window| window.document()).and_then(|document| document.body()) {
        let told = body.set_attribute("data-state", "empty");
        debug_assert!(told.is_ok(), "a constant name is a valid attribute");
    }
}
