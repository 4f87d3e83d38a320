//! Måltavla's own format, `maltavla/1`: for hand-written goals, and for tools that write for the board.
//!
//! The types here are the format: `public/feed.schema.json` is made from them, their comments are its documentation.

use crate::feed::draft::{
    self, Draft, DraftCheckIn, DraftCycle, DraftGoal, DraftInitiative, DraftKeyResult, DraftLife, DraftLink,
    DraftMeasure, DraftObjective, DraftTeam, DraftTie, LifeState,
};
use crate::feed::loose::{self, Amount, Course, Id, OneOrMany, Scalar, Share, Slot, Walk, When, loose};
use crate::feed::{Kind, Notice, Unreadable};
use crate::goals::{Confidence, InitiativeState};

/// Its name, as it stands in a report.
pub(crate) const NAME: &str = "Måltavla";
/// What `format` says in the documents that this reads.
const FORMAT: &str = "maltavla/1";
/// What it begins with, in those of any version.
const BEGINS: &str = "maltavla";

/// Whether a document may be of this format: the word stands in it somewhere. Costs no parsing.
pub(crate) fn may_be(text: &[u8]) -> bool {
    text.windows(BEGINS.len() + 1).any(|window| window.first() == Some(&b'"') && window.ends_with(BEGINS.as_bytes()))
}

/// What goals stand in.
const LIST: &[u8] = b"\"objectives\"";

/// Reads a document; none if it is another's.
///
/// # Errors
/// If it is of this format, but of a version that we do not know, or nothing in it can be used; or no JSON.
pub(crate) fn read(bytes: &[u8], notices: &mut Vec<Notice>) -> Result<Option<Draft>, Unreadable> {
    let before = notices.len();
    let mut feed = Feed::default();
    loose::pour(bytes, &mut feed, &mut Walk::strict(notices))?;
    match feed.format.as_deref().map(str::trim) {
        Some(FORMAT) => {
            let draft = feed.draft();
            let mut titles = draft.objectives.iter().map(|objective| &objective.goal.title);
            let mut measures = draft.key_results.iter().map(|key_result| &key_result.goal.title);
            // A list that is empty is no goals; one of which nothing can be used, or that has gone, has changed its shape.
            let hollow = titles.all(Option::is_none) && measures.all(Option::is_none);
            let named = !hollow || bytes.windows(LIST.len()).any(|window| window == LIST);
            let is_amiss = |at: &str| !named || at.starts_with("/objectives") || at.starts_with("/keyResults");
            let mut told = notices.iter().skip(before);
            let first = told.find(|notice| is_amiss(&notice.at)).map(|notice| notice.at.clone());
            match first.or_else(|| draft.objectives.first().map(|objective| objective.goal.at.clone())) {
                Some(at) if hollow => Err(Unreadable::NoGoal { at: loose::shortened(&at) }),
                _ => Ok(Some(draft)),
            }
        }
        Some(other) if other.starts_with(BEGINS) => Err(Unreadable::UnknownFormat(loose::shortened(other))),
        _ => {
            notices.truncate(before);
            Ok(None)
        }
    }
}

