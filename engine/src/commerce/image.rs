//! Pictures as they come: what they are is told by their bytes, never by what somebody says of them.

use std::str::FromStr;

use crate::channel::UnknownName;

/// Pixels of a side at most; a picture of a product needs fewer, and a browser has to unpack it.
pub const LONGEST_SIDE: u32 = 8_192;

/// The kinds of pictures that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    WebP,
}

impl ImageKind {
    const ALL: [Self; 3] = [Self::Png, Self::Jpeg, Self::WebP];

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
        }
    }

    /// How a file of it ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
        }
    }
}

impl FromStr for ImageKind {
    type Err = UnknownName;

    fn from_str(media_type: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.media_type() == media_type)
            .ok_or_else(|| UnknownName(media_type.to_owned()))
    }
}

/// What the head of a picture tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageHead {
    /// What it is.
    pub kind: ImageKind,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Reads what a picture is from its first bytes; none for anything that is no picture of these kinds, or has no size.
#[must_use]
pub fn head(bytes: &[u8]) -> Option<ImageHead> {
    let (kind, width, height) = png(bytes)
        .map(|(width, height)| (ImageKind::Png, width, height))
        .or_else(|| jpeg(bytes).map(|(width, height)| (ImageKind::Jpeg, width, height)))
        .or_else(|| webp(bytes).map(|(width, height)| (ImageKind::WebP, width, height)))?;
    (width > 0 && height > 0).then_some(ImageHead { kind, width, height })
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let header = rest.get(4..16)?.strip_prefix(b"IHDR")?;
    Some((big(header.get(..4)?), big(header.get(4..8)?)))
}

/// Goes from marker to marker until one tells the size.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let marker = rest.strip_prefix(b"\xff")?;
        let (code, after) = marker.split_first()?;
        match code {
            // Filling before a marker.
            0xff => {
                rest = marker;
                continue;
            }
            // Markers that stand alone.
            0x01 | 0xd0..=0xd7 => {
                rest = after;
                continue;
            }
            // The picture itself, or its end: too late for a size.
            0xd9 | 0xda => return None,
            _ => {}
        }
        let length = usize::try_from(big(after.get(..2)?)).ok()?;
        if matches!(code, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) {
            return Some((big(after.get(5..7)?), big(after.get(3..5)?)));
        }
        rest = after.get(length.max(2)..)?;
    }
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let rest = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let (chunk, data) = rest.split_at_checked(8)?;
    match chunk.get(..4)? {
        b"VP8 " => {
            let size = data.get(3..10)?.strip_prefix(b"\x9d\x01\x2a")?;
            Some((little(size.get(..2)?) & 0x3fff, little(size.get(2..4)?) & 0x3fff))
        }
        b"VP8L" => {
            let bits = little(data.strip_prefix(b"\x2f")?.get(..4)?);
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(data.get(4..7)?) + 1, little(data.get(7..10)?) + 1)),
        _ => None,
    }
}

fn big(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

fn little(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(kind: ImageKind, width: u32, height: u32) -> Option<ImageHead> {
        Some(ImageHead { kind, width, height })
    }

    #[test]
    fn each_kind_is_known_by_its_bytes_with_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x58\0\0\x01\x90\x08\x06\0\0\0";
        assert_eq!(head(png), of(ImageKind::Png, 600, 400));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xff\xc2\0\x0b\x08\x01\x90\x02\x58\x01";
        assert_eq!(head(jpeg), of(ImageKind::Jpeg, 600, 400));
        let lossy = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x58\x02\x90\x01";
        assert_eq!(head(lossy), of(ImageKind::WebP, 600, 400));
        let lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x57\xc2\x63\0";
        assert_eq!(head(lossless), of(ImageKind::WebP, 600, 400));
        let extended = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x57\x02\0\x8f\x01\0";
        assert_eq!(head(extended), of(ImageKind::WebP, 600, 400));
    }

    #[test]
    fn what_only_says_that_it_is_a_picture_is_none() {
        let pretenders: [&[u8]; 6] = [
            b"",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"GIF89a\x01\0\x01\0",
            b"\x89PNG\r\n\x1a\n<html>",
            b"\xff\xd8\xff\xda\0\x02",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\x08\x06\0\0\0",
        ];
        for bytes in pretenders {
            assert_eq!(head(bytes), None, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fall(start in 0_usize..4, rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let starts: [&[u8]; 4] = [b"", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8", b"\x89PNG\r\n\x1a\n"];
            let bytes = [starts[start], &rest].concat();
            if let Some(found) = head(&bytes) {
                prop_assert!(found.width > 0 && found.height > 0);
            }
        }
    }
}
