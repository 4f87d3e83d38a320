//! What is written, what is drawn, and that nothing is touched but what differs.

use super::patch::{Brush, Shown, Surface};
use super::*;
use proptest::prelude::*;
use std::cell::RefCell;
use std::fmt::Write;

/// A page that keeps what is on it, and tells what was done to it.
#[derive(Default)]
struct Record {
    things: RefCell<Vec<Thing>>,
    done: RefCell<Vec<String>>,
}

#[derive(Default)]
struct Thing {
    /// A text's tag is empty.
    name: String,
    text: String,
    svg: bool,
    attributes: Vec<(String, String)>,
    styles: Vec<(String, String)>,
    children: Vec<usize>,
}

fn set(list: &mut Vec<(String, String)>, name: &str, value: Option<&str>) {
    let at = list.iter().position(|(other, _)| other == name);
    match (at, value) {
        (Some(at), Some(value)) => list[at].1 = value.to_string(),
        (None, Some(value)) => list.push((name.to_string(), value.to_string())),
        (Some(at), None) => drop(list.remove(at)),
        (None, None) => {}
    }
}

impl Record {
    fn add(&self, thing: Thing) -> usize {
        self.things.borrow_mut().push(thing);
        self.things.borrow().len() - 1
    }

    fn did(&self, what: String) {
        self.done.borrow_mut().push(what);
    }

    /// What is in a thing, with attributes in alphabetical order.
    fn inside(&self, handle: usize) -> String {
        let things = self.things.borrow();
        let mut out = String::new();
        for child in things[handle].children.iter().map(|at| (*at, &things[*at])) {
            let (at, thing) = child;
            if thing.name.is_empty() {
                let _ = write!(out, "'{}'", thing.text);
                continue;
            }
            let mut pairs = [thing.attributes.clone(), thing.styles.clone()];
            pairs.iter_mut().for_each(|list| list.sort());
            let svg = if thing.svg { "svg:" } else { "" };
            let _ = write!(out, "<{svg}{} {pairs:?}>{}</>", thing.name, self.inside(at));
        }
        out
    }
}

impl Surface for Record {
    type Handle = usize;

    fn element(&self, tag: &'static str, svg: bool) -> usize {
        self.did(format!("new {tag}"));
        self.add(Thing { name: tag.to_string(), svg, ..Thing::default() })
    }
    fn text(&self, text: &str) -> usize {
        self.did(format!("new '{text}'"));
        self.add(Thing { text: text.to_string(), ..Thing::default() })
    }
    fn set_text(&self, handle: &usize, text: &str) {
        self.did(format!("'{text}'"));
        self.things.borrow_mut()[*handle].text = text.to_string();
    }
    fn set_attribute(&self, handle: &usize, name: &str, value: Option<&str>) {
        self.did(format!("{name}={value:?}"));
        set(&mut self.things.borrow_mut()[*handle].attributes, name, value);
    }
    fn set_style(&self, handle: &usize, name: &str, value: Option<&str>) {
        self.did(format!("{name}:{value:?}"));
        set(&mut self.things.borrow_mut()[*handle].styles, name, value);
    }
    fn insert(&self, parent: &usize, child: &usize, next: Option<&usize>) {
        let children = &mut self.things.borrow_mut()[*parent].children;
        let at = next.map_or(children.len(), |next| {
            children.iter().position(|other| other == next).expect("what follows is there")
        });
        children.insert(at, *child);
    }
    fn remove(&self, handle: &usize) {
        self.did(format!("remove {}", self.things.borrow()[*handle].name));
        for thing in self.things.borrow_mut().iter_mut() {
            thing.children.retain(|child| child != handle);
        }
    }
}

/// A page with this view between two others' things.
fn page(node: Node) -> (Record, Shown<usize>, [usize; 3]) {
    let record = Record::default();
    let [root, before, after] = [(); 3].map(|()| record.add(Thing { name: String::from("x"), ..Thing::default() }));
    record.insert(&root, &before, None);
    record.insert(&root, &after, None);
    let brush = Brush { surface: &record, svg: false };
    let shown = brush.build(node);
    brush.mount(&shown, (&root, Some(&after)));
    record.done.borrow_mut().clear();
    (record, shown, [root, before, after])
}

/// What is done so that one view becomes another; checks that it then is the other.
fn change(from: Node, to: Node) -> Vec<String> {
    let (record, mut shown, [root, _, after]) = page(from);
    Brush { surface: &record, svg: false }.patch(&mut shown, to.clone(), (&root, Some(&after)));
    let (anew, _, [other, ..]) = page(to);
    assert_eq!(record.inside(root), anew.inside(other));
    record.done.take()
}

