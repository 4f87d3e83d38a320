//! Jira: searches (`/search`, `/search/jql`), sprints' and epics' issues, boards' epics, single issues, lists of issues,
//! and the flat lists (`key`, `summary`, `status`) that scripts and spreadsheets make of them.
//!
//! Jira knows work in levels. An issue above the level of stories is an objective, the work below it initiatives, and
//! how much of it is done a key result; better measures are taken where custom fields have them and their names.
//!
//! | what | where it is found |
//! |---|---|
//! | objective | `issuetype.hierarchyLevel` of 1 and more; else a type called epic, initiative, theme, goal, objective in any of Jira's languages; else what other issues have as their parent. Where there is none: the project, or the single issue that the document is |
//! | key result | a type called key result; custom fields for start, target, current value and unit; else, where there is none, the issues below that are done, of all, in story points where each has some |
//! | ties | `parent`, `epic`, custom fields Epic Link and Parent Link, links that say 'contributes to', 'is part of' and the like; parents that stand in a child alone are taken from there |
//! | achieved, status | `status.statusCategory.key`, never the status' name alone; the name for paused, cancelled, at risk; a custom field called Health or RAG |
//! | done on | `resolutiondate`, `statuscategorychangedate`, the last change of status in `changelog` |
//! | check-ins | comments on goals; changes of value and health in `changelog` |
//! | team | the Team field, else the project |
//! | cycle | the sprint in which all work of the document lies |
//!
//! Sub-tasks count with the issue they belong to. Cancelled work is neither done nor to do. Time tracking
//! (`progress`, `aggregateprogress`) is no progress of goals. A custom field whose name the document does not tell
//! counts only where its content tells for certain what it is.

mod fields;
mod wiki;

use crate::feed::document::Node;
use crate::feed::draft::{
    Draft, DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftMeasure,
    DraftObjective, DraftTie, LifeState, When,
};
use crate::feed::loose::{date_of, number_of};
use crate::feed::notice::Problem;
use crate::feed::readers::{Reader, Source};
use crate::feed::tally::{self, Piece};
use crate::feed::told::Told;
use crate::feed::vocabulary::{Says, fold, says};
use crate::feed::{envelope, language, rich};
use crate::goals::InitiativeState;
use fields::{Fields, Role, Slots, Sprint};
use std::collections::BTreeMap;

pub(super) static READER: Reader = Reader { name: "Jira", recognises, read };

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let records = envelope::records(page);
    let key = |node: Node<'_>| key_of(node).is_some();
    let is_flat = |node: Node<'_>| {
        key(node)
            && node.like("summary").is_some()
            && ["status", "issuetype", "type", "done"].iter().any(|name| node.like(name).is_some())
    };
    let none = || page.get("issues").is_some_and(Node::is_list) && records.is_empty();
    match () {
        () if records.iter().take(50).any(|node| key(*node) && node.get("fields").is_some_and(Node::is_object)) => {
            Some("key, fields")
        }
        () if none() && (page.has(&["startAt", "maxResults"]) || page.has(&["isLast"])) => Some("issues, maxResults"),
        () if records.iter().take(50).any(|node| is_flat(*node)) => Some("key, summary, status"),
        () => None,
    }
}

/// Whether this is what Jira calls its issues: `ABC-12`.
fn is_key(text: &str) -> bool {
    let Some((project, number)) = text.rsplit_once('-') else { return false };
    let letters = project.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let begins = project.len() >= 2 && project.starts_with(|c: char| c.is_ascii_uppercase());
    begins && letters && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn key_of(node: Node<'_>) -> Option<&str> {
    let key = node.get("key").or_else(|| node.like("issuekey"))?;
    key.text().filter(|key| is_key(key))
}

/// What an issue is on the board.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Goal,
    KeyResult,
    Work,
    /// Counts with the issue it belongs to.
    Part,
}

struct Issue<'d> {
    node: Node<'d>,
    key: &'d str,
    slots: Slots<'d>,
    sort: Sort,
    /// True if it stands in another issue alone: its parent or what it is linked to.
    is_borrowed: bool,
}

/// Types by what they are called; folded.
const GOALS: &str = "epic epics epos epik episch eepos epopee epico epica initiative initiativ iniciativa aloite theme tema teema thema \
    goal goals objective objectives mal malbild ziel tavoite objectif objetivo okr legend capability overmal huvudmal";
