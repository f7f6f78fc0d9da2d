//! The words of short answers in five languages: yes, no, never mind, another one.
//!
//! Boundaries of words are those of ASCII here: what begins or ends with an accent stands outside of them.

use std::sync::LazyLock;

use regex::Regex;

use crate::understanding::pattern::pattern;

/// Never mind all of it.
pub(super) static CANCEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^(?:(?:oh|ok|okay|actually|hmm|well|no|sorry|nee|nein|non|och|ach|ah|dann|dan|alors|allora|doe|eigenlijk|eigentlich|finalement|anzi),?\s+)*
        (?:never\s?mind|nvm|forget\s(?:it|about\sit|that)|cancel(?:\s(?:that|it))?|stop(?:\s(?:it|that))?|leave\sit|skip(?:\s(?:it|that))?
        |(?:i\s)?changed\smy\smind|none(?:\sof\s(?:them|those|these))?|neither|nothing|don'?t\sbother|no\sneed|not\sany\s?more|i\sdon'?t\swant\s(?:it|that|to)(?:\sany\s?more)?
        |laat\s(?:het\s|dat\s)?(?:maar|zitten)|laat\s\w+\smaar|toch\s(?:maar\s)?niet|vergeet\s(?:het|dat)|annuleer(?:\s(?:het|dat|maar))?|stop\s(?:maar|ermee)|hoeft\sniet(?:\smeer)?|niet\smeer\snodig|ik\s(?:heb|ben)\s\w*\s?van\sgedachten\sveranderd
        |vergiss\s(?:es|das)|vergessen\ssie\s(?:es|das)|egal|abbrechen|brich\sab|lass(?:en\ssie)?\s(?:es|das|mal|gut\ssein)(?:\s(?:sein|gut\ssein|bleiben))?|(?:lieber\s|doch\s)nicht|stopp|nicht\smehr\snötig|ich\shabe\ses\smir\sanders\süberlegt|hat\ssich\serledigt
        |laisse[zr]?\s(?:tomber|béton)|oublie[zr]?(?:\s(?:ça|cela|tout))?|annule[zr]?(?:\s(?:ça|cela|tout))?|tant\spis|arrête[zr]?(?:\s(?:ça|tout))?|peu\simporte|j'ai\schangé\sd'avis|ce\sn'est\splus\s(?:la\speine|nécessaire)
        |lascia\s(?:stare|perdere)|lasci\s(?:stare|perdere)|lasciamo\s(?:stare|perdere)|annulla(?:\stutto)?|annulli|non\simporta|fa\snie?nte|dimentica(?:lo)?|basta\scosì|ho\scambiato\sidea|non\s(?:mi\s)?serve\spiù)(?:\b|$)",
    )
});
/// Yes.
pub(super) static YES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:oh |ok |okay |well )*(?:(?:yes|yep|yeah|yea|ya|yup|y|sure|ok(?:ay)?|of course|absolutely|definitely|certainly|please do|do it|go ahead|go for it|confirm(?:ed)?|i confirm|correct|right|that'?s (?:right|correct|fine)|sounds good|fine|proceed|agreed|indeed|exactly|perfect|why not|ja|jawel|graag|prima|akkoord|klopt|doe maar|klar|natürlich|gerne|genau|einverstanden|oui|d'accord|bien sûr|entendu|volontiers|si|certo|va bene|d'accordo|confermo|confirme|bestätige|mach das|vas-y)\b|sì)",
    )
});
/// No.
pub(super) static NO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:oh |well |ehm? )*(?:no|nope|nah|n|not (?:now|yet|really|that)|don'?t|do not|please don'?t|better not|i'?d rather not|wait|hold on|nee|nein|non|niet|nicht)\b",
    )
});
/// A yes that takes something back.
pub(super) static BUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:but|except|however|instead|although|maar|behalve|aber|jedoch|außer|sondern|mais|sauf|plutôt|ma|tranne|invece)\b|\bperò",
    )
});
/// That the shopper has signed in.
pub(super) static SIGNED_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?:signed|logged|log|sign)[- ]?in|done|continue|go on|ingelogd|eingeloggt|angemeldet|collegat[oa]|(?:effettuato|fatto) l'accesso)\b|\bconnecté",
    )
});
/// Words around a yes that say nothing more.
pub(super) static POLITE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:please|pls|thanks|thank you|thx|then|sure|it|that|now|ok|okay|i'm|am|go|do|ahead|with|sounds|good|fine|right|great)\b",
    )
});
/// Another one, or a wrong one.
pub(super) static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:other|another|different|wrong|incorrect|change|new|not (?:that|this|the)|ander(?:e|es|en|er)?|verkeerde?|nieuwe?|wijzig(?:en)?|verander(?:en)?|niet (?:dat|die|deze)|falsche?[rs]?|neue?[rsn]?|nicht (?:die|das|diese[rs]?)|autre|mauvaise?|nouvelle|changer|changez|pas (?:cette|celle|ce)|altr[oa]|sbagliat[oa]|nuov[oa]|cambia(?:re)?|cambi|non (?:quell[oa]|quest[oa]))\b|ändern)",
    )
});
/// Another place, in one word or two.
pub(super) static ELSEWHERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:somewhere else|elsewhere|another place|ergens anders|ergens anders heen|woanders(?:hin)?|ailleurs|altrove|da un'altra parte)\b",
    )
});
/// An address.
pub(super) static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:address|addresses|adres|bezorgadres|adresse|anschrift|lieferadresse|indirizzo|street|straat|straße|rue|via)\b",
    )
});
/// An order.
pub(super) static ORDER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:order|bestelling|bestellung|commande|ordine)\b"));
