//! Shares of a whole, and their means: the one place where the measures divide.
//!
//! Knows nothing of goals. A share is a plain number: 1 is the whole, 0.5 half of it.

/// What is still the same number after the rounding of a few sums: ten points behind is ten points behind, even if
/// the machine makes it 0.10000000000000003.
pub const EPSILON: f64 = 1e-9;

/// `part / whole`; `None` if that is no finite number, as with a whole of nought.
pub fn ratio(part: f64, whole: f64) -> Option<f64> {
    let share = part / whole;
    (share.is_finite() && whole.is_finite()).then_some(share)
}

/// A share as it is drawn and summed up: not below 0, not above 1.
pub fn clamped(share: f64) -> f64 {
    share.clamp(0.0, 1.0)
}

/// Weights as shares of their sum, so that they add up to 1.
///
/// If all weigh nought, all weigh the same. Weights below nought count as nought.
pub fn weights(weights: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    // First as shares of the heaviest, so that their sum cannot overflow.
    let heaviest = weights.clone().fold(0.0, f64::max);
    let weights: Vec<f64> = weights.map(|weight| ratio(weight.max(0.0), heaviest).unwrap_or(1.0)).collect();
    let whole: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| ratio(weight, whole).unwrap_or(0.0)).collect()
}

/// The mean of values by their weights, given as (value, weight); see [`weights`]. `None` if there is no value.
pub fn mean(values: &[(f64, f64)]) -> Option<f64> {
    let weights = weights(values.iter().map(|(_, weight)| *weight));
    (!values.is_empty()).then(|| values.iter().zip(weights).map(|((value, _), weight)| value * weight).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios() {
        for (name, part, whole, expected) in [
            ("half", 1.0, 2.0, Some(0.5)),
            ("beyond the whole", 3.0, 2.0, Some(1.5)),
            ("below nought", -1.0, 4.0, Some(-0.25)),
            ("of nought", 1.0, 0.0, None),
            ("nought of nought", 0.0, 0.0, None),
            ("of the endless", 1.0, f64::INFINITY, None),
            ("of no number", 1.0, f64::NAN, None),
            ("too large", f64::MAX, 0.1, None),
        ] {
            assert_eq!(ratio(part, whole), expected, "{name}");
        }
    }

    #[test]
    fn means() {
        for (name, values, expected) in [
            ("nothing", vec![], None),
            ("alike", vec![(0.0, 1.0), (1.0, 1.0)], Some(0.5)),
            ("one heavier", vec![(0.0, 1.0), (1.0, 3.0)], Some(0.75)),
            ("one of nought", vec![(0.2, 0.0), (0.6, 2.0)], Some(0.6)),
            ("all of nought", vec![(0.2, 0.0), (0.6, 0.0)], Some(0.4)),
            ("below nought is nought", vec![(0.2, -5.0), (0.6, 1.0)], Some(0.6)),
            ("as heavy as can be", vec![(0.0, f64::MAX), (1.0, f64::MAX)], Some(0.5)),
            ("as light as can be", vec![(0.0, f64::MIN_POSITIVE), (1.0, f64::MIN_POSITIVE)], Some(0.5)),
        ] {
            match (mean(&values), expected) {
                (Some(mean), Some(expected)) => assert!((mean - expected).abs() < EPSILON, "{name}: {mean}"),
                (mean, expected) => assert_eq!(mean, expected, "{name}"),
            }
        }
    }
}
