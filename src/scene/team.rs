//! team: what one team aims at and how it goes, what that leads up to, what it does about it, and its latest word.
//!
//! Goals are rows with values and courses on cards; initiatives are a list of things to do, with boxes to tick and no
//! figures, so that the two never look the same.

use super::{Scene, Slide, Wall, card, common};
use crate::goals::{self, GoalId, GoalRef, Initiative, InitiativeState, KeyResult, Objective, Team, TeamId};
use crate::node::{Node, el, many};
use crate::ui::{self, Shape, css, fit};
use std::ops::Range;

pub(super) static SCENE: Scene = Scene { name: "team", title, slides, view };

/// Width of the words on the left and of the gap beside them, in rem; the same as in the style, where a narrow wall
/// has the lesser one.
const LEFT: (f64, f64) = (34.0, 26.0);
const NARROW: f64 = 90.0;
const GAP: f64 = 4.0;
/// The name's sizes in rem, and the size of what is said.
const NAME: [f64; 6] = [5.2, 4.6, 3.8, 3.0, 2.4, 1.9];
const PROSE: [f64; 3] = [2.0, 1.8, 1.6];
/// The sizes of an objective's title, of a key result's, and of their status and ties, in rem, step by step.
const STEPS: [(f64, f64, f64); 6] =
    [(3.6, 2.8, 1.8), (3.0, 2.3, 1.6), (2.6, 2.0, 1.5), (2.2, 1.75, 1.5), (1.9, 1.6, 1.5), SMALLEST];
const SMALLEST: (f64, f64, f64) = (1.7, 1.5, 1.5);
/// The size of what was said of, of states and of headings, and the height of its lines and of the others'.
const SMALL: f64 = 1.25;
const LINE: f64 = 1.3;
/// Space around a block's words, between blocks, and around a row's.
const PAD: (f64, f64) = (1.8, 1.1);
const BLOCKS: f64 = 1.2;
const ROW: f64 = 0.9;
/// The parts of a row's width that its words and its value have; the rest, but for two gaps, is its chart's.
const WORDS: f64 = 0.46;
const VALUE: f64 = 0.22;
const COLUMNS: f64 = 1.5;
/// The part of the width that an objective's meter has, and the least width of its figure in ems of the title.
const METER: f64 = 0.16;
const FIGURE: f64 = 3.3;
/// The most lines of a title; a longer one takes smaller type, and in the smallest it is cut: the objective's own slide
/// has room for it.
const MOST: usize = 5;
/// How much a row with a chart grows to fill the wall, and what the chart's height is to its width at most.
const STRETCH: f64 = 8.0;
const STEEP: f64 = 0.62;
/// The size of an initiative among the goals; under the name it is a little less than what is said.
const DOING: f64 = 1.5;
/// Its sizes where a slide has nothing else: the largest that has room.
const DOING_ALONE: [f64; 4] = [2.3, 2.0, 1.75, DOING];
/// The box before an initiative, with the space beside it.
const TICK: f64 = 2.6;

/// What stands on one card: an own objective, or another's, with the key results of it that the team answers for.
struct Block<'a> {
    objective: &'a Objective,
    own: bool,
}

/// What is dealt over the slides: the goals, and what is done about them where that has no room beside.
enum Item<'a> {
    /// Of which block; without a key result: the objective alone.
    Goal(usize, Option<&'a KeyResult>),
    Doing(&'a Initiative),
}

/// All that a team's slides are made of.
struct Content<'a> {
    team: &'a Team,
    blocks: Vec<Block<'a>>,
    items: Vec<Item<'a>>,
    /// What the team does, if it has room under its name.
    beside: Vec<&'a Initiative>,
    left: Left,
}

fn title(wall: &Wall) -> String {
    wall.words.team.title.to_string()
}

fn slides(wall: &Wall) -> Vec<Slide> {
    let contents = wall.goals.teams().iter().filter_map(|team| content(wall, team));
    contents.flat_map(|content| parts(wall, &content)).collect()
}