loose! {
    /// Goals for Måltavla, the office's goal board. Only `format` and one objective with a title are required.
    /// Whatever else is given makes the board say more. Dates are `2026-10-05`, or RFC 3339 moments where the time of
    /// day matters. Objectives and key results share one space of ids.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("required" = ["format", "objectives"])))]
    schema struct Feed {
        /// Always `maltavla/1`.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required, schema_with = "schema::format"))]
        format: Option<String> = "format",
        /// Whose goals these are: shown at the top of the board.
        organisation: Option<String> = "organisation",
        /// The sentence that everything hangs on.
        vision: Option<String> = "vision",
        /// The language that the goals are written in, as a BCP 47 tag such as `sv` or `en-GB`. The board takes it for
        /// its own words, unless it is told another.
        language: Option<String> = "language",
        /// When this document was made. Shown as the age of the data; without it, the board knows only when it read it.
        made: Option<When> = "made",
        /// Seconds until this document is made anew. One that is older than twice that is shown as stale.
        every: Option<f64> = "every",
        /// For samples only: the day that the sample takes for today. All dates are shifted by whole weeks, so that
        /// this day falls into the present week.
        follow: Option<When> = "follow",
        /// The period that the goals live in, often a quarter. Without it there is no expected pace, only progress.
        cycle: Cycle = "cycle",
        /// The teams. One that is only named by its goals need not stand here.
        teams: Vec<Team> = "teams",
        /// The objectives: what we want to reach. Those that support nothing are the top level.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required, length(min = 1)))]
        objectives: Vec<Objective> = "objectives",
        /// Key results that do not stand inside their objective; each names it in `objective`.
        key_results: Vec<KeyResult> = "keyResults",
        /// Initiatives that do not stand inside the goal that they serve.
        initiatives: Vec<Initiative> = "initiatives",
        /// Ties that stand apart from the goals that they tie, such as those between the goals of several feeds.
        ties: Vec<Link> = "ties",
    }
}

loose! {
    /// The period that the goals live in; or its name alone.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(transform = schema::or_text))]
    schema struct Cycle or name {
        /// What people call it. A name such as `Q4 2026`, `H2 2026`, `tertial 3 2026`, `October 2026` or `2026` tells
        /// the days as well.
        name: Option<String> = "name",
        /// Its first day.
        start: Option<When> = "start",
        /// Its last day, which belongs to it.
        end: Option<When> = "end",
        /// Where it stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        place: Places = "_at",
    }
}

loose! {
    /// A team: who owns a goal. Teams may lie inside teams. Or its name alone.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(transform = schema::or_text))]
    schema struct Team or name {
        /// Its id, for those who refer to it; without one, its name.
        id: Option<Id> = "id",
        /// Its name.
        name: Option<String> = "name",
        /// The id or name of the team that it lies in, unless it stands inside it.
        parent: Option<Id> = "parent",
        /// The teams inside it.
        teams: Vec<Team> = "teams",
        /// Where it stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        place: Places = "_at",
    }
}

loose! {
    /// An objective: what we want to reach.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("required" = ["title"])))]
    schema struct Objective {
        /// Its id, for those who refer to it; without one, its title.
        id: Option<Id> = "id",
        /// What people read. Long titles are cut at 300 characters.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required))]
        title: Option<String> = "title",
        /// Why it matters.
        description: Option<String> = "description",
        /// The id or name of the team that owns it. Without one it is the whole organisation's.
        team: Option<Id> = "team",
        /// The person who answers for it. Shown only if the board is told to show owners.
        owner: Option<String> = "owner",
        /// The objectives or key results above it, by id or exact title: one, or a list. The red thread runs here.
        supports: OneOrMany<Id> = "supports",
        /// Its share beside its siblings, 0 or more; default 1.
        weight: Option<f64> = "weight",
        /// The status that people declare. Without it, the board compares progress with the expected pace.
        status: Option<Confidence> = "status",
        /// When they declared it: a status grows old.
        status_date: Option<When> = "statusDate",
        /// What people have decided about it; default `active`.
        state: Option<LifeState> = "state",
        /// The day of that decision.
        state_date: Option<When> = "stateDate",
        /// Why it was achieved, paused or abandoned.
        reason: Option<String> = "reason",
        /// What it taught.
        lesson: Option<String> = "lesson",
        /// Progress as a share: 0.45 is 45 %, 1 is reached. Only where the board cannot compute it from key results.
        progress: Option<Share> = "progress",
        /// The day it is due, if other than the cycle's end.
        due: Option<When> = "due",
        /// Where people work with it.
        url: Option<String> = "url",
        /// What was said about it, and when.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Vec<CheckIn>"))]
        check_ins: Course<CheckIn> = "checkIns",
        /// Its key results: how we see that it is reached.
        key_results: Vec<KeyResult> = "keyResults",
        /// What is done about it. Never counted as progress.
        initiatives: Vec<Initiative> = "initiatives",
        /// Objectives that support this one.
        objectives: Vec<Objective> = "objectives",
        /// Where they stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        support_places: Places = "_supports",
        /// There, if that document named it and knew no more.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        mentioned: Places = "_mentioned",
        /// Where it stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        place: Places = "_at",
    }
}

