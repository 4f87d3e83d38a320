//! Nothing is lost and nothing overlaps, whatever hangs on what and whatever the wall.

use super::*;
use crate::feed;
use crate::goals::{Measures, Now, Rules, Zone};
use crate::settings::Settings;
use crate::ui::Canvas;
use crate::words::en::EN;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

const WALLS: [(f64, f64); 5] =
    [(1920.0, 1080.0), (1080.0, 1920.0), (3840.0, 2160.0), (1024.0, 600.0), (2560.0, 1080.0)];

fn wall(feed: &Value, (width, height): (f64, f64)) -> Wall {
    let at = chrono::DateTime::parse_from_rfc3339("2026-11-25T09:42:00+01:00").unwrap().to_utc();
    let now = Now::new(at, Zone::fixed(3600));
    let reading = feed::read(feed.to_string().as_bytes()).unwrap();
    let (goals, _) = feed::settle(&[reading.draft], &now);
    let settings = Settings::default();
    Wall {
        measures: Arc::new(Measures::of(&goals, &Rules::default(), &now)),
        goals: Arc::new(goals),
        now,
        canvas: Canvas::of(width, height, settings.overscan),
        settings: Arc::new(settings),
        words: &EN,
    }
}

/// An objective that supports others; a name of its own only for those that stand below no other.
fn goal(id: &str, title: &str, supports: &[&str]) -> Value {
    let team = if supports.is_empty() { Value::Null } else { json!("t") };
    json!({ "id": id, "title": title, "team": team, "supports": supports,
        "keyResults": [{ "id": format!("{id}-kr"), "title": "Seen by this", "start": 0, "target": 10, "current": 4 }] })
}

fn feed(vision: Option<&str>, objectives: Vec<Value>) -> Value {
    json!({ "format": "maltavla/1", "vision": vision, "teams": [{ "id": "t", "name": "Workshop" }], "objectives": objectives })
}

/// `tops` objectives, each carried by `each` team goals, every other through the key result, with such titles.
fn broad(tops: usize, each: usize, title: &str) -> Value {
    let mut goals = Vec::new();
    for top in 0..tops {
        let id = format!("o{top}");
        goals.push(goal(&id, &format!("{top} {title}"), &[]));
        for below in 0..each {
            let above = if below % 2 == 0 { id.clone() } else { format!("{id}-kr") };
            goals.push(goal(&format!("o{top}-{below}"), &format!("{below} {title}"), &[&above]));
        }
    }
    feed(Some("Everyone in the city gets around without owning a car."), goals)
}

fn deep(levels: usize) -> Value {
    let mut goals = vec![goal("g0", "The top", &[])];
    for level in 1..=levels {
        goals.push(goal(&format!("g{level}"), "A step further down", &[&format!("g{}", level - 1)]));
    }
    feed(Some("A vision"), goals)
}

#[test]
fn how_many_slides() {
    let cut = json!({ "id": "loose", "title": "Loose", "team": "t" });
    let mut with_cut = broad(2, 1, "A goal");
    with_cut["objectives"].as_array_mut().unwrap().push(cut);
    for (name, feed, expected) in [
        ("no ties: nothing to say", feed(Some("A vision"), vec![goal("a", "A", &[]), goal("b", "B", &[])]), 0),
        ("one objective, one team goal", broad(1, 1, "A goal"), 1),
        ("the whole tree, the light on each objective", broad(3, 2, "A goal"), 3),
        ("a goal that ties to nothing", with_cut, 3),
        ("twelve team goals on one objective", broad(1, 12, "A goal"), 2),
        ("sixty objectives", broad(60, 1, "A goal"), 60),
        (
            "without a vision",
            json!({ "format": "maltavla/1", "objectives": [goal("a", "A", &[]), goal("b", "B", &["a"])] }),
            1,
        ),
    ] {
        assert_eq!(slides(&wall(&feed, WALLS[0])).len(), expected, "{name}");
    }
}

