//! Building a view, and changing one that is there into another so that only what differs is touched.
//!
//! Where both are of the same kind, text, attributes and styles change in place; a place that is of another kind, or
//! has another tag, is drawn anew; a list grows and shrinks at its end. Does not know the browser: what it does, it
//! does to a [`Surface`], which is the page, or in tests a record.

use super::{Element, Node, Text};

/// What views are drawn on.
pub(super) trait Surface {
    /// An element or a text that is there.
    type Handle: Clone;
    /// A new element; `svg`: in SVG's namespace.
    fn element(&self, tag: &'static str, svg: bool) -> Self::Handle;
    /// A new text.
    fn text(&self, text: &str) -> Self::Handle;
    /// Another text in its place.
    fn set_text(&self, handle: &Self::Handle, text: &str);
    /// An attribute; none: it goes.
    fn set_attribute(&self, handle: &Self::Handle, name: &str, value: Option<&str>);
    /// A property of the style; none: it goes.
    fn set_style(&self, handle: &Self::Handle, name: &str, value: Option<&str>);
    /// Puts something inside another, before what follows or at the end.
    fn insert(&self, parent: &Self::Handle, child: &Self::Handle, next: Option<&Self::Handle>);
    /// Takes something away with all that is in it.
    fn remove(&self, handle: &Self::Handle);
}

/// A view that is there.
pub(super) enum Shown<H> {
    Nothing,
    Text(H, Text),
    Element(Box<ShownElement<H>>),
    Many(Vec<Shown<H>>),
}

/// An element that is there; the children are no longer in its parts.
pub(super) struct ShownElement<H> {
    handle: H,
    svg: bool,
    element: Element,
    children: Vec<Shown<H>>,
}

/// A surface, and whether what is drawn there is SVG.
pub(super) struct Brush<'a, S> {
    pub(super) surface: &'a S,
    pub(super) svg: bool,
}

/// Where something is put: inside what, and before what.
type Seat<'a, H> = (&'a H, Option<&'a H>);

impl<H: Clone> Shown<H> {
    /// The first thing of it on the surface, if there is one.
    pub(super) fn first(&self) -> Option<&H> {
        match self {
            Shown::Nothing => None,
            Shown::Text(handle, _) => Some(handle),
            Shown::Element(element) => Some(&element.handle),
            Shown::Many(all) => all.iter().find_map(Shown::first),
        }
    }
}

impl<S: Surface> Brush<'_, S> {
    /// Makes a view, without putting it anywhere.
    pub(super) fn build(&self, node: Node) -> Shown<S::Handle> {
        match node {
            Node::Nothing => Shown::Nothing,
            Node::Text(text) => Shown::Text(self.surface.text(&text), text),
            Node::Element(element) => Shown::Element(Box::new(self.build_element(element))),
            Node::Many(nodes) => Shown::Many(self.build_all(nodes)),
        }
    }

    fn build_all(&self, nodes: Vec<Node>) -> Vec<Shown<S::Handle>> {
        nodes.into_iter().map(|node| self.build(node)).collect()
    }

    fn build_element(&self, mut element: Element) -> ShownElement<S::Handle> {
        let parts = &mut *element.0;
        let svg = self.svg || parts.tag == "svg";
        let handle = self.surface.element(parts.tag, svg);
        for (name, value) in &parts.attributes {
            self.surface.set_attribute(&handle, name, Some(value));
        }
        for (name, value) in &parts.styles {
            self.surface.set_style(&handle, name, Some(value));
        }
        let inside = Brush { surface: self.surface, svg };
        let children = inside.build_all(std::mem::take(&mut parts.children));
        children.iter().for_each(|child| self.mount(child, (&handle, None)));
        ShownElement { handle, svg, element, children }
    }

    /// Puts a view in its place.
    pub(super) fn mount(&self, shown: &Shown<S::Handle>, seat: Seat<'_, S::Handle>) {
        match shown {
            Shown::Nothing => {}
            Shown::Text(handle, _) => self.surface.insert(seat.0, handle, seat.1),
            Shown::Element(element) => self.surface.insert(seat.0, &element.handle, seat.1),
            Shown::Many(all) => all.iter().for_each(|shown| self.mount(shown, seat)),
        }
    }

    /// Takes a view away.
    pub(super) fn unmount(&self, shown: &Shown<S::Handle>) {
        match shown {
            Shown::Nothing => {}
            Shown::Text(handle, _) => self.surface.remove(handle),
            Shown::Element(element) => self.surface.remove(&element.handle),
            Shown::Many(all) => all.iter().for_each(|shown| self.unmount(shown)),
        }
    }

    /// Changes a view that is in its place into another.
    pub(super) fn patch(&self, shown: &mut Shown<S::Handle>, node: Node, seat: Seat<'_, S::Handle>) {
        match (&mut *shown, node) {
            (Shown::Nothing, Node::Nothing) => {}
            (Shown::Text(handle, old), Node::Text(text)) => {
                if *old != text {
                    self.surface.set_text(handle, &text);
                    *old = text;
                }
            }
            (Shown::Element(old), Node::Element(element)) if old.element.0.tag == element.0.tag => {
                self.patch_element(old, element);
            }
            (Shown::Many(old), Node::Many(nodes)) => self.patch_all(old, nodes, seat),
            (_, node) => {
                let fresh = self.build(node);
                self.mount(&fresh, seat);
                self.unmount(shown);
                *shown = fresh;
            }
        }
    }

    fn patch_element(&self, old: &mut ShownElement<S::Handle>, mut element: Element) {
        let (before, after) = (&old.element.0, &element.0);
        changes(&before.attributes, &after.attributes, &|name, value| {
            self.surface.set_attribute(&old.handle, name, value);
        });
        changes(&before.styles, &after.styles, &|name, value| self.surface.set_style(&old.handle, name, value));
        let inside = Brush { surface: self.surface, svg: old.svg };
        inside.patch_all(&mut old.children, std::mem::take(&mut element.0.children), (&old.handle, None));
        old.element = element;
    }

    /// From the last to the first, so that each knows what follows it.
    fn patch_all(&self, old: &mut Vec<Shown<S::Handle>>, mut nodes: Vec<Node>, seat: Seat<'_, S::Handle>) {
        let kept = old.len().min(nodes.len());
        let more = self.build_all(nodes.split_off(kept));
        old.drain(kept..).for_each(|gone| self.unmount(&gone));
        more.iter().for_each(|shown| self.mount(shown, seat));
        let mut next = more.iter().find_map(Shown::first).or(seat.1).cloned();
        for (shown, node) in old.iter_mut().zip(nodes).rev() {
            self.patch(shown, node, (seat.0, next.as_ref()));
            next = shown.first().cloned().or(next);
        }
        old.extend(more);
    }
}

/// Tells what has to be set so that one list of names and values becomes another; no value: what has to go.
fn changes(before: &[(&'static str, Text)], after: &[(&'static str, Text)], set: &dyn Fn(&str, Option<&str>)) {
    let find = |list: &'_ [(&'static str, Text)], name: &str| list.iter().position(|(other, _)| *other == name);
    for (name, value) in after {
        let old = find(before, name).and_then(|at| before.get(at));
        if old.is_none_or(|(_, old)| old != value) {
            set(name, Some(value));
        }
    }
    for (name, _) in before {
        if find(after, name).is_none() {
            set(name, None);
        }
    }
}
