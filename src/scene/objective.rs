//! objective: one objective in words, and its key results with their charts beside it.

use super::card::{self, Card, Room};
use super::{Scene, Slide, Wall, common};
use crate::goals::{GoalId, GoalRef, KeyResult, Objective};
use crate::node::{Node, el};
use crate::ui::{self, Shape, css, fit};
use std::ops::Range;

pub(super) static SCENE: Scene = Scene { name: "objective", title, slides, view };

/// The words' part of the width, and the most of it in rem; and the gap beside them, the same as in the style.
const LEFT: f64 = 0.361;
const MOST_LEFT: f64 = 40.0;
const GAP: f64 = 4.5;
/// The title's sizes in rem.
const TITLE: [f64; 6] = [5.2, 4.2, 3.6, 3.0, 2.4, 1.9];
/// Space around the objectives that stand instead of key results, in rem.
const BELOW_PAD: f64 = 2.4;
/// The sizes of the title at most, and of status, why and voice: the first at which nothing is cut.
const SIZES: [(f64, f64); 6] = [(5.2, 2.3), (5.2, 2.1), (4.2, 2.1), (4.2, 1.9), (3.6, 1.9), SMALLEST];
const SMALLEST: (f64, f64) = (3.6, 1.7);

fn title(wall: &Wall) -> String {
    wall.words.objective.title.to_string()
}

fn slides(wall: &Wall) -> Vec<Slide> {
    let rests = |objective: &&Objective| wall.goals.rests(GoalRef::Objective(objective));
    let shown = wall.goals.objectives().iter().filter(|objective| wall.shows(&objective.id) && !rests(objective));
    shown.flat_map(|objective| parts(wall, objective)).collect()
}

/// The slides of one objective: its key results, as few to a slide as need be.
fn parts(wall: &Wall, objective: &Objective) -> Vec<Slide> {
    let key_results: Vec<&KeyResult> = wall.goals.key_results_of(&objective.id).collect();
    let room = room(wall, objective);
    let cards = cards(wall, objective, &key_results);
    let fits =
        |step: usize, items: Range<usize>| card::grid_at(cards.get(items).unwrap_or_default(), room, step).is_some();
    let dealt = fit::parts(key_results.len(), card::STEPS, &fits);
    let none = || std::iter::once(0..0).collect();
    let parts: Vec<Range<usize>> = if dealt.parts.is_empty() { none() } else { dealt.parts };
    let all = parts.len();
    let slide = |(i, part): (usize, Range<usize>)| {
        let shown = key_results.get(part).unwrap_or_default();
        let texts = shown.iter().map(|key_result| key_result.title.as_str());
        let voice = common::voice(wall, objective, words_width(wall)).map(|(said, _)| said).unwrap_or_default();
        let own = [objective.title.as_str(), objective.description.as_deref().unwrap_or_default(), voice.as_str()];
        let load = common::load(texts.chain(own), shown.len() + 2, shown.len());
        Slide {
            scene: SCENE.name,
            subject: objective.id.to_string(),
            part: (i + 1, all),
            items: shown.iter().map(|key_result| key_result.id.clone()).collect(),
            step: dealt.step,
            load,
        }
    };
    parts.into_iter().enumerate().map(slide).collect()
}

fn cards_width(wall: &Wall) -> f64 {
    match wall.canvas.shape() {
        Shape::Landscape => wall.canvas.stage_width() - words_width(wall) - GAP,
        Shape::Portrait => wall.canvas.stage_width(),
    }
}

fn cards_height(wall: &Wall, objective: &Objective) -> f64 {
    match wall.canvas.shape() {
        Shape::Landscape => wall.canvas.stage_height(),
        Shape::Portrait => wall.canvas.stage_height() - words(wall, objective).height - 2.6,
    }
}

/// The room of all cards.
fn room(wall: &Wall, objective: &Objective) -> Room {
    Room { width: cards_width(wall), height: cards_height(wall, objective) }
}

/// The cards of some key results; each names its team where that is another than the objective's.
fn cards<'a>(wall: &'a Wall, objective: &Objective, key_results: &[&'a KeyResult]) -> Vec<Card<'a>> {
    let card = |key_result: &&'a KeyResult| {
        let other = key_result.team.as_ref().filter(|team| Some(*team) != objective.team.as_ref());
        let label = other.map_or_else(String::new, |team| common::team_name(wall, Some(team)).to_string());
        Card::new(wall, key_result, label)
    };
    key_results.iter().map(card).collect()
}

fn words_width(wall: &Wall) -> f64 {
    match wall.canvas.shape() {
        Shape::Landscape => (wall.canvas.stage_width() * LEFT).min(MOST_LEFT),
        Shape::Portrait => wall.canvas.stage_width(),
    }
}

/// The words on the left, as far as they have room: sizes and texts.
struct Words {
    size: f64,
    prose: f64,
    title: String,
    why: Option<String>,
    voice: Option<(String, String)>,
    height: f64,
}

fn words(wall: &Wall, objective: &Objective) -> Words {
    let whole = |words: &Words| {
        let voice = words.voice.as_ref().map(|(said, _)| said.as_str());
        let known = common::voice(wall, objective, words_width(wall));
        words.title == objective.title
            && words.why == objective.description
            && voice == known.as_ref().map(|(said, _)| said.as_str())
    };
    let mut tried = SIZES.into_iter().map(|sizes| words_at(wall, objective, sizes));
    tried.find(whole).unwrap_or_else(|| words_at(wall, objective, SMALLEST))
}

