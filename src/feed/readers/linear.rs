//! Linear: answers of its GraphQL interface: initiatives, projects, milestones, cycles, issues, in `nodes` or `edges`.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | an initiative, a project, a project's milestone |
//! | key result | the issues of each, done of all, by `completedAt`; Linear has no measures |
//! | initiative | an issue; sub-issues are left out and counted |
//! | ties | whatever lies in what, by name: milestone, project, initiative, `parentInitiative` |
//! | status | `health`, with `healthUpdatedAt` |
//! | achieved, paused, abandoned | `status.type` or `state.type`, else their word; `completedAt`, `canceledAt` |
//! | progress | a project's and an initiative's, 0 to 1; a milestone's by the scale of them all, if that can be told |
//! | check-ins | `projectUpdates`, `initiativeUpdates`, `lastUpdate`: health, body, user |
//! | team | the first of `teams`, or the team around it |
//! | cycle | the active one, or the only one; its issues lie in it where no project is told |
//!
//! What is archived or trashed and comments on issues are left out, and counted. A progress alone never makes a key
//! result. Linear does not say when an answer was made.

use super::{Reader, Source};
use crate::feed::document::Node;
use crate::feed::draft::{Draft, DraftCheckIn, DraftCycle};
use crate::feed::told::Told;
use crate::feed::vocabulary::Says;
use crate::feed::work::{self, Found, Period, Rank, Record, Work, people};
use std::collections::BTreeSet;

pub(super) static READER: Reader = Reader { name: "Linear", recognises, read };

/// Members that hold things; the greater kinds lie around the lesser.
const NAMES: &work::Names = &[
    ("initiatives", INITIATIVE),
    ("initiative", INITIATIVE),
    ("subInitiatives", INITIATIVE),
    ("parentInitiative", INITIATIVE),
    ("parentInitiatives", INITIATIVE),
    ("projects", PROJECT),
    ("project", PROJECT),
    ("projectMilestones", MILESTONE),
    ("projectMilestone", MILESTONE),
    ("issues", ISSUE),
    ("issue", ISSUE),
    ("children", ISSUE),
    ("parent", ISSUE),
    ("cycles", CYCLE),
    ("cycle", CYCLE),
    ("activeCycle", CYCLE),
    ("teams", TEAM),
    ("team", TEAM),
    ("projectUpdates", UPDATE),
    ("initiativeUpdates", UPDATE),
    ("lastUpdate", UPDATE),
    ("comments", COMMENT),
    ("organization", ORGANISATION),
    ("relations", ""),
    ("inverseRelations", ""),
    ("labels", ""),
    ("attachments", ""),
    ("history", ""),
];
const INITIATIVE: &str = "initiative";
const PROJECT: &str = "project";
const MILESTONE: &str = "milestone";
const ISSUE: &str = "issue";
const CYCLE: &str = "cycle";
const TEAM: &str = "team";
const UPDATE: &str = "update";
const COMMENT: &str = "comment";
const ORGANISATION: &str = "organisation";

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let data = page.get("data").filter(|data| data.is_object()).unwrap_or(page);
    let mut why = None;
    work::walk(data, NAMES, None, &mut Told::new(), &mut |found, _, _| {
        let has = |name: &str| found.node.get(name).is_some();
        let of_linear = || found.node.get("url").and_then(Node::text).is_some_and(|url| url.contains("://linear.app/"));
        let is = match found.kind {
            INITIATIVE | PROJECT => has("slugId") || has("projectMilestones") || of_linear(),
            MILESTONE => has("sortOrder") || has("targetDate"),
            ISSUE => has("identifier") && (has("state") || of_linear()),
            CYCLE => has("startsAt") && has("number"),
            _ => false,
        };
        if is && why.is_none() {
            why = Some(match found.kind {
                INITIATIVE => "initiative/slugId",
                PROJECT => "project/slugId",
                MILESTONE => "projectMilestone/targetDate",
                ISSUE => "issue/identifier",
                _ => "cycle/startsAt",
            });
        }
        why.is_none()
    });
    why
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut draft = Draft::default();
    let mut reading = Reading::default();
    for page in &source.pages {
        work::walk(*page, NAMES, None, told, &mut |found, above, told| reading.visit(found, above, &mut draft, told));
    }
    reading.weigh_milestones(told);
    let Reading { work, periods, .. } = reading;
    draft.cycle = work::cycle(periods, told);
    work.pour(&mut draft, told);
    draft
}