fn parts(wall: &Wall, content: &Content) -> Vec<Slide> {
    let dealt = deal(wall, content);
    let all = dealt.parts.len();
    let slide = |(i, part): (usize, Range<usize>)| {
        let items = content.items.get(part).unwrap_or_default();
        let mut shown: Vec<GoalId> = Vec::new();
        let mut texts = vec![content.team.name.as_str()];
        for item in items {
            match item {
                Item::Goal(block, key_result) => {
                    let objective = content.blocks.get(*block).filter(|block| block.own).map(|block| block.objective);
                    if let Some(objective) = objective.filter(|objective| !shown.contains(&objective.id)) {
                        shown.push(objective.id.clone());
                        texts.push(&objective.title);
                    }
                    if let Some(key_result) = key_result {
                        shown.push(key_result.id.clone());
                        texts.push(&key_result.title);
                    }
                }
                Item::Doing(initiative) => texts.push(&initiative.title),
            }
        }
        texts.extend(content.beside.iter().map(|initiative| initiative.title.as_str()));
        texts.extend(content.left.call.iter().chain(&content.left.voice).map(|(said, _)| said.as_str()));
        let load = common::load(texts, shown.len(), items.len().div_ceil(4));
        let subject = content.team.id.to_string();
        Slide { scene: SCENE.name, subject, part: (i + 1, all), items: shown, step: dealt.step, load }
    };
    dealt.parts.iter().cloned().enumerate().map(slide).collect()
}

/// What a team has to show; none for one without active goals of its own.
fn content<'a>(wall: &'a Wall, team: &'a Team) -> Option<Content<'a>> {
    let is_own =
        |goal: GoalRef| wall.goals.team_id(goal) == Some(&team.id) && !wall.goals.rests(goal) && wall.shows(goal.id());
    let (mut blocks, mut items) = (Vec::new(), Vec::new());
    // Its own objectives first, then what it does for those of others.
    for own in [true, false] {
        for objective in wall.goals.objectives() {
            if is_own(GoalRef::Objective(objective)) != own {
                continue;
            }
            let key_results = wall.goals.key_results_of(&objective.id);
            let key_results: Vec<_> = key_results.filter(|goal| is_own(GoalRef::KeyResult(goal))).collect();
            if own && key_results.is_empty() {
                items.push(Item::Goal(blocks.len(), None));
            }
            let any = own || !key_results.is_empty();
            items.extend(key_results.into_iter().map(|key_result| Item::Goal(blocks.len(), Some(key_result))));
            if any {
                blocks.push(Block { objective, own });
            }
        }
    }
    if blocks.is_empty() {
        return None;
    }
    let mut beside = initiatives(wall, &team.id);
    let wide = wall.canvas.shape() == Shape::Landscape;
    let fits = |left: &Left| wide && doing_height(wall, &beside, left.prose) <= left.spare;
    let [.., smallest] = PROSE;
    let largest = PROSE.into_iter().map(|prose| left(wall, team, true, prose));
    let whole = { largest }.find(|left| left.whole && (fits(left) || !wide));
    let whole = whole.unwrap_or_else(|| left(wall, team, true, smallest));
    // A call for support is a voice too: rather it alone than the initiatives on a slide of their own.
    let brief = (!fits(&whole) && whole.call.is_some()).then(|| left(wall, team, false, smallest)).filter(fits);
    let left = brief.unwrap_or(whole);
    if !fits(&left) {
        items.extend(std::mem::take(&mut beside).into_iter().map(Item::Doing));
    }
    Some(Content { team, blocks, items, beside, left })
}

/// What a team does: under way, then planned, then done.
fn initiatives<'a>(wall: &'a Wall, team: &TeamId) -> Vec<&'a Initiative> {
    let serves = |initiative: &Initiative| {
        initiative.serves.iter().filter_map(|id| wall.goals.goal(id)).any(|goal| wall.goals.team_id(goal) == Some(team))
    };
    let own = |initiative: &&Initiative| match &initiative.team {
        Some(own) => own == team,
        None => serves(initiative),
    };
    let mut initiatives: Vec<&Initiative> = wall.goals.initiatives().iter().filter(own).collect();
    let place = |initiative: &Initiative| match initiative.state {
        InitiativeState::Ongoing => 0,
        InitiativeState::Planned => 1,
        InitiativeState::Done => 2,
    };
    crate::goals::order::sort(&mut initiatives, &|a, b| place(a).cmp(&place(b)));
    initiatives
}

// ── how much room there is, and how much each thing needs; in rem ──

fn left_width(wall: &Wall) -> f64 {
    let width = wall.canvas.stage_width();
    match wall.canvas.shape() {
        Shape::Portrait => width,
        Shape::Landscape if width < NARROW => LEFT.1,
        Shape::Landscape => LEFT.0,
    }
}