const KEY_RESULTS: &str = "keyresult keyresults kr nyckelresultat nokkelresultat nogleresultat schlusselergebnis avaintulos \
    resultatcle resultadoclave";
const PARTS: &str = "subtask deluppgift underuppgift unteraufgabe deloppgave delopgave alitehtava soustache subtarea";

/// What a link says of this issue and the one it names: this one is below.
const UP: &str = "contributesto supports ischildof ischildissueof ispartof belongsto implements delivers drives realizes \
    isincludedin iscontainedin isachievedby bidrartill stoder arbarntill ardelav ingari tillhor genomfor";
/// The same: this one is above.
const DOWN: &str = "iscontributedtoby issupportedby isparentof isparentissueof haschild contains includes isimplementedby isdeliveredby \
    isdrivenby isrealizedby achieves stodsav arforaldertill innehaller omfattar genomforsav";

fn is_in(words: &str, word: &str) -> bool {
    let folded = fold(word);
    words.split_ascii_whitespace().any(|known| known == folded)
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut board = Board {
        told,
        fields: Fields::of(&source.pages),
        issues: Vec::new(),
        places: BTreeMap::new(),
        ties: BTreeMap::new(),
        language: None,
    };
    board.collect(source);
    board.borrow();
    let is_alone = source.pages.len() == 1 && source.pages.first().is_some_and(|page| key_of(*page).is_some());
    board.sort(is_alone);
    board.tie();
    board.draft()
}

struct Board<'d, 't> {
    told: &'t mut Told,
    fields: Fields<'d>,
    issues: Vec<Issue<'d>>,
    /// Each issue's place in `issues`, by its key.
    places: BTreeMap<&'d str, usize>,
    /// Ties upwards, from place to place, with where each is told.
    ties: BTreeMap<(usize, usize), Node<'d>>,
    language: Option<&'static str>,
}

