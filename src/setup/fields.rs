//! All that stands in a document, for people to choose from: lists of records, and fields, each with its path, how often
//! it is there and a few of its values. Knows nothing of what they mean.

use super::trace::{Generalised, path};
use crate::feed::document::{Document, Node};
use crate::feed::infer::guess::{Step, Way};
use crate::feed::loose::shortened;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most fields that are told, and the most samples of one.
const MOST: usize = 600;
const SAMPLES: usize = 4;

#[derive(Default)]
struct Field {
    /// When it was met first.
    order: usize,
    count: usize,
    /// Records that stand here: objects, or the lists of a table.
    records: usize,
    samples: Vec<String>,
}

/// The fields of several documents of one shape.
#[derive(Default)]
pub(super) struct Fields(BTreeMap<Way, Field>);

impl Fields {
    pub(super) fn add(&mut self, document: &Document) {
        self.walk(document.top(), &Way::default());
    }

    fn walk(&mut self, node: Node<'_>, way: &Way) {
        let order = self.0.len();
        if order >= MOST && !self.0.contains_key(way) {
            return;
        }
        let field = self.0.entry(way.clone()).or_insert_with(|| Field { order, ..Field::default() });
        let is_record = way.0.last() == Some(&Step::All) && (node.is_object() || node.is_list());
        field.records += usize::from(is_record);
        if let Some(sample) = node.id().or_else(|| node.truth().map(|truth| truth.to_string())) {
            field.count += 1;
            let sample = shortened(&sample);
            if field.samples.len() < SAMPLES && !field.samples.contains(&sample) {
                field.samples.push(sample);
            }
        }
        let general = Generalised::of(node, way);
        for part in node.parts() {
            if let Some(step) = general.step(part) {
                self.walk(part, &way.then(step));
            }
        }
    }

    /// Each as `path`, `count`, `records`, `samples`, in the document's order.
    pub(super) fn told(&self) -> Vec<Value> {
        let mut all: Vec<_> = self.0.iter().filter(|(_, field)| field.count + field.records > 0).collect();
        all.sort_by_key(|(_, field)| field.order);
        all.into_iter()
            .map(|(way, field)| {
                json!({ "path": path(way), "count": field.count, "records": field.records, "samples": field.samples })
            })
            .collect()
    }
}
