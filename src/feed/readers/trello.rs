//! Trello: board exports (menu, 'Export as JSON'), exports of one card, and the REST interface's lists of cards.
//!
//! Trello knows lists, cards, labels and checklists, and no goals. What they mean is told by their names, in English
//! and Swedish, and by nothing else; nothing is invented. A board is read in one of three ways, the first that fits:
//!
//! | a board of … | is told by | objective | key result | other cards |
//! |---|---|---|---|---|
//! | goals | a list named for goals ('Mål', 'Company OKRs', 'O1: …'), or the board's name | a card in such a list; a list 'O1: …' itself | items of the card's checklists; cards in a list of key results or in 'O1: …'; custom fields | initiatives, if their list is of activities or of a flow (to do, doing) |
//! | work | a list of a flow: to do, doing, done; 'att göra', 'pågår', 'klart' | a card; on a board of many cards without any measure: a label, and the board for the rest | each checklist: its items done, of all; for a label: its cards done, of all | initiatives of their label |
//! | topics | neither | a list | a card: its items done, of all | – |
//!
//! | what | where it is found |
//! |---|---|
//! | organisation, cycle | the board's name; the period in it or in the names of goal lists ('Q4 2026') |
//! | vision | a card in a list 'Vision', else the board's description, its first sentence |
//! | team | a custom field 'Team'; a goal list's name ('Marknad – mål'); a label named like a team |
//! | owner | a custom field 'Owner', else the card's members |
//! | achieved, paused, abandoned | the list, a label, 'complete' on the card; the day from the card's history |
//! | status | the list ('At risk'), a label ('i fas'; a colour only as a label's whole name), a field 'Status' |
//! | measure | custom fields start, now, target, unit in either language; a title 'from 31 to 45 (now 38)'; 'complete' |
//! | check-ins | comments as notes (a first word 'Lärdom:', 'Hjälp:', 'Orsak:' is heeded; 'Nu: 38' is a value); ticked items, changed fields and cards moved to done as dated values, counted backwards from the present |
//! | ties | links between cards, in descriptions and attachments: from lower to higher lists, whichever links; key results also by number ('KR1.2') and by a label they share with one objective |
//!
//! Archived cards and lists, templates, mirrors, lists of what has not begun ('Backlog') and lists without goals are
//! left out, and counted in notices; so are attachments, unknown fields, Power-Ups' data and comments on cards that are
//! no goals. An archived card in a done
//! list still counts as done: offices tidy up. Actions end at 1,000 in exports, which is told. An export does not say
//! when it was made; the last day that anything in it knows is taken for that.

mod card;
mod goals;
mod history;
mod measure;
mod names;
mod work;

use crate::feed::document::Node;
use crate::feed::draft::{self, Draft, DraftCycle, DraftGoal, DraftObjective};
use crate::feed::loose::{self, Id, Walk, When, loose};
use crate::feed::readers::{Reader, Source};
use crate::feed::settle::days_of;
use crate::feed::told::Told;
use crate::feed::{Notice, Problem, markdown};
use crate::goals::order::sort;
use chrono::{Datelike, NaiveDate};
use names::{Holds, Says, State};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) static READER: Reader = Reader { name: "Trello", recognises, read };

/// So many actions an export holds at most.
const MOST_ACTIONS: usize = 1_000;

