//! The reader of foreign documents, as a program of its own: the core without a view, in a worker of the browser.
//!
//! The board loads it only when a feed is not of its own format, and drops it when it has read, with its memory. The
//! set-up page asks it for all that it shows. It puts two functions on the global object, `maltavlaRead` and
//! `maltavlaAnswer`; `public/reader.js` is between them and the page.
#![cfg_attr(not(target_arch = "wasm32"), allow(unused_crate_dependencies, reason = "natively there is no worker"))]

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::offer();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{Array, Reflect, Uint8Array};
    use maltavla::feed::mapping::Mapping;
    use maltavla::feed::{self, Reading, Unreadable};
    use maltavla::{setup, words};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};

    /// The document in pieces, which are taken out of the list, bytes of the mapping if there is one, the document's address, the language in the settings, and
    /// those that the browser's user reads; answers with the report and the goals, in bytes.
    type Read = dyn FnMut(Array, JsValue, String, Option<String>, Array) -> Array;

    /// A question in JSON and the documents it is about; answers in JSON, followed by documents.
    type Answers = dyn FnMut(String, Array) -> Array;

    pub(super) fn offer() {
        let read = Closure::<Read>::new(read);
        let answer = Closure::<Answers>::new(answer);
        for (name, function) in [("maltavlaRead", read.as_ref()), ("maltavlaAnswer", answer.as_ref())] {
            // Setting a property of the global object cannot fail.
            drop(Reflect::set(&js_sys::global(), &name.into(), function));
        }
        read.forget();
        answer.forget();
    }

    fn answer(question: String, documents: Array) -> Array {
        let bytes =
            |document: JsValue| document.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        let documents: Vec<Vec<u8>> = documents.iter().map(bytes).collect();
        let answer = setup::answer(&question, &documents);
        let feeds = answer.feeds.iter().map(|feed| JsValue::from(Uint8Array::from(feed.as_slice())));
        std::iter::once(JsValue::from(answer.told)).chain(feeds).collect()
    }

    fn read(pieces: Array, mapping: JsValue, from: String, locale: Option<String>, languages: Array) -> Array {
        let languages: Vec<String> = languages.iter().filter_map(|tag| tag.as_string()).collect();
        let mapping = mapping.dyn_into::<Uint8Array>().ok().map(|mapping| mapping.to_vec());
        let mut reading = read_by(&joined(&pieces), mapping.as_deref());
        if let Ok(reading) = &mut reading {
            feed::thin::handed(&mut reading.draft, &mut reading.notices);
        }
        let language = reading.as_ref().ok().and_then(|reading| reading.draft.language.as_deref());
        let problems = &words::pick(locale.as_deref(), language, &languages).problems;
        let (report, feed) =
            feed::handover::pack(&reading, &problems.problem, &|fault| (problems.unreadable)(fault, &from));
        let view = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
        Array::of2(&view(&report), &view(&feed))
    }

    /// The pieces as one; they are let go.
    fn joined(pieces: &Array) -> Vec<u8> {
        let list: Vec<Uint8Array> = pieces.iter().filter_map(|piece| piece.dyn_into().ok()).collect();
        let length = list.iter().map(|piece| piece.length() as usize).sum();
        let mut bytes = Vec::with_capacity(length);
        for piece in list {
            let from = bytes.len();
            bytes.resize(from + piece.length() as usize, 0);
            if let Some(room) = bytes.get_mut(from..) {
                piece.copy_to(room);
            }
        }
        pieces.set_length(0);
        bytes
    }

    /// What is wrong with the mapping is told with what is wrong with the document.
    fn read_by(bytes: &[u8], mapping: Option<&[u8]>) -> Result<Reading, Unreadable> {
        let Some(mapping) = mapping else { return feed::read(bytes) };
        let (mapping, notices) = Mapping::parse(mapping)?;
        let mut reading = feed::read_with(bytes, Some(&mapping))?;
        reading.notices.splice(0..0, notices);
        Ok(reading)
    }
}
