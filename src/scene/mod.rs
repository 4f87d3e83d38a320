//! The kinds of picture that the board shows: one file a scene, each a pure function of goals, settings and now.
//!
//! To add a scene: a file here with a `pub(super) static SCENE: Scene`, a `mod` line, a line in [`ALL`], its styles in
//! `style/scene/`, its words. The tests that go through [`ALL`] take it from there. A scene holds no timers and no
//! listeners, and decides its layout from the canvas alone, so that it is drawn whole and dropped whole.

mod card;
mod common;
mod lanes;
mod learning;
mod objective;
mod overview;
mod pulse;
mod results;
#[cfg(test)]
mod sample;
mod team;
mod tree;

use crate::board::Load;
use crate::goals::{GoalId, Goals, Measures, Names, Now};
use crate::node::Node;
use crate::settings::Settings;
use crate::ui::Canvas;
use crate::words::Words;
use std::sync::Arc;

/// All that a scene may know. Cheap to clone.
#[derive(Clone)]
pub struct Wall {
    /// What is on the board.
    pub goals: Arc<Goals>,
    /// The part of it that is shown, if not all.
    pub focus: Option<Arc<Names>>,
    /// What can be said of it.
    pub measures: Arc<Measures>,
    /// The present moment.
    pub now: Now,
    /// What the office has chosen.
    pub settings: Arc<Settings>,
    /// The reader's language.
    pub words: &'static Words,
    /// How large the wall is.
    pub canvas: Canvas,
}

impl Wall {
    /// Whether a goal belongs to the part that is shown.
    pub fn shows(&self, goal: &GoalId) -> bool {
        self.focus.as_ref().is_none_or(|focus| focus.contains(goal))
    }
}

/// A kind of picture.
pub struct Scene {
    /// Its name in settings, in `data-scene` and among the styles.
    pub name: &'static str,
    /// What stands at the head while it is shown.
    pub title: fn(&Wall) -> String,
    /// Its slides for these goals; none if it has nothing to say.
    pub slides: fn(&Wall) -> Vec<Slide>,
    /// One slide, drawn.
    pub view: fn(&Wall, &Slide) -> Node,
}

/// One scene about one subject, shown for its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// The scene's name.
    pub scene: &'static str,
    /// The goal or team it is about; empty if it is about all.
    pub subject: String,
    /// Which part of how many, counted from 1.
    pub part: (usize, usize),
    /// The goals of this part.
    pub items: Vec<GoalId>,
    /// The step of type and layout that the scene chose; what it means is the scene's own.
    pub step: usize,
    /// How much there is to read.
    pub load: Load,
}

impl Slide {
    /// What makes this slide the same one after the goals have changed.
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.scene, self.subject, self.part.0)
    }
}

/// All scenes, in the order in which they are shown.
pub static ALL: &[&Scene] = &[
    &overview::SCENE,
    &objective::SCENE,
    &results::SCENE,
    &tree::SCENE,
    &team::SCENE,
    &pulse::SCENE,
    &learning::SCENE,
];

/// The slides of the scenes that the settings name, in their order.
pub fn slides(wall: &Wall) -> Vec<Slide> {
    let mut all = Vec::new();
    for scene in named(wall) {
        all.extend((scene.slides)(wall));
    }
    all
}

/// Those of one of the scenes that were chosen, counted from 0.
pub fn slides_of(wall: &Wall, nth: usize) -> Option<Vec<Slide>> {
    named(wall).nth(nth).map(|scene| (scene.slides)(wall))
}

/// Those of the first scene that has any.
pub fn first_slides(wall: &Wall) -> Vec<Slide> {
    named(wall).map(|scene| (scene.slides)(wall)).find(|slides| !slides.is_empty()).unwrap_or_default()
}

fn named(wall: &Wall) -> impl Iterator<Item = &'static Scene> {
    wall.settings.scenes.iter().filter_map(|name| ALL.iter().find(|scene| scene.name == name).copied())
}

/// The cycle and where in it we are, for the head of every scene.
pub fn cycle_words(wall: &Wall) -> String {
    common::cycle_words(wall)
}

/// The scene of a slide.
pub fn of(slide: &Slide) -> Option<&'static Scene> {
    ALL.iter().find(|scene| scene.name == slide.scene).copied()
}