/// Width and height that the goals have.
fn room(wall: &Wall, left: &Left) -> (f64, f64) {
    let (width, height) = (wall.canvas.stage_width(), wall.canvas.stage_height());
    match wall.canvas.shape() {
        Shape::Portrait => (width, height - left.height - 2.2),
        Shape::Landscape => (width - left_width(wall) - GAP, height),
    }
}

/// A block is kept whole where it can be.
fn deal(wall: &Wall, content: &Content) -> fit::Parts {
    let (width, height) = room(wall, &content.left);
    let fits = |step: usize, items: Range<usize>| {
        let items = content.items.get(items).unwrap_or_default();
        needs(wall, content, items, step, width, DOING).0 <= height
    };
    let wholes = wholes(&content.items);
    if !wholes.iter().all(|whole| fits(STEPS.len() - 1, whole.clone())) {
        return fit::parts(content.items.len(), STEPS.len(), &fits);
    }
    let span = |some: &Range<usize>| {
        let wholes = wholes.get(some.clone()).unwrap_or_default();
        wholes.first().map_or(0, |whole| whole.start)..wholes.last().map_or(0, |whole| whole.end)
    };
    let dealt = fit::parts(wholes.len(), STEPS.len(), &|step, some| fits(step, span(&some)));
    fit::Parts { step: dealt.step, parts: dealt.parts.iter().map(span).collect() }
}

/// The items of each block; an initiative is one by itself.
fn wholes(items: &[Item]) -> Vec<Range<usize>> {
    let same = |a: &Item, b: &Item| matches!((a, b), (Item::Goal(a, _), Item::Goal(b, _)) if a == b);
    let mut from = 0;
    let chunks = items.chunk_by(same).map(|chunk| {
        let whole = from..from + chunk.len();
        from = whole.end;
        whole
    });
    chunks.collect()
}

/// The height to which rows may grow that spare room is left to: all alike, the lowest first.
fn level(rows: &[f64], spare: f64) -> f64 {
    let mut rows = rows.to_vec();
    rows.sort_by(f64::total_cmp);
    let mut lower = 0.0;
    let mut level = 0.0;
    for (i, row) in rows.iter().enumerate() {
        let count = (i + 1) as f64;
        lower += row;
        let reached = (lower + spare.max(0.0)) / count;
        if rows.get(i + 1).is_none_or(|next| reached <= *next) {
            level = reached.min(row + STRETCH);
            break;
        }
    }
    level
}

/// The height that some items need, and the heights of those that are rows with a chart, which may grow.
fn needs(wall: &Wall, content: &Content, items: &[Item], step: usize, width: f64, doing_size: f64) -> (f64, Vec<f64>) {
    let inner = width - 2.0 * PAD.0;
    let (mut all, mut charts) = (0.0, Vec::new());
    let (columns, column) = doing_columns(inner);
    let mut doing: Vec<f64> = Vec::new();
    // The block that is open; initiatives have one of their own.
    let mut open: Option<Option<usize>> = None;
    for item in items {
        let block = match item {
            Item::Goal(block, _) => Some(*block),
            Item::Doing(_) => None,
        };
        if open != Some(block) {
            let head =
                block.and_then(|block| content.blocks.get(block)).map(|block| head_height(wall, block, step, inner));
            all += head.unwrap_or(SMALL * LINE + 0.6) + 2.0 * PAD.1 + if open.is_some() { BLOCKS } else { 0.0 };
            open = Some(block);
        }
        match item {
            Item::Goal(_, Some(key_result)) => {
                let high = row_height(wall, key_result, step, inner);
                all += high;
                charts.extend(card::has_chart(key_result).then_some(high));
            }
            Item::Goal(_, None) => {}
            Item::Doing(initiative) => doing.push(doing_row(wall, initiative, column, doing_size)),
        }
    }
    let pairs = doing.chunks(columns).map(|row| row.iter().copied().fold(0.0, f64::max));
    (all + pairs.sum::<f64>(), charts)
}

/// How many columns initiatives have among the goals, and how wide each is.
fn doing_columns(inner: f64) -> (usize, f64) {
    if inner >= 46.0 { (2, (inner - COLUMNS) / 2.0) } else { (1, inner) }
}