#[test]
fn every_tied_goal_is_on_some_slide_and_no_card_lies_on_another() {
    let word = "ö".repeat(200);
    let long = "Every bike is safe and whole before the morning rush begins in the whole city ".repeat(4);
    let ladder: Vec<Value> = (0..24)
        .map(|i| {
            let above: Vec<String> = (i - 3..i).filter(|above| *above >= 0).map(|above| format!("l{above}")).collect();
            let above: Vec<&str> = above.iter().map(String::as_str).collect();
            goal(&format!("l{i}"), "Held by three", &above)
        })
        .collect();
    for (name, feed) in [
        ("one", broad(1, 1, "A goal")),
        ("like the demo", broad(4, 4, "Brakes checked before they fail")),
        ("sixty team goals on one", broad(1, 60, "Brakes checked before they fail")),
        ("sixty objectives", broad(60, 2, "A goal")),
        ("long words", broad(3, 5, &word)),
        ("long titles", broad(3, 5, &long)),
        ("a long way down", deep(12)),
        ("many parents", feed(None, ladder)),
        ("nothing but loose ends", feed(None, (0..30).map(|i| goal(&format!("c{i}"), &long, &["gone"])).collect())),
    ] {
        for size in WALLS {
            let wall = wall(&feed, size);
            let slides = slides(&wall);
            let shown: BTreeSet<&GoalId> = slides.iter().flat_map(|slide| &slide.items).collect();
            let missing: Vec<_> = wall.goals.objectives().iter().filter(|goal| !shown.contains(&goal.id)).collect();
            assert!(missing.is_empty(), "{name} at {size:?}: {} of {}", missing.len(), wall.goals.objectives().len());
            let keys: BTreeSet<String> = slides.iter().map(Slide::key).collect();
            assert_eq!(keys.len(), slides.len(), "{name} at {size:?}: each slide has a key of its own");
            for slide in &slides {
                let spots = spots(&wall, slide);
                apart(&spots, &wall, &format!("{name} at {size:?}, {}", slide.key()));
            }
        }
    }
}

/// Where the cards of a slide stand.
fn spots(wall: &Wall, slide: &Slide) -> Vec<Spot> {
    let Some(focus) = wall.goals.objective(&GoalId::new(&slide.subject)) else { return Vec::new() };
    let part = &plan::parts(wall, focus)[slide.part.0 - 1];
    let room = plan::room(wall, part.above);
    let nodes = part.nodes(wall, focus, &room);
    let mut all = Vec::new();
    flat(&place(wall, &room, &nodes, &room.root_columns(part.depth()), room.body), &mut all);
    all
}

fn flat(placed: &[Placed], all: &mut Vec<Spot>) {
    for placed in placed {
        all.push(placed.spot);
        flat(&placed.below, all);
    }
}

fn apart(spots: &[Spot], wall: &Wall, name: &str) {
    let (width, height) = (wall.canvas.stage_width() + 0.01, wall.canvas.stage_height() + 0.01);
    for (i, a) in spots.iter().enumerate() {
        assert!(a.x >= 0.0 && a.y >= 0.0 && a.right() <= width && a.bottom() <= height, "{name}: {a:?} on the wall");
        for b in &spots[i + 1..] {
            let beside = a.right() <= b.x || b.right() <= a.x;
            assert!(beside || a.bottom() <= b.y || b.bottom() <= a.y, "{name}: {a:?} on {b:?}");
        }
    }
}

#[test]
fn shares_of_a_goal_are_multiplied_down() {
    // top: its own key result (0.4) and two team goals, one of them through the key result.
    let wall = wall(
        &feed(
            None,
            vec![
                goal("top", "Top", &[]),
                goal("a", "A", &["top"]),
                goal("b", "B", &["top-kr"]),
                goal("c", "C", &["a"]),
            ],
        ),
        WALLS[0],
    );
    let top = wall.goals.objective(&GoalId::new("top")).unwrap();
    let shares = grow::shares(&wall.goals, &wall.measures, top);
    let of = |name: &str| (shares[&GoalId::new(name)] * 100.0).round();
    assert_eq!((of("a"), of("b"), of("c")), (50.0, 50.0, 25.0));
}

#[test]
fn a_goal_stands_once_below_its_deepest_and_keeps_all_ties() {
    let goals = vec![
        goal("top", "Top", &[]),
        goal("a", "A", &["top"]),
        goal("b", "B", &["top", "a", "a-kr", "c"]),
        goal("c", "C", &["top-kr"]),
    ];
    let wall = wall(&feed(None, goals), WALLS[0]);
    let top = wall.goals.objective(&GoalId::new("top")).unwrap();
    let grown = grow::grow(&wall.goals, &[top], 3);
    let names = |branches: &[grow::Branch<'_>]| -> Vec<String> {
        branches.iter().map(|branch| branch.goal.id.to_string()).collect()
    };
    assert_eq!(names(&grown[0].below), ["a", "c"]);
    assert_eq!(names(&grown[0].below[0].below), ["b"]);
    let ties: Vec<_> = grown[0].below[0].below[0]
        .ties
        .iter()
        .map(|tie| (tie.above.id.as_str(), tie.through.map(|key_result| key_result.id.as_str())))
        .collect();
    assert_eq!(ties, [("a", Some("a-kr")), ("c", None)], "the tie to the top is part of the way through a");
}