fn words_at(wall: &Wall, objective: &Objective, (most, prose): (f64, f64)) -> Words {
    let portrait = wall.canvas.shape() == Shape::Portrait;
    let width = words_width(wall);
    let room = if portrait { wall.canvas.stage_height() * 0.42 } else { wall.canvas.stage_height() };
    let size = fit::size(&objective.title, &TITLE, width, 4).min(most);
    // What always stands there: label, status, progress and its meter.
    let status = format!("MM {}", common::status_text(wall, &objective.id));
    let mut left = room - 17.1 - fit::height(&status, prose, width, 1.25);
    let most = ((left / (size * 1.12)).floor() as usize).max(2);
    let title = fit::cut(&objective.title, size, width, most);
    left -= fit::height(&title, size, width, 1.12);
    let mut take = |text: &str, width: f64, most: usize, around: f64| {
        let most = most.min(((left - around) / (prose * 1.45)).floor().max(0.0) as usize);
        // The beginning of a sentence alone is worth no room.
        let all = fit::lines(text, prose, width);
        let text = (most >= all.min(2)).then(|| fit::cut(text, prose, width, most))?;
        left -= fit::height(&text, prose, width, 1.45) + around;
        Some(text)
    };
    let voice = common::voice(wall, objective, width - 2.0);
    // The voice is news, the description is not: the voice has its room first.
    let voice = voice.and_then(|(said, from)| Some((take(&said, width - 2.0, 5, 5.4)?, from)));
    let why = objective.description.as_deref().and_then(|why| take(why, width, 5, 2.0));
    Words { size, prose, title, why, voice, height: room - left }
}

fn view(wall: &Wall, slide: &Slide) -> Node {
    let Some(objective) = wall.goals.objective(&GoalId::new(&slide.subject)) else { return Node::Nothing };
    let shown: Vec<&KeyResult> = slide.items.iter().filter_map(|id| wall.goals.key_result(id)).collect();
    let cards = if shown.is_empty() {
        below(wall, objective)
    } else {
        let cards = cards(wall, objective, &shown);
        card::view(wall, &cards, &card::grid(&cards, room(wall, objective)))
    };
    let columns = match wall.canvas.shape() {
        Shape::Landscape => css::rem(words_width(wall)) + " minmax(0, 1fr)",
        Shape::Portrait => String::from("minmax(0, 1fr)"),
    };
    el("section")
        .class("slide objective")
        .style("grid-template-columns", columns)
        .child(left(wall, objective))
        .child(cards)
        .into()
}

fn left(wall: &Wall, objective: &Objective) -> Node {
    let id = &objective.id;
    let progress = wall.measures.progress(id);
    let expected = wall.measures.expected(id);
    let format = &wall.words.format;
    let said = expected.map(|expected| (wall.words.objective.expected)(&format.percent(expected)));
    let said = match (progress, said) {
        (Some(_), Some(expected)) => format!("{} \u{2014} {expected}", wall.words.objective.of_the_way),
        (Some(_), None) => wall.words.objective.of_the_way.to_string(),
        (None, _) => String::new(),
    };
    let aloud = progress.map_or_else(String::new, |share| format.percent(share));
    let words = words(wall, objective);
    let why = words.why.map(|why| el("p").class("objective-why").child(why));
    let voice = words.voice.map(|(said, from)| {
        el("blockquote").class("voice").child(el("p").child(said)).child(el("p").class("voice-from").child(from))
    });
    let size = css::rem(words.size);
    el("div")
        .class(format!("objective-words {}", common::quiet_class(wall, id)))
        .attr("data-goal", id.to_string())
        .attr("data-status", wall.measures.status(id).name())
        .style("font-size", css::rem(words.prose))
        .child(el("p").class("label").child(common::label(&common::belongs_to(wall, objective), words_width(wall))))
        .child(el("h1").style("font-size", size).child(words.title))
        .child(el("p").class("objective-status").child(common::status(wall, id)))
        .child(why)
        .child(
            el("div")
                .class("objective-progress")
                .child(el("p").child(common::percent(wall, progress)).child(el("span").class("soft").child(said)))
                .child(ui::meter(progress, expected, aloud)),
        )
        .child(voice)
        .into()
}

/// Instead of key results: the objectives that support this one, or a question.
fn below(wall: &Wall, objective: &Objective) -> Node {
    let width = cards_width(wall) - 2.0 * BELOW_PAD;
    let mut room = cards_height(wall, objective) - 2.0 * BELOW_PAD - 2.0;
    // As many as have room; each has a slide of its own, and the tree shows them together.
    let fits = |(i, below): &(usize, &Objective)| {
        room -= 3.8 + fit::height(&fit::cut(&below.title, 1.9, width - 10.0, 2), 1.9, width - 10.0, 1.25);
        *i == 0 || room >= 0.0
    };
    let supporters: Vec<Node> = wall
        .goals
        .supporters_of(&objective.id)
        .enumerate()
        .take_while(fits)
        .map(|(_, below)| {
            el("li")
                .class("objective-below")
                .attr("data-goal", below.id.to_string())
                .attr("data-status", wall.measures.status(&below.id).name())
                .child(el("p").class("soft").child(fit::cut(&common::belongs_to(wall, below), 1.25, width, 1)))
                .child(el("h2").child(fit::cut(&below.title, 1.9, width - 10.0, 2)))
                .child(common::percent(wall, wall.measures.progress(&below.id)))
                .into()
        })
        .collect();
    if supporters.is_empty() {
        return el("p").class("objective-question").child(wall.words.objective.nothing_below).into();
    }
    el("div")
        .class("card objective-supporters")
        .child(el("p").class("label").child(wall.words.objective.supported_by))
        .child(el("ul").child(supporters))
        .into()
}