fn sizes(step: usize) -> (f64, f64, f64) {
    STEPS.get(step).copied().unwrap_or(SMALLEST)
}

fn head_height(wall: &Wall, block: &Block, step: usize, inner: f64) -> f64 {
    let tie = tie(wall, block).map_or(String::new(), |tie| format!("mmm{tie}"));
    if !block.own {
        return fit::height(&tie, sizes(step).2, inner, LINE) + 0.2;
    }
    let status = format!("MM {}  {tie}", common::status_text(wall, &block.objective.id));
    let title =
        title_lines(&block.objective.title, sizes(step).0, title_width(step, inner), step) * sizes(step).0 * 1.15;
    title.max(sizes(step).0 * 1.3) + fit::height(&status, sizes(step).2, inner, LINE) + 0.6
}

/// The width that an objective's title has beside its meter and its figure.
fn title_width(step: usize, inner: f64) -> f64 {
    inner * (1.0 - METER) - 2.0 * COLUMNS - FIGURE * sizes(step).0
}

/// The lines of a title; too many for any wall while there is a smaller step at which it may be whole.
fn title_lines(title: &str, size: f64, width: f64, step: usize) -> f64 {
    match fit::lines(title, size, width) {
        lines if lines <= MOST => lines as f64,
        _ if step + 1 < STEPS.len() => f64::INFINITY,
        _ => MOST as f64,
    }
}

fn row_height(wall: &Wall, key_result: &KeyResult, step: usize, inner: f64) -> f64 {
    let (size, width) = (sizes(step).1, inner * WORDS);
    let status = format!("MM {}", card::status_words(wall, key_result));
    let words = title_lines(&key_result.title, size, width, step) * size * 1.2
        + fit::height(&status, sizes(step).2, width, LINE);
    let (value, value_size) = value(wall, key_result, step, inner);
    words.max(fit::height(&value, value_size, inner * VALUE, 1.15)) + ROW
}

/// A key result's value and its size, on one line if that can be.
fn value(wall: &Wall, key_result: &KeyResult, step: usize, inner: f64) -> (String, f64) {
    let value = if card::has_chart(key_result) { common::value_words(wall, key_result) } else { String::new() };
    let size = sizes(step).1;
    let size = fit::size(&value, &[size * 1.3, size * 1.15, size, size * 0.85, SMALL], inner * VALUE, 1);
    (value, size)
}

fn doing_row(wall: &Wall, initiative: &Initiative, width: f64, size: f64) -> f64 {
    let state = state_words(wall, initiative);
    // The size of a state is the same in the style.
    let small = 0.4 * size + 0.65;
    fit::height(&initiative.title, size, width - TICK, 1.25) + fit::height(&state, small, width - TICK, LINE) + 0.8
}

fn doing_height(wall: &Wall, initiatives: &[&Initiative], prose: f64) -> f64 {
    let width = left_width(wall);
    initiatives.iter().map(|initiative| doing_row(wall, initiative, width, prose - 0.1)).sum::<f64>() + 4.4
}

// ── words ──

/// What an objective supports, or that its thread is cut; of another's objective, that objective itself.
fn tie(wall: &Wall, block: &Block) -> Option<String> {
    let supports = &wall.words.objective.supports;
    if !block.own {
        return Some(supports(&block.objective.title));
    }
    if common::is_cut(wall, block.objective) {
        return Some(wall.words.tree.cut.to_string());
    }
    let above = block.objective.supports.iter().find_map(|id| wall.goals.goal(id))?;
    Some(supports(common::title(above)))
}

fn state_words(wall: &Wall, initiative: &Initiative) -> String {
    let common = &wall.words.common;
    let state = match initiative.state {
        InitiativeState::Planned => common.planned,
        InitiativeState::Ongoing => common.ongoing,
        InitiativeState::Done => common.done,
    };
    match initiative.due.filter(|_| initiative.state != InitiativeState::Done) {
        Some(due) => format!("{state} \u{b7} {}", (common.due)(&wall.words.format.date_near(due, wall.now.today()))),
        None => state.to_string(),
    }
}

/// The words under the name, as far as they have room.
struct Left {
    size: f64,
    /// The size of what was said and is done.
    prose: f64,
    name: String,
    /// What is asked for, and what was said last, each with the goal and the day it was said of.
    call: Option<(String, String)>,
    voice: Option<(String, String)>,
    height: f64,
    /// Height that is left for what the team does.
    spare: f64,
    /// Whether nothing of it is cut.
    whole: bool,
}

