//! What the board tells the watchdog outside (`public/watchdog.js`), and hears from it. Without one, nothing.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The board is alive.
pub(super) fn beat() {
    drop(call("beat"));
}

/// What is drawn from now on: the slide that is to be left out, should the board fall over it.
pub(super) fn about(slide: &str) {
    if let Some(watchdog) = watchdog() {
        drop(Reflect::set(&watchdog, &"slide".into(), &slide.into()));
    }
}

/// The slides that the board fell over within the last hour.
pub(super) fn skipped() -> Vec<String> {
    let slides = call("skipped").and_then(|slides| slides.dyn_into::<Array>().ok());
    slides.iter().flat_map(Array::iter).filter_map(|slide| slide.as_string()).collect()
}

fn watchdog() -> Option<JsValue> {
    let watchdog = Reflect::get(&web_sys::window()?.into(), &"maltavlaWatchdog".into()).ok()?;
    watchdog.is_object().then_some(watchdog)
}

fn call(name: &str) -> Option<JsValue> {
    let watchdog = watchdog()?;
    let function: Function = Reflect::get(&watchdog, &name.into()).ok()?.dyn_into().ok()?;
    function.call0(&watchdog).ok()
}