loose! {
    /// A key result: how we see that an objective is reached. With `target` it goes from `start` to `target`, rising or
    /// falling; with `low` or `high` it is to be kept within bounds; with `yesNo` it is done or not.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("required" = ["title"])))]
    schema struct KeyResult {
        /// Its id, for those who refer to it; without one, its title.
        id: Option<Id> = "id",
        /// What people read. Long titles are cut at 300 characters.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required))]
        title: Option<String> = "title",
        /// How it is measured, or why.
        description: Option<String> = "description",
        /// The objective that it shows, by id or exact title, unless it stands inside it.
        objective: OneOrMany<Id> = "objective",
        /// The id or name of the team that owns it, if other than the objective's.
        team: Option<Id> = "team",
        /// The person who answers for it. Shown only if the board is told to show owners.
        owner: Option<String> = "owner",
        /// Its share beside its siblings, 0 or more; default 1.
        weight: Option<f64> = "weight",
        /// Where the measure began, in its unit; default 0, or the first value where the values fall to the target.
        start: Option<Amount> = "start",
        /// Where the measure is to go, in its unit. Below `start` for what is to fall.
        target: Option<Amount> = "target",
        /// The value at present, in its unit, or true and false for yes and no. Without it, the last check-in's.
        current: Option<Amount> = "current",
        /// What the numbers count, as it is written: `%`, `h`, `kr`, `$`, `bikes`.
        unit: Option<String> = "unit",
        /// For what is to be kept within bounds: not below this.
        low: Option<f64> = "low",
        /// For what is to be kept within bounds: not above this.
        high: Option<f64> = "high",
        /// True if it is either done or not.
        yes_no: Option<bool> = "yesNo",
        /// Days between check-ins, as agreed; default 7. After twice this time without one, the goal is quiet.
        rhythm: Option<f64> = "rhythm",
        /// The status that people declare. Without it, the board compares progress with the expected pace.
        status: Option<Confidence> = "status",
        /// When they declared it: a status grows old.
        status_date: Option<When> = "statusDate",
        /// What people have decided about it; default `active`.
        state: Option<LifeState> = "state",
        /// The day of that decision.
        state_date: Option<When> = "stateDate",
        /// Why it was achieved, paused or abandoned.
        reason: Option<String> = "reason",
        /// What it taught.
        lesson: Option<String> = "lesson",
        /// Progress as a share: 0.45 is 45 %, 1 is reached. Only where the board cannot compute it from the values.
        progress: Option<Share> = "progress",
        /// The day it is due, if other than the cycle's end.
        due: Option<When> = "due",
        /// Where people work with it.
        url: Option<String> = "url",
        /// Its values over time, and what was said about them.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Vec<CheckIn>"))]
        check_ins: Course<CheckIn> = "checkIns",
        /// What is done about it. Never counted as progress.
        initiatives: Vec<Initiative> = "initiatives",
        /// Objectives that support this key result.
        objectives: Vec<Objective> = "objectives",
        /// Where they stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        objective_places: Places = "_objective",
        /// There, if that document named it and knew no more.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        mentioned: Places = "_mentioned",
        /// Where it stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        place: Places = "_at",
    }
}

