//! Numbers for the styles. Written with whole numbers alone: the standard library's floats are 10 KB of WebAssembly.

/// A number with two decimals at most; what is no number is nought.
pub fn number(value: f64) -> String {
    // `as` bounds, and makes what is not a number nought.
    let hundredths = (value * 100.0).round() as i64;
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    match part {
        0 => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part:02}"),
    }
}

/// A length in rem.
pub fn rem(value: f64) -> String {
    number(value) + "rem"
}

/// A share as percent.
pub fn percent(share: f64) -> String {
    number(share * 100.0) + "%"
}

/// A share (0..1) of an element's width, by `transform`: it grows from its left edge.
pub fn grown(share: f64) -> String {
    // Four decimals: a hundredth of a thread of 1,800 pixels is 18 of them.
    let share = (share.clamp(0.0, 1.0) * 10_000.0).round() as u32;
    if share >= 10_000 { String::from("scaleX(1)") } else { format!("scaleX(0.{share:04})") }
}

/// A full-width element shifted left, so that this share (0..1) of it is seen.
pub fn shifted(share: f64) -> String {
    format!("translateX({})", percent(share.clamp(0.0, 1.0) - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_css_takes_them() {
        for (value, expected) in [(4.2, "4.2"), (4.0, "4"), (-0.5, "-0.50"), (0.004, "0"), (f64::NAN, "0")] {
            assert_eq!(number(value).trim_end_matches('0'), expected.trim_end_matches('0'), "{value}");
        }
        assert_eq!(grown(0.05), "scaleX(0.0500)");
        assert_eq!(grown(1.0), "scaleX(1)");
        assert_eq!(grown(f64::NAN), "scaleX(0.0000)");
        assert_eq!(shifted(0.58), "translateX(-42%)");
    }
}
