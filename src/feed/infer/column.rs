//! What a column may mean: by its names, and by what its values are.

use super::guess::Concept;
use super::survey::Column;
use super::synonyms::{self, Meaning, Of};
use crate::feed::Kind;
use crate::feed::amount::{Marks, amount, of_text};
use crate::feed::assemble::is_id;
use crate::feed::dates;
use crate::feed::document::Node;
use crate::feed::loose::Scalar;
use crate::feed::vocabulary::{self, fold};
use std::collections::BTreeSet;

/// What the values of a column are.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// All of them, but for empty texts.
    pub(super) count: usize,
    pub(super) numbers: usize,
    pub(super) days: usize,
    pub(super) bools: usize,
    /// Texts that are neither numbers nor days.
    pub(super) texts: usize,
    pub(super) ids: usize,
    /// Words of status.
    pub(super) says: usize,
    pub(super) distinct: usize,
    /// In its texts, altogether.
    pub(super) words: usize,
    /// The numbers, each with its record.
    pub(super) figures: Vec<(usize, f64)>,
    /// Whether a percent sign stands on all of them.
    pub(super) percent: bool,
    pub(super) samples: Vec<String>,
}

impl Values {
    pub(super) fn of(column: &Column<'_>) -> Values {
        let marks = Marks::of(column.cells.iter().filter_map(|(_, node)| node.text()));
        let mut values = Values { percent: true, ..Values::default() };
        let mut distinct: BTreeSet<String> = BTreeSet::new();
        for (row, node) in &column.cells {
            let (row, node) = (*row, *node);
            let Some(scalar) = node.scalar() else { continue };
            let written = node.id();
            if matches!(scalar, Scalar::Text(_)) && written.is_none() {
                continue;
            }
            values.count += 1;
            let written =
                written.unwrap_or_else(|| if node.truth() == Some(true) { "true".into() } else { "false".into() });
            match scalar {
                Scalar::Bool(_) => values.bools += 1,
                Scalar::Text(text) => {
                    let bare = text.trim();
                    let day = node.when().filter(|_| bare.len() >= 8).or_else(|| dates::last_day(bare, Some(2000)));
                    let figure = of_text(text, marks);
                    let looks = || crate::feed::loose::number_of(text).map(|(number, _)| number);
                    let share = figure.as_ref().map(|found| found.value / found.of.unwrap_or(1.0));
                    match (day, share.or_else(looks)) {
                        (Some(_), _) => values.days += 1,
                        (None, Some(number)) => {
                            values.numbers += 1;
                            values.figures.push((row, number));
                            values.percent &=
                                figure.is_some_and(|found| found.unit.as_deref() == Some("%") || found.of.is_some());
                        }
                        (None, None) => {
                            values.texts += 1;
                            values.words += text.split_whitespace().count();
                            values.says += usize::from(vocabulary::says(text).is_some());
                        }
                    }
                    values.ids += usize::from(is_id(text));
                }
                _ => {
                    // Since the year 1973 in seconds: no measure is written so.
                    let is_moment = node.when().is_some() && node.number().is_some_and(|number| number.abs() > 1e9);
                    if is_moment {
                        values.days += 1;
                    } else {
                        values.numbers += 1;
                        values.percent = false;
                        values.figures.extend(amount(node, marks).map(|found| (row, found.value)));
                    }
                    values.ids += 1;
                }
            }
            if values.samples.len() < 3 && !distinct.contains(&written) {
                values.samples.push(crate::feed::loose::shortened(&written));
            }
            distinct.insert(written);
        }
        values.distinct = distinct.len();
        values.percent &= values.numbers > 0;
        values
    }

    fn most(&self, part: usize) -> bool {
        part > 0 && part * 2 >= self.count
    }

    /// Whether these can be values of a concept.
    pub(super) fn fit(&self, concept: Concept) -> bool {
        match concept {
            Concept::Start | Concept::Current | Concept::Target | Concept::Low | Concept::High => {
                self.most(self.numbers + self.bools) && self.days == 0
            }
            Concept::Progress | Concept::Weight => self.most(self.numbers) && self.days == 0,
            Concept::Done | Concept::Archived => self.most(self.bools),
            Concept::Begin | Concept::Due | Concept::Date | Concept::Made => self.most(self.days),
            Concept::Title | Concept::Description | Concept::Note | Concept::Organisation | Concept::Vision => {
                self.most(self.texts)
            }
            Concept::Owner | Concept::Team => self.most(self.texts) || self.most(self.ids),
            Concept::Unit => self.most(self.texts),
            // Said by mappings; nobody guesses them.
            Concept::Cause | Concept::Lesson | Concept::Support | Concept::Reason | Concept::Rhythm => false,
            Concept::Status => self.most(self.texts),
            Concept::Kind => self.most(self.texts) && self.distinct <= 12,
            Concept::Id => self.bools == 0 && self.count > 0,
            Concept::Parent | Concept::Objective | Concept::Children => self.bools == 0 && self.count > 0,
            Concept::Period => self.count > 0 && self.bools == 0,
            Concept::Url => self.samples.iter().all(|text| text.starts_with("http")) && self.count > 0,
        }
    }
}

/// Something that a column may be, by its names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) concept: Concept,
    pub(super) strong: bool,
    pub(super) of: Of,
    pub(super) rank: usize,
    /// It names another record by its id.
    pub(super) by_id: bool,
}

