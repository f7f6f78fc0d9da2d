//! What a shop sells at all: asked for in five languages, with nothing named that could be looked for.

use std::sync::LazyLock;

use regex::Regex;

use crate::understanding::pattern::pattern;

/// The whole of a message, but for a greeting and a please: "what do you sell?", "laat zien wat jullie verkopen".
static ASSORTMENT: LazyLock<Regex> = LazyLock::new(|| {
    let english = r"(?:(?:can you |could you )?(?:show|tell) me )?what (?:all |else )?(?:do you (?:guys )?(?:sell|have|offer|stock)|(?:you|you guys) (?:sell|have|offer|stock)|have you got|products (?:do you (?:sell|have|offer)|are there)|is there (?:to buy)?)(?: here| in (?:your|the) (?:shop|store))?|(?:show|tell) me (?:all |about )?(?:your|the) (?:(?:whole |entire )?(?:assortment|range|collection|catalogu?e|offer|products|things)|best ?sellers?)|what(?:'s| is| are)? (?:(?:most )?popular|your (?:best ?sellers?|most popular (?:products|items)))(?: (?:here|right now|at the moment|products|items))?";
    let dutch = r"(?:(?:laat|toon) (?:me |mij |eens )?(?:zien )?)?wat (?:verkopen|hebben|bieden) (?:jullie|u)(?: (?:allemaal|zoal|hier|te koop|aan))*|(?:laat|toon) (?:me |mij |eens )?(?:zien )?wat (?:jullie|u|je) (?:(?:allemaal|zoal|te koop) )*(?:verkopen|verkoopt|hebben|hebt|heeft)|wat is (?:er )?(?:het )?populair(?:ste?)?|(?:laat|toon) (?:me |mij )?(?:jullie |het |de )?(?:assortiment|aanbod|bestsellers?|producten)(?: (?:eens )?zien)?";
    let german = r"(?:(?:zeig(?:e|en sie|t)?|sag(?:en sie|t)?) (?:mir|uns)(?: mal)?,? )?was (?:ihr|sie) (?:so |alles |hier )*(?:verkauft|verkaufen|habt|haben|anbietet|anbieten)|was (?:verkauft|verkaufen|habt|haben) (?:ihr|sie)(?: (?:so|alles|hier|denn|im angebot))*|was ist (?:denn |gerade |hier )*(?:am )?(?:beliebt(?:esten)?|gefragt)|zeig(?:e|en sie|t)? (?:mir|uns)(?: mal)? (?:(?:das|euer|ihr|euren?|ihre?) )?(?:sortiment|angebot|bestseller|produkte)";
    let french = r"(?:(?:montre[zr]?|dis|dites)[- ](?:moi|nous) )?(?:ce que|qu'est[- ]ce que|que) (?:vous (?:vendez|avez|proposez)|tu vends|vendez-vous|proposez-vous)(?: (?:ici|comme produits))?|vous vendez quoi|(?:quels sont |montre[zr]?[- ]moi )(?:vos|les) (?:produits(?: les plus (?:populaires|vendus))?|articles|meilleures ventes)|qu'est[- ]ce qui (?:est populaire|se vend (?:bien|le mieux))";
    let italian = r"(?:(?:mostra(?:mi|temi)|fammi vedere|dimmi) )?(?:che )?cosa (?:vendete|avete|offrite|vendi|c'è)(?: (?:qui|in vendita|nel negozio))*|(?:mostra(?:mi|temi)|fammi vedere|quali sono) i (?:vostri |tuoi )?prodotti(?: più (?:popolari|venduti|amati))?|(?:che )?cosa (?:è|va) (?:più )?(?:popolare|di moda)|che prodotti (?:vendete|avete)";
    pattern(&format!(
        r"^\W*(?:(?:please|pls|hi|hello|hey|hoi|hallo|graag|bitte|bonjour|salut|ciao|so|and|en|und|et|e)\W+)*(?:{english}|{dutch}|{german}|{french}|{italian})(?:\W+(?:please|pls|alsjeblieft|graag|bitte|s'il (?:vous|te) pla[iî]t|per favore))?\W*$"
    ))
});

/// Whether a text asks for what there is at all.
pub(in crate::understanding) fn asks_for_assortment(text: &str) -> bool {
    ASSORTMENT.is_match(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("what do you sell?", true)]
    #[case("Hi, show me what you sell", true)]
    #[case("What's popular right now?", true)]
    #[case("show me your best sellers please", true)]
    #[case("laat zien wat jullie verkopen", true)]
    #[case("Wat verkopen jullie zoal?", true)]
    #[case("zeig mir, was ihr verkauft", true)]
    #[case("Was haben Sie so im Angebot?", true)]
    #[case("montrez-moi ce que vous vendez", true)]
    #[case("Qu'est-ce que vous vendez ?", true)]
    #[case("mostrami cosa vendete", true)]
    #[case("quali sono i prodotti più venduti?", true)]
    #[case("what do you have in blue?", false)]
    #[case("what is your return policy?", false)]
    #[case("wat hebben jullie voor hardlopers?", false)]
    #[case("was haben Sie gegen Regen?", false)]
    fn what_a_shop_sells_is_told_from_a_search(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(asks_for_assortment(text), expected);
    }
}
