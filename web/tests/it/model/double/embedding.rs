//! Vectors, as the double gives them.

use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{KEY, Shared, checks::check_embeddings, fault, header};

/// What it does with texts that are to be embedded.
pub(in super::super) enum Embedded {
    /// Gives vectors.
    Vectors(Vec<Vec<f32>>),
    /// Refuses.
    Refuse(u16),
}

pub(super) type Embedding = Box<dyn FnMut(&[String]) -> Embedded + Send>;

/// A vector of a text: which of some matters it speaks of, and with which words.
pub(in super::super) fn vector(text: &str) -> Vec<f32> {
    const WORDS: usize = 64;
    let lower = text.to_lowercase();
    let matters = [
        "return", "send", "days", "deliver", "size", "pay", "shoe", "hoodie", "lend", "mat",
    ];
    let about = |matter: &&str| f32::from(u8::from(lower.contains(*matter)));
    let mut words = [0.0; WORDS];
    for word in lower.split(|letter: char| !letter.is_alphanumeric()) {
        let place = word.bytes().fold(7_usize, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(usize::from(byte))
        });
        words[place % WORDS] = 0.4;
    }
    let matters = matters.iter().map(about);
    std::iter::once(0.5).chain(matters).chain(words).collect()
}

pub(super) async fn embeddings(request: HttpRequest, body: Bytes, shared: web::Data<Shared>) -> HttpResponse {
    if header(&request, "authorization") != format!("Bearer {KEY}") {
        return fault(&shared, "a wrong key");
    }
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let texts = match check_embeddings(&body) {
        Ok(texts) => texts,
        Err(wrong) => return fault(&shared, wrong),
    };
    let mut state = shared.state.lock();
    state.embedded.push(texts.clone());
    let vectors = match (state.embed)(&texts) {
        Embedded::Refuse(status) => {
            let status = actix_web::http::StatusCode::from_u16(status).expect("a status");
            return HttpResponse::build(status).json(json!({ "error": { "message": "not now" } }));
        }
        Embedded::Vectors(vectors) => vectors,
    };
    // The order is the index's, not the list's.
    let data: Vec<Value> = vectors
        .iter()
        .enumerate()
        .rev()
        .map(|(index, vector)| json!({ "object": "embedding", "index": index, "embedding": vector }))
        .collect();
    HttpResponse::Ok().json(json!({ "object": "list", "data": data, "model": body["model"],
        "usage": { "prompt_tokens": 10 * texts.len(), "total_tokens": 10 * texts.len() } }))
}
