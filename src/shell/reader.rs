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
    /// The mapping document that it is to be read by.
    pub(super) mapping: Option<&'a [u8]>,
    pub(super) locale: Option<&'a str>,
    pub(super) languages: &'a [String],
}

/// What the reader makes of a document, and in which bytes it said so: the goals and the report.
pub(super) async fn read(
    pieces: Pieces,
    from: From<'_>,
    abort: &AbortController,
) -> Result<(Reading, Array), Unreadable> {
    let answer = ask(pieces, from, abort).await.map_err(|error| {
        let said = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        Unreadable::NoReader(said.or_else(|| error.as_string()).unwrap_or_default())
    })?;
    let bytes = |place: u32| answer.get(place).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
    let reading = handover::unpack(&bytes(0), &bytes(1))?;
    Ok((reading, Array::of2(&answer.get(1), &answer.get(0))))
}

async fn ask(pieces: Pieces, from: From<'_>, abort: &AbortController) -> Result<Array, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let reader: Function = Reflect::get(&window, &"maltavlaReader".into())?.dyn_into()?;
    let languages: Array = from.languages.iter().map(|tag| JsValue::from(tag.as_str())).collect();
    let question = Object::new();
    for (name, value) in [
        ("pieces", pieces.into_list().into()),
        ("from", from.address.into()),
        ("mapping", from.mapping.map_or(JsValue::UNDEFINED, |bytes| Uint8Array::from(bytes).into())),
        ("locale", from.locale.map_or(JsValue::UNDEFINED, JsValue::from)),
        ("languages", languages.into()),
    ] {
        Reflect::set(&question, &name.into(), &value)?;
    }
    let promise: Promise = reader.call2(&JsValue::UNDEFINED, &question, &abort.signal())?.dyn_into()?;
    JsFuture::from(promise).await?.dyn_into()
}
