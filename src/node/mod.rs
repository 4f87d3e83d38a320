//! What a scene draws, as plain values: elements with attributes, styles and children, and text.
//!
//! `view!` makes a type of every element, and the compiler code of every type; a tree of values is built by a few small
//! functions that are there once. It is a Leptos view like any other, put on the page by `page` and changed there by
//! `patch`; `html` writes it for native tests. It has no listeners, and nothing in it passes through HTML on its way to
//! the page: text becomes text, or an attribute's value.

mod html;
mod page;
mod patch;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

/// A text of the board's own, or one that was made.
pub type Text = Cow<'static, str>;

/// A part of a view.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Node {
    /// A place where nothing is now: what follows keeps its own.
    #[default]
    Nothing,
    /// Text, as it is.
    Text(Text),
    /// An element.
    Element(Element),
    /// One after the other.
    Many(Vec<Node>),
}

/// An element. One pointer wide, so that a chain of calls passes it along in a register.
#[derive(Clone, Debug, PartialEq)]
pub struct Element(Box<Parts>);

#[derive(Clone, Debug, PartialEq)]
struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Text)>,
    styles: Vec<(&'static str, Text)>,
    children: Vec<Node>,
}

/// An element without anything; `svg` and all inside it is SVG's.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), styles: Vec::new(), children: Vec::new() }))
}

/// Views one after the other.
pub fn many<T: Into<Node>>(nodes: impl IntoIterator<Item = T>) -> Node {
    let mut all = Vec::new();
    nodes.into_iter().for_each(|node| all.push(node.into()));
    Node::Many(all)
}

impl Element {
    /// Its classes.
    pub fn class(self, value: impl Into<Text>) -> Element {
        self.attr("class", value)
    }

    /// An attribute; each name once.
    pub fn attr(self, name: &'static str, value: impl Into<Text>) -> Element {
        self.with(name, value.into())
    }

    /// An attribute that is there or not.
    pub fn attr_if(self, name: &'static str, value: Option<impl Into<Text>>) -> Element {
        match value {
            Some(value) => self.with(name, value.into()),
            None => self,
        }
    }

    /// A property of its style; each name once.
    pub fn style(self, name: &'static str, value: impl Into<Text>) -> Element {
        self.styled(name, value.into())
    }

    /// Something inside it, after what is there.
    pub fn child(self, node: impl Into<Node>) -> Element {
        self.and(node.into())
    }

    fn with(mut self, name: &'static str, value: Text) -> Element {
        push(&mut self.0.attributes, (name, value));
        self
    }

    fn styled(mut self, name: &'static str, value: Text) -> Element {
        push(&mut self.0.styles, (name, value));
        self
    }

    fn and(mut self, node: Node) -> Element {
        push(&mut self.0.children, node);
        self
    }
}

/// Adds one, with room for no more: most lists have one or two, there are thousands of them, and they stay as long as
/// their slide does.
fn push<T>(list: &mut Vec<T>, item: T) {
    list.reserve_exact(1);
    list.push(item);
}

impl From<Element> for Node {
    fn from(element: Element) -> Node {
        Node::Element(element)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(Cow::Owned(text))
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Node {
        Node::Text(Cow::Borrowed(text))
    }
}

impl<T: Into<Node>> From<Option<T>> for Node {
    fn from(node: Option<T>) -> Node {
        node.map_or(Node::Nothing, Into::into)
    }
}

impl From<Vec<Node>> for Node {
    fn from(nodes: Vec<Node>) -> Node {
        Node::Many(nodes)
    }
}