impl<'d> Board<'d, '_> {
    fn collect(&mut self, source: &Source<'d>) {
        let (mut doubled, mut unknown) = (0, 0);
        for page in &source.pages {
            for node in envelope::records(*page) {
                match self.add(node, false) {
                    Some(true) => {}
                    Some(false) => doubled += 1,
                    None => unknown += 1,
                }
            }
        }
        self.told.leave("records that stand twice", doubled);
        self.told.leave("records that are no goals", unknown);
    }

    /// Adds an issue; false if it is there already, none if it is no issue or archived.
    fn add(&mut self, node: Node<'d>, is_borrowed: bool) -> Option<bool> {
        let key = key_of(node)?;
        if self.places.contains_key(key) {
            return Some(false);
        }
        let inside = node.get("fields").filter(|fields| fields.is_object());
        let slots = self.fields.slots(inside.unwrap_or(node), inside.is_none());
        if is_borrowed && slots.get(Role::Summary).is_none() && node.get("name").is_none() {
            return None;
        }
        if slots.get(Role::Archived).is_some() {
            self.told.leave("archived issues", 1);
            return Some(true);
        }
        self.places.insert(key, self.issues.len());
        self.issues.push(Issue { node, key, slots, sort: Sort::Work, is_borrowed });
        Some(true)
    }

    /// Adds the issues that stand in others alone: parents, sub-tasks of goals, and what is linked as lower or higher.
    fn borrow(&mut self) {
        let mut found = Vec::new();
        for issue in &self.issues {
            found.extend([Role::Parent, Role::Epic].iter().filter_map(|role| issue.slots.get(*role)));
            found.extend(issue.slots.get(Role::Subtasks).into_iter().flat_map(Node::items));
            found.extend(links(issue).map(|(_, other)| other));
        }
        for node in found.into_iter().filter(|node| node.is_object()) {
            self.add(node, true);
        }
    }

    fn sort(&mut self, is_alone: bool) {
        let mut has_children = vec![false; self.issues.len()];
        for issue in self.issues.iter().filter(|issue| issue.level() == Level::Unsaid) {
            let above = self.parent(issue).and_then(|(_, place)| place);
            if let Some(above) = above.and_then(|above| has_children.get_mut(above)) {
                *above = true;
            }
        }
        for (issue, has_children) in self.issues.iter_mut().zip(has_children) {
            issue.sort = match issue.level() {
                Level::Said(sort) => sort,
                Level::Unsaid if has_children => Sort::Goal,
                Level::Unsaid => Sort::Work,
            };
        }
        if let Some(first) = self.issues.first_mut().filter(|first| is_alone && first.sort == Sort::Work) {
            first.sort = Sort::Goal;
        }
    }

    /// The issue's parent: where it is told, and its place, if it is here.
    fn parent(&self, issue: &Issue<'d>) -> Option<(Node<'d>, Option<usize>)> {
        let told = [Role::Parent, Role::Epic].iter().find_map(|role| {
            let node = issue.slots.get(*role)?;
            let key = if node.is_object() { node.get("key")? } else { node };
            Some((node, key.text()?))
        });
        if let Some((node, key)) = told {
            return Some((node, self.places.get(key).copied()));
        }
        // A key in a field that nobody names is a parent if there is such an issue, and it is of a higher kind.
        issue.slots.guesses.iter().find_map(|guess| {
            let place = *self.places.get(guess.text()?)?;
            let is_goal = self.issues.get(place).is_some_and(|above| above.level() == Level::Said(Sort::Goal));
            is_goal.then_some((*guess, Some(place)))
        })
    }

    fn tie(&mut self) {
        let mut orphans = Vec::new();
        for (place, issue) in self.issues.iter().enumerate() {
            match self.parent(issue) {
                Some((node, Some(above))) => {
                    self.ties.insert((place, above), node);
                }
                Some((node, None)) => orphans.push((node, issue.sort)),
                None => {}
            }
            for (is_up, other) in links(issue) {
                let Some(there) = key_of(other).and_then(|key| self.places.get(key)).copied() else { continue };
                let tie = if is_up { (place, there) } else { (there, place) };
                self.ties.entry(tie).or_insert(other);
            }
            for part in issue.slots.get(Role::Subtasks).into_iter().flat_map(Node::items) {
                if let Some(below) = key_of(part).and_then(|key| self.places.get(key)).copied() {
                    self.ties.entry((below, place)).or_insert(part);
                }
            }
        }
        let is_board = self.issues.iter().any(|issue| matches!(issue.sort, Sort::Goal | Sort::KeyResult));
        for (node, sort) in orphans {
            if is_board && sort != Sort::Part {
                let key = node.text().or_else(|| node.get("key")?.text()).unwrap_or_default();
                self.told.tell(node, Problem::Orphan(key.to_string()));
            }
        }
        // A part that hangs on a goal itself, or on nothing that is here, is work like any other.
        let parts: Vec<usize> = self
            .issues
            .iter()
            .enumerate()
            .filter(|(_, issue)| issue.sort == Sort::Part)
            .map(|(place, _)| place)
            .collect();
        let mut left = 0;
        for place in parts {
            let above: Vec<Sort> =
                self.above(place).filter_map(|(above, _)| Some(self.issues.get(above)?.sort)).collect();
            if above.iter().any(|sort| matches!(sort, Sort::Work | Sort::Part)) {
                left += 1;
            } else if let Some(issue) = self.issues.get_mut(place) {
                issue.sort = Sort::Work;
            }
        }
        self.told.leave("sub-tasks", left);
    }

    /// What an issue is tied to above it, and where that is told.
    fn above(&self, place: usize) -> impl Iterator<Item = (usize, Node<'d>)> {
        self.ties.range((place, 0)..=(place, usize::MAX)).map(|((_, above), node)| (*above, *node))
    }

    fn draft(&mut self) -> Draft {
        let texts = self.issues.iter().flat_map(|issue| {
            [Role::Summary, Role::Description]
                .map(|role| issue.slots.get(role).and_then(Node::text).unwrap_or_default())
        });
        self.language = language::of(texts);
        let mut draft = Draft { language: self.language.map(String::from), cycle: self.cycle(), ..Draft::default() };
        let mut work: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut projects: BTreeMap<&'d str, Vec<usize>> = BTreeMap::new();
        let is_board = self.issues.iter().any(|issue| matches!(issue.sort, Sort::Goal | Sort::KeyResult));
        let issues = std::mem::take(&mut self.issues);
        let mut measured: Vec<usize> = Vec::new();
        let (mut loose, mut cancelled) = (0, 0);
        for (place, issue) in issues.iter().enumerate() {
            let above: Vec<(usize, Node<'d>, Sort)> = self
                .above(place)
                .filter_map(|(above, node)| Some((above, node, issues.get(above)?.sort)))
                .filter(|(_, _, sort)| matches!(sort, Sort::Goal | Sort::KeyResult))
                .collect();
            let ties = || {
                let key = |above: usize| issues.get(above).map(|issue| issue.key.to_string()).unwrap_or_default();
                above.iter().map(move |(above, node, _)| DraftTie { at: node.pointer(), to: key(*above) })
            };
            match issue.sort {
                Sort::Part => {}
                Sort::Goal => {
                    let goal = self.goal(issue);
                    draft.objectives.push(DraftObjective { goal, supports: ties().collect() });
                }
                Sort::KeyResult => {
                    measured.extend(above.first().map(|(above, ..)| *above));
                    let goal = self.goal(issue);
                    draft.key_results.push(DraftKeyResult {
                        goal,
                        objective: ties().next(),
                        measure: self.measure(issue),
                        current: self.told.number(issue.slots.get(Role::Current)),
                        rhythm: None,
                    });
                }
                Sort::Work if issue.state() == State::Cancelled => cancelled += usize::from(!issue.is_borrowed),
                Sort::Work => {
                    let mut serves: Vec<DraftTie> = ties().collect();
                    for (above, ..) in above.iter().filter(|(_, _, sort)| *sort == Sort::Goal) {
                        work.entry(*above).or_default().push(place);
                    }
                    if !is_board && !issue.is_borrowed {
                        let project = issue.project_key();
                        projects.entry(project).or_default().push(place);
                        serves.push(DraftTie { at: issue.node.pointer(), to: project.to_string() });
                    }
                    if serves.is_empty() {
                        // What is linked to work alone is none of this document's.
                        loose += usize::from(!issue.is_borrowed);
                        continue;
                    }
                    draft.initiatives.push(DraftInitiative {
                        at: issue.node.pointer(),
                        title: self.told.text(issue.title()),
                        serves,
                        team: issue.team(),
                        state: Some(issue.state().work()),
                        due: self.told.when(issue.slots.get(Role::Due)),
                    });
                }
            }
        }
        self.told.leave("issues without an epic", loose);
        self.told.leave("cancelled issues", cancelled);
        for place in measured {
            // What people measure counts, not their work.
            work.remove(&place);
        }
        for (place, issue) in issues.iter().enumerate().filter(|(_, issue)| issue.sort == Sort::Goal) {
            let pieces = work.get(&place).map_or(&[][..], Vec::as_slice);
            draft.key_results.extend(self.key_result(issue, &issues, pieces));
        }
        for (project, places) in &projects {
            let Some(first) = places.first().and_then(|place| issues.get(*place)) else { continue };
            let at = first.slots.get(Role::Project).unwrap_or(first.node).pointer();
            draft.objectives.push(DraftObjective {
                goal: DraftGoal {
                    at: at.clone(),
                    id: Some(project.to_string()),
                    title: first.project().or(Some(project.to_string())),
                    team: first.team(),
                    ..DraftGoal::default()
                },
                supports: Vec::new(),
            });
            draft.key_results.extend(self.count(&issues, places, project, &at));
        }
        let on_work = issues.iter().filter(|issue| issue.sort == Sort::Work).map(|issue| comments(issue).count()).sum();
        self.told.leave("comments on issues that are no goals", on_work);
        draft
    }

    fn goal(&mut self, issue: &Issue<'d>) -> DraftGoal {
        let slots = &issue.slots;
        let state = issue.state();
        let life = match state {
            State::Done => Some(LifeState::Achieved),
            State::Cancelled => Some(LifeState::Abandoned),
            State::Paused => Some(LifeState::Paused),
            _ => None,
        };
        let is_over = matches!(state, State::Done | State::Cancelled);
        let health = slots.get(Role::Health).and_then(name_of).map(|(node, _)| node);
        let declared = match health {
            Some(node) => self.told.says(Some(node)),
            None => issue.status().and_then(says),
        };
        let confidence = declared.and_then(Says::confidence).filter(|_| !is_over);
        let mut check_ins = self.history(issue);
        let confidence_at = check_ins
            .iter()
            .rev()
            .find(|check_in| check_in.confidence == confidence)
            .and_then(|check_in| check_in.when);
        check_ins.extend(self.comments(issue));
        DraftGoal {
            at: issue.node.pointer(),
            id: Some(issue.key.to_string()),
            title: self.told.text(issue.title()),
            description: self.prose(slots.get(Role::Description)),
            team: issue.team(),
            owner: slots.get(Role::Assignee).and_then(person),
            life: life.map(|state| DraftLife {
                state,
                on: self.done_on(issue).filter(|_| is_over),
                reason: None,
                lesson: None,
            }),
            confidence,
            confidence_at: confidence_at.filter(|_| confidence.is_some()),
            check_ins,
            due: self.told.when(slots.get(Role::Due).or(slots.get(Role::End))),
            url: issue.url(),
            is_mentioned: issue.is_borrowed,
            ..DraftGoal::default()
        }
    }

    /// How a goal is measured: by its own fields, else by the work below it.
    fn key_result(&mut self, issue: &Issue<'d>, issues: &[Issue<'d>], pieces: &[usize]) -> Option<DraftKeyResult> {
        let measure = self.measure(issue);
        if measure.target.is_none() {
            return self.count(issues, pieces, issue.key, &issue.node.pointer());
        }
        let node = issue.slots.get(Role::Target).unwrap_or(issue.node);
        let at = issue.node.pointer();
        // The goal's own check-ins tell the values, too.
        let values = self.history(issue).into_iter().filter(|check_in| check_in.value.is_some()).collect();
        Some(DraftKeyResult {
            goal: DraftGoal {
                at: node.pointer(),
                id: Some([issue.key, "#measure"].concat()),
                title: issue.title().and_then(Node::text).map(String::from),
                check_ins: values,
                ..DraftGoal::default()
            },
            objective: Some(DraftTie { at, to: issue.key.to_string() }),
            measure,
            current: self.told.number(issue.slots.get(Role::Current)),
            rhythm: None,
        })
    }

    fn count(&mut self, issues: &[Issue<'d>], places: &[usize], goal: &str, at: &str) -> Option<DraftKeyResult> {
        let work = || places.iter().filter_map(|place| issues.get(*place));
        let pieces: Vec<Piece> = work()
            .map(|issue| {
                let done = issue.state() == State::Done;
                Piece { at: issue.node.pointer(), done, on: self.done_on(issue).filter(|_| done) }
            })
            .collect();
        let points: Vec<Option<f64>> = work().map(|issue| self.told.number(issue.slots.get(Role::Points))).collect();
        tally::in_points(&pieces, &points, goal, at, self.language)
    }

    fn measure(&mut self, issue: &Issue<'d>) -> DraftMeasure {
        let slots = &issue.slots;
        DraftMeasure {
            start: self.told.number(slots.get(Role::Start)),
            target: self.told.number(slots.get(Role::Target)),
            unit: slots.get(Role::Unit).and_then(name_of).map(|(_, name)| name),
            ..DraftMeasure::default()
        }
    }

    fn done_on(&mut self, issue: &Issue<'d>) -> Option<When> {
        let told = issue.slots.get(Role::Resolved).or(issue.slots.get(Role::Since));
        if told.is_some() {
            return self.told.when(told);
        }
        let changes = changes(issue).filter(|(_, item)| item.get("field").and_then(Node::text) == Some("status"));
        // Newest or oldest first: both occur.
        changes.filter_map(|(change, _)| change.get("created")?.text()).max().and_then(date_of)
    }

    /// What changed of a goal's value and health, and when.
    fn history(&mut self, issue: &Issue<'d>) -> Vec<DraftCheckIn> {
        let field = |role: Role| issue.slots.get(role).and_then(Node::name);
        let current = field(Role::Current).map(|field| (field, self.fields.name(field)));
        let health = field(Role::Health).map(|field| (field, self.fields.name(field)));
        let mut check_ins: Vec<DraftCheckIn> = Vec::new();
        let mut last = None;
        for (change, item) in changes(issue) {
            let is = |known: Option<(&str, &str)>| {
                let told = |name: &str| item.get(name).and_then(Node::text);
                known.is_some_and(|(id, name)| told("fieldId").map_or(told("field") == Some(name), |field| field == id))
            };
            let is_status = item.get("field").and_then(Node::text) == Some("status");
            let came = item.get("toString").and_then(Node::text).unwrap_or_default();
            let value = number_of(came).map(|(number, _)| number).filter(|_| is(current));
            let confidence =
                says(came).and_then(Says::confidence).filter(|_| is(health) || is_status && health.is_none());
            let same = check_ins.last_mut().filter(|_| last == Some(change));
            if let Some(same) = same {
                same.value = same.value.or(value);
                same.confidence = same.confidence.or(confidence);
            } else if value.is_some() || confidence.is_some() {
                last = Some(change);
                check_ins.push(DraftCheckIn {
                    at: item.pointer(),
                    when: self.told.when(change.get("created")),
                    value,
                    confidence,
                    author: change.get("author").and_then(person),
                    ..DraftCheckIn::default()
                });
            }
        }
        check_ins
    }

    fn comments(&mut self, issue: &Issue<'d>) -> Vec<DraftCheckIn> {
        let said = comments(issue).filter_map(|comment| {
            Some(DraftCheckIn {
                at: comment.pointer(),
                when: self.told.when(comment.get("created")),
                note: Some(self.prose(comment.get("body"))?),
                author: comment.get("author").and_then(person),
                ..DraftCheckIn::default()
            })
        });
        said.collect()
    }

    /// A text of either version of the interface.
    fn prose(&mut self, node: Option<Node<'d>>) -> Option<String> {
        match node?.text() {
            Some(text) => Some(rich::plain_text(&wiki::bare(text))).filter(|text| !text.is_empty()),
            None => self.told.plain(node),
        }
    }

    /// The sprint in which all work lies, if there is one.
    fn cycle(&mut self) -> Option<DraftCycle> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = 0;
        let mut last = Vec::new();
        for issue in self.issues.iter().filter(|issue| issue.sort == Sort::Work && !issue.is_borrowed) {
            all += 1;
            let node = issue.slots.get(Role::Sprint)?;
            let list = if node.is_list() { node.items().collect() } else { vec![node] };
            last = list.into_iter().filter_map(|node| Some((node, Sprint::of(node)?))).collect();
            for (_, sprint) in &last {
                *counts.entry(sprint.id.clone()).or_default() += 1;
            }
        }
        let (node, sprint) = last.into_iter().rev().find(|(_, sprint)| counts.get(&sprint.id) == Some(&all))?;
        let (start, end) = (date_of(&sprint.start)?, date_of(&sprint.end)?);
        Some(DraftCycle { at: node.pointer(), name: Some(sprint.name), start: Some(start), end: Some(end) })
    }
}

