//! Which field of an issue is which: by the interface's names, by the names that people gave (`names`, or a flat
//! list's columns), by what is in it.
//!
//! A custom field is `customfield_10014` on one site and `customfield_10008` on the next. Its number tells nothing.

use super::is_key;
use crate::feed::document::Node;
use crate::feed::named::{Named, named};
use crate::feed::vocabulary::fold;
use std::collections::BTreeMap;

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Summary,
    Description,
    Type,
    Status,
    Category,
    Resolution,
    Resolved,
    Since,
    Assignee,
    Project,
    Parent,
    Epic,
    Due,
    End,
    Archived,
    Subtasks,
    Links,
    Comments,
    Sprint,
    Done,
    Team,
    Points,
    Health,
    Start,
    Target,
    Current,
    Unit,
}

const ROLES: usize = Role::Unit as usize + 1;

/// Jira's own names, and those that flat lists have; folded.
const OWN: &[(Role, &str)] = &[
    (Role::Summary, "summary"),
    (Role::Description, "description"),
    (Role::Type, "issuetype type"),
    (Role::Status, "status"),
    (Role::Category, "statuscategory"),
    (Role::Resolution, "resolution"),
    (Role::Resolved, "resolutiondate resolved"),
    (Role::Since, "statuscategorychangedate"),
    (Role::Assignee, "assignee"),
    (Role::Project, "project projectname"),
    (Role::Parent, "parent parentkey"),
    (Role::Epic, "epic epickey"),
    (Role::Due, "duedate"),
    (Role::Archived, "archiveddate"),
    (Role::Subtasks, "subtasks"),
    (Role::Links, "issuelinks"),
    (Role::Comments, "comment"),
    (Role::Sprint, "sprint"),
    (Role::Done, "done"),
];

/// Names of ties that people see on custom fields, in the languages of Jira's sites; folded.
const NAMED: &[(Role, &str)] = &[
    (Role::Epic, "epiclink epiclank eposlank epiclenke epicverknupfung epoksenlinkki lienepic liendepopee enlaceepico"),
    (Role::Parent, "parentlink overordnad overordnatlank ubergeordneteverknupfung"),
    (Role::Sprint, "sprint"),
];

/// What a custom field's own type says, where the document has a `schema`.
const TYPED: &[(Role, &str)] = &[
    (Role::Epic, ":gh-epic-link"),
    (Role::Parent, ":jpo-custom-field-parent"),
    (Role::Sprint, ":gh-sprint"),
    (Role::Points, ":jsw-story-points"),
    (Role::End, ":jpo-custom-field-target-end"),
    (Role::Team, "-field-team"),
    (Role::Team, ":atlassian-team"),
];

fn role_in(table: &[(Role, &str)], name: &str) -> Option<Role> {
    let folded = fold(name);
    table.iter().find(|(_, words)| words.split(' ').any(|word| word == folded)).map(|(role, _)| *role)
}

/// What a name says that somebody gave to a field.
fn role_of_named(name: &str) -> Option<Role> {
    let role = named(name).map(|named| match named {
        Named::Start => Role::Start,
        Named::Target => Role::Target,
        Named::Current => Role::Current,
        Named::Unit => Role::Unit,
        Named::Health => Role::Health,
        Named::Team => Role::Team,
        Named::Points => Role::Points,
        Named::End => Role::End,
    });
    role.or_else(|| role_in(NAMED, name))
}

/// The fields of a document's issues, each name looked at once.
#[derive(Default)]
pub(super) struct Fields<'d> {
    known: BTreeMap<&'d str, Option<Role>>,
    /// The pages' `names` and `schema`, if they have them.
    names: Vec<Node<'d>>,
    schemas: Vec<Node<'d>>,
}

/// One issue's fields by what they hold.
pub(super) struct Slots<'d> {
    slots: [Option<Node<'d>>; ROLES],
    /// Texts in custom fields without a name that look like issues' keys: perhaps an epic's.
    pub(super) guesses: Vec<Node<'d>>,
}

impl<'d> Slots<'d> {
    pub(super) fn get(&self, role: Role) -> Option<Node<'d>> {
        self.slots.get(role as usize).copied().flatten()
    }

    fn put(&mut self, role: Role, node: Node<'d>) {
        // A parent is a parent, whatever a custom field says besides.
        if let Some(slot) = self.slots.get_mut(role as usize)
            && slot.is_none()
        {
            *slot = Some(node);
        }
    }
}

