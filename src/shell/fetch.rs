//! One reading over the network: a conditional request, its bytes counted while they come, its failure put in words
//! that the board knows.

use js_sys::{Array, Function, Reflect, Uint8Array};
use std::hash::{DefaultHasher, Hasher};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, Request, RequestCache, RequestInit, Response};

/// The board takes no more than this, in bytes.
pub(super) const LIMIT: u64 = 64 << 20;

/// What came back.
pub(super) enum Answer {
    /// The same as last time.
    Unchanged,
    /// A document, and the tag to ask with next time.
    Came(Pieces, Option<String>),
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
    let Some(body) = response.body() else { return Ok(Answer::Came(Pieces::default(), tag)) };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    let mut pieces = Pieces::default();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            break;
        }
        pieces.push(Reflect::get(&piece, &"value".into())?.dyn_into()?);
        if pieces.len() > LIMIT {
            abort.abort();
            return Ok(Answer::TooLarge(pieces.len()));
        }
    }
    Ok(Answer::Came(pieces, tag))
}

/// A document as it came: its pieces stay with the browser, as our own memory never shrinks again.
#[derive(Default)]
pub(super) struct Pieces {
    pieces: Vec<Uint8Array>,
    len: u64,
}

/// So much of a document is looked at at once.
const LOOK: u32 = 64 << 10;
/// What stands in every document of the board's own format.
const MARK: &[u8] = b"maltavla";

impl Pieces {
    fn push(&mut self, piece: Uint8Array) {
        self.len += u64::from(piece.length());
        self.pieces.push(piece);
    }

    /// Bytes in all.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// A checksum of the bytes.
    pub(super) fn sum(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.look(|bytes| hasher.write(bytes));
        hasher.finish()
    }

    /// Whether the document may be of the board's own format; or begins like no JSON, which is told soonest here.
    pub(super) fn may_be_native(&self) -> bool {
        let mut found = false;
        let mut first = None;
        // What stands across the border of two looks is found by keeping the end of the last.
        let mut end: Vec<u8> = Vec::new();
        self.look(|bytes| {
            first = first.or_else(|| bytes.iter().find(|byte| byte.is_ascii_graphic()).copied());
            end.extend_from_slice(bytes);
            found = found || end.windows(MARK.len()).any(|window| window == MARK);
            end.drain(..end.len().saturating_sub(MARK.len()));
        });
        found || matches!(first, None | Some(b'<'))
    }

    fn look(&self, mut at: impl FnMut(&[u8])) {
        let mut buffer = vec![0; LOOK as usize];
        for piece in &self.pieces {
            let mut from = 0;
            while from < piece.length() {
                let part = piece.subarray(from, piece.length().min(from.saturating_add(LOOK)));
                if let Some(room) = buffer.get_mut(..part.length() as usize) {
                    part.copy_to(room);
                    at(room);
                }
                from = from.saturating_add(LOOK);
            }
        }
    }

    /// All bytes, in our own memory.
    pub(super) fn to_vec(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.len).unwrap_or(0));
        self.look(|part| bytes.extend_from_slice(part));
        bytes
    }

    /// The pieces, as a list for a script.
    pub(super) fn into_list(self) -> Array {
        self.pieces.into_iter().collect()
    }
}
