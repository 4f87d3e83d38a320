//! What a card's actions tell of its past: notes, values counted backwards from the present, days of decisions.
//!
//! Knows nothing of what a card means. Where actions are missing, it tells less, not something else.

use super::{Action, Board, Face, FieldItem, Item, id, names, plain, when};
use crate::feed::draft::{DraftCheckIn, When};
use crate::feed::loose::number_of;
use chrono::{DateTime, NaiveDateTime, NaiveTime};
use std::collections::{BTreeMap, BTreeSet};

/// A date without its zone, to put dates in order.
pub(super) fn naive(when: When) -> NaiveDateTime {
    match when {
        When::Day(day) => day.and_time(NaiveTime::MIN),
        When::Local(local) => local,
        When::At(moment) => moment.naive_utc(),
    }
}

/// When an action was taken; the ones without a date are the oldest.
pub(super) fn stamp(action: &Action) -> NaiveDateTime {
    when(action.date).map_or(NaiveDateTime::MIN, naive)
}

/// The moment that something was made: the first eight hexadecimal digits of its id are seconds since 1970.
fn born(id: &str) -> Option<When> {
    let seconds = i64::from_str_radix(id.get(..8).filter(|_| id.len() == 24)?, 16).ok()?;
    DateTime::from_timestamp(seconds, 0).map(When::At)
}

impl<'a> Board<'a> {
    fn actions_of(&self, card: &str) -> &[&'a Action] {
        self.actions.get(card).filter(|_| !card.is_empty()).map_or(&[], Vec::as_slice)
    }

    /// The comments on a card. With `values`, one that begins with 'Nu: 38' is a value, too.
    pub(super) fn comments(&self, face: &Face<'a>, values: bool) -> Vec<DraftCheckIn> {
        let comments = self.actions_of(face.id()).iter().filter(|action| is_comment(action));
        let check_in = |action: &&Action| {
            let text = plain(action.data.text.as_ref())?;
            let (remark, words) = names::remark(&text);
            let words = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
            let mut check_in = DraftCheckIn {
                at: action.at.clone(),
                when: when(action.date),
                value: super::measure::value(&text).filter(|_| values),
                author: self.author(action),
                ..DraftCheckIn::default()
            };
            match remark {
                names::Remark::Note => check_in.note = words,
                names::Remark::Lesson => check_in.lesson = words,
                names::Remark::Support => check_in.support = words,
                names::Remark::Cause => check_in.cause = words,
            }
            Some(check_in)
        };
        comments.filter_map(check_in).collect()
    }

    fn author(&self, action: &Action) -> Option<String> {
        let listed = id(&action.id_member).and_then(|who| self.members.get(who)).map(|name| (*name).to_owned());
        action.member.full_name.clone().or(listed)
    }

    /// How many of these items were ticked, over time; `born` is the id of what they stand in.
    pub(super) fn ticks(&self, card: &str, items: &[&Item], of: Option<&str>) -> Vec<DraftCheckIn> {
        let known: BTreeSet<&str> = items.iter().filter_map(|item| id(&item.id)).collect();
        let done = items.iter().filter(|item| item.is_done()).count();
        let steps = self.actions_of(card).iter().filter_map(|action| {
            let item = &action.data.item;
            let is_tick = action.kind.as_deref() == Some("updateCheckItemStateOnCard");
            (is_tick && known.contains(id(&item.id)?)).then_some((*action, if item.is_done() { 1 } else { -1 }))
        });
        counted_back(done, steps, of)
    }

    /// How many of these cards stood in done lists, over time.
    pub(super) fn finished(&self, cards: &[Face<'a>], done: &BTreeSet<&str>) -> Vec<DraftCheckIn> {
        let count = cards.iter().filter(|face| id(&face.card.id_list).is_some_and(|list| done.contains(list))).count();
        let is_done = |list: &super::List| id(&list.id).is_some_and(|list| done.contains(list));
        let actions = cards.iter().flat_map(|face| self.actions_of(face.id()));
        let mut steps: Vec<(&Action, i64)> = actions
            .filter(|action| !action.data.after.at.is_empty())
            .map(|action| (*action, i64::from(is_done(&action.data.after)) - i64::from(is_done(&action.data.before))))
            .filter(|(_, step)| *step != 0)
            .collect();
        crate::goals::order::sort(&mut steps, &|(a, _), (b, _)| stamp(b).cmp(&stamp(a)));
        counted_back(count, steps.into_iter(), None)
    }

    /// The values that a custom field had on a card, as far as they were changed.
    pub(super) fn field_values(&self, card: &str, field: &str) -> Vec<DraftCheckIn> {
        let changes = self.actions_of(card).iter().filter_map(|action| {
            let item: &FieldItem = &action.data.field;
            let is_change =
                action.kind.as_deref() == Some("updateCustomFieldItem") && id(&item.id_field) == Some(field);
            let value = number_of(id(&item.value.number).or(id(&item.value.text))?)?.0;
            is_change.then(|| value_at(action, value))
        });
        changes.collect()
    }

    /// When a card came into the list that it stands in.
    pub(super) fn moved(&self, face: &Face<'a>) -> Option<When> {
        let list = id(&face.card.id_list)?;
        let moves = self.actions_of(face.id()).iter().find(|action| id(&action.data.after.id) == Some(list))?;
        when(moves.date)
    }

    /// When a card was marked as complete.
    pub(super) fn completed(&self, face: &Face<'a>) -> Option<When> {
        let is_mark = |action: &&&Action| {
            action.data.card.due_complete == Some(true) && action.data.old.due_complete == Some(false)
        };
        let marked = || when(self.actions_of(face.id()).iter().find(is_mark)?.date);
        when(face.card.completed).or_else(marked)
    }
}

/// True for a comment on a card.
pub(super) fn is_comment(action: &Action) -> bool {
    action.kind.as_deref() == Some("commentCard")
}

fn value_at(action: &Action, value: f64) -> DraftCheckIn {
    DraftCheckIn { at: action.at.clone(), when: when(action.date), value: Some(value), ..DraftCheckIn::default() }
}

/// A count over time, from its present value and its steps, newest first: the last value of each day. If it was nought
/// before the first step, it was so on the day that it was made.
#[expect(clippy::cast_precision_loss, reason = "nobody ticks so many items")]
fn counted_back<'a>(
    present: usize,
    steps: impl Iterator<Item = (&'a Action, i64)>,
    of: Option<&str>,
) -> Vec<DraftCheckIn> {
    let mut count = i64::try_from(present).unwrap_or(i64::MAX);
    let mut days: BTreeMap<_, ()> = BTreeMap::new();
    let mut values = Vec::new();
    for (action, step) in steps.filter(|(action, _)| action.date.is_some()) {
        if days.insert(stamp(action).date(), ()).is_none() {
            values.push(value_at(action, count.max(0) as f64));
        }
        count = count.saturating_sub(step);
    }
    let first = values.last().and_then(|first: &DraftCheckIn| first.when);
    if let Some((first, born)) = first.zip(of.and_then(born))
        && count == 0
        && naive(born).date() < naive(first).date()
    {
        values.push(DraftCheckIn { when: Some(born), value: Some(0.0), ..DraftCheckIn::default() });
    }
    values
}
