//! What each column of a table holds: by its name, and by its values where a name may mean two things.
//!
//! 'Mål' over numbers is a target and over sentences an objective; 'Enhet' is what is counted or who does it; 'Start' is
//! a day or a value. A column with a name that says nothing becomes a status or a level if all its words are such.

use super::names::{Concept, concept, is_period, meaning, period};
use super::{Amount, Cell, Hint, Row, Table, Value};
use crate::feed::letters::{is_letter, small};
use crate::feed::vocabulary;
use chrono::NaiveDate;

/// What is known of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Role {
    /// What it holds.
    pub(super) concept: Option<Concept>,
    /// Whose that is, if not its row's.
    pub(super) subject: Option<Concept>,
    /// A unit in its name.
    pub(super) unit: Option<String>,
    /// The last day of the period in its name.
    pub(super) period: Option<NaiveDate>,
    /// What its numbers are shares of.
    pub(super) scale: Scale,
    /// Whether anything stands in it.
    pub(super) used: bool,
}

/// What a column's numbers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scale {
    /// What they say.
    #[default]
    Plain,
    /// Shares: 0.45 is shown as 45 %.
    Share,
    /// Shares in the rows whose unit is a percentage.
    ShareOfPercent,
    /// Percentages, where shares are meant: 45 is 0.45.
    Percent,
    /// Shares or percentages; nobody can tell.
    Unknown,
}

/// How many values of a column are what.
#[derive(Clone, Copy, Default)]
struct Census {
    all: usize,
    /// Numbers, also those in texts, alone or with a known unit.
    numbers: usize,
    /// Numbers with other words behind them.
    counted: usize,
    /// Days, also those in texts.
    days: usize,
    ids: usize,
    truths: usize,
    /// Texts that are none of these.
    words: usize,
    /// Words of status, levels, and units among them.
    statuses: usize,
    levels: usize,
    units: usize,
    fractions: usize,
    above_one: usize,
    ones: usize,
}

impl Census {
    fn mostly(self, count: usize) -> bool {
        count > 0 && count * 2 > self.all
    }

    fn count(&mut self, value: &Value) {
        self.all += 1;
        let amount = value.amount().filter(|_| !matches!(value, Value::Truth(_)) && value.day().is_none());
        match (value, amount) {
            (_, Some(Amount { value, unit: None, .. })) => {
                self.numbers += 1;
                self.fractions += usize::from(value.fract().abs() > 1e-9 && value.abs() < 1.0);
                self.above_one += usize::from(value.abs() > 1.5);
                self.ones += usize::from((value - 1.0).abs() < 1e-9);
            }
            (_, Some(Amount { unit: Some(unit), .. })) if is_unit(&unit) => self.numbers += 1,
            (Value::Ids(_), _) => self.ids += 1,
            (Value::Truth(_), _) => self.truths += 1,
            (value, _) if value.day().is_some() => self.days += 1,
            (Value::Text(text), amount) => {
                self.words += 1;
                self.counted += usize::from(amount.is_some());
                self.statuses += usize::from(vocabulary::says(text).is_some());
                self.levels += usize::from(level(text).is_some());
                self.units += usize::from(
                    is_unit(text) || (text.starts_with(|c| small(c) == c && is_letter(c)) && !text.contains(' ')),
                );
            }
            _ => {}
        }
    }
}

/// Which kind of goal a word names.
pub(super) fn level(word: &str) -> Option<Concept> {
    concept(word).filter(|concept| {
        matches!(concept, Concept::Objective | Concept::KeyResult | Concept::Initiative | Concept::Area)
    })
}

fn is_unit(word: &str) -> bool {
    const UNITS: &str = " % kr sek nok dkk eur usd st styck stycken antal dagar dygn timmar minuter index poang procent \
                         percent percentage days hours minutes weeks points pcs count number score users customers \
                         personer ar man pts mkr tkr msek ksek km kg ton kwh mwh gwh tage stunden prozent stuck \
                         anzahl punkte kpl prosenttia paivaa tuntia jours heures pourcent dias horas puntos prosent \
                         dager timer andel ms s h t m min nps ";
    let folded = vocabulary::fold(word);
    word.trim() == "%"
        || ["€", "$", "£"].contains(&word.trim())
        || UNITS.split(' ').any(|unit| !unit.is_empty() && unit == folded)
}

/// The roles of a table's columns.
pub(super) fn roles(table: &Table<'_>) -> Vec<Role> {
    let mut counts = vec![Census::default(); table.columns.len()];
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        if let Some(count) = counts.get_mut(cell.column) {
            count.count(&cell.value);
        }
    }
    let mut roles: Vec<Role> = Vec::with_capacity(counts.len());
    for (column, count) in table.columns.iter().zip(&counts) {
        let mut role = Role { used: count.all > 0, ..Role::default() };
        if column.hint == Hint::Apart {
            role.used = false;
            roles.push(role);
            continue;
        }
        let meaning = meaning(&column.name);
        role.concept = meaning.as_ref().and_then(|meaning| fit(meaning.concept, *count));
        // 'Objective 2' over sentences is one of several of its row: which are not told apart.
        let several = meaning.as_ref().is_some_and(|meaning| meaning.numbered);
        role.concept = role.concept.filter(|concept| !several || is_measure(*concept));
        role.period =
            period(&column.name).filter(|_| role.concept == Some(Concept::Current) || is_period(&column.name));
        if role.concept.is_some_and(is_measure) {
            role.unit = meaning.as_ref().and_then(|meaning| meaning.aside.clone()).filter(|aside| is_unit(aside));
        }
        role.subject = meaning.and_then(|meaning| meaning.subject);
        match column.hint {
            Hint::Title
                if !matches!(role.concept, Some(Concept::Objective | Concept::KeyResult | Concept::Initiative)) =>
            {
                role.concept = Some(Concept::Title);
            }
            Hint::People if role.concept.is_none() && count.all > 0 => role.concept = Some(Concept::Owner),
            Hint::Share => role.scale = Scale::Share,
            _ => {}
        }
        roles.push(role);
    }
    by_values(&mut roles, &counts);
    scales(table, &mut roles, &counts);
    roles
}

