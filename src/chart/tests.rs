//! The charts' cases: pictures in `tests/charts/` (`UPDATE=1` draws them anew), their geometry, and arbitrary input.
//! `GALLERY=1 cargo test gallery` writes `target/charts.html`, for looking at them all in a browser.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use leptos::prelude::*;

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
    Owner::new().with(|| view(drawing, alt.to_owned()).to_html()).replace("<!>", "")
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
