//! Nothing is lost and nothing overlaps, whatever hangs on what and whatever the wall.

use super::*;
use crate::goals::GoalsParts;
use crate::scene::sample;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Objectives 'o0', 'o1' …, each with the key result of its number ('k0' …), that support what is listed for each;
/// those that support nothing belong to the whole office.
fn tree(vision: Option<&str>, title: &str, supports: &[Vec<String>]) -> GoalsParts {
    let mut parts = sample::parts(supports.len(), 1);
    parts.vision = vision.map(String::from);
    for (i, (goal, supports)) in parts.objectives.iter_mut().zip(supports).enumerate() {
        goal.title = format!("{i} {title}");
        goal.supports = supports.iter().map(|id| GoalId::new(id)).collect();
        if supports.is_empty() {
            goal.team = None;
        }
    }
    parts
}

const VISION: Option<&str> = Some("Everyone in the city gets around without owning a car.");

/// `tops` objectives, each carried by `each` team goals, every other through its key result.
fn broad(tops: usize, each: usize, title: &str) -> GoalsParts {
    let mut supports = vec![Vec::new(); tops];
    for top in 0..tops {
        let above = |below: usize| if below.is_multiple_of(2) { format!("o{top}") } else { format!("k{top}") };
        supports.extend((0..each).map(|below| vec![above(below)]));
    }
    tree(VISION, title, &supports)
}

/// Each supports the `held` before it.
fn ladder(levels: usize, held: usize) -> GoalsParts {
    let supports: Vec<Vec<String>> =
        (0..levels).map(|i| (i.saturating_sub(held)..i).map(|above| format!("o{above}")).collect()).collect();
    tree(VISION, "A step further down", &supports)
}

fn cut(mut parts: GoalsParts, of: usize) -> GoalsParts {
    for goal in parts.objectives.iter_mut().rev().take(of) {
        goal.cut = true;
        goal.supports = Vec::new();
        goal.team = Some(crate::goals::TeamId::new("t0"));
    }
    parts
}

#[test]
fn how_many_slides() {
    for (name, parts, expected) in [
        ("no ties: nothing to say", broad(2, 0, "A goal"), 0),
        ("one objective, one team goal", broad(1, 1, "A goal"), 1),
        ("the whole tree, the light on each objective", broad(3, 2, "A goal"), 3),
        ("two that tie to nothing ask together", cut(broad(3, 2, "A goal"), 2), 3),
        ("twelve team goals on one objective", broad(1, 12, "A goal"), 2),
        ("sixty objectives", broad(60, 1, "A goal"), 60),
        ("without a vision", GoalsParts { vision: None, ..broad(1, 1, "A goal") }, 1),
    ] {
        assert_eq!(slides(&sample::of(parts, (1920.0, 1080.0))).len(), expected, "{name}");
    }
}

#[test]
fn a_part_lights_its_own_way() {
    let mut wall = sample::of(broad(3, 2, "A goal"), (1920.0, 1080.0));
    wall.focus = Some(Arc::new(crate::goals::Names::of(["o5"].into_iter())));
    let slides = slides(&wall);
    let subjects: Vec<&str> = slides.iter().map(|slide| slide.subject.as_str()).collect();
    assert_eq!(subjects, ["o1"], "the objective that it leads up to");
    let html = |wall: &Wall| view(wall, &slides[0]).to_html();
    let lit = |html: &str| html.matches("tree-lit").count();
    assert_eq!(lit(&html(&wall)), 2, "from the vision to the objective and on to the goal, and to no other");
    wall.focus = None;
    assert_eq!(lit(&html(&wall)), 3);
}

