//! The last good reading of each feed, kept by the browser: `public/keep.js` is between it and the storage.
//!
//! What is kept is what the board itself reads: its own format, and the report where another tool's document was read.

use crate::feed::{self, Reading, handover};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A reading from before, and when it was read, in milliseconds since 1970.
pub(super) async fn load(address: &str) -> Option<(i64, Reading)> {
    let answer = JsFuture::from(call("load", &[address.into()])?).await.ok()?;
    let kept: Array = answer.dyn_into().ok()?;
    let part = |place: u32| Some(kept.get(place).dyn_into::<Uint8Array>().ok()?.to_vec());
    let feed = part(1)?;
    let reading = match part(2) {
        Some(report) => handover::unpack(&report, &feed).ok()?,
        None => feed::native(&feed).ok()??,
    };
    Some((kept.get(0).as_f64()? as i64, reading))
}

/// Keeps what was read; a storage that refuses costs nothing but that.
pub(super) fn save(address: &str, at: i64, parts: &Array) {
    if let Some(saved) = call("save", &[address.into(), (at as f64).into(), parts.into()]) {
        spawn_local(async move { drop(JsFuture::from(saved).await) });
    }
}

fn call(name: &str, arguments: &[JsValue]) -> Option<Promise> {
    let keep = Reflect::get(&web_sys::window()?.into(), &"maltavlaKeep".into()).ok()?;
    let function: Function = Reflect::get(&keep, &name.into()).ok()?.dyn_into().ok()?;
    let arguments: Array = arguments.iter().collect();
    function.apply(&keep, &arguments).ok()?.dyn_into().ok()
}
