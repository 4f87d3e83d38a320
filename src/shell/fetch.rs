//! One reading over the network: a conditional request, its bytes counted while they come, its failure put in words
//! that the board knows.

use js_sys::{Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, Request, RequestCache, RequestInit, Response};

/// The board takes no more than this, in bytes.
pub(super) const LIMIT: u64 = 64 << 20;

/// What came back.
pub(super) enum Answer {
    /// The same as last time.
    Unchanged,
    /// Bytes, and the tag to ask with next time.
    Bytes(Vec<u8>, Option<String>),
    /// We were sent elsewhere, to a page: to log in, as a rule.
    Refused,
    /// An answer that is no success, and the seconds that the server asks to wait.
    Status(u16, Option<u32>),
    /// More bytes than the board takes: so many had come.
    TooLarge(u64),
    /// No answer: the network, the server, CORS, or given up.
    Silence,
}

/// Asks for a file beside the page, once.
pub(super) async fn fetch(address: &str, tag: Option<&str>, abort: &AbortController) -> Answer {
    feed(address, tag, abort, || {}).await
}

/// Asks for a feed; `began` is called when the answer has begun to come. `tag` is the last answer's; it is sent within
/// our own origin only, since another origin would be asked for permission first. Elsewhere the browser's cache asks
/// conditionally by itself.
pub(super) async fn feed(address: &str, tag: Option<&str>, abort: &AbortController, began: impl Fn()) -> Answer {
    attempt(address, tag, abort, &began).await.unwrap_or(Answer::Silence)
}

/// The answer that `public/boot.js` asked for while the program was still on its way; each is taken once, and given up
/// with the signal.
fn early(window: &web_sys::Window, address: &str, abort: &AbortController) -> Option<js_sys::Promise> {
    let asked = Reflect::get(window, &"maltavlaEarly".into()).ok()?;
    let take: Function = Reflect::get(&asked, &address.into()).ok()?.dyn_into().ok()?;
    Reflect::set(&asked, &address.into(), &JsValue::UNDEFINED).ok()?;
    take.call1(&asked, &abort.signal()).ok()?.dyn_into().ok()
}

async fn attempt(
    address: &str,
    tag: Option<&str>,
    abort: &AbortController,
    began: &dyn Fn(),
) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let init = RequestInit::new();
    init.set_signal(Some(&abort.signal()));
    init.set_cache(RequestCache::NoCache);
    let headers = Headers::new()?;
    headers.set("Accept", "application/json, */*;q=0.5")?;
    if let Some(tag) = tag {
        headers.set("If-None-Match", tag)?;
    }
    init.set_headers(&headers);
    let request = Request::new_with_str_and_init(address, &init)?;
    let own = request.url().starts_with(&(window.location().origin()? + "/"));
    let asked = early(&window, address, abort).unwrap_or_else(|| window.fetch_with_request(&request));
    let response: Response = JsFuture::from(asked).await?.dyn_into()?;
    began();
    if response.status() == 304 {
        return Ok(Answer::Unchanged);
    }
    if !response.ok() {
        let now = super::clock::now().timestamp_millis();
        let wait = response
            .headers()
            .get("Retry-After")?
            .and_then(|text| crate::board::retry_after(&text, now, super::clock::date));
        abort.abort();
        return Ok(Answer::Status(response.status(), wait));
    }
    let kind = response.headers().get("Content-Type")?.unwrap_or_default();
    if response.redirected() && kind.starts_with("text/html") {
        abort.abort();
        return Ok(Answer::Refused);
    }
    let told = response.headers().get("Content-Length")?.and_then(|length| length.parse::<u64>().ok());
    if let Some(length) = told.filter(|length| *length > LIMIT) {
        abort.abort();
        return Ok(Answer::TooLarge(length));
    }
    let tag = if own { response.headers().get("ETag")? } else { None };
    let Some(body) = response.body() else { return Ok(Answer::Bytes(Vec::new(), tag)) };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    // The pieces stay with the browser until all are there: our own memory never shrinks again.
    let mut pieces: Vec<Uint8Array> = Vec::new();
    let mut total = 0;
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            break;
        }
        let piece: Uint8Array = Reflect::get(&piece, &"value".into())?.dyn_into()?;
        total += u64::from(piece.length());
        if total > LIMIT {
            abort.abort();
            return Ok(Answer::TooLarge(total));
        }
        pieces.push(piece);
    }
    let mut bytes = vec![0; total as usize];
    let mut room = bytes.as_mut_slice();
    for piece in pieces {
        let Some((here, rest)) = room.split_at_mut_checked(piece.length() as usize) else { break };
        piece.copy_to(here);
        room = rest;
    }
    Ok(Answer::Bytes(bytes, tag))
}
