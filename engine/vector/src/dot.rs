//! Products and norms, written in lanes so that the compiler turns them into vector instructions.

const LANES: usize = 16;

/// The dot product of two vectors; components beyond the shorter one count as zero.
#[must_use]
pub fn dot(left: &[f32], right: &[f32]) -> f32 {
    let length = left.len().min(right.len());
    let (left, right) = (&left[..length], &right[..length]);
    let mut sums = [0.0_f32; LANES];
    let left_lanes = left.chunks_exact(LANES);
    let right_lanes = right.chunks_exact(LANES);
    let rest: f32 = left_lanes
        .remainder()
        .iter()
        .zip(right_lanes.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (a, b) in left_lanes.zip(right_lanes) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The dot product of two quantised vectors. With components in -127..=127 it cannot overflow below 130,000 dimensions.
///
/// Two bytes a component are what every x86-64 multiplies and adds eight at a time; single bytes have to be widened first,
/// which takes as long again.
#[must_use]
pub fn dot_i16(left: &[i16], right: &[i16]) -> i32 {
    left.iter()
        .zip(right)
        .map(|(a, b)| i32::from(*a) * i32::from(*b))
        .sum()
}

/// Adds `factor * source` to `target`, component by component.
pub fn add_scaled(target: &mut [f32], source: &[f32], factor: f32) {
    for (sum, value) in target.iter_mut().zip(source) {
        *sum += value * factor;
    }
}

/// Scales a vector to length one. A vector without a usable length (all zero, or not finite) becomes all
/// zero and `false` is returned: it is near to nothing.
pub fn normalise(vector: &mut [f32]) -> bool {
    let length = dot(vector, vector).sqrt();
    if !length.is_finite() || length <= f32::EPSILON {
        vector.fill(0.0);
        return false;
    }
    for value in vector.iter_mut() {
        *value /= length;
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn normalise_of_zeros_or_infinities_yields_zeros() {
        for mut vector in [vec![0.0; 8], vec![f32::INFINITY; 8], vec![f32::NAN; 8]] {
            assert!(!normalise(&mut vector));
            assert!(vector.iter().all(|value| *value == 0.0));
        }
    }

    proptest! {
        #[test]
        fn dot_equals_the_plain_sum(values in prop::collection::vec((-10.0_f32..10.0, -10.0_f32..10.0), 0..300)) {
            let (left, right): (Vec<f32>, Vec<f32>) = values.into_iter().unzip();
            let plain: f64 = left.iter().zip(&right).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
            prop_assert!((f64::from(dot(&left, &right)) - plain).abs() < 0.02);
        }

        #[test]
        fn normalised_vector_has_length_one(mut values in prop::collection::vec(-10.0_f32..10.0, 1..300)) {
            prop_assume!(values.iter().any(|value| value.abs() > 0.01));
            prop_assert!(normalise(&mut values));
            prop_assert!((dot(&values, &values) - 1.0).abs() < 1e-4);
        }
    }
}