/// What is said of an issue's level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Said(Sort),
    Unsaid,
}

/// Where an issue stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Ongoing,
    Paused,
    Done,
    Cancelled,
}

impl State {
    fn work(self) -> InitiativeState {
        match self {
            State::New | State::Paused => InitiativeState::Planned,
            State::Ongoing => InitiativeState::Ongoing,
            State::Done | State::Cancelled => InitiativeState::Done,
        }
    }
}

impl<'d> Issue<'d> {
    fn title(&self) -> Option<Node<'d>> {
        let summary = self.slots.get(Role::Summary);
        summary.filter(|summary| summary.id().is_some()).or_else(|| self.node.get("name")).or(summary)
    }

    fn status(&self) -> Option<&'d str> {
        let status = self.slots.get(Role::Status)?;
        status.text().or_else(|| status.get("name")?.text())
    }

    fn level(&self) -> Level {
        let Some(kind) = self.slots.get(Role::Type) else {
            // Epics as boards give them.
            let is_epic = self.slots.get(Role::Done).is_some() && self.node.get("color").is_some();
            return if is_epic { Level::Said(Sort::Goal) } else { Level::Unsaid };
        };
        let name = kind.text().or_else(|| kind.get("name")?.text()).unwrap_or_default();
        let level = kind.get("hierarchyLevel").and_then(Node::number);
        if is_in(KEY_RESULTS, name) {
            return Level::Said(Sort::KeyResult);
        }
        if level.is_some_and(|level| level >= 1.0) || is_in(GOALS, name) {
            return Level::Said(Sort::Goal);
        }
        let is_part = kind.get("subtask").and_then(Node::truth) == Some(true) || is_in(PARTS, name);
        match level {
            Some(level) if level < 0.0 => Level::Said(Sort::Part),
            _ if is_part => Level::Said(Sort::Part),
            Some(_) => Level::Said(Sort::Work),
            None => Level::Unsaid,
        }
    }

    /// By the category, which is the same in all languages and sites; by the words only where it leaves room.
    fn state(&self) -> State {
        let status = self.slots.get(Role::Status);
        let category = status.and_then(|status| status.at("statusCategory/key")).or(self.slots.get(Role::Category));
        let category = category.and_then(|node| name_of(node)).and_then(|(_, name)| says(&name));
        let resolution = self.slots.get(Role::Resolution).and_then(name_of).and_then(|(_, name)| says(&name));
        let status = self.status().and_then(says);
        let done = match category {
            Some(category) => category == Says::Done,
            None => {
                let flag = self.slots.get(Role::Done).and_then(Node::truth) == Some(true);
                flag || self.slots.get(Role::Resolved).is_some() || matches!(status, Some(Says::Done | Says::Abandoned))
            }
        };
        match (done, status, category.or(status)) {
            (true, Some(Says::Abandoned), _) => State::Cancelled,
            (true, ..) if resolution == Some(Says::Abandoned) => State::Cancelled,
            (true, ..) => State::Done,
            (false, Some(Says::Paused), _) => State::Paused,
            (false, _, Some(said)) if said.work() == InitiativeState::Ongoing => State::Ongoing,
            _ => State::New,
        }
    }

    fn project_key(&self) -> &'d str {
        self.key.rsplit_once('-').map_or(self.key, |(project, _)| project)
    }

    fn project(&self) -> Option<String> {
        self.slots.get(Role::Project).and_then(name_of).map(|(_, name)| name)
    }

    fn team(&self) -> Option<String> {
        let team = self.slots.get(Role::Team).and_then(name_of).map(|(_, name)| name);
        team.filter(|team| !is_code(team)).or_else(|| self.project())
    }

    /// Where people read it.
    fn url(&self) -> Option<String> {
        let (site, _) = self.node.get("self")?.text()?.split_once("/rest/")?;
        Some([site, "/browse/", self.key].concat())
    }
}

