//! Documents of other tools: handed to the reader in its worker, which the page's own script starts.

use super::fetch::Pieces;
use crate::feed::{Reading, Unreadable, handover};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// Where a document came from, and in which language to tell what is wrong with it.
pub(super) struct From<'a> {
    pub(super) address: &'a str,
    pub(super) locale: Option<&'a str>,
    pub(super) languages: &'a [String],
}

/// What the reader makes of a document.
pub(super) async fn read(pieces: Pieces, from: From<'_>, abort: &AbortController) -> Result<Reading, Unreadable> {
    let answer = ask(pieces, from, abort).await.map_err(|error| {
        let said = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        Unreadable::NoReader(said.or_else(|| error.as_string()).unwrap_or_default())
    })?;
    let bytes = |place: u32| answer.get(place).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
    handover::unpack(&bytes(0), &bytes(1))
}

async fn ask(pieces: Pieces, from: From<'_>, abort: &AbortController) -> Result<Array, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let reader: Function = Reflect::get(&window, &"maltavlaReader".into())?.dyn_into()?;
    let languages: Array = from.languages.iter().map(|tag| JsValue::from(tag.as_str())).collect();
    let question = Object::new();
    for (name, value) in [
        ("pieces", pieces.into_list().into()),
        ("from", from.address.into()),
        ("locale", from.locale.map_or(JsValue::UNDEFINED, JsValue::from)),
        ("languages", languages.into()),
    ] {
        Reflect::set(&question, &name.into(), &value)?;
    }
    let promise: Promise = reader.call2(&JsValue::UNDEFINED, &question, &abort.signal())?.dyn_into()?;
    JsFuture::from(promise).await?.dyn_into()
}