loose! {
    /// A check-in: a dated value, and what people said about it. All words are optional.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("required" = ["date"])))]
    schema struct CheckIn {
        /// When. A day alone means noon in the office.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required))]
        date: Option<When> = "date",
        /// The value then, in the key result's unit, or true and false for yes and no.
        value: Option<Amount> = "value",
        /// How people think that it goes.
        confidence: Option<Confidence> = "confidence",
        /// What happened.
        note: Option<String> = "note",
        /// Why it deviates, and what is done about it.
        cause: Option<String> = "cause",
        /// What was learned.
        lesson: Option<String> = "lesson",
        /// A call for support: what would help.
        support: Option<String> = "support",
        /// Who said so. Shown only if the board is told to show owners.
        author: Option<String> = "author",
        /// Where it stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        place: Places = "_at",
    }
}

loose! {
    /// An initiative: what a team does about a goal. Never counted as progress. Or its title alone.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(transform = schema::or_text))]
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("required" = ["title"])))]
    schema struct Initiative or title {
        /// What people read.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required))]
        title: Option<String> = "title",
        /// The id or name of the team that does it.
        team: Option<Id> = "team",
        /// How far it has come; default `planned`.
        state: Option<InitiativeState> = "state",
        /// The day it is due.
        due: Option<When> = "due",
        /// The goals that it serves, by id or exact title, unless it stands inside one.
        serves: OneOrMany<Id> = "serves",
        /// Where they stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        serve_places: Places = "_serves",
        /// Where it stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        place: Places = "_at",
    }
}

loose! {
    /// A tie between two goals, apart from both.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("required" = ["below", "above"])))]
    schema struct Link {
        /// The objective below, by id or exact title.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required))]
        below: Option<Id> = "below",
        /// The goal above that it supports, by id or exact title.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(required))]
        above: Option<Id> = "above",
        /// The objective's share beside its siblings, where it does not tell that itself.
        weight: Option<f64> = "weight",
        /// Where it stood in the document that this one was made from.
        #[cfg_attr(not(target_arch = "wasm32"), schemars(skip))]
        place: Places = "_at",
    }
}

/// Where things stood in the document that this one was made from: one JSON Pointer or several. Whatever else stands
/// there is somebody's own, and nothing to tell.
#[derive(Clone, Debug, Default)]
struct Places(Vec<String>);

impl Slot for Places {
    fn kind(&self) -> Kind {
        Kind::Text
    }
    fn scalar(&mut self, scalar: Scalar<'_>, _walk: &mut Walk<'_>) -> bool {
        let Scalar::Text(text) = scalar else { return false };
        let is_place = text.is_empty() || text.starts_with('/');
        if is_place {
            self.0.push(text.into());
        }
        is_place
    }
    fn object(&mut self, _walk: &mut Walk<'_>) -> bool {
        false
    }
    fn list(&mut self, _walk: &mut Walk<'_>) -> bool {
        self.0.clear();
        true
    }
    fn element(&mut self) -> Option<&mut dyn Slot> {
        Some(self)
    }
}

impl Places {
    /// Where a thing stood at first, that stands here.
    fn or(self, here: String) -> String {
        self.0.into_iter().next().unwrap_or(here)
    }
}

impl Feed {
    fn draft(self) -> Draft {
        let mut goals = Draft {
            organisation: self.organisation,
            vision: self.vision,
            language: self.language,
            made: when(self.made),
            every: self.every,
            follow: self.follow.map(|follow| match follow.0 {
                draft::When::Day(day) => day,
                draft::When::Local(time) => time.date(),
                draft::When::At(moment) => moment.date_naive(),
            }),
            cycle: (!self.cycle.at.is_empty()).then(|| DraftCycle {
                at: self.cycle.place.or(self.cycle.at),
                name: self.cycle.name,
                start: when(self.cycle.start),
                end: when(self.cycle.end),
            }),
            ..Draft::default()
        };
        add_teams(self.teams, None, &mut goals);
        add_objectives(self.objectives, None, &mut goals);
        add_key_results(self.key_results, None, &mut goals);
        add_initiatives(self.initiatives, None, &mut goals);
        goals.ties = self.ties.into_iter().map(link).collect();
        goals
    }
}

fn link(link: Link) -> DraftLink {
    let named = |id: Option<Id>| text(id).unwrap_or_default();
    DraftLink { at: link.place.or(link.at), below: named(link.below), above: named(link.above), weight: link.weight }
}

