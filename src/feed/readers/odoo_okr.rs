//! Odoo with the module `ssi_okr`: answers of JSON-RPC's `search_read` on `okr.objective` and `okr.key_result`.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `result[]` with `key_result_ids`: its title in `objective`; `name` is its number |
//! | key result | `result[]` with `key_result`, its title: `target_value`, `actual_value`, `uom_id` |
//! | progress | `percentage`, `percentage_completed`: 1 is all of it |
//! | owner | `user_id`, a pair of id and name |
//! | status | `state`: `open`, `done`, `cancel` |
//!
//! What is empty is `false`. Measurements stand as ids, and are not read. Drafts are left out.

use super::okr::{self, FIELDS, Fields, Measure, SHAPE, Shape, Sort};
use super::{Node, Reader};
use crate::feed::vocabulary::Says;

pub(super) static READER: Reader =
    Reader { name: "Odoo OKR", recognises, read: |source, told| okr::read(&ODOO, source, told) };

static ODOO: Shape = Shape {
    records: "result/records|result|.",
    sort: |node| match () {
        () if okr::named(node, &["key_result"]) => Sort::KeyResult,
        () if okr::named(node, &["objective"]) => Sort::Objective,
        () => Sort::Nothing,
    },
    objective: Fields { title: "objective|name", progress: "percentage_completed", ..GOAL },
    key_result: Fields { title: "key_result|name", progress: "percentage", ..GOAL },
    measure: Measure {
        start: "base_value",
        target: "target_value",
        current: "actual_value",
        unit: "uom_id/1",
        kind: "",
        when: "",
    },
    of: "objective_id/0",
    above: "parent_id/0",
    words: &[
        ("open", Some(Says::Ongoing)),
        ("confirm", Some(Says::NotBegun)),
        ("cancel", Some(Says::Abandoned)),
        ("terminate", Some(Says::Abandoned)),
    ],
    out: &[("state", "draft", "draft goals")],
    ..SHAPE
};

const GOAL: Fields = Fields {
    owner: "user_id/1",
    team: "team_id/1|department_id/1",
    weight: "",
    status: "state",
    due: "date_deadline",
    ..FIELDS
};

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let list = page.at("result/records").or_else(|| page.get("result")).unwrap_or(page);
    let first = list.first_object()?;
    match () {
        () if okr::named(first, &["objective", "key_result_ids"]) => Some("result, objective, key_result_ids"),
        () if okr::named(first, &["key_result", "objective_id", "target_value"]) => {
            Some("result, key_result, objective_id")
        }
        () => None,
    }
}
