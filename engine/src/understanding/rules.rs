//! Intents that a few words settle beyond doubt.
//!
//! They run before the trained model. A rule is here only when what it matches can hardly mean
//! anything else; everything that needs weighing is the model's.

mod abroad;
mod assortment;
mod spoken;

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

pub(super) use self::assortment::asks_for_assortment;
use super::{
    entities::{Entity, EntityKind},
    intent::Intent,
    pattern::{pattern, patterns},
};

/// Intent, how sure the rule is, and its pattern. Earlier rows win over later ones of equal certainty.
const RULES: &[(Intent, f32, &str)] = &[
    (
        Intent::SupportEscalation,
        0.98,
        r"\b(?:speak|talk|chat|connect me|put me through|transfer me|get me|give me|i (?:want|need)|let me (?:speak|talk))\b[\w\s']{0,24}\b(?:a |an |the |some |your )?(?:human|real (?:person|human|agent)|live (?:agent|person|chat)|person|agent|representative|rep|manager|supervisor|operator|advisor|somebody real|someone (?:real|human)|human being|member of staff|customer service|your staff)\b",
    ),
    (
        Intent::SupportEscalation,
        0.98,
        r"^\W*(?:a )?(?:human|agent|operator|representative|real person|live agent|human agent)(?: (?:please|now|pls))?\W*$",
    ),
    (
        Intent::SupportEscalation,
        0.93,
        r"\b(?:escalate (?:this|it|my)|human (?:please|now)|not a bot|stop (?:the )?bot)\b",
    ),
    (
        Intent::SupportClose,
        0.96,
        r"\bclose\b[\w\s']{0,16}\b(?:ticket|case|request|conversation|issue)\b|\b(?:ticket|case)\b[\w\s]{0,12}\b(?:can|may) be closed\b|\bset\b[\w\s]{0,16}\b(?:ticket|case)\b[\w\s]{0,8}\b(?:done|closed|resolved|solved)\b",
    ),
    (
        Intent::SupportStatus,
        0.93,
        r"\b(?:status|update|news|progress|happening)\b[\w\s']{0,20}\b(?:support |my )?(?:ticket|case|support request|complaint)\b|\b(?:ticket|case)\b[\w\s#']{0,12}\bstatus\b",
    ),
    (
        Intent::MultiStatus,
        0.97,
        r"\b(?:status|where|check|update|track|news|any word)\b[^.]{0,30}\b(?:orders?|parcel|order_\d+)\b[^.]{0,24}(?:\band\b|,|&|\bplus\b|\balso\b)[^.]{0,24}\b(?:ticket|refund|return|case|cart|basket|order_\d+|order \d+)\b|\b(?:status|check|update)\b[^.]{0,24}\b(?:ticket|refund|case)\b[^.]{0,24}\b(?:and|plus|also)\b[^.]{0,24}\b(?:order|parcel)\b",
    ),
    (
        Intent::ClearMemory,
        0.97,
        r"\b(?:forget|delete|erase|clear|wipe|remove)\b[\w\s']{0,16}\b(?:everything|all)\b[\w\s']{0,24}\b(?:about me|know|remember|saved|stored|memory|preferences|data)\b|\b(?:clear|wipe|reset|erase)\b[\w\s]{0,8}\bmemory\b|\bforget (?:all about )?me\b",
    ),
    (
        Intent::ShowMemory,
        0.97,
        r"\bwhat\b[\w\s']{0,12}\b(?:remember|know|stored?|saved?)\b[\w\s]{0,10}\b(?:about|on|for|of) me\b|\b(?:show|see|view|list)\b[\w\s]{0,10}\b(?:saved )?(?:preferences|memory)\b|\bwhat are my (?:saved )?preferences\b",
    ),
    (
        Intent::ForgetPreference,
        0.95,
        r"\bforget\b[\w\s']{0,20}\b(?:my|that i|i (?:like|love|wear|prefer))\b|\b(?:remove|delete)\b[\w\s']{0,24}\b(?:preference|from (?:your|my) memory)\b",
    ),
    (
        Intent::SavePreference,
        0.95,
        r"^\W*(?:please )?(?:remember|note|keep in mind|save)\b[\w\s']{0,10}\b(?:i|i'm|i'd|my)\b|^\W*(?:(?:please|hey|hi|ok|okay|can you|could you|and|also|just)\W+)*remember (?:that )?(?:i|my)\b",
    ),
    (
        Intent::ClearCart,
        0.97,
        r"\b(?:empty|clear(?: out)?|wipe|reset)\b[\w\s']{0,16}\b(?:cart|basket|bag|trolley)\b|\b(?:remove|delete|take)\b[\w\s]{0,6}\b(?:everything|all(?: the)?(?: items| products| of it| things)?)\b[\w\s]{0,12}\b(?:cart|basket|bag)\b",
    ),
    (
        Intent::ApplyDiscount,
        0.96,
        r"\b(?:apply|use|redeem|enter|add|try)\b[\w\s']{0,16}\b(?:code|coupon|voucher|promo|discount)\b[\s:]*[a-z]*\d|\b(?:apply|redeem|use)\b\s+(?:the |my |code |coupon )*[a-z]{3,}\d+\b|\b(?:apply|redeem|add)\b[\w\s]{0,12}\b(?:code|coupon|voucher|promo|discount)\b",
    ),
    (
        Intent::ChangeOrderAddress,
        0.96,
        r"\b(?:change|update|edit|correct|modify|fix)\b[\w\s']{0,20}\b(?:delivery |shipping |order )?address\b|\b(?:ship|send|deliver)\b[\w\s'#]{0,24}\bto (?:a |an )?(?:different|another|new|other) address\b|\bline1\s*=",
    ),
    (
        Intent::CancelOrder,
        0.96,
        r"^\W*(?:please |pls |can you |could you |i want to |i need to |i'd like to |i would like to )*cancel\s+(?:(?:my|the|this|that|last|latest|recent|pending|whole|entire)\s+){0,3}(?:order|purchase)\b|\bcancel order[_\s#]*\d+",
    ),
    (
        Intent::RequestRefund,
        0.95,
        r"^\W*(?:please |pls |can you |could you |i want to |i'd like to |i want a |i want my |i need a |give me a |i demand a )*(?:full )?refund\b[\w\s']{0,6}\b(?:order|my order)\b|\brefund (?:for )?(?:my )?order\b|\b(?:i want|i need|i'd like|give me|i demand)\b[\w\s]{0,6}\b(?:refund|money back)\b|\brefund (?:my|the) (?:last |latest )?(?:order|purchase|money)\b|^\W*refund (?:it|me|please|now)\b",
    ),
    (
        Intent::Checkout,
        0.97,
        r"^\W*(?:ok |okay |please |now |then |and |let's |lets |i want to |i'd like to |i'm ready to |ready to |take me to |go to |proceed to |can i |can you |just |finally )*(?:check\s?out|checkout)\b(?:\s+(?:now|please|pls|my cart|the cart|with .*|my basket))?\W*$",
    ),
    (
        Intent::Checkout,
        0.95,
        r"\b(?:place|complete|finish|submit|finali[sz]e)\s+(?:my|the|this|an)?\s*(?:order|purchase)\b|\bproceed to (?:payment|checkout|pay)\b|\bready to (?:pay|order|check\s?out)\b|^\W*(?:then |and )?(?:pay|buy) (?:now|it now|everything|for (?:it|everything|my cart))\b",
    ),
    (
        Intent::AdjustCartQuantity,
        0.95,
        r"\b(?:increase|decrease|reduce|raise|lower|bump)\b[\w\s']{0,40}\b(?:quantity|qty|amount|number|count|cart|basket|by)\b|^\W*(?:add |give me |make it )?(?:one|two|three|\d+) (?:more|less|fewer)\b(?: please| of (?:those|these|that|them))?\W*$|^\W*another one\b",
    ),
    (
        Intent::UpdateCart,
        0.94,
        r"\b(?:change|set|update)\b[\w\s']{0,30}\b(?:quantity|qty|amount)\b[\w\s']{0,30}\bto\b|^\W*make (?:it|that|them) (?:\d+|two|three|four|five|six|ten)\b|\bchange\b[\w\s'-]{0,30}\bto (?:size|colou?r)\b",
    ),
    (
        Intent::RemoveFromCart,
        0.95,
        r"^\W*(?:please |then |and |also |can you |could you )*(?:remove|delete|take out|drop|get rid of)\b[\w\s',&.-]{1,60}\b(?:from|out of|in)\b[\w\s]{0,10}\b(?:cart|basket|bag|trolley)\b|\btake\b[\w\s'-]{1,40}\bout of (?:my |the )?(?:cart|basket|bag)\b",
    ),
    (
        Intent::ViewCart,
        0.96,
        r"^\W*(?:please |can you |and |then |also )*(?:show|view|see|open|display|check|list)(?: me)?\b[\w\s']{0,10}\b(?:cart|basket|trolley|shopping bag)\W*$|^\W*(?:(?:so|and|ok|okay|hi|hey|please|tell me|show me|can you tell me)\W+)*what(?:'s|s| is| do i have| have i got)?\b[\w\s']{0,12}\bin (?:my|the) (?:shopping )?(?:cart|basket|bag|trolley)\b|^\W*(?:my )?(?:cart|basket)\W*$",
    ),
    (
        Intent::SearchAndAddToCart,
        0.95,
        r"\b(?:show|find|search|look for|get)\b.{2,80}\b(?:and|then)\b[\w\s]{0,12}\b(?:add|put)\b[\w\s]{0,30}\b(?:cart|basket|bag|trolley)\b",
    ),
    (
        Intent::AddToCart,
        0.94,
        r"^\W*(?:please |pls |then |and |also |now |just |can you |could you |can i |i want to |i'd like to |i would like to )*(?:add|put|throw|toss|drop|pop|stick)\b.{1,120}\b(?:to|in|into|inside)\b[\w\s]{0,8}\b(?:cart|basket|bag|trolley)\b|^\W*(?:please |can you )*add to (?:my |the )?(?:cart|basket|bag)\b",
    ),
    (
        Intent::OrderStatus,
        0.95,
        r"\bwhere(?:'s|s| is| are| in the world is)?\b[\w\s']{0,10}\b(?:my |the )?(?:orders?|parcel|package|shipment|stuff|delivery)\b|\btrack\b[\w\s']{0,10}\b(?:orders?|parcel|package|shipment)\b|\b(?:order|parcel|package)\s+status\b|\bstatus of (?:my |the )?(?:order|parcel|package)\b|\bwhen will (?:my |the )?(?:order|parcel|package)\b|\bhas (?:my |the )?(?:order|parcel|package) (?:shipped|been (?:shipped|sent))\b",
    ),
    (
        Intent::PricingEnquiry,
        0.95,
        r"\b(?:enterprise|wholesale|bulk|volume)\s+(?:plan|pricing|price|prices|rate|rates|discount|discounts|order|quote|deal|licen[cs]e)s?\b|\b(?:custom|enterprise)\s+quote\b|\benterprise\b.{0,20}\b(?:cost|price|plan)\b",
    ),
    (
        Intent::Greeting,
        0.95,
        r"^\W*(?:hi|hello|hey|hiya|howdy|yo|hallo|hoi|bonjour|salut|ciao|buongiorno|guten (?:tag|morgen|abend)|goedemorgen|goedemiddag|goedenavond|good (?:morning|afternoon|evening|day)|greetings|moin|servus|dag)(?:\s+(?:there|all|everyone|team|again|you|guys|everybody|folks|bot|assistant|hi|hello))*\W*$",
    ),
    (
        Intent::Thanks,
        0.95,
        r"^\W*(?:(?:ok|okay|great|perfect|awesome|cool|super|lovely|brilliant|no)[\s,!.]+)*(?:many )?(?:thanks|thank you|thank u|thx|ty|tysm|cheers|merci|danke|dank je|dank u|bedankt|grazie|much appreciated)(?:\s+(?:so much|a lot|very much|again|a million|a bunch|you|for (?:your|the|all)(?: \w+){1,3}|bot|that's all|mate))*\W*$",
    ),
];

