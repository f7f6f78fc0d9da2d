//! JSON that is written with every turn and hardly ever read, packed by zstd with a dictionary.
//!
//! Traces resemble each other: names of fields, products and passages return in each. A dictionary that knows them packs
//! a trace to a sixth, in less time than PostgreSQL needs to read it as JSON. `cargo run -p xtask -- dictionary FILE`
//! makes one from traces, a line each. What one dictionary has packed only that one unpacks, so a new one gets a new
//! number and the old ones stay.

use std::{cell::RefCell, sync::LazyLock};

use colloquy_engine::port::StoreError;
use sea_orm::JsonValue;
use zstd::{
    bulk::{Compressor, Decompressor},
    dict::{DecoderDictionary, EncoderDictionary},
};

use crate::error::Trouble;

/// The first byte of what the first dictionary packed. JSON that was written before there was one begins with a brace.
const FIRST: u8 = 1;
/// The dictionary does most of it: higher levels pack a twentieth better in far more of every turn's time.
const LEVEL: i32 = 1;
/// Bytes of JSON. A longer trace is damaged, or would take the memory of many.
const LARGEST: usize = 16 * 1024 * 1024;

static DICTIONARY: &[u8] = include_bytes!("packed/traces-1.dictionary");
static TO_PACK: LazyLock<EncoderDictionary<'static>> =
    LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
static TO_UNPACK: LazyLock<DecoderDictionary<'static>> =
    LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));

thread_local! {
    /// A compressor has tables of its own, which are dear to make and cheap to use again.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
}

/// JSON as it is stored.
pub(crate) fn pack(json: &str) -> Result<Vec<u8>, Trouble> {
    let packed = COMPRESSOR.with_borrow_mut(|kept| {
        let compressor = match kept {
            Some(compressor) => compressor,
            None => kept.insert(Compressor::with_prepared_dictionary(&TO_PACK)?),
        };
        compressor.compress(json.as_bytes())
    });
    let packed = packed.map_err(|error| Trouble::Store(StoreError::Refused(error.to_string())))?;
    let mut stored = Vec::with_capacity(packed.len() + 1);
    stored.push(FIRST);
    stored.extend(packed);
    Ok(stored)
}

/// What was stored.
pub(crate) fn unpack(stored: &[u8]) -> Result<JsonValue, Trouble> {
    let json = match stored {
        [FIRST, packed @ ..] => {
            let unpacked = Decompressor::with_prepared_dictionary(&TO_UNPACK)
                .and_then(|mut decompressor| decompressor.decompress(packed, LARGEST));
            unpacked.map_err(|error| corrupt(&error))?
        }
        plain => plain.to_vec(),
    };
    serde_json::from_slice(&json).map_err(|error| corrupt(&error))
}

fn corrupt(error: &dyn std::error::Error) -> Trouble {
    Trouble::Store(StoreError::Corrupt {
        what: "trace",
        why: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn any_json() -> impl Strategy<Value = JsonValue> {
        let leaf = prop_oneof![
            Just(JsonValue::Null),
            any::<bool>().prop_map(JsonValue::from),
            any::<i64>().prop_map(JsonValue::from),
            ".{0,40}".prop_map(JsonValue::from),
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(JsonValue::from),
                prop::collection::hash_map("[a-z_]{1,12}", inner, 0..8)
                    .prop_map(|fields| JsonValue::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_was_packed_is_unpacked(value in any_json()) {
            prop_assert_eq!(unpack(&pack(&value.to_string()).unwrap()).unwrap(), value);
        }

        #[test]
        fn damaged_bytes_are_an_error_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _whatever = unpack(&bytes);
        }
    }

    #[test]
    fn what_was_written_before_there_was_a_dictionary_is_read() {
        assert_eq!(unpack(br#"{"answer": null}"#).unwrap(), json!({"answer": null}));
    }

    #[test]
    fn what_is_cut_off_is_told_as_corrupt() {
        let packed = pack(&json!({"decision": {"kind": "send", "reason": "confident"}}).to_string()).unwrap();
        let cut = unpack(&packed[..packed.len() - 4]);
        assert!(
            matches!(cut, Err(Trouble::Store(StoreError::Corrupt { .. }))),
            "{cut:?}"
        );
    }
}
