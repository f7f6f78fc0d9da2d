//! What people say rather than write: the sum of a cart, an order spoken of as "it", thanks between friends, in five
//! languages.

use super::Intent;

/// Intent, how sure the rule is, and its pattern.
pub(super) const SPOKEN: &[(Intent, f32, &str)] = &[
    (
        Intent::ViewCart,
        0.94,
        r"\bwhat(?:'s|s| is) (?:the|my) (?:grand )?total\b|\bhow much (?:is (?:it|that|everything)|do i (?:owe|pay)) (?:in total|all together|altogether|now)\b|\bwat is (?:het|mijn|m'n) totaal\b|\bhoeveel (?:is|wordt|kost) (?:het|dat|alles) (?:in totaal|samen|bij elkaar)\b|\bwas macht das (?:zusammen|insgesamt)|\bwas kostet (?:das|alles) (?:zusammen|insgesamt)|ça fait combien (?:en tout|au total)|\bquel est le total\b|\bcombien (?:ça fait )?(?:en tout|au total)|\bquanto (?:fa|viene|spendo|pago) (?:in tutto|in totale)|\bqual è il totale\b",
    ),
    (
        Intent::ViewCart,
        0.94,
        r"\b(?:dis|dites|montre|montrez)-moi ce qu'il y a dans (?:mon |le )?(?:panier|caddie)\b|\bdimmi cosa c'è nel (?:mio )?carrello\b|\bzeig\w*\b[^.?!]{0,24}\b(?:warenkorb|warenkrob|einkaufswagen)\W*$",
    ),
    (
        Intent::Thanks,
        0.95,
        r"^\W*(?:(?:ok|oke|oké|okay|top|super|prima|fijn|mooi|goed|tof|toll|klasse|gut|alles klar|génial|parfait|d'accord|bene|perfetto|va bene|great)[\s,.!]+){0,3}(?:dankje|dank je|dankjewel|dank u|bedankt|danke|vielen dank|merci|grazie)(?:[\s,.!]+(?:dir|ihnen|je|u|fijne (?:avond|dag)|schönen (?:tag|abend)|bonne (?:journée|soirée)|buona (?:giornata|serata)|beaucoup|mille))*\W*$",
    ),
    (
        Intent::OrderStatus,
        0.97,
        r"\b(?:besteld|bestelling|pakket)\b[^?!]{0,60}\bnog (?:niks|niets|niet|geen)\b|\b(?:bestellt|bestellung|paket)\b[^?!]{0,60}\bnoch (?:nichts|nicht|keine?)\b[^.?!]{0,20}\b(?:gehört|erhalten|bekommen|da|angekommen)\b|\bcommand\w*\b[^?!]{0,60}\b(?:toujours|encore) (?:rien|pas)\b|\bordinat\w+\b[^?!]{0,60}\b(?:ancora (?:niente|nulla|non)|non è (?:ancora )?arrivat)|\b(?:ordered|my order|parcel|package)\b[^?!]{0,50}\b(?:still (?:nothing|not|hasn'?t|haven'?t)|hasn'?t (?:arrived|come)|haven'?t (?:received|heard|got))",
    ),
    (
        Intent::CancelOrder,
        0.93,
        r"\bstornieren sie (?:sie|es|das|die|ihn)\b|^\W*(?:ok |dann |bitte |gut )*storniere? (?:sie|es|das|die)\b|\bannuleer (?:hem|het|die|deze|'m) (?:dan|maar|alsjeblieft|alstublieft)\b|\bannule[rz]?-(?:la|le|les)\b|\bannulla(?:lo|la|telo|tela)\b|^\W*(?:ok |okay |then |please |pls |so )*cancel (?:it|that one|the thing) (?:then|please|pls)\b",
    ),
    (
        Intent::UpdateCart,
        0.92,
        r"^\W*(?:doch |lieber |bitte )+nur (?:noch )?(?:einen?|ein|zwei|drei|\d+)\b|^\W*(?:toch |liever )+(?:maar )?(?:een|één|twee|drie|\d+)\b|^\W*finalement (?:juste|seulement|plutôt) (?:une?|deux|trois|\d+)\b|^\W*(?:anzi|alla fine),? (?:solo|soltanto) (?:un|uno|una|due|tre|\d+)\b|^\W*mettine (?:uno|una|due|tre|\d+) invece\b",
    ),
];
