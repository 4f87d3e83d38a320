//! A bar of progress with the mark of where it was expected to be by now, and large figures.

use super::css;
use leptos::prelude::*;

/// A bar filled to `share` (clamped to 0..1), with a mark at `expected` if there is one. `name` is read aloud.
pub fn meter(share: Option<f64>, expected: Option<f64>, name: String) -> AnyView {
    let fill = share.unwrap_or(0.0).clamp(0.0, 1.0);
    let percent = (fill * 100.0).round();
    let shift = css::shifted(fill);
    let mark = expected.map(|expected| {
        let left = css::percent(expected.clamp(0.0, 1.0));
        view! { <div class="meter-expected" style:left=left></div> }
    });
    view! {
        <div class="meter" role="img" aria-label=name data-value=percent>
            <div class="meter-track">
                <div class="meter-fill" style:transform=shift></div>
            </div>
            {mark}
        </div>
    }
    .into_any()
}

/// A large figure and its smaller unit: ('58', '%').
pub fn figure(number: String, unit: &'static str) -> AnyView {
    view! {
        <span class="figure">{number} <span class="figure-unit">{unit}</span></span>
    }
    .into_any()
}
