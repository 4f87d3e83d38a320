//! What one card tells as a goal: its team, state and status, and its measures.
//!
//! Does not decide what a card is; that is told by the board.

use super::names::{self, Field, Items, State};
use super::{Board, Checklist, Face, FieldItem, Item, id, measure, order, plain};
use crate::feed::draft::{
    Draft, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftMeasure, DraftTie, LifeState, When,
};
use crate::feed::loose::number_of;
use crate::goals::InitiativeState;
use std::collections::BTreeMap;

/// What the checklists of a card are, where their names do not say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// Each item is a key result.
    OfResults,
    /// The items are parts of one key result.
    OfParts,
}

/// An unnamed checklist with more items than these is a plan, not a set of key results.
const FEW: usize = 5;

/// A card's custom fields, by what they hold.
struct Fields<'a> {
    known: BTreeMap<Field, (&'a FieldItem, String)>,
    unknown: usize,
}

impl Fields<'_> {
    fn text(&self, field: Field) -> Option<String> {
        self.known.get(&field).map(|(_, text)| text.clone())
    }

    fn number(&self, field: Field) -> Option<f64> {
        self.known.get(&field).and_then(|(_, text)| number_of(text)).map(|(number, _)| number)
    }
}

impl<'a> Board<'a> {
    fn fields_of(&self, face: &Face<'a>) -> Fields<'a> {
        let mut fields = BTreeMap::new();
        let mut unknown = 0;
        for item in &face.card.fields {
            let field = id(&item.id_field).and_then(|field| self.fields.get(field));
            let known = field.and_then(|field| names::field(field.name.as_deref()?));
            let option = |field: &super::CustomField| {
                let option = field.options.iter().find(|option| id(&option.id) == id(&item.id_value))?;
                id(&option.value.text).map(String::from)
            };
            let value = &item.value;
            let given = [&value.number, &value.text].into_iter().find_map(id).map(String::from);
            let text = given.or_else(|| field.and_then(|field| option(field).filter(|_| item.id_value.is_some())));
            match known.zip(text) {
                Some((known, text)) => {
                    fields.entry(known).or_insert((item, text));
                }
                None => unknown += 1,
            }
        }
        Fields { known: fields, unknown }
    }

    /// How many of a card's custom fields say nothing that the board knows.
    pub(super) fn unknown_fields(&self, face: &Face<'a>) -> usize {
        self.fields_of(face).unknown
    }

    /// The names of a card's labels, with their ids.
    pub(super) fn labels_of(&self, face: &Face<'a>) -> Vec<(&'a str, &'a str)> {
        let card = face.card;
        if card.labels.is_empty() {
            return card
                .id_labels
                .iter()
                .filter_map(|label| Some((label.0.as_str(), *self.labels.get(label.0.as_str())?)))
                .collect();
        }
        let named =
            |label: &'a super::Label| (id(&label.id).unwrap_or_default(), label.name.as_deref().unwrap_or_default());
        card.labels.iter().map(named).collect()
    }

    /// What an objective and a key result have in common.
    pub(super) fn goal(&self, face: &Face<'a>, values: bool) -> DraftGoal {
        let fields = self.fields_of(face);
        let labels = self.labels_of(face);
        let said = fields.text(Field::Status).as_deref().and_then(names::status);
        let said = said.or_else(|| labels.iter().find_map(|(_, name)| names::status(name)));
        let complete = face.card.due_complete == Some(true);
        let life = |state: State, on: Option<When>| {
            let state = match state {
                State::Done => LifeState::Achieved,
                State::Paused => LifeState::Paused,
                State::Abandoned => LifeState::Abandoned,
                _ => return None,
            };
            Some(DraftLife { state, on, reason: None, lesson: None })
        };
        let by_list = || life(face.says.state?, self.moved(face));
        let by_mark = || life(State::Done, self.completed(face)).filter(|_| complete);
        let goes = |state: Option<State>| match state {
            Some(State::Goes(confidence)) => Some(confidence),
            _ => None,
        };
        let confidence = goes(said).or(goes(face.says.state));
        let list_team = face.says.name.clone().filter(|_| face.says.holds == names::Holds::Goals);
        let label_team = || labels.iter().find(|(_, name)| names::is_team(name)).map(|(_, name)| (*name).to_owned());
        let members: Vec<&str> =
            face.card.id_members.iter().filter_map(|who| self.members.get(who.0.as_str()).copied()).collect();
        DraftGoal {
            at: face.card.at.clone(),
            id: Some(face.key().into()),
            title: face.card.name.clone(),
            description: plain(face.card.desc.as_ref()),
            team: fields.text(Field::Team).or(list_team).or_else(label_team),
            owner: fields.text(Field::Owner).or_else(|| (!members.is_empty()).then(|| members.join(", "))),
            weight: None,
            life: said.and_then(|said| life(said, None)).or_else(by_list).or_else(by_mark),
            confidence,
            confidence_at: self.moved(face).filter(|_| goes(said).is_none() && confidence.is_some()),
            progress: None,
            check_ins: self.comments(face, values),
            due: super::when(face.card.due),
            url: face.card.url.clone(),
            is_mentioned: false,
        }
    }

    /// A measure from a card's custom fields: values over time, too.
    fn field_measure(&self, face: &Face<'a>) -> Option<DraftKeyResult> {
        let fields = self.fields_of(face);
        let (start, target) = (fields.number(Field::Start), fields.number(Field::Target));
        let current = fields.number(Field::Current);
        if start.is_none() && target.is_none() && current.is_none() {
            return None;
        }
        let is_share = |field| fields.text(field).is_some_and(|text| text.trim_end().ends_with('%'));
        let percent = is_share(Field::Target) || is_share(Field::Current);
        let unit = fields.text(Field::Unit).or(percent.then(|| "%".into()));
        let field = fields.known.get(&Field::Current).and_then(|(item, _)| id(&item.id_field));
        let check_ins = field.map(|field| self.field_values(face.id(), field)).unwrap_or_default();
        Some(DraftKeyResult {
            goal: DraftGoal { check_ins, title: face.card.name.clone(), ..DraftGoal::default() },
            measure: DraftMeasure { start, target, unit, ..DraftMeasure::default() },
            current,
            ..DraftKeyResult::default()
        })
    }

    /// A measure that stands in fields or in the title.
    fn told_measure(&self, face: &Face<'a>) -> Option<DraftKeyResult> {
        self.field_measure(face).or_else(|| {
            let told = measure::told(face.title())?;
            Some(DraftKeyResult {
                goal: DraftGoal { title: Some(told.title), ..DraftGoal::default() },
                measure: told.measure,
                current: told.current,
                ..DraftKeyResult::default()
            })
        })
    }

    /// The items done, of all items.
    fn parts_measure(&self, face: &Face<'a>, items: &[&Item], of: Option<&str>) -> Option<DraftKeyResult> {
        let badges = &face.card.badges;
        let (done, all) = match items.len() {
            0 => (badges.done.unwrap_or(0.0), badges.items.filter(|all| *all >= 1.0)?),
            all => (count(items.iter().filter(|item| item.is_done()).count()), count(all)),
        };
        Some(DraftKeyResult {
            goal: DraftGoal {
                title: face.card.name.clone(),
                check_ins: self.ticks(face.id(), items, of),
                ..DraftGoal::default()
            },
            measure: DraftMeasure { start: Some(0.0), target: Some(all), ..DraftMeasure::default() },
            current: Some(done),
            ..DraftKeyResult::default()
        })
    }

    fn checklists_of(&self, face: &Face<'a>) -> Vec<&'a Checklist> {
        let key = Some(face.id()).filter(|id| !id.is_empty());
        key.and_then(|key| self.checklists.get(key)).cloned().unwrap_or_default()
    }

    /// True if a card has something that can be measured.
    pub(super) fn is_measured(&self, face: &Face<'a>) -> bool {
        let ticked = self.checklists_of(face).iter().any(|checklist| !checklist.items.is_empty())
            || face.card.badges.items.is_some_and(|items| items > 0.0);
        ticked || self.told_measure(face).is_some()
    }

    /// A card as one key result.
    pub(super) fn key_result(&self, face: &Face<'a>, objective: Option<DraftTie>) -> DraftKeyResult {
        let lists = self.checklists_of(face);
        let items: Vec<&Item> = lists.iter().flat_map(|checklist| sorted(checklist)).collect();
        let of = lists.first().filter(|_| lists.len() == 1).and_then(|list| id(&list.id));
        let told = self.told_measure(face);
        let told = told.or_else(|| self.parts_measure(face, &items, of));
        let yes_no = told.is_none() && self.completes;
        let done = face.card.due_complete == Some(true) || face.says.state == Some(State::Done);
        let mut key_result = told.unwrap_or_else(|| DraftKeyResult {
            measure: DraftMeasure { yes_no, ..DraftMeasure::default() },
            current: yes_no.then(|| f64::from(u8::from(done))),
            ..DraftKeyResult::default()
        });
        let own = std::mem::take(&mut key_result.goal);
        key_result.goal = self.goal(face, true);
        key_result.goal.title = own.title.or(key_result.goal.title.take());
        key_result.goal.check_ins.extend(own.check_ins);
        key_result.objective = objective;
        key_result
    }

    /// The key results and initiatives that stand in an objective's card.
    pub(super) fn inside(&self, face: &Face<'a>, lists: Lists, draft: &mut Draft) {
        let above = || Some(DraftTie { at: face.card.at.clone(), to: face.key().into() });
        let mut add = |mut key_result: DraftKeyResult, at: &str, id: String| {
            key_result.goal.at = at.into();
            key_result.goal.id = Some(id);
            key_result.objective = above();
            draft.key_results.push(key_result);
        };
        if let Some(told) = self.told_measure(face) {
            add(told, &face.card.at, format!("{}.measure", face.key()));
        }
        let checklists = self.checklists_of(face);
        if checklists.is_empty()
            && let Some(parts) = self.parts_measure(face, &[], None)
        {
            add(parts, &face.card.at, format!("{}.parts", face.key()));
        }
        let mut initiatives = Vec::new();
        for checklist in checklists {
            let name = checklist.name.as_deref().unwrap_or_default();
            let said = names::checklist(name);
            let (told, plain): (Vec<&Item>, Vec<&Item>) = sorted(checklist)
                .into_iter()
                .partition(|item| measure::told(item.name.as_deref().unwrap_or_default()).is_some());
            let single = match said {
                Items::KeyResults => true,
                Items::Initiatives if lists == Lists::OfResults => {
                    initiatives.extend(plain.iter().map(|item| initiative(item, face)));
                    continue;
                }
                _ => lists == Lists::OfResults && (plain.len() <= FEW || !told.is_empty()),
            };
            for item in told.iter().chain(plain.iter().filter(|_| single)) {
                add(self.item_result(face, item), &item.at, key_of(&item.id, &item.at));
            }
            if !single
                && !plain.is_empty()
                && let Some(mut parts) = self.parts_measure(face, &plain, id(&checklist.id))
            {
                if said != Items::Nameless {
                    parts.goal.title = Some(name.into());
                }
                add(parts, &checklist.at, key_of(&checklist.id, &checklist.at));
            }
        }
        draft.initiatives.extend(initiatives);
    }

    /// A checklist's item as a key result.
    fn item_result(&self, face: &Face<'a>, item: &Item) -> DraftKeyResult {
        let done = item.is_done();
        let told = measure::told(item.name.as_deref().unwrap_or_default());
        let is_told = told.is_some();
        let yes_no = DraftMeasure { yes_no: true, ..DraftMeasure::default() };
        let life = DraftLife { state: LifeState::Achieved, on: None, reason: None, lesson: None };
        DraftKeyResult {
            goal: DraftGoal {
                title: told.as_ref().map(|told| told.title.clone()).or(item.name.clone()),
                owner: id(&item.id_member).and_then(|who| self.members.get(who)).map(|who| (*who).to_owned()),
                due: super::when(item.due),
                life: (is_told && done).then_some(life),
                check_ins: if is_told { Vec::new() } else { self.ticks(face.id(), &[item], None) },
                ..DraftGoal::default()
            },
            current: told.as_ref().map_or(Some(f64::from(u8::from(done))), |told| told.current),
            measure: told.map_or(yes_no, |told| told.measure),
            ..DraftKeyResult::default()
        }
    }
}

fn key_of(given: &Option<crate::feed::loose::Id>, at: &str) -> String {
    id(given).unwrap_or(at).to_owned()
}

fn initiative(item: &Item, face: &Face<'_>) -> DraftInitiative {
    DraftInitiative {
        at: item.at.clone(),
        title: item.name.clone(),
        serves: vec![DraftTie { at: item.at.clone(), to: face.key().into() }],
        team: None,
        state: Some(if item.is_done() { InitiativeState::Done } else { InitiativeState::Planned }),
        due: super::when(item.due),
    }
}

/// A checklist's items in their order.
fn sorted(checklist: &Checklist) -> Vec<&Item> {
    let mut items: Vec<&Item> = checklist.items.iter().collect();
    crate::goals::order::sort(&mut items, &|a, b| order(a.pos, b.pos));
    items
}

#[expect(clippy::cast_precision_loss, reason = "nobody writes so many items")]
pub(super) fn count(count: usize) -> f64 {
    count as f64
}
