//! A trained model as bytes: a mark, a version, then everything in little-endian order.

use colloquy_vector::linear::{Centroids, FAMILIES, GramShape, Vocabulary, VocabularyParts, Weights};

use super::{
    linear::LinearModel,
    logistic::Logistic,
    scope::{SIGNS, Scope},
};

const MARK: &[u8; 4] = b"CLQM";
const VERSION: u8 = 4;

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// They do not start as a model does.
    #[error("not a model file")]
    NotAModel,
    /// They were written by another version of the format.
    #[error("model format {0} is not the one this program reads")]
    Version(u8),
    /// They end too early or contradict themselves.
    #[error("the model file is damaged")]
    Damaged,
}

impl LinearModel {
    /// The whole model, to be stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let parts = self.vocabulary.parts();
        let mut bytes = Vec::with_capacity(parts.hashes.len() * (16 + self.labels.len()) + 1_024);
        bytes.extend_from_slice(MARK);
        bytes.push(VERSION);
        bytes.push(u8::from(self.several) + u8::from(self.several && self.never_none));
        let shape = parts.shape;
        bytes.extend_from_slice(&[shape.shortest_letters, shape.longest_letters, shape.longest_words]);
        for number in [self.temperature, self.threshold, parts.unseen] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        let scope = &self.scope;
        let learnt = [scope.threshold, scope.inside.start, scope.right.start];
        let weights = scope.inside.weights.iter().chain(&scope.right.weights);
        for number in learnt.iter().chain(weights) {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        put_length(&mut bytes, self.labels.len());
        put_length(&mut bytes, parts.hashes.len());
        for label in &self.labels {
            put_length(&mut bytes, label.len());
            bytes.extend_from_slice(label.as_bytes());
        }
        for bias in self.weights.bias() {
            bytes.extend_from_slice(&bias.to_le_bytes());
        }
        for hash in &parts.hashes {
            bytes.extend_from_slice(&hash.to_le_bytes());
        }
        for number in parts.rarity.iter().chain(self.weights.scales()) {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend(
            self.weights
                .weights()
                .iter()
                .map(|weight| weight.to_le_bytes()[0]),
        );
        let (scales, places) = self.centroids.parts();
        put_length(&mut bytes, self.centroids.classes());
        for scale in scales {
            bytes.extend_from_slice(&scale.to_le_bytes());
        }
        bytes.extend(places.iter().map(|place| place.to_le_bytes()[0]));
        bytes
    }

    /// Reads a stored model.
    ///
    /// # Errors
    /// When the bytes are no model, of another version, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader(bytes);
        if reader.take(MARK.len()).ok() != Some(MARK.as_slice()) {
            return Err(ModelError::NotAModel);
        }
        let version = reader.byte()?;
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let (several, never_none) = match reader.byte()? {
            0 => (false, false),
            1 => (true, false),
            2 => (true, true),
            _ => return Err(ModelError::Damaged),
        };
        let shape = GramShape {
            shortest_letters: reader.byte()?,
            longest_letters: reader.byte()?,
            longest_words: reader.byte()?,
        };
        if shape.shortest_letters == 0 || shape.longest_words == 0 {
            return Err(ModelError::Damaged);
        }
        let temperature = reader.float()?;
        let threshold = reader.float()?;
        let unseen = reader.float()?;
        let scope = reader.scope()?;
        let classes = reader.length()?;
        let features = reader.length()?;
        // Before any memory is set aside for what a damaged file claims to hold.
        let needed = features
            .checked_mul(classes)
            .and_then(|weights| weights.checked_add(features.checked_mul(16)?));
        if needed.is_none_or(|needed| needed > reader.0.len()) || temperature <= 0.0 {
            return Err(ModelError::Damaged);
        }
        let labels = (0..classes)
            .map(|_| reader.text())
            .collect::<Result<Vec<_>, _>>()?;
        let bias = reader.floats(classes)?;
        let hashes = reader
            .take(features.saturating_mul(8))?
            .chunks_exact(8)
            .map(|chunk| {
                chunk
                    .try_into()
                    .map(u64::from_le_bytes)
                    .map_err(|_| ModelError::Damaged)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let rarity = reader.floats(features)?;
        let scales = reader.floats(features)?;
        let weights = reader.take(features.saturating_mul(classes))?;
        let weights = weights.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        let centroids = reader.centroids(classes)?;
        if !reader.0.is_empty() {
            return Err(ModelError::Damaged);
        }
        let weights = Weights::from_parts(scales, weights, bias).ok_or(ModelError::Damaged)?;
        let vocabulary = Vocabulary::from_parts(VocabularyParts {
            shape,
            hashes,
            rarity,
            unseen,
        });
        Ok(Self {
            labels,
            vocabulary,
            weights,
            centroids,
            temperature,
            threshold,
            several,
            never_none,
            scope,
        })
    }
}

fn put_length(bytes: &mut Vec<u8>, length: usize) {
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    bytes.extend_from_slice(&length.to_le_bytes());
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], ModelError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(ModelError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, ModelError> {
        self.take(1)?.first().copied().ok_or(ModelError::Damaged)
    }

    fn length(&mut self) -> Result<usize, ModelError> {
        let bytes = self.take(4)?.try_into().map_err(|_| ModelError::Damaged)?;
        usize::try_from(u32::from_le_bytes(bytes)).map_err(|_| ModelError::Damaged)
    }

    fn float(&mut self) -> Result<f32, ModelError> {
        let bytes = self.take(4)?.try_into().map_err(|_| ModelError::Damaged)?;
        let number = f32::from_le_bytes(bytes);
        if number.is_finite() {
            Ok(number)
        } else {
            Err(ModelError::Damaged)
        }
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        (0..count).map(|_| self.float()).collect()
    }

    fn scope(&mut self) -> Result<Scope, ModelError> {
        let threshold = self.float()?;
        let starts: [f32; 2] = self.row()?;
        Ok(Scope {
            threshold,
            inside: Logistic {
                weights: self.row::<SIGNS>()?,
                start: starts[0],
            },
            right: Logistic {
                weights: self.row::<SIGNS>()?,
                start: starts[1],
            },
        })
    }

    /// Of as many classes as the model has, or of none.
    fn centroids(&mut self, classes: usize) -> Result<Centroids, ModelError> {
        let held = self.length()?;
        let places = Centroids::places_of(held).ok_or(ModelError::Damaged)?;
        if (held != 0 && held != classes) || places > self.0.len() {
            return Err(ModelError::Damaged);
        }
        let scales = self.floats(held * FAMILIES)?;
        let places = self.take(places)?;
        let places = places.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        Centroids::from_parts(scales, places).ok_or(ModelError::Damaged)
    }

    fn row<const N: usize>(&mut self) -> Result<[f32; N], ModelError> {
        let mut row = [0.0; N];
        for place in &mut row {
            *place = self.float()?;
        }
        Ok(row)
    }

    fn text(&mut self) -> Result<String, ModelError> {
        let length = self.length()?;
        String::from_utf8(self.take(length)?.to_vec()).map_err(|_| ModelError::Damaged)
    }
}
