//! What a resting board shows: a faint clock in the dark, which never stands where it stood.

use super::css;
use crate::node::{Node, el};

/// The clock, at the place that this minute has.
pub fn rest(time: String, words: &'static str, minute: i64) -> Node {
    let (right, down) = place(minute);
    // Shifted back by as much of its own size, it is never cut.
    let shift = format!("translate({}, {})", css::percent(-right), css::percent(-down));
    el("section")
        .class("rest")
        .child(
            el("div")
                .class("rest-clock")
                .style("left", css::percent(right))
                .style("top", css::percent(down))
                .style("transform", shift)
                .child(el("p").class("rest-time").child(time))
                .child(el("p").child(words)),
        )
        .into()
}

/// Shares of the wall, from the left and from the top. Steps that never come round to where they were (Roberts 2018,
/// 'The unreasonable effectiveness of quasirandom sequences'): the whole wall gets its turn, and equally often.
fn place(minute: i64) -> (f64, f64) {
    let step = |part: f64| (minute.rem_euclid(100_000) as f64 * part).fract();
    (step(0.754_877_666), step(0.569_840_291))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_every_minute_and_all_over_the_wall() {
        let mut quarters = [[0; 4]; 4];
        for minute in 1..=1_600 {
            let ((x, y), (then_x, then_y)) = (place(minute), place(minute - 1));
            assert!((0.0..1.0).contains(&x) && (0.0..1.0).contains(&y));
            assert!((x - then_x).abs() > 0.2 && (y - then_y).abs() > 0.2, "{minute}");
            quarters[(y * 4.0) as usize][(x * 4.0) as usize] += 1;
        }
        assert!(quarters.iter().flatten().all(|times| (80..=120).contains(times)), "{quarters:?}");
    }
}
