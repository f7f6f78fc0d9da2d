//! What calls for a person, in Dutch, German, French and Italian.
//!
//! Word boundaries are those of ASCII, so none stands beside a letter with an accent.

use std::sync::LazyLock;

use regex::Regex;

use crate::understanding::pattern::pattern;

/// Anger at the shop, and the words of those who feel cheated.
pub(super) static ANGER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:ik ben|wij zijn|dit maakt me) (?:\w+ ){0,2}(?:boos|woedend|kwaad|razend|het zat|laaiend)\b|\b(?:waardeloze?|belachelijke?|schandalige?|beroerde|bar slechte) (?:service|winkel|klantenservice|bedrijf|shop)\b|\b(?:service|winkel|bedrijf|shop) (?:is|zijn) (?:\w+ ){0,2}(?:waardeloos|belachelijk|schandalig|bagger)\b|\b(?:oplichters|dieven|leugenaars)\b|\b(?:ich bin|wir sind|das macht mich) (?:\w+ ){0,2}(?:wütend|sauer|stinksauer|verärgert|zornig)|\b(?:unverschämt(?:heit)?|frechheit|sauladen|saftladen|abzocke|betrüger|lügner|diebe)\b|\b(?:je suis|nous sommes|ça me rend) (?:\w+ ){0,2}(?:furieu(?:x|se)|en colère|énervée?|fâchée?)|\b(?:voleurs?|menteurs?|escrocs?|arnaque|arnaqueurs?)\b|\b(?:c'est|quelle) (?:\w+ ){0,1}(?:honteux|scandaleux|honte|inadmissible)\b|\b(?:sono|siamo) (?:\w+ ){0,2}(?:arrabbiat[oai]|furios[oai]|incazzat[oai]|stuf[oai])\b|\b(?:truffatori|ladri|bugiardi|truffa|vergognatevi|vergognoso|vergogna)\b",
    )
});
/// A telephone call is asked for.
pub(super) static PHONE_CALL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:bel me|bellen jullie (?:me|mij)|(?:me|mij) (?:terug)?bellen|terugbellen|teruggebeld)\b|\b(?:ruf(?:t|en sie)? mich|mich (?:zurückrufen|anrufen)|rückruf)\b|\b(?:rappele[zr]?-moi|appele[zr]?-moi|(?:me|m') ?(?:rappeler|appeler)|être rappelée?)\b|\b(?:chiamatemi|richiamatemi|richiamarmi|chiamarmi|essere richiamat[oa])\b",
    )
});
/// Something on the site does not work.
pub(super) static TECHNICAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:website|site|pagina|app|betaalpagina|knop)\b[^.?!]{0,20}\b(?:werkt niet|doet het niet|loopt vast|crasht|geeft een fout)|\b(?:webseite|website|seite|app|bezahlseite)\b[^.?!]{0,20}\b(?:funktioniert nicht|geht nicht|stürzt ab|hängt|lädt nicht)|\b(?:site|page|appli|application|bouton)\b[^.?!]{0,20}\b(?:ne (?:marche|fonctionne) pas|plante|bugue)|\b(?:sito|pagina|app|pulsante)\b[^.?!]{0,20}\b(?:non funziona|non va|si blocca|va in errore)",
    )
});
/// A lawyer, a court or an authority.
pub(super) static LEGAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:juridische stappen|rechtszaak|rechtbank|aangifte|consumentenbond|geschillencommissie|rechtliche schritte|klage einreichen|verklage|verbraucherzentrale|anzeige erstatten|polizei|poursuites|tribunal|porter plainte|ufc que choisir|vie legali|azione legale|tribunale|denuncia|denuncio|associazione consumatori)\b",
    )
});

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ik vind dit echt een waardeloze service", &ANGER)]
    #[case("das ist eine Frechheit", &ANGER)]
    #[case("Vous êtes des voleurs, c'est honteux", &ANGER)]
    #[case("siete dei truffatori", &ANGER)]
    #[case("kan iemand me terugbellen?", &PHONE_CALL)]
    #[case("können Sie mich zurückrufen", &PHONE_CALL)]
    #[case("la page de paiement ne marche pas", &TECHNICAL)]
    #[case("faccio denuncia", &LEGAL)]
    fn what_calls_for_a_person_is_known_abroad(#[case] text: &str, #[case] pattern: &Regex) {
        assert!(pattern.is_match(text), "{text}");
    }

    #[rstest]
    #[case("is de rits sterk genoeg")]
    #[case("Was kostet der Rückversand?")]
    #[case("à quelle heure ouvre le magasin")]
    #[case("avete scarpe rosse")]
    fn plain_questions_call_for_nobody(#[case] text: &str) {
        for pattern in [&ANGER, &PHONE_CALL, &TECHNICAL, &LEGAL] {
            assert!(!pattern.is_match(text), "{text}");
        }
    }
}