fn left(wall: &Wall, team: &Team, with_voice: bool, prose: f64) -> Left {
    let portrait = wall.canvas.shape() == Shape::Portrait;
    let width = left_width(wall);
    let room = wall.canvas.stage_height() * if portrait { 0.3 } else { 1.0 };
    let size = fit::size(&team.name, &NAME, width, 2);
    let mut left = room - if parent(wall, team).is_some() { 2.4 } else { 0.0 };
    let name = fit::cut(&team.name, size, width, ((left * 0.6 / (size * 1.1)).floor() as usize).max(2));
    left -= fit::height(&name, size, width, 1.1);
    let is_own =
        |goal: GoalRef| wall.goals.team_id(goal) == Some(&team.id) && wall.shows(goal.id()) && !wall.goals.rests(goal);
    let mut whole = name == team.name;
    let mut take = |said: &str, goal: GoalRef, at: goals::Moment, around: f64| {
        let most = 5.min(((left - around) / (prose * 1.4)).floor().max(0.0) as usize);
        whole &= fit::lines(said, prose, width - 3.0) <= most;
        let said = (most > 0).then(|| fit::cut(said, prose, width - 3.0, most))?;
        left -= fit::height(&said, prose, width - 3.0, 1.4) + around;
        let days = wall.now.days_since(wall.now.zone.day_of(at));
        let ago = format!(" \u{b7} {}", wall.words.format.days_ago(days));
        let title = fit::cut(goal.title(), SMALL, width - 3.0 - fit::width(&ago) * SMALL, 1);
        let from = format!("{title}{ago}");
        Some((said, from))
    };
    let calls = goals::pulse::calls(&wall.goals, &wall.now);
    let call = calls.iter().find(|call| is_own(call.goal));
    let call = call.and_then(|call| take(call.text, call.goal, call.check_in.at, 8.4));
    let notes = wall.goals.all().filter(|goal| is_own(*goal)).flat_map(|goal| {
        let known = goal.check_ins().iter().filter(|check_in| check_in.at <= wall.now.at);
        known.filter_map(move |check_in| Some((check_in.at, check_in.note.as_deref()?, goal)))
    });
    let voice =
        notes.filter(|_| with_voice).max_by_key(|(at, ..)| *at).and_then(|(at, note, goal)| take(note, goal, at, 5.4));
    Left { size, prose, name, call, voice, height: room - left, spare: left, whole }
}

fn parent<'a>(wall: &'a Wall, team: &Team) -> Option<&'a Team> {
    wall.goals.team(team.parent.as_ref()?)
}

// ── views ──

fn view(wall: &Wall, slide: &Slide) -> Node {
    let team = wall.goals.team(&TeamId::new(&slide.subject));
    let Some(content) = team.and_then(|team| content(wall, team)) else { return Node::Nothing };
    let dealt = deal(wall, &content);
    let part = dealt.parts.get(slide.part.0.saturating_sub(1)).cloned().unwrap_or_default();
    let items = content.items.get(part).unwrap_or_default();
    let (width, height) = room(wall, &content.left);
    let alone = items.iter().all(|item| matches!(item, Item::Doing(_)));
    let needs = |doing_size| needs(wall, &content, items, dealt.step, width, doing_size);
    let doing_size = DOING_ALONE.into_iter().find(|size| alone && needs(*size).0 <= height).unwrap_or(DOING);
    let (all, charts) = needs(doing_size);
    let level = level(&charts, height - all);
    let narrow = if wall.canvas.stage_width() < NARROW { "narrow" } else { "" };
    el("section")
        .class(format!("slide team {narrow}"))
        .child(words(wall, &content))
        .child(
            el("div")
                .class("team-goals")
                .style("--status-size", css::rem(sizes(dealt.step).2))
                .child(blocks(wall, &content, items, dealt.step, level, doing_size)),
        )
        .into()
}

