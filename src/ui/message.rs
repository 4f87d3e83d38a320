//! What is shown instead of a scene, and what lies over one: a sentence or two, the keys, the report.

use super::{Canvas, fit};
use crate::words::Words;
use leptos::prelude::*;

/// A heading and a few lines in the middle of the wall.
pub fn message(heading: String, lines: Vec<String>) -> AnyView {
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    view! {
        <section class="message">
            <h1>{heading}</h1>
            {lines}
        </section>
    }
    .into_any()
}

/// Which keys there are.
pub fn keys(words: &'static Words) -> AnyView {
    let keys: Vec<_> =
        words.keys.all.iter().map(|(key, what)| view! { <li><kbd>{*key}</kbd> <span>{*what}</span></li> }).collect();
    view! {
        <section class="over-card card" role="dialog" aria-label=words.keys.title>
            <h2>{words.keys.title}</h2>
            <ul class="keys">{keys}</ul>
        </section>
    }
    .into_any()
}

/// What was read, and each thing that could not be used; alike ones once, with their number. What has no room on the
/// wall is counted at the end.
pub fn report(read: Vec<String>, heading: String, problems: Vec<String>, canvas: &Canvas) -> AnyView {
    const SIZE: f64 = 1.25;
    let width = canvas.stage_width() - 6.0;
    let mut room = canvas.stage_height() - 10.0 - read.len() as f64 * 2.0;
    let all = problems.len();
    let mut shown = Vec::new();
    for problem in problems {
        room -= fit::height(&problem, SIZE, width, 1.3) + 0.5;
        if room < 2.0 {
            break;
        }
        shown.push(problem);
    }
    let rest = all - shown.len();
    let rest = (rest > 0).then(|| view! { <li class="soft">{format!("+ {rest}")}</li> });
    let read: Vec<_> = read.into_iter().map(|line| view! { <p class="soft">{line}</p> }).collect();
    let shown: Vec<_> = shown.into_iter().map(|line| view! { <li>{line}</li> }).collect();
    view! {
        <section class="over-card card" role="dialog" aria-label=heading.clone()>
            {read}
            <h2>{heading.clone()}</h2>
            <ul class="notices">{shown} {rest}</ul>
        </section>
    }
    .into_any()
}