/// Links that tie an issue to a higher one (true) or a lower one (false), with the other.
fn links<'d>(issue: &Issue<'d>) -> impl Iterator<Item = (bool, Node<'d>)> + use<'d> {
    issue.slots.get(Role::Links).into_iter().flat_map(Node::items).filter_map(|link| {
        let (words, other) = match (link.get("outwardIssue"), link.get("inwardIssue")) {
            (Some(other), _) => (link.at("type/outward")?, other),
            (None, other) => (link.at("type/inward")?, other?),
        };
        let words = words.text()?;
        (is_in(UP, words) || is_in(DOWN, words)).then(|| (is_in(UP, words), other))
    })
}

fn comments<'d>(issue: &Issue<'d>) -> impl Iterator<Item = Node<'d>> + use<'d> {
    let list = issue.slots.get(Role::Comments).map(|comments| comments.get("comments").unwrap_or(comments));
    list.into_iter().flat_map(Node::items).filter(|comment| comment.is_object())
}

/// Each change of an issue, with the field's part in it.
fn changes<'d>(issue: &Issue<'d>) -> impl Iterator<Item = (Node<'d>, Node<'d>)> + use<'d> {
    let changes = issue.node.at("changelog/histories").into_iter().flat_map(Node::items);
    changes.flat_map(|change| change.get("items").into_iter().flat_map(Node::items).map(move |item| (change, item)))
}

/// A person's name; never an id or an account's name.
fn person(node: Node<'_>) -> Option<String> {
    let name = if node.is_object() { node.get("displayName")? } else { node };
    name.text().filter(|name| !is_code(name)).map(String::from)
}

/// The name of whatever a field holds, and where it stands.
fn name_of(node: Node<'_>) -> Option<(Node<'_>, String)> {
    let node = node.items().next().unwrap_or(node);
    let name = if node.is_object() { node.first_of(&["title", "name", "value", "key"])? } else { node };
    Some((name, name.text()?.to_string()))
}

/// A number or a long word with figures in it is an id, and nothing for people.
fn is_code(text: &str) -> bool {
    let figures = text.bytes().any(|byte| byte.is_ascii_digit());
    text.bytes().all(|byte| byte.is_ascii_digit()) || (figures && text.len() >= 20 && !text.contains(' '))
}