fn recognises(page: Node<'_>) -> Option<&'static str> {
    let first = |list: &str, name: &str| page.get(list)?.first_object()?.get(name);
    let board = page.get("lists").is_some() && page.get("cards").is_some();
    let marks = first("cards", "idList").is_some()
        || first("lists", "idBoard").is_some()
        || page.get("labelNames").is_some()
        || page.has(&["idOrganization", "prefs"]);
    let is_card = |node: Node<'_>| node.has(&["idList", "idBoard"]);
    match () {
        () if board && marks => Some("lists, cards, cards/idList"),
        () if is_card(page) && page.get("name").is_some() => Some("idList, idBoard"),
        () if page.first_object().is_some_and(is_card) => Some("[]/idList, []/idBoard"),
        () => None,
    }
}

fn read(source: &Source<'_>, told: &mut Told) -> Draft {
    let mut notices = Vec::new();
    let draft = draft(source.bytes, &mut notices);
    told.extend(notices);
    draft
}

fn draft(bytes: &[u8], notices: &mut Vec<Notice>) -> Draft {
    // The bytes are JSON: they were read once, to see whose they are.
    let mut pour = |slot: &mut dyn loose::Slot| drop(loose::pour(bytes, slot, &mut Walk::new(notices)));
    let mut document = Document::default();
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
        pour(&mut document.cards);
    } else {
        pour(&mut document);
        if document.id_list.is_some() && document.cards.is_empty() {
            // The export of one card: what was a board's name is the card's.
            let mut card = Card::default();
            notices.clear();
            drop(loose::pour(bytes, &mut card, &mut Walk::new(notices)));
            document = Document { cards: vec![card], ..Document::default() };
        }
    }
    for card in &mut document.cards {
        document.checklists.append(&mut card.checklists);
        document.actions.append(&mut card.actions);
        document.members.append(&mut card.members);
        document.custom_fields.append(&mut card.custom_fields);
    }
    let mut columns: Vec<Column<'_>> = document
        .lists
        .iter()
        .map(|list| Column { list, says: names::list(list.name.as_deref().unwrap_or_default()) })
        .collect();
    sort(&mut columns, &|a, b| order(a.list.pos, b.list.pos));
    let mut board = Board::of(&document, &columns);
    let draft = board.draft();
    notices.extend(board.left_out());
    draft
}

loose! {
    struct Document {
        id_list: Option<Id> = "idList",
        id: Option<Id> = "id",
        name: Option<String> = "name",
        desc: Option<String> = "desc",
        last_activity: Option<When> = "dateLastActivity",
        last_view: Option<When> = "dateLastView",
        lists: Vec<List> = "lists",
        cards: Vec<Card> = "cards",
        labels: Vec<Label> = "labels",
        checklists: Vec<Checklist> = "checklists",
        members: Vec<Member> = "members",
        custom_fields: Vec<CustomField> = "customFields",
        actions: Vec<Action> = "actions",
    }
}

loose! {
    struct List {
        id: Option<Id> = "id",
        name: Option<String> = "name",
        closed: Option<bool> = "closed",
        pos: Option<f64> = "pos",
    }
}

loose! {
    struct Card {
        id: Option<Id> = "id",
        short_link: Option<Id> = "shortLink",
        name: Option<String> = "name",
        desc: Option<String> = "desc",
        closed: Option<bool> = "closed",
        id_list: Option<Id> = "idList",
        pos: Option<f64> = "pos",
        due: Option<When> = "due",
        due_complete: Option<bool> = "dueComplete",
        completed: Option<When> = "dateCompleted",
        last_activity: Option<When> = "dateLastActivity",
        id_members: Vec<Id> = "idMembers",
        id_labels: Vec<Id> = "idLabels",
        labels: Vec<Label> = "labels",
        url: Option<String> = "shortUrl",
        role: Option<String> = "cardRole",
        is_template: Option<bool> = "isTemplate",
        attachments: Vec<Attachment> = "attachments",
        badges: Badges = "badges",
        fields: Vec<FieldItem> = "customFieldItems",
        plugin_data: Vec<Plugin> = "pluginData",
        // These stand in the cards where one card is exported, or where the REST interface is asked for them.
        checklists: Vec<Checklist> = "checklists",
        actions: Vec<Action> = "actions",
        members: Vec<Member> = "members",
        custom_fields: Vec<CustomField> = "customFields",
    }
}

loose! {
    struct Badges {
        items: Option<f64> = "checkItems",
        done: Option<f64> = "checkItemsChecked",
    }
}

loose! {
    struct Label {
        id: Option<Id> = "id",
        name: Option<String> = "name",
    }
}

loose! {
    struct Attachment {
        url: Option<String> = "url",
    }
}

loose! {
    struct Plugin {
        id: Option<Id> = "idPlugin",
    }
}

loose! {
    struct Member {
        id: Option<Id> = "id",
        full_name: Option<String> = "fullName",
    }
}