/// Beginnings of a search, in five languages. With a thing of the catalogue beside them they leave no doubt.
static SEARCHES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:(?:please|pls|can you|could you|would you|hi|hey|hello|ok|okay|now|i want to|i'd like to|i would like to|let me|and|then)\W+)*(?:show|find|search|look(?:ing)? for|browse|recommend|suggest)\b|^\W*(?:i'm|i am|im) (?:looking|searching|shopping) for\b|^\W*(?:(?:kun je|kunt u|kan je|graag|hoi)\W+)*(?:toon|zoek|laat|vind)\b|^\W*(?:ik zoek|ik ben op zoek)\b|^\W*(?:(?:bitte|kannst du|können sie|hallo)\W+)*(?:zeige?n?|suche?n?|finde?n?)\b|^\W*ich suche\b|^\W*(?:(?:bonjour|peux-tu|pouvez-vous)\W+)*(?:montre[zr]?|cherche[zr]?|trouve[zr]?|affiche[zr]?)\b|^\W*je (?:re)?cherche\b|^\W*(?:(?:ciao|puoi|può)\W+)*(?:mostra(?:mi|re)?|cerca(?:mi|re)?|trova(?:mi|re)?|fammi vedere|sto cercando|cerco)\b",
    )
});
/// "One more pair of the running shoes" and "one pair of running shoes less".
static MORE_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:(?:please|and|then|now|give me|i want|i'd like|i'll take|can i have|make it)\W+)*(?:one|two|three|four|five|\d+) (?:more|less|fewer)\b|^\W*(?:one|two|three|four|five|\d+) (?:pairs? of )?[\w\s'-]{2,40} (?:more|less|fewer)\b",
    )
});
/// Asks for whatever suits, in five languages.
static RECOMMENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:recommend|suggest)(?: me| us)? (?:something|anything|some products|a (?:present|gift))\b|\bwhat (?:do|would|can) you (?:recommend|suggest)\b(?: for me| to me| me)?\W*$|\b(?:raad|beveel) (?:me|mij) (?:iets|wat)\b|\bwat raad (?:je|u) (?:me |mij )?aan\W*$|\bempfiehl mir (?:etwas|was)\b|\bwas (?:empfiehlst du|empfehlen sie)(?: mir)?\W*$|\brecommande[zr]?-moi quelque chose|\bque me (?:conseill|recommand)\w+-(?:tu|vous)\W*$|\bconsigliami qualcosa\b|\bcosa mi (?:consigli|consigliate|raccomandi)\W*$",
    )
});
/// What shall stay in mind.
static NOT_TO_FORGET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:don'?t|do not|never)(?: ever)? forget\b"));
/// Asks what is to be done.
static ASKS_WHAT_NOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:what (?:now|if|do i do|can i do|should i do|happens)|wat (?:nu|als|moet ik doen|kan ik doen)|was (?:nun|jetzt|tun|wenn|kann ich tun|muss ich tun)|que (?:faire|dois-je faire)|quoi faire|cosa (?:faccio|devo fare|posso fare|succede))\b",
    )
});
/// Asks when or how long.
static ASKS_WHEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:when|how (?:long|soon)|wanneer|hoe (?:lang|snel)|wann|wie (?:lange|schnell)|quand|combien de (?:temps|jours)|quando|quanto tempo)\b",
    )
});
/// What begins like a search and asks for an explanation.
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:how|why|whether|policy|guide|guarantee|warranty|wash|clean|return|refund|deliver|ship|orders?|parcel|account|password|invoice|hoe|waarom|retour|wie|warum|comment|pourquoi|retour|come|reso)\b|\bperché",
    )
});

