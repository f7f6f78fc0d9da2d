//! A small logistic regression over a few numbers, for what a classifier's scores say of themselves.

/// What was learnt: a weight for each number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Logistic<const N: usize> {
    pub(super) weights: [f32; N],
    pub(super) start: f32,
}

/// Passes over all rows; each is a full step, so that the order of the rows makes no difference.
const STEPS: u32 = 600;
/// Pull towards zero, so that a few rows are not believed too much.
const DECAY: f64 = 1e-3;

impl<const N: usize> Logistic<N> {
    /// Fits by gradient descent on standardised numbers. Rows that are true count `weight_of_true`.
    pub(super) fn fit(rows: &[[f32; N]], targets: &[bool], weight_of_true: f32) -> Self {
        let count = rows.len().max(1) as f64;
        let mut means = [0.0_f64; N];
        let mut spreads = [0.0_f64; N];
        for row in rows {
            for (mean, value) in means.iter_mut().zip(row) {
                *mean += f64::from(*value) / count;
            }
        }
        for row in rows {
            for ((spread, value), mean) in spreads.iter_mut().zip(row).zip(&means) {
                *spread += (f64::from(*value) - mean).powi(2) / count;
            }
        }
        for spread in &mut spreads {
            *spread = spread.sqrt().max(1e-6);
        }
        let plain: Vec<[f64; N]> = rows
            .iter()
            .map(|row| {
                let mut plain = [0.0; N];
                for (((plain, value), mean), spread) in plain.iter_mut().zip(row).zip(&means).zip(&spreads) {
                    *plain = (f64::from(*value) - mean) / spread;
                }
                plain
            })
            .collect();
        let mut weights = [0.0_f64; N];
        let mut start = 0.0_f64;
        let mut speeds = ([0.0_f64; N], 0.0_f64);
        for _ in 0..STEPS {
            let mut slopes = [0.0_f64; N];
            let mut slope = 0.0_f64;
            let mut total = 0.0_f64;
            for (row, target) in plain.iter().zip(targets) {
                let score = start
                    + row
                        .iter()
                        .zip(&weights)
                        .map(|(value, weight)| value * weight)
                        .sum::<f64>();
                let worth = if *target { f64::from(weight_of_true) } else { 1.0 };
                let off = worth * (1.0 / (1.0 + (-score).exp()) - f64::from(u8::from(*target)));
                for (slope, value) in slopes.iter_mut().zip(row) {
                    *slope += off * value;
                }
                slope += off;
                total += worth;
            }
            let total = total.max(1e-9);
            for ((weight, speed), slope) in weights.iter_mut().zip(&mut speeds.0).zip(&slopes) {
                *speed = 0.9 * *speed - (slope / total + DECAY * *weight);
                *weight += *speed;
            }
            speeds.1 = 0.9 * speeds.1 - slope / total;
            start += speeds.1;
        }
        let mut fitted = Self {
            weights: [0.0; N],
            start: 0.0,
        };
        for (((fitted, weight), spread), mean) in
            fitted.weights.iter_mut().zip(&weights).zip(&spreads).zip(&means)
        {
            *fitted = (weight / spread) as f32;
            start -= weight * mean / spread;
        }
        fitted.start = start as f32;
        fitted
    }

    /// The same score, put through another line.
    pub(super) fn scaled(&self, by: &Logistic<1>) -> Self {
        let [factor] = by.weights;
        Self {
            weights: self.weights.map(|weight| factor * weight),
            start: factor * self.start + by.start,
        }
    }

    pub(super) fn score(&self, row: &[f32; N]) -> f32 {
        self.start
            + row
                .iter()
                .zip(&self.weights)
                .map(|(value, weight)| value * weight)
                .sum::<f32>()
    }

    pub(super) fn probability(&self, row: &[f32; N]) -> f32 {
        1.0 / (1.0 + (-self.score(row)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fitted_line_says_how_often_it_was_so() {
        let rows: Vec<[f32; 1]> = (0_u16..400).map(|number| [f32::from(number % 2) * 5.0]).collect();
        // Of the rows with a five, three in four are true; of the others none but one in a hundred.
        let targets: Vec<bool> = (0_u16..400)
            .map(|number| {
                if number % 2 == 1 {
                    number % 8 != 1
                } else {
                    number % 200 == 0
                }
            })
            .collect();
        let fitted = Logistic::fit(&rows, &targets, 1.0);
        assert!((fitted.probability(&[5.0]) - 0.75).abs() < 0.03, "{fitted:?}");
        assert!(fitted.probability(&[0.0]) < 0.06, "{fitted:?}");
    }
}
