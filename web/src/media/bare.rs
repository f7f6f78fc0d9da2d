//! A picture without what its file tells beside the picture: where and when it was taken, with which camera, by whom.
//!
//! What a browser needs to show it as it was meant stays: the profile of its colours and which way up it is.

use actix_web::web::Bytes;
use colloquy_engine::commerce::image::ImageKind;
use img_parts::{
    ImageEXIF,
    jpeg::{Jpeg, markers},
    png::Png,
    webp::{CHUNK_XMP, WebP},
};

/// Chunks of a PNG that speak of the picture in words, times or tags.
const TELLING_CHUNKS: [[u8; 4]; 5] = [*b"tEXt", *b"zTXt", *b"iTXt", *b"tIME", *b"eXIf"];

/// How the segment of a JPEG begins that holds the profile of its colours (ICC.1:2010, B.4).
const COLOURS: &[u8] = b"ICC_PROFILE\0";

/// The bit of a WebP's extended header that promises XMP.
const HAS_XMP: u8 = 0b100;

/// Tag of the TIFF directory that says which way up a picture is (Exif 2.32, 4.6.4).
const ORIENTATION: u16 = 0x0112;

/// The picture alone; none when the file is not whole.
pub(crate) fn bare(kind: ImageKind, file: Bytes) -> Option<Bytes> {
    match kind {
        ImageKind::Png => png(file),
        ImageKind::Jpeg => jpeg(file),
        ImageKind::WebP => webp(file),
    }
}

fn png(file: Bytes) -> Option<Bytes> {
    let mut png = Png::from_bytes(file).ok()?;
    let turned = png.exif().and_then(|exif| turned(&exif));
    png.chunks_mut()
        .retain(|chunk| !TELLING_CHUNKS.contains(&chunk.kind()));
    png.set_exif(turned);
    Some(png.encoder().bytes())
}

fn jpeg(file: Bytes) -> Option<Bytes> {
    let mut jpeg = Jpeg::from_bytes(file).ok()?;
    let turned = jpeg.exif().and_then(|exif| turned(&exif));
    jpeg.segments_mut().retain(|segment| {
        let marker = segment.marker();
        let is_of_an_application = (markers::APP0..=markers::APP15).contains(&marker);
        let shows = marker == markers::APP0
            || marker == markers::APP14
            || (marker == markers::APP2 && segment.contents().starts_with(COLOURS));
        marker != markers::COM && (!is_of_an_application || shows)
    });
    jpeg.set_exif(turned);
    Some(jpeg.encoder().bytes())
}

fn webp(file: Bytes) -> Option<Bytes> {
    let mut webp = WebP::from_bytes(file).ok()?;
    let turned = webp.exif().and_then(|exif| turned(&exif));
    if webp.has_chunk(CHUNK_XMP) {
        webp.remove_chunks_by_id(CHUNK_XMP);
        for chunk in webp.chunks_mut() {
            if chunk.id() != img_parts::webp::CHUNK_VP8X {
                continue;
            }
            let mut header = chunk.content().data()?.to_vec();
            *header.first_mut()? &= !HAS_XMP;
            *chunk.content_mut() = img_parts::riff::RiffContent::Data(header.into());
        }
    }
    webp.set_exif(turned);
    Some(webp.encoder().bytes())
}

/// The orientation of a picture as the only entry of new EXIF data; none when it is upright.
fn turned(exif: &[u8]) -> Option<Bytes> {
    let orientation = orientation(exif).filter(|orientation| (2..=8).contains(orientation))?;
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    tiff.extend(ORIENTATION.to_be_bytes());
    tiff.extend(b"\0\x03\0\0\0\x01");
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0; 6]);
    Some(tiff.into())
}

/// The orientation that the first directory of a TIFF names.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let is_little = match tiff.get(..4)? {
        b"II\x2a\0" => true,
        b"MM\0\x2a" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map(|entry| directory.saturating_add(2 + 12 * entry))
        .find(|at| short(*at) == Some(ORIENTATION))
        .and_then(|at| short(at.saturating_add(8)))
}

#[cfg(test)]
mod tests {
    use img_parts::{jpeg::JpegSegment, png::PngChunk};
    use proptest::prelude::*;

    use super::*;

    /// EXIF data of a phone: which way up, and where.
    fn from_a_phone(orientation: u16) -> Bytes {
        let mut tiff = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend(b"\x0f\x01\x02\0\x04\0\0\0GPS\0");
        tiff.extend(ORIENTATION.to_le_bytes());
        tiff.extend(b"\x03\0\x01\0\0\0");
        tiff.extend(orientation.to_le_bytes());
        tiff.extend([0; 6]);
        tiff.into()
    }

    /// The smallest PNG there is.
    const PIXEL: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\
        \0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

    fn has(bytes: &[u8], words: &[u8]) -> bool {
        bytes.windows(words.len()).any(|window| window == words)
    }

    fn photo(orientation: u16) -> Bytes {
        let segment = |marker, contents: &'static [u8]| {
            JpegSegment::new_with_contents(marker, Bytes::from_static(contents))
        };
        let mut jpeg = Jpeg::from_bytes(Bytes::from_static(b"\xff\xd8\xff\xd9")).expect("a frame");
        jpeg.segments_mut().extend([
            segment(markers::APP0, b"JFIF\0"),
            segment(markers::APP1, b"http://ns.adobe.com/xap/1.0/\0<by>Ann</by>"),
            segment(markers::APP13, b"Photoshop 3.0\0Ann"),
            segment(markers::APP14, b"Adobe\0"),
            segment(markers::COM, b"Ann's camera"),
            segment(markers::DQT, b"table"),
        ]);
        jpeg.set_exif(Some(from_a_phone(orientation)));
        jpeg.encoder().bytes()
    }

    #[test]
    fn a_photo_loses_place_camera_and_names_and_keeps_which_way_up_it_is() {
        let kept = bare(ImageKind::Jpeg, photo(6)).expect("a picture");
        assert!(!has(&kept, b"GPS") && !has(&kept, b"Ann") && has(&kept, b"JFIF") && has(&kept, b"table"));
        let exif = Jpeg::from_bytes(kept)
            .expect("a picture")
            .exif()
            .expect("EXIF data");
        assert_eq!(orientation(&exif), Some(6));
        let upright = bare(ImageKind::Jpeg, photo(1)).expect("a picture");
        assert!(Jpeg::from_bytes(upright).expect("a picture").exif().is_none());
    }

    #[test]
    fn a_drawing_loses_its_words_and_keeps_its_pixels() {
        let mut file = Png::from_bytes(Bytes::from_static(PIXEL)).expect("a picture");
        let before = file.clone().encoder().bytes();
        file.chunks_mut()
            .insert(1, PngChunk::new(*b"tEXt", Bytes::from_static(b"Author\0Ann")));
        assert_eq!(bare(ImageKind::Png, file.encoder().bytes()), Some(before));
    }

    proptest! {
        #[test]
        fn what_is_no_whole_picture_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for (kind, head) in [(ImageKind::Png, &b"\x89PNG\r\n\x1a\n"[..]), (ImageKind::Jpeg, b"\xff\xd8"), (ImageKind::WebP, b"RIFF")] {
                let _ = bare(kind, [head, &bytes].concat().into());
            }
            let _ = orientation(&bytes);
        }
    }
}
