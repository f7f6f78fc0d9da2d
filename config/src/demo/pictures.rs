//! Pictures of the demo shop's products, drawn in the product's own color.

use super::color::Color;
use crate::assets::{DemoFiles, paths, text};

/// The shapes there are, sorted.
#[must_use]
pub fn shapes() -> Vec<String> {
    paths::<DemoFiles>("pictures/", ".svg")
        .iter()
        .filter_map(|path| path.strip_prefix("pictures/")?.strip_suffix(".svg"))
        .map(str::to_owned)
        .collect()
}

/// The SVG template of a shape, with the places `{{primary}}`, `{{accent}}` and `{{background}}`.
#[must_use]
pub fn picture(shape: &str) -> Option<String> {
    text::<DemoFiles>(&format!("pictures/{shape}.svg"))
}

/// The SVG of a shape in a color given as `#rrggbb`; `None` where there is no such shape or it is no such color.
#[must_use]
pub fn render_picture(shape: &str, primary: &str) -> Option<String> {
    let color = Color::parse(primary)?;
    let template = picture(shape)?;
    Some(
        template
            .replace("{{primary}}", &color.hex())
            .replace("{{accent}}", &color.accent().hex())
            .replace("{{background}}", &color.background().hex()),
    )
}