/// Objects that are there for their parts.
const NEUTRAL: &[&str] = &[
    "fields",
    "properties",
    "attributes",
    "node",
    "data",
    "metric",
    "measure",
    "measurement",
    "values",
    "details",
    "numbers",
    "info",
    "progress",
    "goal",
    "keyresult",
    "meta",
    "item",
    "matvarden",
    "varden",
    "status",
    "measuredata",
];
const NAMING: &[&str] = &[
    "name",
    "title",
    "label",
    "displayname",
    "fullname",
    "text",
    "unitname",
    "namn",
    "titel",
    "preferredname",
    "status",
    "value",
    "key",
    "email",
    "symbol",
    "shortname",
];
const AMOUNTS: &[&str] =
    &["value", "amount", "number", "numericvalue", "varde", "wert", "percent", "percentage", "ratio"];
const IDS: &[&str] = &["id", "key", "gid", "uuid", "guid", "ref", "reference"];
const TEXTS: &[&str] = &["body", "text", "raw", "plain", "plaintext", "html", "content", "markdown"];

/// What a column may be by its names, the likelier first.
pub(super) fn candidates(column: &Column<'_>) -> Vec<Candidate> {
    let Some((last, above)) = column.names.split_last() else { return Vec::new() };
    let own = fold(last);
    let is = |names: &[&str]| names.contains(&own.as_str());
    let plain = |meaning: Meaning, by_id: bool, deeper: usize| Candidate {
        concept: meaning.concept,
        strong: meaning.strong,
        of: meaning.of,
        rank: meaning.rank + deeper,
        by_id,
    };
    let parents: Vec<String> = above.iter().map(|name| fold(name)).collect();
    let telling: Vec<&String> = parents.iter().filter(|name| !NEUTRAL.contains(&name.as_str())).collect();
    match telling.as_slice() {
        [] => {
            let near = parents.last().map(String::as_str);
            let mut found: Vec<Candidate> = synonyms::field(last)
                .into_iter()
                .map(|meaning| plain(meaning, own.ends_with("id") && own.len() > 2, 0))
                .collect();
            if let Some(near) = near.filter(|near| ["progress", "status"].contains(near)) {
                // `progress: {value}`, `status: {name}`: the outer name is the field's.
                let outer = synonyms::field(near).into_iter().filter(|meaning| match meaning.concept {
                    Concept::Progress => is(AMOUNTS),
                    Concept::Status => is(NAMING) && near == "status",
                    _ => false,
                });
                let outer: Vec<Candidate> = outer.map(|meaning| plain(meaning, false, 0)).collect();
                if !outer.is_empty() || near == "status" {
                    found = outer;
                }
            }
            found
        }
        [parent] => {
            let around = synonyms::field(parent);
            let mut found = Vec::new();
            for meaning in around.iter().copied() {
                use Concept as C;
                let measure = matches!(meaning.concept, C::Start | C::Current | C::Target | C::Progress | C::Weight);
                let named = matches!(
                    meaning.concept,
                    C::Owner
                        | C::Team
                        | C::Status
                        | C::Unit
                        | C::Period
                        | C::Parent
                        | C::Objective
                        | C::Kind
                        | C::Organisation
                ) || (meaning.concept == C::Title && meaning.of == Of::Objective);
                let told = matches!(meaning.concept, C::Description | C::Note);
                if (named && is(NAMING)) || (measure && is(AMOUNTS)) || (told && is(TEXTS)) {
                    let later = NAMING.iter().position(|name| *name == own).unwrap_or_default();
                    found.push(plain(meaning, false, 100 + later));
                } else if is(IDS) {
                    let concept = if meaning.concept == C::Title { C::Objective } else { meaning.concept };
                    let ties = matches!(concept, C::Parent | C::Objective | C::Owner | C::Team);
                    if ties && (meaning.concept != C::Title || meaning.of == Of::Objective) {
                        found.push(plain(Meaning { concept, ..meaning }, true, 300));
                    }
                }
            }
            let dated =
                around.iter().any(|meaning| matches!(meaning.concept, Concept::Period | Concept::Due | Concept::Begin));
            for meaning in synonyms::field(last) {
                use Concept as C;
                let allowed = match meaning.concept {
                    C::Start | C::Current | C::Target | C::Unit => meaning.strong && around.is_empty(),
                    C::Begin | C::Due => dated,
                    _ => false,
                };
                if allowed {
                    found.push(plain(meaning, false, 200));
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// Units that are no team's name.
pub(super) fn is_unit(text: &str) -> bool {
    const UNITS: &str = "percent procent prosent prozent pct kr sek nok dkk eur usd gbp chf tkr mkr msek ksek meur teur keur keuro euro \
        euros dollar dollars st styck antal stuck kpl pcs pieces count number personer persons people users customers kunder dagar days tage \
        paivaa dager dage jours dias timmar hours stunden tuntia timer heures horas minuter minutes minuten min sek sekunder seconds ms s h \
        weeks veckor wochen months manader index poang points punkte pisteet points nps nki nmi score betyg grad kg ton m km m2 m3 kwh mwh co2 \
        ton co2e tonco2 tickets items gb mb tb x";
    let folded = fold(text);
    text.contains(['%', '€', '$', '£', '°']) || UNITS.split_ascii_whitespace().any(|unit| unit == folded)
}

/// Whether the values of a column are units of measure rather than names.
pub(super) fn are_units(column: &Column<'_>) -> bool {
    let texts: Vec<&str> =
        column.cells.iter().filter(|(_, node)| node.kind() == Kind::Text).filter_map(|(_, node)| node.text()).collect();
    !texts.is_empty() && texts.iter().filter(|text| is_unit(text)).count() * 2 >= texts.len()
}

/// The text or number that a cell has, as an id.
pub(super) fn ids<'c>(cells: &'c [(usize, Node<'_>)]) -> impl Iterator<Item = String> + 'c {
    cells.iter().filter_map(|(_, node)| node.id())
}
