//! A model of slots as bytes: a mark, a version, then everything in little-endian order.

use colloquy_vector::{linear::Weights, sequence::SequenceModel};

use super::{super::linear_bytes::ModelError, SlotModel};

const MARK: &[u8; 4] = b"CLQS";
const VERSION: u8 = 1;

impl SlotModel {
    /// The whole model, to be stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let weights = &self.sequence.weights;
        let mut bytes = Vec::with_capacity(self.known.len() * (12 + self.tags.len()) + 1_024);
        bytes.extend_from_slice(MARK);
        bytes.push(VERSION);
        for count in [self.tags.len(), self.known.len()] {
            bytes.extend_from_slice(&u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        }
        for tag in &self.tags {
            bytes.extend_from_slice(&u32::try_from(tag.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend_from_slice(tag.as_bytes());
        }
        bytes.extend(self.known.iter().flat_map(|hash| hash.to_le_bytes()));
        let floats = self.sequence.follows.iter().chain(weights.scales());
        bytes.extend(floats.flat_map(|number| number.to_le_bytes()));
        bytes.extend(weights.weights().iter().map(|weight| weight.to_le_bytes()[0]));
        bytes
    }

    /// Reads a stored model.
    ///
    /// # Errors
    /// When the bytes are no model of slots, of another version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MARK).ok_or(ModelError::NotAModel)?;
        let (version, rest) = rest.split_first().ok_or(ModelError::Damaged)?;
        if *version != VERSION {
            return Err(ModelError::Version(*version));
        }
        let mut reader = Reader(rest);
        let (tags, features) = (reader.length()?, reader.length()?);
        // Before any memory is set aside for what a damaged file claims to hold.
        let needed = features.checked_mul(12).and_then(|bytes| {
            let weights = features.checked_mul(tags)?;
            let follows = tags.checked_add(1)?.checked_mul(tags)?.checked_mul(4)?;
            bytes.checked_add(weights)?.checked_add(follows)
        });
        if needed.is_none_or(|needed| needed > reader.0.len()) || tags == 0 {
            return Err(ModelError::Damaged);
        }
        let tags = (0..tags).map(|_| reader.text()).collect::<Result<Vec<_>, _>>()?;
        let known: Vec<u64> = (0..features)
            .map(|_| reader.array().map(u64::from_le_bytes))
            .collect::<Result<_, _>>()?;
        let follows = reader.floats((tags.len() + 1) * tags.len())?;
        let scales = reader.floats(features)?;
        let weights = reader.take(features * tags.len())?;
        let weights = weights.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        if !reader.0.is_empty() || !known.is_sorted() {
            return Err(ModelError::Damaged);
        }
        let weights =
            Weights::from_parts(scales, weights, vec![0.0; tags.len()]).ok_or(ModelError::Damaged)?;
        Ok(Self {
            tags,
            known,
            sequence: SequenceModel { weights, follows },
        })
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], ModelError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(ModelError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        self.take(N)?.try_into().map_err(|_| ModelError::Damaged)
    }

    fn length(&mut self) -> Result<usize, ModelError> {
        usize::try_from(u32::from_le_bytes(self.array()?)).map_err(|_| ModelError::Damaged)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        (0..count)
            .map(|_| {
                let number = f32::from_le_bytes(self.array()?);
                number.is_finite().then_some(number).ok_or(ModelError::Damaged)
            })
            .collect()
    }

    fn text(&mut self) -> Result<String, ModelError> {
        let length = self.length()?;
        String::from_utf8(self.take(length)?.to_vec()).map_err(|_| ModelError::Damaged)
    }
}
