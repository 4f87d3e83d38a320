//! A view as HTML, for native tests. The board itself never writes any.

use super::{Element, Node, Text};

/// Elements that have no end tag.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

impl Node {
    /// As HTML.
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.push_html(&mut out);
        out
    }

    pub(super) fn push_html(&self, out: &mut String) {
        match self {
            Node::Nothing => {}
            Node::Text(text) => escape(text, out),
            Node::Element(element) => element.push_html(out),
            Node::Many(nodes) => nodes.iter().for_each(|node| node.push_html(out)),
        }
    }
}

impl Element {
    /// As HTML.
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.push_html(&mut out);
        out
    }

    fn push_html(&self, out: &mut String) {
        let parts = &self.0;
        out.push('<');
        out.push_str(parts.tag);
        // Classes after the other attributes, as Leptos writes them.
        let is_class = |pair: &&(&str, Text)| pair.0 == "class";
        parts.attributes.iter().filter(|pair| !is_class(pair)).for_each(|(name, value)| attribute(name, value, out));
        parts.attributes.iter().filter(is_class).for_each(|(name, value)| attribute(name, value.trim(), out));
        if !parts.styles.is_empty() {
            let styles: String = parts.styles.iter().map(|(name, value)| format!("{name}:{value};")).collect();
            attribute("style", &styles, out);
        }
        out.push('>');
        if VOID.contains(&parts.tag) {
            return;
        }
        parts.children.iter().for_each(|child| child.push_html(out));
        out.push_str("</");
        out.push_str(parts.tag);
        out.push('>');
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for (i, part) in value.split('"').enumerate() {
        out.push_str(if i == 0 { "" } else { "&quot;" });
        escape(part, out);
    }
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}