loose! {
    struct Checklist {
        id: Option<Id> = "id",
        id_card: Option<Id> = "idCard",
        name: Option<String> = "name",
        pos: Option<f64> = "pos",
        items: Vec<Item> = "checkItems",
    }
}

loose! {
    struct Item {
        id: Option<Id> = "id",
        name: Option<String> = "name",
        state: Option<String> = "state",
        pos: Option<f64> = "pos",
        due: Option<When> = "due",
        id_member: Option<Id> = "idMember",
    }
}

loose! {
    struct CustomField {
        id: Option<Id> = "id",
        name: Option<String> = "name",
        options: Vec<FieldOption> = "options",
    }
}

loose! {
    struct FieldOption {
        id: Option<Id> = "id",
        value: FieldValue = "value",
    }
}

loose! {
    struct FieldItem {
        id_field: Option<Id> = "idCustomField",
        id_value: Option<Id> = "idValue",
        value: FieldValue = "value",
    }
}

loose! {
    struct FieldValue {
        number: Option<Id> = "number",
        text: Option<Id> = "text",
        date: Option<Id> = "date",
        checked: Option<Id> = "checked",
    }
}

loose! {
    struct Action {
        kind: Option<String> = "type",
        date: Option<When> = "date",
        id_member: Option<Id> = "idMemberCreator",
        member: Member = "memberCreator",
        data: ActionData = "data",
    }
}

loose! {
    struct ActionData {
        card: ActionCard = "card",
        old: ActionCard = "old",
        before: List = "listBefore",
        after: List = "listAfter",
        item: Item = "checkItem",
        field: FieldItem = "customFieldItem",
        text: Option<String> = "text",
    }
}

loose! {
    struct ActionCard {
        id: Option<Id> = "id",
        due_complete: Option<bool> = "dueComplete",
    }
}

/// The text of an id; none if it is empty.
fn id(id: &Option<Id>) -> Option<&str> {
    id.as_ref().map(|id| id.0.as_str()).filter(|id| !id.is_empty())
}

fn when(when: Option<When>) -> Option<draft::When> {
    when.map(|when| when.0)
}

/// A text without its marks; none if nothing is left.
fn plain(text: Option<&String>) -> Option<String> {
    text.map(|text| markdown::plain(text)).filter(|text| !text.is_empty())
}

impl Item {
    fn is_done(&self) -> bool {
        self.state.as_deref() == Some("complete")
    }
}

/// A list with what its name says.
struct Column<'a> {
    list: &'a List,
    says: Says,
}

/// A card that counts, with what its list says.
#[derive(Clone, Copy)]
struct Face<'a> {
    card: &'a Card,
    /// The place of its list among the columns, from the left.
    column: usize,
    says: &'a Says,
}

impl<'a> Face<'a> {
    /// What it is called among goals.
    fn key(&self) -> &'a str {
        id(&self.card.short_link).or(id(&self.card.id)).unwrap_or(&self.card.at)
    }

    /// What it is called among actions and checklists.
    fn id(&self) -> &'a str {
        id(&self.card.id).unwrap_or_default()
    }

    fn title(&self) -> &'a str {
        self.card.name.as_deref().unwrap_or_default()
    }
}

/// A document with its parts by their ids, and what was left out of it.
struct Board<'a> {
    document: &'a Document,
    columns: &'a [Column<'a>],
    labels: BTreeMap<&'a str, &'a str>,
    members: BTreeMap<&'a str, &'a str>,
    fields: BTreeMap<&'a str, &'a CustomField>,
    /// Each card's checklists, in their order.
    checklists: BTreeMap<&'a str, Vec<&'a Checklist>>,
    /// Each card's actions, newest first.
    actions: BTreeMap<&'a str, Vec<&'a Action>>,
    /// The cards that are not left out, in their order.
    open: Vec<Face<'a>>,
    /// The archived ones.
    archived: Vec<Face<'a>>,
    /// True if cards of this board are ever marked as complete.
    completes: bool,
    out: BTreeMap<&'static str, usize>,
}

const UNSAID: &Says = &Says { holds: Holds::Unsaid, state: None, level: 1, name: None, period: None };