fn words(wall: &Wall, content: &Content) -> Node {
    let left = &content.left;
    let part = parent(wall, content.team).map(|parent| {
        let part = (wall.words.team.part_of)(&parent.name);
        el("p").class("team-part").child(fit::cut(&part, 1.5, left_width(wall), 1))
    });
    let call = left.call.clone().map(|(said, from)| {
        el("div")
            .class("team-call")
            .child(el("p").class("label").child(wall.words.pulse.needs_support))
            .child(el("p").child(said))
            .child(el("p").class("voice-from").child(from))
    });
    let voice = left.voice.clone().map(|(said, from)| {
        el("blockquote").class("voice").child(el("p").child(said)).child(el("p").class("voice-from").child(from))
    });
    let doing = (!content.beside.is_empty()).then(|| doing(wall, &content.beside, 1, css::rem(left.prose - 0.1)));
    el("div")
        .class("team-words")
        .style("font-size", css::rem(left.prose))
        .child(el("h1").style("font-size", css::rem(left.size)).child(left.name.clone()))
        .child(part)
        .child(call)
        .child(voice)
        .child(doing)
        .into()
}

/// The items as cards, one after the other.
fn blocks(wall: &Wall, content: &Content, items: &[Item], step: usize, level: f64, doing_size: f64) -> Vec<Node> {
    let inner = room(wall, &content.left).0 - 2.0 * PAD.0;
    let mut shown = Vec::new();
    for (i, block) in content.blocks.iter().enumerate() {
        let of_block = items.iter().filter_map(|item| match item {
            Item::Goal(block, key_result) if *block == i => Some(key_result),
            _ => None,
        });
        let of_block: Vec<_> = of_block.collect();
        if !of_block.is_empty() {
            let rows = of_block.into_iter().flatten();
            let rows: Vec<Node> = rows.map(|key_result| row(wall, key_result, step, inner, level)).collect();
            let rows = (!rows.is_empty()).then(|| el("ul").class("team-rows").child(rows));
            shown.push(el("div").class("card team-block").child(head(wall, block, step, inner)).child(rows).into());
        }
    }
    let initiatives: Vec<&Initiative> = items
        .iter()
        .filter_map(|item| match item {
            Item::Doing(initiative) => Some(*initiative),
            Item::Goal(..) => None,
        })
        .collect();
    if !initiatives.is_empty() {
        shown.push(doing(wall, &initiatives, doing_columns(inner).0, css::rem(doing_size)));
    }
    shown
}

fn head(wall: &Wall, block: &Block, step: usize, inner: f64) -> Node {
    let objective = block.objective;
    let cut = block.own && common::is_cut(wall, objective);
    let tie = tie(wall, block).map(|tie| {
        el("span")
            .class("team-tie")
            .child(el("span").class(if cut { "team-thread cut" } else { "team-thread" }))
            .child(tie)
    });
    if !block.own {
        return el("p").class("team-for").child(tie).into();
    }
    let id = &objective.id;
    let progress = wall.measures.progress(id);
    let aloud = progress.map_or_else(|| common::status_text(wall, id), |share| wall.words.format.percent(share));
    let measured = progress
        .is_some()
        .then(|| many([ui::meter(progress, wall.measures.expected(id), aloud), common::percent(wall, progress)]));
    el("div")
        .class(format!("team-objective {}", common::quiet_class(wall, id)))
        .attr("data-goal", id.to_string())
        .attr("data-status", wall.measures.status(id).name())
        .style("font-size", css::rem(sizes(step).0))
        .child(el("h2").child(fit::cut(&objective.title, sizes(step).0, title_width(step, inner), MOST)))
        .child(measured)
        .child(el("p").class("team-status").child(common::status(wall, id)).child(" ").child(tie))
        .into()
}

fn row(wall: &Wall, key_result: &KeyResult, step: usize, inner: f64, level: f64) -> Node {
    let id = &key_result.id;
    let level = if card::has_chart(key_result) { level } else { 0.0 };
    let high = row_height(wall, key_result, step, inner).max(level);
    let (value, size) = value(wall, key_result, step, inner);
    let width = inner * (1.0 - WORDS - VALUE) - 2.0 * COLUMNS;
    let place = (width, (high - ROW).min(width * STEEP));
    let chart = el("div")
        .class("team-chart")
        .style("height", css::rem(place.1))
        .child(card::has_chart(key_result).then(|| card::chart(wall, key_result, place, SMALL)));
    el("li")
        .class(format!("team-row {}", card::quiet_class(wall, key_result)))
        .attr("data-goal", id.to_string())
        .attr("data-status", wall.measures.status(id).name())
        .style("height", css::rem(high))
        .child(
            el("div")
                .child(el("h3").style("font-size", css::rem(sizes(step).1)).child(fit::cut(
                    &key_result.title,
                    sizes(step).1,
                    inner * WORDS,
                    MOST,
                )))
                .child(el("p").class("team-status").child(card::status(wall, key_result))),
        )
        .child(chart)
        .child(el("p").class("team-value").style("font-size", css::rem(size)).child(value))
        .into()
}

