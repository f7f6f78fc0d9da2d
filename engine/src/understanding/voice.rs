//! A voice beside rules and model: what somebody else takes a message for, weighed like any other candidate.

use super::{Candidate, intent::Intent};

/// Weighs a voice against what rules and model say. The more confident wins; one that loses is kept as a candidate.
pub(super) fn hear(voice: Candidate, candidates: &mut Vec<Candidate>, out_of_scope: &mut f32) {
    let is_outside = *out_of_scope > 0.5;
    let heard_so_far = match candidates.first() {
        _ if is_outside => *out_of_scope,
        Some(first) => first.probability,
        None => 0.0,
    };
    let wins = voice.probability > heard_so_far;
    if voice.intent == Intent::OutOfScope {
        if wins {
            *out_of_scope = out_of_scope.max(voice.probability);
        }
        return;
    }
    let known = candidates
        .iter()
        .position(|candidate| candidate.intent == voice.intent);
    match known {
        Some(place) if !wins => {
            let known = &mut candidates[place];
            known.probability = known.probability.max(voice.probability.min(heard_so_far));
        }
        Some(place) => {
            candidates.remove(place);
            candidates.insert(0, voice);
        }
        None if wins => candidates.insert(0, voice),
        None => candidates.push(voice),
    }
    if wins {
        *out_of_scope = out_of_scope.min(1.0 - voice.probability);
    } else {
        candidates.sort_by(|left, right| right.probability.total_cmp(&left.probability));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Origin, *};

    fn candidate(intent: Intent, probability: f32, origin: Origin) -> Candidate {
        Candidate {
            intent,
            probability,
            origin,
        }
    }

    fn heard(voice: (Intent, f32), outside: f32) -> (Intent, f32) {
        let mut candidates = vec![
            candidate(Intent::ViewCart, 0.4, Origin::Model),
            candidate(Intent::Delivery, 0.2, Origin::Model),
        ];
        let mut out_of_scope = outside;
        let voice = candidate(voice.0, voice.1, Origin::LanguageModel);
        hear(voice, &mut candidates, &mut out_of_scope);
        (candidates[0].intent, out_of_scope)
    }

    #[test]
    fn the_more_confident_wins() {
        assert_eq!(heard((Intent::Delivery, 0.8), 0.1).0, Intent::Delivery);
        assert_eq!(heard((Intent::Payment, 0.8), 0.1).0, Intent::Payment);
        assert_eq!(heard((Intent::Payment, 0.3), 0.1).0, Intent::ViewCart);
        assert_eq!(heard((Intent::Delivery, 0.3), 0.1).0, Intent::ViewCart);
    }

    #[test]
    fn what_was_turned_away_is_taken_back_by_a_surer_voice_alone() {
        let (intent, outside) = heard((Intent::Payment, 0.85), 0.6);
        assert_eq!(intent, Intent::Payment);
        assert!(outside < 0.5);
        let (intent, outside) = heard((Intent::Payment, 0.55), 0.6);
        assert_eq!(intent, Intent::Payment, "the likeliest of what was turned away");
        assert!((outside - 0.6).abs() < 1e-6);
    }

    #[test]
    fn a_voice_may_turn_away_what_was_only_guessed_at() {
        assert!(heard((Intent::OutOfScope, 0.8), 0.3).1 > 0.5);
        assert!(heard((Intent::OutOfScope, 0.35), 0.3).1 < 0.5);
    }
}
