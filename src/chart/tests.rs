//! The charts' cases: pictures in `tests/charts/` (`UPDATE=1` draws them anew), their geometry, and arbitrary input.
//! `GALLERY=1 cargo test gallery` writes `target/charts.html`, for looking at them all in a browser.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::mark::{Mark, Role, Spot};
use super::*;

const CARD: Size = Size { width: 520.0, height: 150.0, text: 20.0 };
const SMALL: Size = Size { width: 220.0, height: 56.0, text: 20.0 };
const WALL: Size = Size { width: 900.0, height: 420.0, text: 28.0 };

/// A quarter of 92 days, seen on its 54th, with weekly check-ins of these values.
fn quarter(values: &[f64], start: f64, goal: Goal, forecast: Option<(f64, f64, f64)>) -> Chart {
    let points: Vec<_> = values.iter().enumerate().map(|(week, value)| (7.0 * week as f64, *value)).collect();
    let from = points.last().copied().unwrap_or_default();
    Chart {
        forecast: forecast.map(|(to, low, high)| Forecast { from, to: (92.0, to), low, high }),
        points,
        span: (0.0, 92.0),
        start: Some(start),
        goal: Some(goal),
        today: 53.4,
        ticks: vec![(0.0, "Oct".into()), (31.0, "Nov".into()), (61.0, "Dec".into())],
        labels: Labels { goal: "goal".into(), ..Labels::default() },
    }
}

fn worded(mut chart: Chart, goal: &str, value: &str, start: &str) -> Chart {
    chart.labels = Labels { goal: goal.into(), value: value.into(), start: start.into() };
    chart
}

/// Every form, with a name that is a sentence, the class of its colour and its size.
fn cases() -> Vec<(&'static str, &'static str, Drawing)> {
    let falling =
        quarter(&[14.0, 13.8, 13.1, 12.6, 11.9, 11.0, 9.6, 8.9], 14.0, Goal::Line(5.0), Some((5.4, 4.6, 6.3)));
    let late =
        quarter(&[52.0, 51.2, 53.0, 50.0, 49.0, 45.6, 44.9, 44.0], 52.0, Goal::Line(24.0), Some((35.0, 32.4, 37.8)));
    let still =
        quarter(&[88.0, 89.5, 90.0, 89.0, 88.5, 88.0, 89.0, 89.0], 88.0, Goal::Line(96.0), Some((89.0, 88.2, 89.8)));
    let beyond = quarter(&[0.0, 900.0, 2100.0, 3000.0, 4100.0, 5200.0], 0.0, Goal::Line(4000.0), None);
    let bounds = |lower, upper| {
        quarter(&[6.1, 6.4, 7.2, 7.9, 7.4, 6.6, 6.2, 6.8], 6.0, Goal::Band(lower, upper), Some((6.9, 6.2, 7.7)))
    };
    let flat = quarter(&[12.0; 8], 12.0, Goal::Line(12.0), None);
    let few = quarter(&[2.0], 2.0, Goal::Line(5.0), None);
    let two = Chart { points: vec![(9.0, 3.0), (40.0, 4.0)], ..few.clone() };
    let none = Chart { points: Vec::new(), ..few.clone() };
    let no_goal = Chart { goal: None, ..late.clone() };
    let swedish = worded(falling.clone(), "mål 5 st", "8,9", "14");
    vec![
        ("falling on track", "on-track", draw(&falling, CARD)),
        ("falling at risk", "at-risk", draw(&late, CARD)),
        ("rising off track", "off-track", draw(&still, CARD)),
        ("beyond the goal", "achieved", draw(&beyond, CARD)),
        ("kept within bounds", "at-risk", draw(&bounds(Some(5.5), Some(7.5)), CARD)),
        ("kept under a bound", "on-track", draw(&bounds(None, Some(7.5)), CARD)),
        ("kept over a bound", "on-track", draw(&bounds(Some(6.5), None), CARD)),
        ("all one value", "on-track", draw(&flat, CARD)),
        ("one check-in", "at-risk", draw(&few, CARD)),
        ("two check-ins", "on-track", draw(&two, CARD)),
        ("no check-in", "unmeasured", draw(&none, CARD)),
        ("no goal", "unmeasured", draw(&no_goal, CARD)),
        ("all words", "on-track", draw(&swedish, CARD)),
        ("all words at risk", "at-risk", draw(&worded(late.clone(), "goal 24 h", "44 h", "52 h"), CARD)),
        ("all words off track", "off-track", draw(&worded(still.clone(), "goal 96 %", "89 %", "88 %"), CARD)),
        ("on a wall", "at-risk", draw(&worded(late.clone(), "goal 24 h", "44 h", "52 h"), WALL)),
        ("spark", "on-track", spark(&falling, SMALL)),
        ("spark off track", "off-track", spark(&still, SMALL)),
        ("spark in bounds", "at-risk", spark(&bounds(Some(5.5), Some(7.5)), SMALL)),
        ("spark of one", "at-risk", spark(&few, SMALL)),
        ("switch on", "achieved", switch(true, "done", Size { width: 300.0, height: 60.0, text: 24.0 })),
        ("switch off", "at-risk", switch(false, "not yet", Size { width: 300.0, height: 60.0, text: 24.0 })),
    ]
}