fn add_teams(teams: Vec<Team>, parent: Option<&str>, draft: &mut Draft) {
    for team in teams {
        let place = team.place.or(team.at);
        draft.teams.push(DraftTeam {
            at: place.clone(),
            id: text(team.id),
            name: team.name,
            parent: parent.map(String::from).or(text(team.parent)),
        });
        add_teams(team.teams, Some(&place), draft);
    }
}

/// Goals above are named by their place, which is theirs alone, where a goal stands inside another.
fn add_objectives(objectives: Vec<Objective>, above: Option<&str>, draft: &mut Draft) {
    for objective in objectives {
        let place = objective.place.or(objective.at);
        let goal = DraftGoal {
            life: life(objective.state, objective.state_date, objective.reason, objective.lesson),
            at: place.clone(),
            id: text(objective.id),
            title: objective.title,
            description: objective.description,
            team: text(objective.team),
            owner: objective.owner,
            weight: objective.weight,
            confidence: objective.status,
            confidence_at: when(objective.status_date),
            progress: objective.progress.map(|share| share.0),
            check_ins: check_ins(objective.check_ins),
            due: when(objective.due),
            url: objective.url,
            is_mentioned: !objective.mentioned.0.is_empty(),
        };
        draft
            .objectives
            .push(DraftObjective { goal, supports: ties(&place, above, objective.supports, objective.support_places) });
        add_key_results(objective.key_results, Some(&place), draft);
        add_initiatives(objective.initiatives, Some(&place), draft);
        add_objectives(objective.objectives, Some(&place), draft);
    }
}

fn add_key_results(key_results: Vec<KeyResult>, above: Option<&str>, draft: &mut Draft) {
    for key_result in key_results {
        let place = key_result.place.or(key_result.at);
        let said_yes_no = |amount: &Option<Amount>| amount.is_some_and(|amount| amount.yes_no);
        let yes_no = key_result.yes_no.unwrap_or_else(|| {
            said_yes_no(&key_result.current)
                || said_yes_no(&key_result.target)
                || key_result.check_ins.0.iter().any(|check_in| said_yes_no(&check_in.value))
        });
        let measure = DraftMeasure {
            yes_no,
            start: value(key_result.start),
            target: value(key_result.target),
            low: key_result.low,
            high: key_result.high,
            unit: key_result.unit,
        };
        let goal = DraftGoal {
            life: life(key_result.state, key_result.state_date, key_result.reason, key_result.lesson),
            at: place.clone(),
            id: text(key_result.id),
            title: key_result.title,
            description: key_result.description,
            team: text(key_result.team),
            owner: key_result.owner,
            weight: key_result.weight,
            confidence: key_result.status,
            confidence_at: when(key_result.status_date),
            progress: key_result.progress.map(|share| share.0),
            check_ins: check_ins(key_result.check_ins),
            due: when(key_result.due),
            url: key_result.url,
            is_mentioned: !key_result.mentioned.0.is_empty(),
        };
        draft.key_results.push(DraftKeyResult {
            goal,
            objective: ties(&place, above, key_result.objective, key_result.objective_places).into_iter().next(),
            measure,
            current: value(key_result.current),
            rhythm: key_result.rhythm,
        });
        add_initiatives(key_result.initiatives, Some(&place), draft);
        add_objectives(key_result.objectives, Some(&place), draft);
    }
}

fn add_initiatives(initiatives: Vec<Initiative>, above: Option<&str>, draft: &mut Draft) {
    draft.initiatives.extend(initiatives.into_iter().map(|initiative| {
        let place = initiative.place.or(initiative.at);
        DraftInitiative {
            serves: ties(&place, above, initiative.serves, initiative.serve_places),
            at: place,
            title: initiative.title,
            team: text(initiative.team),
            state: initiative.state,
            due: when(initiative.due),
        }
    }));
}