impl<'a> Board<'a> {
    fn of(document: &'a Document, columns: &'a [Column<'a>]) -> Board<'a> {
        let mut board = Board {
            document,
            columns,
            labels: BTreeMap::new(),
            members: BTreeMap::new(),
            fields: BTreeMap::new(),
            checklists: BTreeMap::new(),
            actions: BTreeMap::new(),
            open: Vec::new(),
            archived: Vec::new(),
            completes: document.cards.iter().any(|card| card.due_complete == Some(true)),
            out: BTreeMap::new(),
        };
        board.labels.extend(document.labels.iter().filter_map(|label| Some((id(&label.id)?, label.name.as_deref()?))));
        board.members.extend(document.members.iter().filter_map(|who| Some((id(&who.id)?, who.full_name.as_deref()?))));
        board.fields.extend(document.custom_fields.iter().filter_map(|field| Some((id(&field.id)?, field))));
        for checklist in &document.checklists {
            board.checklists.entry(id(&checklist.id_card).unwrap_or_default()).or_default().push(checklist);
        }
        for checklists in board.checklists.values_mut() {
            sort(checklists, &|a, b| order(a.pos, b.pos));
        }
        for action in &document.actions {
            board.actions.entry(id(&action.data.card.id).unwrap_or_default()).or_default().push(action);
        }
        for actions in board.actions.values_mut() {
            sort(actions, &|a, b| history::stamp(b).cmp(&history::stamp(a)));
        }
        board.sort_out();
        board
    }

    /// Parts the cards that may count from those that never do.
    fn sort_out(&mut self) {
        let places: BTreeMap<&str, usize> =
            self.columns.iter().enumerate().filter_map(|(place, column)| Some((id(&column.list.id)?, place))).collect();
        for card in &self.document.cards {
            let place = id(&card.id_list).and_then(|list| places.get(list)).copied();
            let column = place.and_then(|place| self.columns.get(place));
            let face = Face {
                card,
                column: place.unwrap_or(self.columns.len()),
                says: column.map_or(UNSAID, |column| &column.says),
            };
            if card.is_template == Some(true) {
                self.leave("template cards", 1);
            } else if card.role.as_deref().is_some_and(|role| !role.is_empty()) {
                self.leave("mirror cards, link cards and separators", 1);
            } else if card.closed == Some(true) {
                self.archived.push(face);
            } else if column.is_some_and(|column| column.list.closed == Some(true)) {
                self.leave("cards in archived lists", 1);
            } else {
                self.open.push(face);
            }
        }
        for faces in [&mut self.open, &mut self.archived] {
            sort(faces, &|a, b| a.column.cmp(&b.column).then(order(a.card.pos, b.card.pos)));
        }
    }

    /// Counts things that are left out on purpose.
    fn leave(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.out.entry(what).or_default() += count;
        }
    }

    fn left_out(&self) -> Vec<Notice> {
        let notice = |problem| Notice { at: String::new(), problem };
        let mut notices: Vec<Notice> =
            self.out.iter().map(|(what, count)| notice(Problem::LeftOut { what, count: *count })).collect();
        if self.document.actions.len() >= MOST_ACTIONS {
            notices.push(notice(Problem::Truncated { what: "actions", count: self.document.actions.len() }));
        }
        notices
    }

    /// The columns that are not archived.
    fn live_columns(&self) -> impl Iterator<Item = &'a Column<'a>> {
        self.columns.iter().filter(|column| column.list.closed != Some(true))
    }

    fn draft(&mut self) -> Draft {
        let document = self.document;
        let made = self.made();
        let mut draft = Draft {
            organisation: document.name.clone(),
            vision: plain(document.desc.as_ref()).and_then(|text| first_sentence(&text)),
            made,
            ..Draft::default()
        };
        let named = document.name.as_deref().unwrap_or_default();
        let has = |any: fn(&Says) -> bool| self.live_columns().any(|column| any(&column.says));
        let explicit = has(|says| matches!(says.holds, Holds::Goals | Holds::OneGoal));
        let flows = has(|says| matches!(says.state, Some(State::ToDo | State::Doing | State::Done)));
        if explicit || (names::says_goals(named) && !self.columns.is_empty()) {
            let flows =
                has(|says| says.holds == Holds::Unsaid && matches!(says.state, Some(State::ToDo | State::Doing)));
            self.goals(explicit, explicit && flows, &mut draft);
        } else if flows || self.columns.is_empty() {
            draft.cycle = self.cycle(&[], made);
            self.work(&mut draft);
        } else {
            draft.cycle = self.cycle(&[], made);
            self.topics(&mut draft);
        }
        self.leave("archived cards", self.archived.len());
        let goals = draft.objectives.iter().map(|objective| &objective.goal);
        let goals = goals.chain(draft.key_results.iter().map(|key_result| &key_result.goal));
        let heard: BTreeSet<&str> =
            goals.flat_map(|goal| &goal.check_ins).map(|check_in| check_in.at.as_str()).collect();
        let unheard = |action: &&Action| history::is_comment(action) && !heard.contains(action.at.as_str());
        self.leave("comments on cards that are no goals", document.actions.iter().filter(unheard).count());
        let files = self.open.iter().flat_map(|face| &face.card.attachments);
        let files = files.filter(|file| !file.url.as_deref().is_some_and(|url| url.contains(goals::LINK))).count();
        self.leave("attachments", files);
        let unknown = self.open.iter().map(|face| self.unknown_fields(face)).sum();
        self.leave("values of custom fields that the board does not know", unknown);
        self.leave("Power-Ups' data", self.open.iter().map(|face| face.card.plugin_data.len()).sum());
        draft
    }

    /// The last day that anything in the document knows: it was made then, or later.
    fn made(&self) -> Option<draft::When> {
        let known = [when(self.document.last_activity), when(self.document.last_view)];
        let cards = self.document.cards.iter().map(|card| when(card.last_activity));
        let actions = self.document.actions.iter().map(|action| when(action.date));
        known.into_iter().chain(cards).chain(actions).flatten().max_by_key(|when| history::naive(*when))
    }

    /// The shortest period that is named and lies around the day the document was made; if none does, the latest.
    fn cycle(&self, named: &[&str], made: Option<draft::When>) -> Option<DraftCycle> {
        let board = self.document.name.as_deref().and_then(names::period);
        let periods: Vec<&str> = named.iter().copied().chain(board.as_deref()).collect();
        let today = made.map(|made| history::naive(made).date());
        let spans = periods.iter().filter_map(|name| Some((*name, days(name, today)?)));
        let holds = |(first, last): (NaiveDate, NaiveDate)| today.is_some_and(|day| first <= day && day <= last);
        let (name, (first, last)) = spans.max_by_key(|(_, (first, last))| {
            (holds((*first, *last)), if holds((*first, *last)) { *first } else { *last }, std::cmp::Reverse(*last))
        })?;
        Some(DraftCycle {
            at: "/name".into(),
            name: Some(name.into()),
            start: Some(draft::When::Day(first)),
            end: Some(draft::When::Day(last)),
        })
    }

    /// An objective that is no card.
    fn bare_objective(&self, at: &str, id: Option<&str>, title: &str) -> DraftObjective {
        DraftObjective {
            goal: DraftGoal {
                at: at.into(),
                id: id.map(String::from),
                title: Some(title.into()),
                ..DraftGoal::default()
            },
            supports: Vec::new(),
        }
    }
}

/// The first and last day of a period; without a year, of the year that the document was made in.
fn days(period: &str, made: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
    days_of(period, made?.year())
}

/// The first sentence, if it is short enough to hang over a board.
fn first_sentence(text: &str) -> Option<String> {
    const LONGEST: usize = 200;
    let line = text.lines().next()?;
    let end = line
        .match_indices(['.', '!', '?'])
        .map(|(at, mark)| at + mark.len())
        .find(|at| line.get(*at..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    let sentence = line.get(..end.unwrap_or(line.len()))?;
    (sentence.chars().count() <= LONGEST).then(|| sentence.into())
}

/// Left before right; what has no place stands last.
fn order(a: Option<f64>, b: Option<f64>) -> std::cmp::Ordering {
    a.unwrap_or(f64::MAX).total_cmp(&b.unwrap_or(f64::MAX))
}