/// What [`view`] puts on the page, as text.
fn html(drawing: &Drawing, alt: &str) -> String {
    view(drawing, alt.to_owned()).to_html()
}

#[test]
fn gallery() {
    if std::env::var_os("GALLERY").is_none() {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><style>:root{--ink:#f3f1ea;--soft:#a9b0be;--line:#2b3240;--raised:#1a1f29}
        body{background:#11141b;color:#f3f1ea;font:16px Inter,'DejaVu Sans',sans-serif;margin:16px}
        figure{display:inline-block;background:#1a1f29;border-radius:14px;margin:6px;padding:14px 24px;vertical-align:top}
        figcaption{color:#6c7485;font-size:13px}
        .on-track{--status:#35d0a5}.at-risk{--status:#ffc04d}.off-track{--status:#e86cc4}.achieved{--status:#8fb8ff}.unmeasured{--status:#6c7485}\n",
    );
    page.push_str(&fs::read_to_string(root.join("style/chart.css")).unwrap());
    page.push_str("</style>");
    for (name, status, drawing) in cases() {
        let (width, height) = (drawing.size.0 / 10, drawing.size.1 / 10);
        let _ = write!(
            page,
            "<figure class={status}><figcaption>{name}</figcaption><div style='width:{width}px;height:{height}px;position:relative'>{}</div></figure>",
            html(&drawing, name).replace("class=\"chart\"", &format!("class=chart style='height:{height}px'"))
        );
    }
    fs::create_dir_all(root.join("target")).unwrap();
    fs::write(root.join("target/charts.html"), page).unwrap();
}

/// What is wrong with a drawing's geometry: marks outside of it, texts that touch, a line through one point.
fn faults(drawing: &Drawing) -> Vec<String> {
    let (wide, high) = drawing.size;
    let inside = |(x, y): Spot, reach: i32| reach <= x && x <= wide - reach && reach <= y && y <= high - reach;
    let roomy = wide.min(high) >= drawing.em * 2;
    let mut faults = Vec::new();
    let mut texts = Vec::new();
    for mark in &drawing.marks {
        let sound = match mark {
            Mark::Path { points, .. } => points.len() > 1 && points.iter().all(|spot| inside(*spot, 0)),
            Mark::Circle { at, radius, .. } => inside(*at, if roomy { *radius as i32 } else { 0 }),
            Mark::Text { .. } => {
                let room = label::room_of(mark, drawing.em).unwrap();
                texts.push((mark, room));
                inside(room.0, 0) && inside(room.1, 0)
            }
        };
        if !sound {
            faults.push(format!("outside or too short: {mark:?}"));
        }
    }
    for (at, (mark, room)) in texts.iter().enumerate() {
        for (other, there) in texts.iter().skip(at + 1) {
            if label::overlap(*room, *there) {
                faults.push(format!("{mark:?} touches {other:?}"));
            }
        }
    }
    faults
}

fn of_role(drawing: &Drawing, wanted: Role) -> Vec<&Mark> {
    drawing
        .marks
        .iter()
        .filter(|mark| match mark {
            Mark::Path { role, .. } | Mark::Circle { role, .. } | Mark::Text { role, .. } => *role == wanted,
        })
        .collect()
}

fn corners(drawing: &Drawing, role: Role) -> Vec<Spot> {
    of_role(drawing, role)
        .into_iter()
        .flat_map(|mark| match mark {
            Mark::Path { points, .. } => points.clone(),
            Mark::Circle { at, .. } | Mark::Text { at, .. } => vec![*at],
        })
        .collect()
}

/// The `svg` alone, as a file that a browser opens, one mark on a line.
fn picture(html: &str) -> String {
    let svg = html.trim_start_matches("<div class=\"chart\">").trim_end_matches("</div>");
    let svg = svg.replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ");
    svg.replace("></path>", "/>").replace("></circle>", "/>").replace("><", ">\n<") + "\n"
}

#[test]
fn pictures_stay_as_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charts");
    let mut changed = Vec::new();
    for (name, _, drawing) in cases() {
        let svg = picture(&html(&drawing, name));
        let file = folder.join(name.replace(' ', "-")).with_extension("svg");
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, svg).unwrap();
        } else if fs::read_to_string(&file).unwrap_or_default() != svg {
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "not as in tests/charts (UPDATE=1 draws them anew): {changed:?}");
}

#[test]
fn a_page_gets_an_image_with_words_that_stay_words() {
    let chart = worded(quarter(&[1.0, 2.0, 3.0], 1.0, Goal::Line(9.0), None), "<b>&", "", "");
    let page = html(&draw(&chart, CARD), "3 of 9, \"on track\"");
    for part in
        ["role=\"img\"", "aria-label=\"3 of 9, &quot;on track&quot;\"", "font-size=\"20\"", ">&lt;b&gt;&amp;</text>"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn marks_stay_inside_and_words_apart_at_every_size() {
    let quarter = quarter(&[52.0, 51.2, 53.0, 50.0, 24.0], 52.0, Goal::Line(24.0), Some((35.0, 20.0, 60.0)));
    let words = ["", "mål", "goal 1 234 567,5 mkr", "Verksamhetsutvecklingsuppföljningsmålvärde"];
    for text in [20.0, 28.0, 60.0] {
        for (width, height) in
            [(10.0, 10.0), (120.0, 40.0), (220.0, 70.0), (360.0, 110.0), (520.0, 150.0), (1600.0, 700.0)]
        {
            for word in words {
                let mut chart = worded(quarter.clone(), word, word, word);
                chart.ticks.push((89.0, "January".into()));
                let size = Size { width, height, text };
                for drawing in [draw(&chart, size), spark(&chart, size), switch(true, word, size)] {
                    assert_eq!(faults(&drawing), Vec::<String>::new(), "{size:?} '{word}'");
                }
            }
        }
    }
}

#[test]
fn words_are_there_where_there_is_room() {
    let all = |status: &str| cases().into_iter().filter(move |(name, ..)| name.starts_with(status)).collect::<Vec<_>>();
    for (name, _, drawing) in all("all words").into_iter().chain(all("on a wall")) {
        for role in [Role::GoalText, Role::ValueText, Role::StartText] {
            assert_eq!(of_role(&drawing, role).len(), 1, "{name}: {role:?}");
        }
        assert_eq!(of_role(&drawing, Role::Tick).len(), 3, "{name}");
    }
    for (name, _, drawing) in all("spark") {
        assert!(!drawing.marks.iter().any(|mark| matches!(mark, Mark::Text { .. })), "{name}");
    }
}

#[test]
fn a_line_needs_three_check_ins() {
    let days = |count: usize| (0..count).map(|n| (10.0 + 7.0 * n as f64, 2.0 + n as f64)).collect::<Vec<_>>();
    // check-ins, start known: corners of the value's line, dots
    let table = [
        (0, true, 0, 0),
        (1, false, 0, 1),
        (1, true, 2, 1),
        (2, false, 3, 2),
        (2, true, 4, 2),
        (3, true, 3, 1),
        (9, false, 9, 1),
    ];
    for (count, known, corners_expected, dots) in table {
        let chart = Chart {
            points: days(count),
            span: (0.0, 92.0),
            start: known.then_some(2.0),
            goal: Some(Goal::Line(9.0)),
            ..Chart::default()
        };
        let drawing = draw(&chart, CARD);
        assert_eq!(corners(&drawing, Role::Value).len(), corners_expected, "{count} check-ins, start {known}");
        assert_eq!(of_role(&drawing, Role::Point).len(), dots, "{count} check-ins, start {known}");
    }
}

#[test]
fn what_cannot_be_drawn_is_left_out() {
    let base = quarter(&[1.0, 2.0, 3.0, 4.0], 1.0, Goal::Line(9.0), Some((8.0, 7.0, 9.0)));
    let with = |change: &dyn Fn(&mut Chart)| {
        let mut chart = base.clone();
        change(&mut chart);
        draw(&chart, CARD)
    };
    let forecast = |from, to| Some(Forecast { from, to, low: 1.0, high: 9.0 });
    let table: [(&str, Drawing, Role, usize); 14] = [
        ("a check-in before the cycle", with(&|c| c.points.insert(0, (-3.0, 0.5))), Role::Value, 4),
        ("a check-in after it", with(&|c| c.points.push((93.0, 0.5))), Role::Value, 4),
        ("a step back in time", with(&|c| c.points.push((2.0, 0.5))), Role::Value, 4),
        ("a second word on one day", with(&|c| c.points.push((21.0, 5.0))), Role::Value, 4),
        ("no number", with(&|c| c.points.push((30.0, f64::NAN))), Role::Value, 4),
        ("no end", with(&|c| c.points.push((30.0, f64::INFINITY))), Role::Value, 4),
        ("a cycle without length", with(&|c| c.span = (5.0, 5.0)), Role::Goal, 0),
        ("a cycle that runs backward", with(&|c| c.span = (5.0, 1.0)), Role::Goal, 0),
        ("a goal that is no number", with(&|c| c.goal = Some(Goal::Line(f64::NAN))), Role::Goal, 0),
        ("no start", with(&|c| c.start = None), Role::Expected, 0),
        ("today after the cycle", with(&|c| c.today = 93.0), Role::Today, 0),
        ("a forecast into the past", with(&|c| c.forecast = forecast((21.0, 4.0), (20.0, 5.0))), Role::Forecast, 0),
        ("a forecast from before", with(&|c| c.forecast = forecast((-1.0, 4.0), (92.0, 5.0))), Role::Forecast, 0),
        ("bounds without a bound", with(&|c| c.goal = Some(Goal::Band(None, None))), Role::Zone, 0),
    ];
    for (name, drawing, role, expected) in table {
        assert_eq!(corners(&drawing, role).len(), expected, "{name}");
        assert_eq!(faults(&drawing), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn axes_are_honest() {
    let goal = 9.0;
    let chart = |forecast| quarter(&[4.0, 5.0, 6.0], 4.0, Goal::Line(goal), forecast);
    let y = |drawing: &Drawing, role| corners(drawing, role)[0].1;

    let plain = draw(&chart(None), CARD);
    let (right, left) = (corners(&plain, Role::Goal)[1].0, corners(&plain, Role::Goal)[0].0);
    let day = |n: f64| left + (f64::from(right - left) * n / 92.0) as i32;
    assert!((corners(&plain, Role::Point)[0].0 - day(14.0)).abs() <= 1, "the whole cycle is drawn, not only its past");

    let wide = draw(&chart(Some((8.0, -30.0, 40.0))), CARD);
    let band = corners(&wide, Role::Band);
    assert!(band[1].1 < y(&wide, Role::Goal), "a forecast beyond the goal stands above it");
    assert!(band[2].1 > y(&wide, Role::Value), "and below the start");
    let share = |a: f64, b: f64| (f64::from(band[2].1 - band[1].1) * (a - b) / 70.0).round() as i32;
    assert!((y(&wide, Role::Value) - y(&wide, Role::Goal) - share(goal, 4.0)).abs() <= 2, "one scale for all");

    let cut = Chart { span: (0.0, 53.0), ..chart(Some((9.0, 9.0, 9.0))) };
    let cut = draw(&cut, CARD);
    assert!(corners(&cut, Role::Forecast)[1].1 > y(&cut, Role::Goal), "a forecast is cut at the cycle's end, not bent");

    let falling = draw(&quarter(&[14.0, 12.0, 11.0], 14.0, Goal::Line(5.0), None), CARD);
    assert!(y(&falling, Role::Goal) > y(&falling, Role::Value), "a falling goal lies below");
}

#[test]
fn a_second_word_on_one_day_counts() {
    let mut chart = quarter(&[1.0, 2.0, 3.0], 1.0, Goal::Line(9.0), None);
    chart.points.push((14.0, 9.0));
    let drawing = draw(&chart, CARD);
    assert_eq!(corners(&drawing, Role::Point)[0].1, corners(&drawing, Role::Goal)[0].1);
}

#[test]
fn widths_are_never_too_small() {
    // Measured in a browser: DejaVu Sans, the widest of the usual sans-serifs, at 100 units to the em.
    let measured = [
        ("goal", 214),
        ("mål 5 st", 405),
        ("1 234,5", 382),
        ("Q4", 142),
        ("Oct", 173),
        ("96 %", 254),
        ("Måltavla", 424),
        ("hållbarhet", 508),
        ("member", 422),
        ("20 000 kr", 481),
        ("WWW", 297),
        ("żółć", 197),
    ];
    for (text, least) in measured {
        let planned = label::width(text, 100);
        assert!(least <= planned && planned <= least * 3 / 2, "{text}: {planned}");
    }
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![4 => -10.0..110.0_f64, 1 => any::<f64>(), 1 => Just(f64::NAN), 1 => Just(1e300), 1 => Just(-1e300), 1 => Just(f64::INFINITY)]
}

fn pair() -> impl Strategy<Value = (f64, f64)> {
    (number(), number())
}

fn goals() -> impl Strategy<Value = Option<Goal>> {
    prop_oneof![
        Just(None),
        number().prop_map(|v| Some(Goal::Line(v))),
        (option(), option()).prop_map(|(lower, upper)| Some(Goal::Band(lower, upper))),
    ]
}

fn option() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![Just(None), number().prop_map(Some)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]
    #[test]
    fn no_input_panics_or_leaves_the_drawing(
        points in proptest::collection::vec(pair(), 0..12),
        span in prop_oneof![3 => Just((0.0, 92.0)), 1 => pair()],
        (start, goal, today) in (option(), goals(), number()),
        forecast in proptest::option::of((pair(), pair(), number(), number())),
        ticks in proptest::collection::vec((number(), any::<String>()), 0..9),
        (goal_word, value, first) in any::<(String, String, String)>(),
        size in prop_oneof![Just(CARD), Just(SMALL), (number(), number(), number()).prop_map(|(width, height, text)| Size { width, height, text })],
    ) {
        let chart = Chart {
            points, span, start, goal, today, ticks,
            forecast: forecast.map(|(from, to, low, high)| Forecast { from, to, low, high }),
            labels: Labels { goal: goal_word, value, start: first },
        };
        for drawing in [draw(&chart, size), spark(&chart, size), switch(true, &chart.labels.value, size)] {
            prop_assert!(faults(&drawing).is_empty(), "{:?}", faults(&drawing));
        }
    }
}
