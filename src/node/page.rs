//! A view on the page, by Leptos' own renderer: [`Node`] is a Leptos view.

use super::Node;
use super::patch::{Brush, Shown, Surface};
use tachys::html::attribute::{Attribute, any_attribute::AnyAttribute};
use tachys::hydration::Cursor;
use tachys::renderer::{CastFrom, Rndr, types};
use tachys::view::add_attr::AddAnyAttr;
use tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::JsCast;

const SVG: &str = "http://www.w3.org/2000/svg";

/// The page.
struct Page;

impl Surface for Page {
    type Handle = types::Node;

    fn element(&self, tag: &'static str, svg: bool) -> types::Node {
        Rndr::create_element(tag, svg.then_some(SVG)).into()
    }

    fn text(&self, text: &str) -> types::Node {
        Rndr::create_text_node(text).into()
    }

    fn set_text(&self, handle: &types::Node, text: &str) {
        Rndr::set_text(handle.unchecked_ref(), text);
    }

    fn set_attribute(&self, handle: &types::Node, name: &str, value: Option<&str>) {
        match value {
            Some(value) => Rndr::set_attribute(handle.unchecked_ref(), name, value),
            None => Rndr::remove_attribute(handle.unchecked_ref(), name),
        }
    }

    fn set_style(&self, handle: &types::Node, name: &str, value: Option<&str>) {
        let style = Rndr::style(handle.unchecked_ref());
        match value {
            Some(value) => Rndr::set_css_property(&style, name, value),
            None => Rndr::remove_css_property(&style, name),
        }
    }

    fn insert(&self, parent: &types::Node, child: &types::Node, next: Option<&types::Node>) {
        Rndr::insert_node(parent.unchecked_ref(), child, next);
    }

    fn remove(&self, handle: &types::Node) {
        Rndr::remove(handle);
    }
}

const BRUSH: Brush<'static, Page> = Brush { surface: &Page, svg: false };

/// A view that was put on the page, and the comment that marks its end.
pub struct Drawn {
    shown: Shown<types::Node>,
    end: types::Node,
}

impl Render for Node {
    type State = Drawn;

    fn build(self) -> Drawn {
        Drawn { shown: BRUSH.build(self), end: Rndr::create_placeholder().into() }
    }

    fn rebuild(self, state: &mut Drawn) {
        match Rndr::get_parent(&state.end) {
            Some(parent) => BRUSH.patch(&mut state.shown, self, (&parent, Some(&state.end))),
            // It is nowhere now.
            None => state.shown = BRUSH.build(self),
        }
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        BRUSH.unmount(&self.shown);
        Rndr::remove(&self.end);
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.end, marker);
        BRUSH.mount(&self.shown, (parent, Some(&self.end)));
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self.shown.first().unwrap_or(&self.end);
        match Rndr::get_parent(first).and_then(types::Element::cast_from) {
            Some(parent) => child.try_mount(&parent, Some(first)),
            None => false,
        }
    }

    fn elements(&self) -> Vec<types::Element> {
        self.shown.first().cloned().and_then(types::Element::cast_from).into_iter().collect()
    }
}

// What Leptos asks of a view beyond that it can be rendered, so that one may stand in a `view!`.

impl AddAnyAttr for Node {
    type Output<New: Attribute> = Node;

    fn add_any_attr<New: Attribute>(self, _: New) -> Node {
        self
    }
}

impl RenderHtml for Node {
    type AsyncOutput = Node;
    type Owned = Node;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Node {
        self
    }

    fn to_html_with_buf(
        self,
        out: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _attributes: Vec<AnyAttribute>,
    ) {
        self.push_html(out);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> Node {
        self
    }
}
