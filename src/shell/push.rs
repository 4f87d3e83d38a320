//! A stream of server-sent events: any event means 'read now'. The browser connects again by itself.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventSource;

/// Listens for the page's whole life.
pub(super) fn listen(address: &str, tell: impl Fn() + 'static) {
    let Ok(source) = EventSource::new(address) else { return };
    let heard = Closure::<dyn FnMut()>::new(tell);
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // The source listens as long as it is reachable; the page's life is as long as this program's.
    std::mem::forget(source);
}