#[derive(Default)]
struct Reading<'d> {
    work: Work,
    periods: Vec<Period>,
    updates: BTreeSet<String>,
    /// Progress of milestones, which is written on either scale.
    milestones: Vec<(String, Node<'d>)>,
}

fn id_of(node: Node<'_>) -> String {
    node.first_of(&["id", "identifier", "slugId"]).and_then(Node::id).unwrap_or_else(|| node.pointer())
}

/// Which lies in which: the greater in nothing of these.
fn level(kind: &str) -> u8 {
    match kind {
        INITIATIVE => 4,
        PROJECT => 3,
        MILESTONE => 2,
        ISSUE => 1,
        _ => 0,
    }
}

impl<'d> Reading<'d> {
    fn visit(&mut self, found: Found<'d>, above: Option<Found<'d>>, draft: &mut Draft, told: &mut Told) -> bool {
        let node = found.node;
        match found.kind {
            INITIATIVE | PROJECT | MILESTONE | ISSUE => {
                let record = self.record(found, told);
                let id = id_of(node);
                self.work.add(record);
                if let Some(above) = above {
                    self.tie(found, above, &id, told);
                }
            }
            CYCLE => self.cycle(node, told),
            TEAM => {
                // A team that lies in a thing is the thing's; the first of several.
                if let Some(above) = above.filter(|above| level(above.kind) > 0)
                    && let Some(team) = team(node, told)
                    && let Some(record) = self.work.get_mut(&id_of(above.node))
                {
                    record.goal.team.get_or_insert(team);
                }
            }
            UPDATE => {
                // The last one stands among all, too.
                let is_new = self.updates.insert(id_of(node));
                if let Some(record) = above.filter(|_| is_new).and_then(|above| self.work.get_mut(&id_of(above.node))) {
                    record.goal.check_ins.push(update(node, told));
                }
            }
            COMMENT => told.leave("comments on work", 1),
            ORGANISATION => draft.organisation = draft.organisation.take().or(told.text(node.get("name"))),
            _ => {}
        }
        !matches!(found.kind, "" | COMMENT | UPDATE)
    }

    fn tie(&mut self, found: Found<'d>, above: Found<'d>, id: &str, told: &mut Told) {
        let other = id_of(above.node);
        let is_above = match (level(found.kind), level(above.kind)) {
            (_, 0) => {
                if above.kind == TEAM
                    && let Some(team) = team(above.node, told)
                    && let Some(record) = self.work.get_mut(id)
                {
                    record.goal.team.get_or_insert(team);
                }
                return;
            }
            (a, b) if a == b => found.name.starts_with("parent"),
            (a, b) => a > b,
        };
        if is_above {
            self.work.tie(&other, found.node, id);
        } else {
            self.work.tie(id, found.node, &other);
        }
    }