#[test]
fn html_is_escaped_and_svg_is_svg() {
    let node = el("p")
        .class("note ")
        .attr("data-goal", "\"><script>".to_string())
        .attr_if("data-none", None::<String>)
        .style("width", "4rem")
        .child("a < b & \"c\"")
        .child(None::<Node>)
        .child(el("img").attr("alt", ""));
    assert_eq!(
        node.to_html(),
        "<p data-goal=\"&quot;&gt;&lt;script&gt;\" class=\"note\" style=\"width:4rem;\">\
         a &lt; b &amp; \"c\"<img alt=\"\"></p>"
    );
    let (record, _, [root, ..]) = page(el("p").child(el("svg").child(el("path"))).child(el("b")).into());
    let inside = record.inside(root);
    assert!(inside.contains("<svg:path") && inside.contains("<svg:svg") && inside.contains("<b "), "{inside}");
}

#[test]
fn only_what_differs_is_touched() {
    let meter = |value: &str, left: &str| -> Node {
        let fill = el("div").style("left", left.to_string()).style("top", "0");
        el("div").class("meter").attr("data-value", value.to_string()).child(fill).child(value.to_string()).into()
    };
    let nothing: [&str; 0] = [];
    assert_eq!(change(meter("5", "1rem"), meter("5", "1rem")), nothing);
    assert_eq!(change(meter("5", "1rem"), meter("6", "1rem")), ["data-value=Some(\"6\")", "'6'"]);
    assert_eq!(change(meter("5", "1rem"), meter("5", "2rem")), ["left:Some(\"2rem\")"]);
    let bare = |_: &str| Node::from(el("div").child(el("div")).child("5"));
    assert_eq!(
        change(meter("5", "1rem"), bare("5")),
        ["class=None", "data-value=None", "left:None", "top:None"],
        "what is no longer there goes"
    );
    let list = |items: &[&'static str]| el("ul").child(many(items.iter().map(|item| el("li").child(*item)))).into();
    assert_eq!(change(list(&["a", "b"]), list(&["a", "b", "c"])), ["new li", "new 'c'"]);
    assert_eq!(change(list(&["a", "b"]), list(&["c"])), ["remove li", "'c'"]);
    let option = |there: bool| el("p").child(there.then(|| el("b"))).child(el("i")).into();
    assert_eq!(change(option(false), option(true)), ["new b"], "what follows stays");
    assert_eq!(change(option(true), option(false)), ["remove b"]);
    assert_eq!(change(el("h1").child("a").into(), el("h2").child("a").into()), ["new h2", "new 'a'", "remove h1"]);
}

fn tree() -> impl Strategy<Value = Node> {
    let text = || prop::sample::select(vec!["", "a", "b"]);
    let leaf = prop_oneof![Just(Node::Nothing), text().prop_map(Node::from)];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let children = prop::collection::vec(inner, 0..5);
        let pairs = || prop::collection::btree_map(prop::sample::select(vec!["x", "y", "z"]), text(), 0..3);
        let tag = prop::sample::select(vec!["p", "svg"]);
        let element = (tag, pairs(), pairs(), children.clone()).prop_map(|(tag, attributes, styles, children)| {
            let mut element = el(tag);
            for (name, value) in attributes {
                element = element.attr(name, value);
            }
            for (name, value) in styles {
                element = element.style(name, value);
            }
            children.into_iter().fold(element, Element::child).into()
        });
        prop_oneof![2 => element, 1 => children.prop_map(Node::Many)]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]
    #[test]
    fn any_view_becomes_any_other(views in prop::collection::vec(tree(), 2..5)) {
        let (record, mut shown, [root, _, after]) = page(views[0].clone());
        let brush = Brush { surface: &record, svg: false };
        for view in &views[1..] {
            brush.patch(&mut shown, view.clone(), (&root, Some(&after)));
            let (anew, _, [other, ..]) = page(view.clone());
            prop_assert_eq!(record.inside(root), anew.inside(other));
        }
        brush.unmount(&shown);
        prop_assert_eq!(record.things.borrow()[root].children.len(), 2);
    }
}

#[test]
fn it_stands_in_a_view_of_leptos() {
    use leptos::prelude::*;
    let drawn: Node = el("b").class("own").child("1 < 2").into();
    let html = Owner::new().with(|| view! { <p>{drawn}</p> }.to_html());
    assert!(html.contains("<b class=\"own\">1 &lt; 2</b>"), "{html}");
}
