//! The one timer: asked anew after each event, so early, late and twice are all safe.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// A single pending call; setting it anew replaces the old.
pub(super) struct Timer {
    call: Closure<dyn FnMut()>,
    pending: Option<i32>,
}

impl Timer {
    /// A timer that calls `f`, not yet set.
    pub(super) fn new(f: impl FnMut() + 'static) -> Timer {
        Timer { call: Closure::new(f), pending: None }
    }

    /// Calls after so many milliseconds, instead of whenever it was set to.
    pub(super) fn set(&mut self, ms: i32) {
        let Some(window) = web_sys::window() else { return };
        self.clear();
        let call = self.call.as_ref().unchecked_ref();
        self.pending = window.set_timeout_with_callback_and_timeout_and_arguments_0(call, ms.max(0)).ok();
    }

    fn clear(&mut self) {
        if let (Some(window), Some(pending)) = (web_sys::window(), self.pending.take()) {
            window.clear_timeout_with_handle(pending);
        }
    }
}

impl Drop for Timer {
    /// What is called must not be gone by then.
    fn drop(&mut self) {
        self.clear();
    }
}