static SET: LazyLock<RegexSet> = LazyLock::new(|| patterns(rules().map(|(_, _, pattern)| *pattern)));

/// Every rule; a match of the set names its place here.
fn rules() -> impl Iterator<Item = &'static (Intent, f32, &'static str)> {
    RULES.iter().chain(abroad::ABROAD).chain(spoken::SPOKEN)
}

/// The intents that rules see in a text, the surest first, each once.
#[must_use]
pub fn candidates(text: &str, entities: &[Entity]) -> Vec<(Intent, f32)> {
    let plain = text.replace(['’', '`'], "'");
    let mut found: Vec<(Intent, f32)> = Vec::new();
    let mut add = |intent: Intent, probability: f32| {
        if !found.iter().any(|(known, _)| *known == intent) {
            found.push((intent, probability));
        }
    };
    let of_mail = plain.to_lowercase().contains("mail");
    for hit in SET.matches(&plain) {
        if let Some((intent, probability, _)) = rules().nth(hit) {
            // "Don't forget that I like blue" asks for the contrary.
            if *intent == Intent::ForgetPreference && NOT_TO_FORGET.is_match(&plain) {
                add(Intent::SavePreference, 0.98);
                continue;
            }
            // "When do I get my money back" asks; it demands nothing.
            if *intent == Intent::RequestRefund && ASKS_WHEN.is_match(&plain) {
                continue;
            }
            // "It has not arrived, what now" asks what happens then.
            if *intent == Intent::OrderStatus && ASKS_WHAT_NOW.is_match(&plain) {
                continue;
            }
            // "Change my e-mail address" speaks of the account.
            if *intent == Intent::ChangeOrderAddress && of_mail {
                continue;
            }
            add(*intent, *probability);
        }
    }
    if entities.iter().any(|entity| entity.kind == EntityKind::Order) {
        let lower = plain.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if says(&["cancel"]) && !says(&["can't cancel", "policy"]) {
            add(Intent::CancelOrder, 0.96);
        }
        if says(&["refund", "money back"]) {
            add(Intent::RequestRefund, 0.95);
        }
        if says(&["address", "line1"]) {
            add(Intent::ChangeOrderAddress, 0.95);
        }
        if says(&["where", "status", "track", "arrive", "shipped", "when"]) && found_none(&lower) {
            add(Intent::OrderStatus, 0.95);
        }
    }
    if found.is_empty() && RECOMMENDS.is_match(&plain) && !ASKS.is_match(&plain) {
        found.push((Intent::ProductSearch, 0.93));
    }
    if found.is_empty() && asks_for_assortment(&plain) {
        found.push((Intent::ProductSearch, 0.95));
    }
    let names_goods = entities
        .iter()
        .any(|entity| matches!(entity.kind, EntityKind::Product | EntityKind::Category));
    if names_goods && found.is_empty() && MORE_OF.is_match(&plain) && !ASKS.is_match(&plain) {
        found.push((Intent::AdjustCartQuantity, 0.93));
    }
    if names_goods && found.is_empty() && SEARCHES.is_match(&plain) && !ASKS.is_match(&plain) {
        found.push((Intent::ProductSearch, 0.93));
    }
    found.sort_by(|(_, left), (_, right)| right.total_cmp(left));
    found
}