/// What the team does: boxes to tick, and no figures.
fn doing(wall: &Wall, initiatives: &[&Initiative], columns: usize, size: String) -> Node {
    let item = |initiative: &&Initiative| {
        let (state, sign) = match initiative.state {
            InitiativeState::Planned => ("planned", ""),
            InitiativeState::Ongoing => ("ongoing", "M9.5 9.5h5v5h-5z"),
            InitiativeState::Done => ("done", "M6.5 12.5l3.8 3.6L17.5 8"),
        };
        el("li").attr("data-state", state).child(el("span").class("doing-box").attr("aria-hidden", "true").child(el("svg").attr("viewBox", "0 0 24 24").child(el("path").attr("d", "M4 2.5h16a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 20V4A1.5 1.5 0 0 1 4 2.5z")).child(el("path").attr("d", sign)))).child(el("p").child(initiative.title.clone())).child(el("p").class("doing-state").child(state_words(wall, initiative)))
        .into()
    };
    let items: Vec<Node> = initiatives.iter().map(item).collect();
    el("div")
        .class("doing")
        .child(el("p").class("label").child(wall.words.team.doing))
        .child(el("ul").attr("data-columns", columns.to_string()).style("font-size", size).child(items))
        .into()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_team_with_goals_has_its_slides_and_no_goal_is_lost() {
        for (name, objectives, each, slides_at_least) in [
            ("nobody", 0, 0, 0),
            ("one", 1, 1, 1),
            ("no key results", 3, 0, 3),
            ("sixty teams", 60, 2, 60),
            ("sixty goals of one team", 1, 60, 3),
        ] {
            for size in sample::SIZES {
                let wall = sample::wall(objectives, each, size);
                let slides = slides(&wall);
                let shown: BTreeSet<_> = slides.iter().flat_map(|slide| slide.items.clone()).collect();
                let all: BTreeSet<_> = wall.goals.all().map(|goal| goal.id().clone()).collect();
                assert_eq!(shown, all, "{name} at {size:?}");
                let teams: BTreeSet<_> = slides.iter().map(|slide| slide.subject.clone()).collect();
                assert_eq!(teams.len(), objectives, "{name} at {size:?}");
                assert!(slides.len() >= slides_at_least, "{name} at {size:?}: {} slides", slides.len());
            }
        }
    }

    #[test]
    fn spare_room_makes_rows_alike_the_lowest_first() {
        for (rows, spare, wanted) in [
            (&[][..], 5.0, 0.0),
            (&[7.0, 9.0, 7.0], 0.0, 7.0),
            (&[7.0, 9.0, 7.0], 2.0, 8.0),
            (&[7.0, 9.0, 7.0], 7.0, 10.0),
            (&[7.0, 9.0, 7.0], 100.0, 9.0 + STRETCH),
            (&[7.0], -1.0, 7.0),
        ] {
            assert!((level(rows, spare) - wanted).abs() < 1e-9, "{rows:?} with {spare}: {}", level(rows, spare));
        }
    }

    #[test]
    fn a_team_whose_goals_rest_has_no_slide() {
        assert_eq!(slides(&sample::resting()), Vec::new());
    }

    #[test]
    fn initiatives_without_room_beside_are_dealt_over_the_slides() {
        let mut parts = sample::parts(1, 3);
        for n in 0..40 {
            parts.initiatives.push(Initiative {
                title: format!("Something to do, number {n}."),
                serves: vec![GoalId::new("o0")],
                team: None,
                state: InitiativeState::Ongoing,
                due: None,
            });
        }
        let wall = sample::of(parts, (1920.0, 1080.0));
        let slides = slides(&wall);
        let html: String = slides.iter().map(|slide| view(&wall, slide).to_html()).collect();
        assert!(slides.len() > 1);
        for n in 0..40 {
            assert!(html.contains(&format!("number {n}.")), "initiative {n}");
        }
    }
}