fn is_measure(concept: Concept) -> bool {
    use Concept::{Current, High, Low, Start, Target};
    matches!(concept, Start | Current | Target | Low | High)
}

/// What a name means over such values; none if nothing.
fn fit(concept: Concept, count: Census) -> Option<Concept> {
    use Concept::*;
    let (numbers, days, words) = (count.mostly(count.numbers), count.mostly(count.days), count.mostly(count.words));
    let sentences = count.mostly(count.words.saturating_sub(count.counted));
    Some(match concept {
        Objective if numbers => Target,
        KeyResult if numbers => Current,
        Title | Area | Initiative | Owner | Description if numbers || days || count.mostly(count.truths) => {
            return None;
        }
        Start if days => Begin,
        Target if days => Due,
        Current | Target if words && count.mostly(count.ids) => return None,
        // 'Resultat' may be told in sentences.
        Current if sentences => Note,
        Start | Target if sentences => return None,
        Begin if numbers => Start,
        Due | Date | Checked if numbers || words && count.mostly(count.ids) => return None,
        Progress if words && count.mostly(count.statuses) => Status,
        Progress if words || count.mostly(count.truths) => return None,
        Status if numbers => return None,
        Status if days => return None,
        Level if !count.mostly(count.levels) => return None,
        Period if days => return None,
        Parent | Children if numbers || days => return None,
        Archived if !count.mostly(count.truths) => return None,
        concept => concept,
    })
}

/// What only the table as a whole tells.
fn by_values(roles: &mut [Role], counts: &[Census]) {
    use Concept::*;
    let has = |roles: &[Role], wanted: Concept| roles.iter().any(|role| role.used && role.concept == Some(wanted));
    let measures = roles.iter().any(|role| role.used && role.concept.is_some_and(is_measure));
    for (place, count) in counts.iter().enumerate() {
        let Some(role) = roles.get(place).cloned().filter(|role| role.used) else { continue };
        let found = match role.concept {
            // 'Enhet': who does it, unless units stand there.
            Some(Team) if measures && !has(roles, Unit) && count.units * 2 > count.words && count.words > 0 => {
                Some(Unit)
            }
            None if role.period.is_none() && count.words == count.all && count.words >= 2 => {
                if count.levels == count.words && !has(roles, Level) {
                    Some(Level)
                } else if count.statuses == count.words && !has(roles, Status) {
                    Some(Status)
                } else {
                    continue;
                }
            }
            _ => continue,
        };
        if let Some(role) = roles.get_mut(place) {
            role.concept = found;
        }
    }
    // A table that says what is to be reached, and nowhere what: its first column of words says it.
    let titled = [Title, Objective, KeyResult].iter().any(|title| has(roles, *title));
    if !titled && has(roles, Target) {
        let first =
            roles.iter_mut().zip(counts).find(|(role, count)| role.concept.is_none() && count.mostly(count.words));
        if let Some((role, _)) = first {
            role.concept = Some(Title);
        }
    }
}

/// Finds where shares stand for percentages.
fn scales(table: &Table<'_>, roles: &mut [Role], counts: &[Census]) {
    for (role, count) in roles.iter_mut().zip(counts) {
        if role.concept == Some(Concept::Progress) {
            // Of a column's values together: one alone may be either.
            role.scale = match count {
                _ if role.scale == Scale::Share => Scale::Share,
                count if count.above_one > 0 => Scale::Percent,
                count if count.fractions > 0 || count.ones == 0 => Scale::Share,
                _ => Scale::Unknown,
            };
        }
    }
    let percent = |row: &Row<'_>| {
        let is_unit = |cell: &&Cell<'_>| roles.get(cell.column).is_some_and(|role| role.concept == Some(Concept::Unit));
        let unit = row.cells.iter().find(is_unit).and_then(|cell| cell.value.words());
        unit.is_some_and(|unit| is_percent(&unit))
    };
    let mut count = Census::default();
    for row in table.rows.iter().filter(|row| percent(row)) {
        for cell in &row.cells {
            let counts = |role: &Role| role.scale == Scale::Plain && role.concept.is_some_and(is_measure);
            if roles.get(cell.column).is_some_and(counts) {
                count.count(&cell.value);
            }
        }
    }
    if count.fractions > 0 && count.above_one == 0 {
        for role in roles.iter_mut().filter(|role| role.concept.is_some_and(is_measure)) {
            if role.scale == Scale::Plain {
                role.scale = Scale::ShareOfPercent;
            }
        }
    }
}

/// Whether a unit is a percentage.
pub(super) fn is_percent(unit: &str) -> bool {
    let unit = unit.trim();
    unit == "%"
        || ["procent", "percent", "percentage", "prozent", "prosent", "pourcent"]
            .contains(&vocabulary::fold(unit).as_str())
}
