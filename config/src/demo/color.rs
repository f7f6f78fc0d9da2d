//! Colors that go with a color.

/// Red, green and blue, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Color([f32; 3]);

/// How much an accent must stand out from its color (WCAG contrast; 1 is none). Stitching need not be read, only seen.
pub(super) const ACCENT_CONTRAST: f32 = 1.9;

/// How much a color must stand out from its background.
pub(super) const BACKGROUND_CONTRAST: f32 = 1.25;

const BLACK: Color = Color([0.0; 3]);
const WHITE: Color = Color([1.0; 3]);
/// What a background leans to where a tint of a pale color would drown it.
const SLATE: Color = Color([0.36, 0.40, 0.46]);

/// Relative luminance above which an accent is darker than its color, else lighter.
const BRIGHT: f32 = 0.18;

impl Color {
    /// Reads `#rrggbb`.
    pub(super) fn parse(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let mut parts = [0.0; 3];
        for (part, start) in parts.iter_mut().zip([0, 2, 4]) {
            let pair = digits.get(start..start + 2)?;
            if !pair.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            *part = f32::from(u8::from_str_radix(pair, 16).ok()?) / 255.0;
        }
        Some(Self(parts))
    }

    /// Writes `#rrggbb`.
    pub(super) fn hex(self) -> String {
        // Parts are from 0 to 1, so each is one byte.
        let [red, green, blue] = self.0.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// WCAG contrast with another color, from 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f32 {
        let (left, right) = (self.luminance(), other.luminance());
        (left.max(right) + 0.05) / (left.min(right) + 0.05)
    }

    /// A darker or lighter one of the same hue that can be seen on it.
    pub(super) fn accent(self) -> Self {
        let goal = if self.luminance() > BRIGHT { BLACK } else { WHITE };
        self.towards(goal, |candidate| candidate.contrast(self) >= ACCENT_CONTRAST)
    }

    /// A soft tint that it stands out from.
    pub(super) fn background(self) -> Self {
        let tint = self.mix(WHITE, 0.84);
        if tint.contrast(self) >= BACKGROUND_CONTRAST {
            return tint;
        }
        self.towards(SLATE, |candidate| candidate.contrast(self) >= BACKGROUND_CONTRAST)
    }

    fn towards(self, goal: Self, enough: impl Fn(Self) -> bool) -> Self {
        (1_u8..20)
            .map(|step| self.mix(goal, f32::from(step) / 20.0))
            .find(|candidate| enough(*candidate))
            .unwrap_or(goal)
    }

    fn mix(self, other: Self, share: f32) -> Self {
        let mut parts = self.0;
        for (part, goal) in parts.iter_mut().zip(other.0) {
            *part += (goal - *part) * share;
        }
        Self(parts)
    }

    fn luminance(self) -> f32 {
        let [red, green, blue] = self.0.map(|part| {
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_six_hexadecimal_digits_are_a_color() {
        assert_eq!(
            Color::parse("#1C1c1e").map(Color::hex).as_deref(),
            Some("#1c1c1e")
        );
        for wrong in [
            "1c1c1e", "#1c1c1", "#1c1c1e0", "#+1c1c1", "#äöü", "red", "#\"/>ab",
        ] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn black_on_white_has_the_highest_contrast() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 0.01);
    }

    proptest! {
        #[test]
        fn what_goes_with_a_color_can_be_seen_beside_it(red: u8, green: u8, blue: u8) {
            let color = Color::parse(&format!("#{red:02x}{green:02x}{blue:02x}")).expect("six digits");
            prop_assert!(color.accent().contrast(color) >= ACCENT_CONTRAST);
            prop_assert!(color.background().contrast(color) >= BACKGROUND_CONTRAST);
        }
    }
}
