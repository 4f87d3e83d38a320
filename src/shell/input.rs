//! Keys, remotes, touch and mouse: listened to once, for the page's whole life.

use crate::board::{Command, Event, keys};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventTarget, KeyboardEvent, TouchEvent};

/// Listens, and tells what it hears; `wants` says whether the board has use for a command, so that a remote's Back
/// still leaves the page when there is nothing to go back from.
pub(super) fn listen(wants: impl Fn(Command) -> bool + 'static, tell: impl Fn(Event) + Clone + 'static) {
    let Some(window) = web_sys::window() else { return };

    let heard = tell.clone();
    on(&window, "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        if let Some(command) = keys::command(&event.key(), event.key_code()).filter(|command| wants(*command)) {
            event.prevent_default();
            heard(Event::Key(command));
        }
    });

    let begun = std::rc::Rc::new(std::cell::Cell::new(None::<(f64, f64)>));
    let begin = begun.clone();
    on(&window, "touchstart", move |event| begin.set(finger(event)));
    let heard = tell.clone();
    on(&window, "touchend", move |event| {
        if let (Some((x, y)), Some((to_x, to_y))) = (begun.take(), finger(event)) {
            let width = window_width();
            let Some(command) = keys::swipe(to_x - x, to_y - y, width) else { return };
            heard(Event::Key(command));
        }
    });

    let heard = tell.clone();
    on(&window, "mousemove", move |_| heard(Event::Pointer));
    let heard = tell.clone();
    on(&window, "dblclick", move |_| heard(Event::Key(Command::FullScreen)));
    let heard = tell.clone();
    on(&window, "online", move |_| heard(Event::Online));
    for name in ["resize", "pageshow", "focus"] {
        let heard = tell.clone();
        on(&window, name, move |_| heard(Event::Tick));
    }
    if let Some(document) = window.document() {
        on(&document, "visibilitychange", move |_| tell(Event::Tick));
    }
}

fn finger(event: &web_sys::Event) -> Option<(f64, f64)> {
    let touch = event.dyn_ref::<TouchEvent>()?.changed_touches().get(0)?;
    Some((f64::from(touch.client_x()), f64::from(touch.client_y())))
}

fn window_width() -> f64 {
    let width = web_sys::window().and_then(|window| window.inner_width().ok());
    width.and_then(|width| width.as_f64()).unwrap_or(0.0)
}

fn on(target: &EventTarget, name: &str, f: impl FnMut(&web_sys::Event) + 'static) {
    let mut f = f;
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| f(&event));
    drop(target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()));
    // Listens as long as the page lives.
    closure.forget();
}