#[test]
fn every_tied_goal_is_on_some_slide_and_no_card_lies_on_another() {
    let word = "ö".repeat(200);
    let long = "Every bike is safe and whole before the morning rush begins in the whole city ".repeat(4);
    for (name, parts) in [
        ("one", broad(1, 1, "A goal")),
        ("like the demo", broad(4, 4, "Brakes checked before they fail")),
        ("sixty team goals on one", broad(1, 60, "Brakes checked before they fail")),
        ("sixty objectives", broad(60, 2, "A goal")),
        ("long words", broad(3, 5, &word)),
        ("long titles", broad(3, 5, &long)),
        ("a long way down", ladder(12, 1)),
        ("many parents", ladder(24, 3)),
        ("loose ends", cut(broad(5, 6, &long), 20)),
        ("nothing but loose ends", cut(broad(30, 0, &long), 30)),
    ] {
        for size in sample::SIZES {
            let wall = sample::of(parts.clone(), size);
            let slides = slides(&wall);
            let shown: BTreeSet<&GoalId> = slides.iter().flat_map(|slide| &slide.items).collect();
            let missing = wall.goals.objectives().iter().filter(|goal| !shown.contains(&goal.id)).count();
            assert_eq!(missing, 0, "{name} at {size:?}: of {}", wall.goals.objectives().len());
            let keys: BTreeSet<String> = slides.iter().map(Slide::key).collect();
            assert_eq!(keys.len(), slides.len(), "{name} at {size:?}: each slide has a key of its own");
            for slide in &slides {
                let name = format!("{name} at {size:?}, {}", slide.key());
                let html = view(&wall, slide).to_html();
                apart(&spots(&html), &wall, &name);
                for id in &slide.items {
                    assert!(html.contains(&format!("data-goal=\"{id}\"")), "{name}: {id} is drawn");
                }
            }
        }
    }
}

/// Where the cards of a slide stand, as drawn.
fn spots(html: &str) -> Vec<Spot> {
    let length = |card: &str, name: &str| -> f64 {
        let (_, rest) = card.split_once(&format!("{name}:")).unwrap();
        rest.split_once("rem").unwrap().0.parse().unwrap()
    };
    let spot = |card: &str| Spot {
        x: length(card, "left"),
        y: length(card, "top"),
        width: length(card, "width"),
        height: length(card, "height"),
    };
    html.split("class=\"tree-card").skip(1).map(spot).collect()
}

fn apart(spots: &[Spot], wall: &Wall, name: &str) {
    // Place and size are each written to a hundredth.
    let (width, height) = (wall.canvas.stage_width() + 0.02, wall.canvas.stage_height() + 0.02);
    for (i, a) in spots.iter().enumerate() {
        assert!(a.x >= 0.0 && a.y >= 0.0 && a.right() <= width && a.bottom() <= height, "{name}: {a:?} on the wall");
        for b in &spots[i + 1..] {
            let beside = a.right() <= b.x + 0.02 || b.right() <= a.x + 0.02;
            assert!(beside || a.bottom() <= b.y + 0.02 || b.bottom() <= a.y + 0.02, "{name}: {a:?} on {b:?}");
        }
    }
}

fn supports(all: &[&[&str]]) -> Vec<Vec<String>> {
    all.iter().map(|ids| ids.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn shares_of_a_goal_are_multiplied_down() {
    // The top's own key result and a team goal beside it; each is carried by one more.
    let parts = tree(None, "", &supports(&[&[], &["o0"], &["k0"], &["o1"]]));
    let wall = sample::of(parts, (1920.0, 1080.0));
    let shares = grow::shares(&wall.goals, &wall.measures, &wall.goals.objectives()[0]);
    let of = |name: &str| (shares.get(name).unwrap() * 100.0).round();
    assert_eq!((of("o1"), of("o2"), of("o3")), (50.0, 50.0, 25.0));
}

#[test]
fn a_goal_stands_once_below_its_deepest_and_keeps_all_ties() {
    // o1 and o3 are right below the top, o2 below both and the top.
    let parts = tree(None, "", &supports(&[&[], &["o0"], &["o0", "o1", "k1", "o3"], &["k0"]]));
    let wall = sample::of(parts, (1920.0, 1080.0));
    let grown = grow::grow(&wall.goals, &[&wall.goals.objectives()[0]], 3);
    let names = |branches: &[grow::Branch<'_>]| -> Vec<String> {
        branches.iter().map(|branch| branch.goal.id.to_string()).collect()
    };
    assert_eq!(names(&grown[0].below), ["o1", "o3"]);
    assert_eq!(names(&grown[0].below[0].below), ["o2"]);
    let ties: Vec<_> = grown[0].below[0].below[0]
        .ties
        .iter()
        .map(|tie| (tie.above.id.as_str(), tie.through.map(|key_result| key_result.id.as_str())))
        .collect();
    assert_eq!(ties, [("o1", Some("k1")), ("o3", None)], "the tie to the top is part of the way through o1");
}