impl<'d> Fields<'d> {
    pub(super) fn of(pages: &[Node<'d>]) -> Fields<'d> {
        let all = |name: &str| pages.iter().filter_map(|page| page.get(name)).collect();
        Fields { known: BTreeMap::new(), names: all("names"), schemas: all("schema") }
    }

    /// The fields of an issue: those in `fields`, or, in a flat list, the issue's own members.
    pub(super) fn slots(&mut self, fields: Node<'d>, flat: bool) -> Slots<'d> {
        let mut slots = Slots { slots: [None; ROLES], guesses: Vec::new() };
        for (name, node) in fields.members().filter(|(_, node)| node.kind() != crate::feed::Kind::Null) {
            let role = match self.known.get(name) {
                Some(role) => *role,
                None => {
                    let role = self.role(name, flat);
                    self.known.insert(name, role);
                    role
                }
            };
            match role {
                Some(role) => slots.put(role, node),
                None if name.starts_with("customfield_") => look(node, &mut slots),
                None => {}
            }
        }
        slots
    }

    /// What people call a field.
    pub(super) fn name(&self, field: &'d str) -> &'d str {
        self.names.iter().find_map(|names| names.get(field)?.text()).unwrap_or(field)
    }

    fn role(&self, field: &'d str, flat: bool) -> Option<Role> {
        if field.starts_with("customfield_") {
            let typed = self.schemas.iter().find_map(|schema| schema.get(field)?.get("custom")?.text());
            let by_type = typed.and_then(|typed| TYPED.iter().find(|(_, end)| typed.ends_with(end)));
            return by_type.map(|(role, _)| *role).or_else(|| role_of_named(self.name(field)));
        }
        let column = field.strip_prefix("Custom field (").and_then(|name| name.strip_suffix(')')).unwrap_or(field);
        role_in(OWN, column).or_else(|| role_of_named(column).filter(|_| flat))
    }
}

/// What a custom field without a name holds, where its content tells for certain.
fn look<'d>(node: Node<'d>, slots: &mut Slots<'d>) {
    let first = node.items().next();
    if let Some(text) = node.text() {
        if is_key(text) {
            slots.guesses.push(node);
        }
    } else if first.is_some_and(is_sprint) {
        slots.put(Role::Sprint, node);
    } else if node.get("title").is_some() && node.first_of(&["isShared", "isVisible"]).is_some() {
        slots.put(Role::Team, node);
    } else if let Some(key) = node.at("data/key").filter(|key| key.text().is_some_and(is_key)) {
        slots.guesses.push(key);
    }
}

fn is_sprint(node: Node<'_>) -> bool {
    let in_text = node.text().is_some_and(|text| text.starts_with("com.atlassian.greenhopper.service.sprint.Sprint"));
    in_text
        || (node.has(&["id", "name", "state"]) && node.first_of(&["boardId", "originBoardId", "startDate"]).is_some())
}

/// A sprint, in either form.
pub(super) struct Sprint {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) start: String,
    pub(super) end: String,
}

impl Sprint {
    pub(super) fn of(node: Node<'_>) -> Option<Sprint> {
        let part = |name: &str| match node.text() {
            Some(text) => in_server_form(text, name),
            None => node.get(name).and_then(Node::id).unwrap_or_default(),
        };
        let sprint = Sprint { id: part("id"), name: part("name"), start: part("startDate"), end: part("endDate") };
        (!sprint.id.is_empty() && !sprint.name.is_empty()).then_some(sprint)
    }
}

/// A part of `…Sprint@1f[id=7,state=ACTIVE,name=Week 1, and 2,startDate=…]`: names may have commas in them.
fn in_server_form(text: &str, name: &str) -> String {
    const PARTS: &[&str] = &[
        "id",
        "rapidViewId",
        "state",
        "name",
        "startDate",
        "endDate",
        "completeDate",
        "activatedDate",
        "sequence",
        "goal",
        "synced",
        "autoStartStop",
        "incompleteIssuesDestinationId",
    ];
    let inside = text.split_once('[').map_or("", |(_, inside)| inside.strip_suffix(']').unwrap_or(inside));
    let mut found = String::new();
    let mut reading = "";
    for piece in inside.split(',') {
        match piece.split_once('=').filter(|(part, _)| PARTS.contains(part)) {
            Some((part, value)) => {
                reading = part;
                if part == name && value != "<null>" {
                    found = value.to_string();
                }
            }
            None if reading == name => {
                found.push(',');
                found.push_str(piece);
            }
            None => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sprints_in_the_servers_form_are_taken_apart() {
        let text = "com.atlassian.greenhopper.service.sprint.Sprint@3a[id=41,rapidViewId=9,state=ACTIVE,\
                    name=Week 40, and 41,startDate=2026-09-28T08:00:00.000+02:00,endDate=2026-10-09T16:00:00.000+02:00,\
                    completeDate=<null>,sequence=41,goal=]";
        let parts = ["id", "name", "endDate", "completeDate", "goal"].map(|part| in_server_form(text, part));
        assert_eq!(parts, ["41", "Week 40, and 41", "2026-10-09T16:00:00.000+02:00", "", ""]);
        assert_eq!(in_server_form("no sprint", "id"), "");
    }
}
