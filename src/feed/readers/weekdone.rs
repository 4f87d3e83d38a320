//! Weekdone: `GET /1/items`, the plans and progress that people write each week.
//!
//! They belong to no goal that the document has, so there is nothing to show: they are counted, and the board can say
//! so. What its interface gives for objectives is documented nowhere public.

use super::okr::{self};
use super::{Draft, Node, Reader, Source, Told};
use crate::feed::envelope;

pub(super) static READER: Reader = Reader { name: "Weekdone", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = page.get("items").and_then(Node::first_object)?;
    okr::named(first, &["type_id", "inserted", "likecount"]).then_some("items, items/type_id, items/inserted")
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let items = source.pages.iter().filter_map(|page| page.get("items")).map(|items| envelope::list(items).len()).sum();
    told.leave("weekly items without a goal", items);
    Draft::default()
}
