//! The same rules for Dutch, German, French and Italian: the few wishes that a sentence states beyond doubt.
//!
//! Word boundaries are those of ASCII, so none stands beside a letter with an accent.

use super::Intent;

/// Intent, how sure the rule is, and its pattern.
pub(super) const ABROAD: &[(Intent, f32, &str)] = &[
    (
        Intent::SupportEscalation,
        0.97,
        r"\b(?:mens|medewerker|persoon|collega|iemand|klantenservice|leidinggevende)\b[^.?!]{0,24}\b(?:spreken|praten|chatten|aan de lijn)\b|\b(?:praat|praten|spreken|verbind me|doorverbinden)\b[^.?!]{0,20}\b(?:mens|medewerker|persoon|collega|iemand|klantenservice|helpdesk)\b",
    ),
    (
        Intent::SupportEscalation,
        0.97,
        r"\b(?:mensch(?:en)?|mitarbeiter(?:in)?|person|kolleg(?:en|in)|jemand(?:em|en)?|kunden(?:dienst|service)|berater(?:in)?|vorgesetzten?|chef)\b[^.?!]{0,24}\b(?:sprechen|reden|chatten|verbinden|verbunden)\b|\bverbinden sie mich\b",
    ),
    (
        Intent::SupportEscalation,
        0.97,
        r"\b(?:parler|discuter|communiquer)\b[^.?!]{0,24}\b(?:humain|personne|conseill|agent|op[ée]rateur|quelqu'un|responsable|employ)|\bpassez-moi (?:quelqu'un|un )",
    ),
    (
        Intent::SupportEscalation,
        0.97,
        r"\bparl(?:are|o)\b[^.?!]{0,24}\b(?:persona|uman[oa]|operat(?:ore|rice)|qualcuno|responsabile|addetto|consulente)\b",
    ),
    (
        Intent::SupportEscalation,
        0.97,
        r"^\W*(?:een |een echt |ein |un |une |una )?(?:mens|medewerker|klantenservice|mensch|mitarbeiter|kundendienst|conseiller|humain|service client|operatore|umano|servizio clienti)(?: (?:alsjeblieft|alstublieft|graag|bitte|svp|per favore|grazie))?\W*$",
    ),
    (
        Intent::ClearMemory,
        0.97,
        r"\bvergeet (?:alles (?:over|van) (?:mij|me)|mij|me)\b|\bwis (?:je|jouw|het) (?:hele |geheugen)|\bvergiss (?:alles (?:über|von) mich|mich)\b|\b(?:lösch|lösche|leere) (?:dein|das) (?:ganzes |ganze )?gedächtnis|\boublie[zr]? (?:tout (?:sur|de|à propos de) moi|-?moi)\b|\beffacez? (?:toute )?(?:ta|votre) mémoire|\bdimentica(?:mi| tutto (?:di|su) (?:di )?me)\b|\bcancella (?:tutta )?la (?:tua )?memoria\b",
    ),
    (
        Intent::ShowMemory,
        0.97,
        r"\bwat (?:weet|onthoud) (?:je|u) (?:over|van) (?:mij|me)\b|\bwas (?:weißt|wissen|merkst) (?:du|sie)(?: dir)? (?:über|von) mi(?:ch|r)\b|\bque (?:sais-tu|savez-vous) (?:de|sur) moi\b|\bcosa (?:sai|ricordi) (?:di|su) (?:di )?me\b|\b(?:toon|laat) (?:mijn|m'n) voorkeuren\b|\bzeige? (?:mir )?meine (?:vorlieben|präferenzen)\b|\b(?:montre|affiche)[zr]?(?:-moi)? mes préférences|\bmostra(?:mi)? le mie preferenze\b",
    ),
    (
        Intent::SavePreference,
        0.95,
        r"^\W*onthoud (?:dat|alsjeblieft|alstublieft|:)|\bonthoud (?:dat|het)\W*$|^\W*merke? (?:dir|es dir)\b|\bmerke? dir (?:das|es)\W*$|^\W*(?:retiens|retenez|souviens-toi|note) (?:que|bien)\b|\bretiens-le\W*$|^\W*ricorda(?:ti)? che\b",
    ),
    (
        Intent::ForgetPreference,
        0.95,
        r"\bvergeet (?:dat ik|mijn (?:maat|schoenmaat|kleur|lievelings\w+|merk|budget|voorkeur\w*))\b|\bvergiss,? (?:dass ich|meine? (?:größe|schuhgröße|lieblings\w+|farbe|marke|budget|vorliebe))|\boublie[zr]? (?:que j|ma (?:taille|pointure|couleur|marque)|mon budget|mes préférences)|\bdimentica (?:che (?:mi|porto|amo)|la mia taglia|il mio (?:colore|budget|numero))",
    ),
    (
        Intent::ClearCart,
        0.97,
        r"\bmaak\b[^.?!]{0,12}\b(?:winkelwagen|winkelwagentje|winkelmand|winkelmandje|mandje|kar) leeg\b|^\W*leeg\b[^.?!]{0,12}\b(?:winkelwagen|winkelmand|winkelmandje|mandje)\b|^\W*(?:bitte )?leeren?\b[^.?!]{0,12}\b(?:warenkorb|einkaufswagen|korb)\b|\b(?:warenkorb|einkaufswagen) leeren\b|^\W*vide[rz]?\b[^.?!]{0,12}\b(?:panier|caddie)\b|^\W*svuota(?:re|te)?\b[^.?!]{0,12}\b(?:carrello|cestino)\b|\balles\b[^.?!]{0,16}\b(?:uit|aus)\b[^.?!]{0,10}\b(?:winkelwagen|winkelmand|mandje|warenkorb|einkaufswagen)\b|\btout\b[^.?!]{0,16}\bdu panier\b|\btutto\b[^.?!]{0,12}\bdal (?:mio )?carrello\b",
    ),
    (
        Intent::ViewCart,
        0.96,
        r"\bwat (?:zit|heb ik|ligt|staat)\b[^.?!]{0,16}\bin (?:mijn |m'n |de |het )?(?:winkelwagen|winkelwagentje|winkelmand|winkelmandje|mandje|mand|kar)\b|^\W*(?:toon|laat|bekijk|open)\b[^.?!]{0,16}\b(?:winkelwagen|winkelwagentje|winkelmand|winkelmandje|mandje)(?: zien)?\W*$",
    ),
    (
        Intent::ViewCart,
        0.96,
        r"\bwas (?:ist|liegt|habe ich|steckt)\b[^.?!]{0,16}\b(?:meinem|im|dem) (?:warenkorb|einkaufswagen|korb)\b|^\W*(?:zeige?|zeigen sie)\b[^.?!]{0,16}\b(?:warenkorb|einkaufswagen|korb)\W*$",
    ),
    (
        Intent::ViewCart,
        0.96,
        r"\b(?:qu'y a-t-il|qu'est-ce qu'il y a|que contient|il y a quoi)\b[^.?!]{0,12}\b(?:panier|caddie)\b|^\W*(?:montrez?|affichez?|voir|ouvre)(?:-moi)?\b[^.?!]{0,10}\b(?:panier|caddie)\W*$",
    ),
    (
        Intent::ViewCart,
        0.96,
        r"\bcosa (?:c'è|ho|contiene|si trova)[^.?!]{0,12}\b(?:carrello|cestino)\b|^\W*(?:mostra|mostrami|apri|vedere|fammi vedere)\b[^.?!]{0,10}\b(?:carrello|cestino)\W*$",
    ),
    (
        Intent::Checkout,
        0.96,
        r"^\W*(?:je (?:veux|voudrais|souhaite) )?passer (?:la|ma) commande\W*$",
    ),
    (
        Intent::Checkout,
        0.96,
        r"^\W*(?:ik wil (?:nu |graag )?|kan ik (?:nu )?)?(?:afrekenen|betalen|naar de kassa)(?: graag| nu| alsjeblieft)?\W*$|^\W*(?:(?:ich (?:möchte|will) (?:jetzt )?)?(?:zur kasse|bezahlen|zahlen)|bestellung abschlie(?:ß|ss)en)(?: bitte| gehen)?\W*$|^\W*(?:passer à la caisse|(?:je (?:veux|voudrais) )?payer|valider (?:ma|la) commande)(?: maintenant| svp)?\W*$|^\W*(?:(?:vai |vado |andare )?alla cassa|(?:voglio |vorrei )?pagare|concludi(?: il mio| l')\s?ordine)(?: adesso| ora)?\W*$",
    ),
    (
        Intent::OrderStatus,
        0.95,
        r"\bwaar (?:is|blijft|zijn)\b[^.?!]{0,16}\b(?:bestelling|pakket|pakje|zending|spullen|order)\b|\bwo (?:ist|bleibt|sind)\b[^.?!]{0,16}\b(?:bestellung|paket|sendung|lieferung)\b|\boù (?:est|en est|se trouve)\b[^.?!]{0,12}\b(?:commande|colis|paquet)\b|\bdov'è[^.?!]{0,16}\b(?:ordine|pacco|spedizione)\b|\bdove (?:si trova|sta)\b[^.?!]{0,16}\b(?:ordine|pacco)\b",
    ),
    (
        Intent::CancelOrder,
        0.95,
        r"^\W*annuleer (?:mijn|de|deze)\b|\bik wil\b[^.?!]{0,16}\b(?:bestelling|order)\b[^.?!]{0,20}\bannuleren\b|^\W*stornieren? (?:sie )?(?:bitte )?(?:meine|die)\b|\bich (?:möchte|will)\b[^.?!]{0,16}\b(?:bestellung|auftrag)\b[^.?!]{0,20}\bstornieren\b|^\W*annule[rz]? (?:ma|la|cette) commande\b|\bje (?:veux|voudrais|souhaite) annuler (?:ma|la|cette) commande\b|^\W*annulla(?:te|re)? (?:il mio |l'|quest')\s?ordine\b|\b(?:voglio|vorrei) annullare (?:il mio |l'|quest')\s?ordine\b",
    ),
    (
        Intent::RequestRefund,
        0.95,
        r"\bik wil\b[^.?!]{0,20}\bgeld terug\b|\bich (?:will|möchte)\b[^.?!]{0,20}\bgeld zurück|\bje (?:veux|voudrais) (?:être |me faire )?rembours|\brendez-moi mon argent\b|\b(?:voglio|vorrei) (?:essere |un )?rimbors|\b(?:voglio|vorrei|rivoglio)\b[^.?!]{0,12}\b(?:miei )?soldi\b",
    ),
    (
        Intent::RemoveFromCart,
        0.95,
        r"^\W*(?:haal|verwijder|gooi|neem)\b.{1,60}\buit (?:mijn |m'n |de |het )?(?:winkelwagen|winkelwagentje|winkelmand|winkelmandje|mandje|mand|kar)\b|^\W*(?:nimm|entferne|lösche|wirf)\b.{1,60}\baus (?:meinem |dem )?(?:warenkorb|einkaufswagen|korb)\b|^\W*(?:enlève|retire|supprime|enlevez|retirez|supprimez)\b.{1,60}\bd[eu] (?:mon )?(?:panier|caddie)\b|^\W*(?:togli|rimuovi|elimina|leva|cancella)\b.{1,60}\bdal (?:mio )?(?:carrello|cestino)\b",
    ),
    (
        Intent::AddToCart,
        0.94,
        r"^\W*(?:kun je |kunt u |wil je )?(?:voeg|doe|zet|leg|stop|gooi)\b.{1,100}\b(?:in|aan) (?:mijn |m'n |de |het )?(?:winkelwagen|winkelwagentje|winkelmand|winkelmandje|mandje|mand|kar)\b|^\W*(?:bitte |kannst du |können sie )?(?:leg|lege|legen sie|pack|packe|füge|tu)\b.{1,100}\b(?:in|zu|zum) (?:meinen |meinem |den |dem )?(?:warenkorb|einkaufswagen|korb)\b|^\W*in den warenkorb\W*$",
    ),
    (
        Intent::AddToCart,
        0.94,
        r"^\W*(?:peux-tu |pouvez-vous |merci d')?(?:mets|mettez|mettre|r?ajoute[rz]?|place[rz]?)\b.{1,100}\b(?:dans|au|à) (?:mon |le )?(?:panier|caddie)\b|^\W*ajouter au panier\W*$|^\W*(?:puoi |può |per favore )?(?:metti|mettere|aggiung(?:i|ere|ete)|inserisci)\b.{1,100}\b(?:nel|al) (?:mio )?(?:carrello|cestino)\b",
    ),
    (
        Intent::Thanks,
        0.95,
        r"^\W*(?:(?:super|top|ok|oké|prima|toll|parfait|perfetto|perfect)[\s,!.]+)*(?:hartelijk (?:dank|bedankt)|heel erg bedankt|dank(?:je| je) ?wel|vielen dank|danke ?schön|besten dank|merci (?:beaucoup|bien)|un grand merci|grazie mille|tante grazie|mille grazie)(?: (?:voor|für|pour|per|di)(?: [\w']+){1,4})?\W*$",
    ),
];