fn check_ins(Course(check_ins): Course<CheckIn>) -> Vec<DraftCheckIn> {
    let draft = |check_in: CheckIn| DraftCheckIn {
        at: check_in.place.or(check_in.at),
        when: when(check_in.date),
        value: value(check_in.value),
        confidence: check_in.confidence,
        note: check_in.note,
        cause: check_in.cause,
        lesson: check_in.lesson,
        support: check_in.support,
        author: check_in.author,
    };
    check_ins.into_iter().map(draft).collect()
}

/// The tie to the goal that this one stands in, and those that it names.
fn ties(at: &str, above: Option<&str>, named: OneOrMany<Id>, places: Places) -> Vec<DraftTie> {
    let inside = above.map(|place| DraftTie { at: at.into(), to: place.into() });
    let mut places = places.0.into_iter();
    let named = named.0.into_iter().map(|tie| DraftTie { at: places.next().unwrap_or(tie.at), to: tie.value.0 });
    inside.into_iter().chain(named).collect()
}

fn life(
    state: Option<LifeState>,
    on: Option<When>,
    reason: Option<String>,
    lesson: Option<String>,
) -> Option<DraftLife> {
    state.map(|state| DraftLife { state, on: when(on), reason, lesson })
}

fn when(when: Option<When>) -> Option<draft::When> {
    when.map(|when| when.0)
}

fn text(id: Option<Id>) -> Option<String> {
    id.map(|id| id.0)
}

fn value(amount: Option<Amount>) -> Option<f64> {
    amount.map(|amount| amount.value)
}

/// The format's JSON Schema: how the loose types are to be written by those who want no notice.
#[cfg(not(target_arch = "wasm32"))]
pub mod schema {
    use super::Feed;
    use crate::feed::draft::LifeState;
    use crate::feed::loose::{Amount, Id, OneOrMany, Share, When};
    use crate::goals::{Confidence, InitiativeState};
    use schemars::transform::RecursiveTransform;
    use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
    use serde_json::{Value, json};
    use std::borrow::Cow;

    /// The schema of `maltavla/1`.
    pub fn schema() -> serde_json::Value {
        let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(tidy));
        let mut schema = settings.into_generator().into_root_schema_for::<Feed>();
        schema.insert("title".into(), json!("A feed for Måltavla"));
        schema.to_value()
    }

    /// Sentences without the source's line breaks, and room for comments and for names of others in every object.
    fn tidy(schema: &mut Schema) {
        // What may be missing is told by its description.
        schema.remove("default");
        if let Some(Value::String(text)) = schema.get_mut("description") {
            *text = text.replace('\n', " ");
        }
        if schema.get("additionalProperties").is_some() {
            schema.insert("patternProperties".into(), json!({ "^([$_]|x-)": true }));
        }
    }

    /// A text may stand in the place of the object.
    pub(super) fn or_text(schema: &mut Schema) {
        schema.insert("type".into(), json!(["object", "string"]));
    }

    pub(super) fn format(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "const": super::FORMAT })
    }

    /// Leaves whose schema is written here, inline.
    macro_rules! written {
        ($($leaf:ty = $schema:tt,)*) => {$(
            impl JsonSchema for $leaf {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($leaf).into()
                }
                fn inline_schema() -> bool {
                    true
                }
                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!($schema)
                }
            }
        )*};
    }
    written! {
        Amount = { "type": ["number", "boolean"] },
        Share = { "type": "number" },
        Id = { "type": ["string", "integer"] },
        When = { "type": "string", "pattern": r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$" },
        Confidence = { "enum": ["on-track", "at-risk", "off-track"] },
        LifeState = { "enum": ["active", "achieved", "paused", "abandoned"] },
        InitiativeState = { "enum": ["planned", "ongoing", "done"] },
    }

    impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
        fn schema_name() -> Cow<'static, str> {
            "OneOrMany".into()
        }
        fn inline_schema() -> bool {
            true
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let one = generator.subschema_for::<T>();
            json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
    }
}
