//! The page: attributes that machines read, and the few places where views are put.
//!
//! Views are drawn whole and, while they are of the same kind, changed in place: only what differs touches the page.
//! A slide that leaves is kept for the length of the fade and then dropped whole.

use crate::node::Node;
use crate::ui::Canvas;
use tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};

/// Milliseconds until a slide that left is dropped: longer than the fade in `style/ui.css`.
const FADE: f64 = 900.0;

type State = <Node as Render>::State;

/// A place on the page with at most one view in it.
struct Place {
    element: Element,
    state: Option<State>,
}

impl Place {
    fn new(element: Element) -> Place {
        Place { element, state: None }
    }

    /// Shows a view: changed in place where one of its kind is there already.
    fn draw(&mut self, view: Node) {
        match &mut self.state {
            Some(state) => view.rebuild(state),
            None => {
                let mut state = view.build();
                state.mount(&self.element, None);
                self.state = Some(state);
            }
        }
    }

    fn clear(&mut self) {
        if let Some(mut state) = self.state.take() {
            state.unmount();
        }
    }
}

/// A slide on the wall.
struct Layer {
    key: String,
    place: Place,
}

impl Layer {
    fn drop_whole(mut self) {
        self.place.clear();
        self.place.element.remove();
    }
}

/// The page, taken over.
pub(super) struct Page {
    window: Window,
    document: Document,
    body: HtmlElement,
    main: Element,
    head: Place,
    foot: Place,
    over: Place,
    slide: Option<Layer>,
    leaving: Option<(Layer, f64)>,
    /// Whether slides are cut instead of faded; and whether the next one is.
    still: bool,
    cut: bool,
}

impl Page {
    /// Takes the page over: what the boot script showed goes, the frame's places come.
    pub(super) fn take_over() -> Option<Page> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let body = document.body()?;
        let main = document.query_selector("main").ok()??;
        main.set_text_content(None);
        let make = |tag: &str, class: &str| -> Option<Element> {
            let element = document.create_element(tag).ok()?;
            element.set_class_name(class);
            Some(element)
        };
        let board = make("div", "board")?;
        let (head, foot, over) = (make("header", "head")?, make("footer", "foot")?, make("div", "over")?);
        body.insert_before(&board, Some(&main)).ok()?;
        main.set_class_name("stage");
        for part in [&head, &main, &foot, &over] {
            board.append_child(part).ok()?;
        }
        let (head, foot, over) = (Place::new(head), Place::new(foot), Place::new(over));
        Some(Page {
            window,
            document,
            body,
            main,
            head,
            foot,
            over,
            slide: None,
            leaving: None,
            still: false,
            cut: false,
        })
    }

    /// The window's size in rem.
    pub(super) fn canvas(&self, overscan: f64) -> Canvas {
        let side = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0);
        Canvas::of(side(self.window.inner_width()), side(self.window.inner_height()), overscan)
    }

    /// Says whether anything may move.
    pub(super) fn motion(&mut self, still: bool) {
        self.still = still;
        self.root("data-motion", if still { "off" } else { "on" });
    }

    /// The slide on the wall was there for a moment only: the next one takes its place without a fade.
    pub(super) fn will_cut(&mut self) {
        self.cut = true;
    }

    /// Sets an attribute of `<html>`, if it differs.
    pub(super) fn root(&self, name: &str, value: &str) {
        if let Some(root) = self.document.document_element() {
            set(&root, name, value);
        }
    }

    /// Sets a custom property of `<html>`.
    pub(super) fn property(&self, name: &str, value: &str) {
        let root = self.document.document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok());
        if let Some(root) = root {
            // A value that the engine does not take leaves the style sheet's own in place.
            drop(root.style().set_property(name, value));
        }
    }

    /// Sets `data-state`.
    pub(super) fn state(&self, state: &str) {
        set(&self.body, "data-state", state);
    }

    /// Shows or hides the pointer.
    pub(super) fn pointer(&self, seen: bool) {
        drop(self.body.class_list().toggle_with_force("no-pointer", !seen));
    }

    /// Names the page.
    pub(super) fn title(&self, title: &str) {
        if self.document.title() != title {
            self.document.set_title(title);
        }
    }

    pub(super) fn head(&mut self, view: Node) {
        self.head.draw(view);
    }

    pub(super) fn foot(&mut self, view: Node) {
        self.foot.draw(view);
    }

    pub(super) fn over(&mut self, view: Option<Node>) {
        match view {
            Some(view) => self.over.draw(view),
            None => self.over.clear(),
        }
    }

    /// Sets the attributes of `<main>`; an empty value takes the attribute away.
    pub(super) fn main(&self, attributes: &[(&str, String)]) {
        for (name, value) in attributes {
            if value.is_empty() {
                drop(self.main.remove_attribute(name));
            } else {
                set(&self.main, name, value);
            }
        }
    }

    /// Shows a slide: the one with this key changes in place, another one comes in while the old one leaves.
    pub(super) fn slide(&mut self, key: &str, view: Node, now: f64) {
        let cut = std::mem::take(&mut self.cut) || self.still;
        if let Some(layer) = self.slide.as_mut().filter(|layer| layer.key == key) {
            layer.place.draw(view);
            return;
        }
        let Ok(element) = self.document.create_element("div") else { return };
        let first = self.slide.is_none() || cut;
        element.set_class_name(if first { "slide" } else { "slide slide-in" });
        let mut layer = Layer { key: key.to_string(), place: Place::new(element) };
        layer.place.draw(view);
        drop(self.main.append_child(&layer.place.element));
        if let Some((gone, _)) = self.leaving.take() {
            gone.drop_whole();
        }
        let old = self.slide.replace(layer);
        if cut {
            old.into_iter().for_each(Layer::drop_whole);
        } else if let Some(old) = old {
            old.place.element.set_class_name("slide slide-out");
            // It is seen for a moment more, but no longer told.
            set(&old.place.element, "aria-hidden", "true");
            self.leaving = Some((old, now + FADE));
        }
    }

    /// Drops the slide that left, once its fade is over; says when to come back, if it is not yet.
    pub(super) fn sweep(&mut self, now: f64) -> Option<f64> {
        match self.leaving.take() {
            Some((layer, until)) if until <= now || until > now + FADE => {
                layer.drop_whole();
                None
            }
            Some((layer, until)) => {
                self.leaving = Some((layer, until));
                Some(until)
            }
            None => None,
        }
    }
}

fn set(element: &Element, name: &str, value: &str) {
    if element.get_attribute(name).as_deref() != Some(value) {
        drop(element.set_attribute(name, value));
    }
}
