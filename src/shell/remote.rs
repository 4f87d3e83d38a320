//! `window.maltavla`: for remote control, monitors and tests. Nothing in it can change the goals.

use super::{Shared, happen};
use crate::board::{Command, Event};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::closure::{Closure, IntoWasmClosure, WasmClosure};
use wasm_bindgen::{JsCast, JsValue};

/// Puts it on the window, for the page's whole life.
pub(super) fn offer(shared: &Shared) {
    let Some(window) = web_sys::window() else { return };
    let object = Object::new();
    set(&object, "version", env!("CARGO_PKG_VERSION").into());

    let shell = shared.clone();
    method::<dyn FnMut() -> JsValue>(&object, "state", move || {
        let state = Object::new();
        if let Ok(shell) = shell.try_borrow() {
            for (name, value) in shell.app.facts(super::clock::now()) {
                set(&state, name, fact(value));
            }
        }
        state.into()
    });
    let shell = shared.clone();
    method::<dyn FnMut() -> JsValue>(&object, "slides", move || {
        let slides = Array::new();
        if let Ok(shell) = shell.try_borrow() {
            for slide in shell.app.slides() {
                let one = Object::new();
                set(&one, "scene", slide.scene.into());
                set(&one, "subject", slide.subject.as_str().into());
                set(&one, "part", format!("{}/{}", slide.part.0, slide.part.1).into());
                slides.push(&one);
            }
        }
        slides.into()
    });
    let shell = shared.clone();
    method::<dyn FnMut(f64)>(&object, "show", move |n: f64| {
        happen(&shell, Event::Key(Command::Show(n.max(0.0) as usize)));
    });
    let shell = shared.clone();
    method::<dyn FnMut()>(&object, "read", move || happen(&shell, Event::Key(Command::Read)));

    set(&window, "maltavla", object.into());
}

fn fact(value: crate::app::Fact) -> JsValue {
    match value {
        crate::app::Fact::Text(text) => text.into(),
        crate::app::Fact::Number(number) => number.into(),
        crate::app::Fact::Nothing => JsValue::NULL,
    }
}

fn method<T: ?Sized + WasmClosure>(object: &Object, name: &str, f: impl IntoWasmClosure<T> + 'static) {
    let closure = Closure::<T>::new(f);
    set(object, name, closure.as_ref().clone().unchecked_into());
    closure.forget();
}

fn set(object: &JsValue, name: &str, value: JsValue) {
    // Setting a property of a plain object cannot fail.
    drop(Reflect::set(object, &name.into(), &value));
}