/// Whether nothing in the words asks for a change of the order.
fn found_none(lower: &str) -> bool {
    !["cancel", "refund", "address", "return", "money back"]
        .iter()
        .any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("checkout", Intent::Checkout)]
    #[case("ok let's check out now", Intent::Checkout)]
    #[case("empty my cart", Intent::ClearCart)]
    #[case("what do you remember about me", Intent::ShowMemory)]
    #[case("I want to speak to a human", Intent::SupportEscalation)]
    #[case("agent please", Intent::SupportEscalation)]
    #[case("Good morning!", Intent::Greeting)]
    #[case("great, thank you so much", Intent::Thanks)]
    #[case("remember I like denim and size M", Intent::SavePreference)]
    #[case("forget my color preference", Intent::ForgetPreference)]
    #[case("don't forget that I like blue", Intent::SavePreference)]
    #[case("onthoud dat ik maat 42 heb", Intent::SavePreference)]
    #[case("vergiss meine Lieblingsfarbe", Intent::ForgetPreference)]
    #[case("oublie tout sur moi", Intent::ClearMemory)]
    #[case("che cosa sai di me", Intent::ShowMemory)]
    #[case("forget everything you know about me", Intent::ClearMemory)]
    #[case("apply code SAVE10", Intent::ApplyDiscount)]
    #[case("cancel order order_000001", Intent::CancelOrder)]
    #[case("refund order order_000001", Intent::RequestRefund)]
    #[case("where is my order", Intent::OrderStatus)]
    #[case("increase quantity of running shoes in my cart", Intent::AdjustCartQuantity)]
    #[case("remove one running shoe from cart", Intent::RemoveFromCart)]
    #[case(
        "change order address line1=500 Main St, city=Austin",
        Intent::ChangeOrderAddress
    )]
    #[case("add 2 running shoes and 1 hoodie to my cart", Intent::AddToCart)]
    #[case(
        "show me running shoes under $150 and add to cart",
        Intent::SearchAndAddToCart
    )]
    #[case("what's in my basket?", Intent::ViewCart)]
    #[case("How much does Enterprise plan cost?", Intent::PricingEnquiry)]
    #[case("ik wil graag een medewerker spreken", Intent::SupportEscalation)]
    #[case("Ich möchte mit einem Menschen sprechen", Intent::SupportEscalation)]
    #[case("puis-je parler à un conseiller", Intent::SupportEscalation)]
    #[case("vorrei parlare con un operatore", Intent::SupportEscalation)]
    #[case("wat zit er in mijn winkelwagen?", Intent::ViewCart)]
    #[case("leg den Hoodie in meinen Warenkorb", Intent::AddToCart)]
    #[case("enlève la casquette de mon panier", Intent::RemoveFromCart)]
    #[case("svuota il carrello", Intent::ClearCart)]
    #[case("où est mon colis ?", Intent::OrderStatus)]
    #[case("dov'è il mio ordine?", Intent::OrderStatus)]
    #[case("Storniere meine Bestellung", Intent::CancelOrder)]
    #[case("rivoglio i miei soldi", Intent::RequestRefund)]
    #[case("zur Kasse bitte", Intent::Checkout)]
    #[case("hartelijk bedankt voor de hulp", Intent::Thanks)]
    #[case("ok top dankje", Intent::Thanks)]
    #[case("alles klar, danke dir!", Intent::Thanks)]
    #[case("whats the total now incl shipping", Intent::ViewCart)]
    #[case("ça fait combien en tout ?", Intent::ViewCart)]
    #[case("Ok dann stornieren Sie sie bitte", Intent::CancelOrder)]
    #[case("ik heb iets besteld maar nog niks gehoord", Intent::OrderStatus)]
    #[case("doch nur einen Hoodie", Intent::UpdateCart)]
    fn plain_requests_are_settled_by_a_rule(#[case] text: &str, #[case] expected: Intent) {
        assert_eq!(
            candidates(text, &[]).first().map(|(intent, _)| *intent),
            Some(expected),
            "{text}"
        );
    }

    #[rstest]
    #[case("hi, where can I find the size chart for hoodies")]
    #[case("what is your refund policy")]
    #[case("is checkout safe with paypal")]
    #[case("the agent on the phone was helpful")]
    #[case("how to change the email address of my account")]
    #[case("wie lange dauert eine Rückerstattung")]
    #[case("jusqu'à quand peut-on annuler")]
    #[case("quanto costa la spedizione")]
    #[case("hoe werkt annuleren")]
    #[case("bekomme ich das Geld zurück und wann")]
    fn questions_are_left_to_the_model(#[case] text: &str) {
        assert_eq!(candidates(text, &[]), Vec::new(), "{text}");
    }

    #[rstest]
    #[case("show me running shoes", Some(Intent::ProductSearch))]
    #[case("what do you recommend for me?", Some(Intent::ProductSearch))]
    #[case("was empfehlen Sie mir?", Some(Intent::ProductSearch))]
    #[case("zeig mir running shoes", Some(Intent::ProductSearch))]
    #[case("one more pair of the running shoes please", Some(Intent::AdjustCartQuantity))]
    #[case("show me how to wash running shoes", None)]
    #[case("I want to list my running shoes", None)]
    fn a_search_that_names_goods_leaves_no_doubt(#[case] text: &str, #[case] expected: Option<Intent>) {
        let shoes = Entity {
            kind: EntityKind::Category,
            start: 0,
            end: 0,
            text: "running shoes".to_owned(),
            value: "running-shoes".into(),
        };
        let found = candidates(text, &[shoes]);
        assert_eq!(found.first().map(|(intent, _)| *intent), expected);
        assert!(candidates("show me the way", &[]).is_empty());
    }
}