    fn record(&mut self, found: Found<'d>, told: &mut Told) -> Record {
        let node = found.node;
        let is_work = found.kind == ISSUE;
        let mut record = Record::new(node, id_of(node), if is_work { Rank::Work } else { Rank::Goal });
        record.goal.title = told.text(node.first_of(&["name", "title"]));
        record.goal.due = told.when(node.first_of(&["targetDate", "dueDate"]));
        record.says = says(node.first_of(&["status", "state"]), told);
        record.on = told.when(node.first_of(&["completedAt", "canceledAt", "startedAt"]));
        if matches!(record.says, Some(Says::NotBegun | Says::Ongoing | Says::Paused)) {
            record.on = None;
        }
        if node.get("archivedAt").is_some() || node.get("trashed").and_then(Node::truth) == Some(true) {
            record.out = Some(if is_work { "archived work" } else { "archived goals" });
        }
        if is_work {
            return record;
        }
        let teams = node.get("teams").map_or(0, |teams| work::each(teams).len());
        told.leave("further teams of goals", teams.saturating_sub(1));
        let goal = &mut record.goal;
        goal.description = told.plain(node.first_of(&["description", "content"]));
        goal.owner = people(node.first_of(&["owner", "lead"]));
        goal.url = told.text(node.get("url"));
        // Health as Linear writes it before any update: nothing is said.
        if let Some(health) = node.get("health").filter(|health| health.text().is_some()) {
            goal.confidence = told.says(Some(health)).and_then(Says::confidence);
            goal.confidence_at = told.when(node.get("healthUpdatedAt"));
        }
        match node.get("progress") {
            Some(progress) if found.kind == MILESTONE => self.milestones.push((id_of(node), progress)),
            progress => goal.progress = told.number(progress),
        }
        record
    }

    fn cycle(&mut self, node: Node<'d>, told: &mut Told) {
        let number = told.text(node.get("number"));
        let name = told.text(node.get("name")).or_else(|| number.map(|number| format!("Cycle {number}")));
        self.work.rest(node, id_of(node), name.clone());
        self.periods.push(Period {
            is_now: node.get("isActive").and_then(Node::truth) == Some(true),
            cycle: DraftCycle {
                at: node.pointer(),
                name,
                start: told.when(node.get("startsAt")),
                end: told.when(node.get("endsAt")),
            },
        });
    }

    /// A milestone's progress is called a percentage, and written as a share by some: the greatest of them tells.
    fn weigh_milestones(&mut self, told: &mut Told) {
        let milestones = std::mem::take(&mut self.milestones);
        let values: Vec<(String, f64)> =
            milestones.into_iter().filter_map(|(id, node)| Some((id, told.number(Some(node))?))).collect();
        let is = |tells: fn(f64) -> bool| values.iter().any(|(_, value)| tells(*value));
        let scale = match () {
            () if is(|value| value > 1.0) => 0.01,
            () if is(|value| value > 0.0 && value < 1.0) => 1.0,
            () => {
                told.leave("progress on an unknown scale", values.iter().filter(|(_, value)| *value > 0.0).count());
                return;
            }
        };
        for (id, value) in values {
            if let Some(record) = self.work.get_mut(&id) {
                record.goal.progress = Some(value * scale);
            }
        }
    }
}

/// What a state says: by its type, which is Linear's own, else by its name.
fn says(state: Option<Node<'_>>, told: &mut Told) -> Option<Says> {
    let state = state?;
    let kind = state.get("type").and_then(Node::text).unwrap_or_default();
    Some(match kind {
        "triage" | "backlog" | "unstarted" | "planned" => Says::NotBegun,
        "started" => Says::Ongoing,
        "paused" => Says::Paused,
        "completed" => Says::Done,
        "canceled" | "duplicate" => Says::Abandoned,
        _ => return told.says(state.get("name").or(Some(state))),
    })
}

fn team(node: Node<'_>, told: &mut Told) -> Option<String> {
    told.text(node.first_of(&["name", "displayName", "key"]))
}

fn update(node: Node<'_>, told: &mut Told) -> DraftCheckIn {
    let health = node.get("health").filter(|health| health.text().is_some());
    DraftCheckIn {
        at: node.pointer(),
        when: told.when(node.get("createdAt")),
        confidence: told.says(health).and_then(Says::confidence),
        note: told.plain(node.get("body")),
        author: people(node.get("user")),
        ..DraftCheckIn::default()
    }
}
