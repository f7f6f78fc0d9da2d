//! Words that mean the same to a shop, so that what was learnt of one is known of all.

mod abroad;

use std::{collections::HashMap, sync::LazyLock};

use super::text::tokens;
use abroad::{ABROAD, SKIPPED_ABROAD};

/// A concept and the words for it; the first concept that claims a word keeps it.
const CONCEPTS: &[(&str, &str)] = &[
    (
        "cart",
        "trolly bskt crt baskt cart basket bag trolley carts baskets",
    ),
    ("order", "order orders purchase purchases ordered bought"),
    (
        "parcel",
        "parcel package packet shipment parcels packages delivery box",
    ),
    (
        "arrive",
        "arrive arrived arriving arrives come coming delivered deliver reach land eta",
    ),
    (
        "ship",
        "ship shipped ships shipping dispatched dispatch sent send courier carrier",
    ),
    ("track", "track tracking trace tracked whereabouts locate"),
    ("where", "where wheres where's"),
    ("status", "status update progress news happening stand standing"),
    (
        "refund",
        "restitution compensation compensations refund refunded refunds refunding reimburse reimbursed reimbursement reimbursing moneyback",
    ),
    ("return", "return returns returned returning"),
    ("money", "money cash funds paid"),
    (
        "cancel",
        "cancel cancelled canceled cancelling canceling cancellation annul abort void revoke",
    ),
    (
        "remove",
        "remove delete drop discard scrap ditch removed removing erase strike eliminate lose bin",
    ),
    ("empty", "empty clear wipe reset purge nuke flush dump"),
    ("all", "all everything entire whole every completely full"),
    (
        "add",
        "add put throw toss stick pop chuck place include pack slip bung added adding",
    ),
    ("buy", "buy get grab take cop want need"),
    (
        "pay",
        "pay paying checkout finalize finalise complete submit settle",
    ),
    (
        "more",
        "double doubled triple up more another extra additional further increase raise bump plus increment",
    ),
    (
        "less",
        "halve down off less fewer decrease reduce lower minus decrement cut",
    ),
    (
        "change",
        "change switch swap replace modify edit alter correct exchange convert adjust set make",
    ),
    ("quantity", "quantity qty amount number count quantities units"),
    (
        "show",
        "show display list view see open print tell give read look check",
    ),
    (
        "find",
        "searching interested find search looking seek browse recommend suggest hunt stock have carry",
    ),
    ("size", "size sizes sizing small medium large xl xs xxl s m l fit"),
    (
        "color",
        "color colour colors colours black white red blue green grey gray navy pink yellow purple brown beige orange \
         teal olive charcoal",
    ),
    (
        "product",
        "shoe shoes sneakers trainers trainer sneaker hoodie hoodies shirt shirts tshirt tshirts tee tees jacket jackets \
         coat cap caps hat hats beanie beanies sock socks legging leggings tights shorts short pants trousers jeans \
         joggers jogger backpack backpacks bottle bottles mat mats boots boot sandals sweater sweaters jumper vest \
         vests gloves glove bra bras top tops dress dresses skirt skirts scarf belt watch windbreaker fleece puffer \
         parka tank polo tracksuit sweatshirt towel gilet headband wristband dumbbell dumbbells kettlebell band bands \
         roller rucksack flask mug umbrella sunglasses wallet ring item items product products thing things pair pairs \
         runners daypack duffel",
    ),
    (
        "code",
        "code coupon voucher promo promotion discount promocode reward rebate",
    ),
    ("apply", "apply use redeem enter try activate"),
    (
        "address",
        "reroute redirect relocate moved moving locker address street postcode zip city apartment avenue house destination home",
    ),
    (
        "person",
        "actual team human person agent representative rep manager supervisor operator advisor staff someone somebody colleague \
         employee people assistant live real",
    ),
    ("talk", "talk speak chat connect transfer call contact escalate"),
    (
        "ticket",
        "support helpdesk ticket case enquiry inquiry complaint tickets cases request query issue",
    ),
    (
        "close",
        "close closed resolve resolved done solved fixed finished shut sorted finish settled",
    ),
    (
        "remember",
        "remember save note store keep record memorise memorize bear mind noted",
    ),
    ("forget", "forget unsave unlearn forgot"),
    (
        "memory",
        "memory preferences preference profile data history stored saved know remembered known facts likes info \
         information",
    ),
    ("me", "me my mine i i'm im"),
    (
        "prefer",
        "like love prefer favourite favorite hate dislike wear fan usually always allergic vegan",
    ),
    (
        "sell",
        "sell selling seller sold listing listings listed ad advert sale marketplace",
    ),
    ("payout", "payout payouts withdrawal withdraw earnings balance"),
    ("label", "label labels qr sticker"),
    (
        "appointment",
        "visit slots meeting meet arrange appointment appointments booking book fitting slot schedule reschedule visit consultation session",
    ),
    (
        "dispute",
        "dispute chargeback claim counterfeit fake authentic described scam fraud",
    ),
    (
        "bulk",
        "bulk wholesale enterprise corporate team reseller volume quote club dealer business",
    ),
    (
        "angry",
        "annoying upset scandal broke broken peeled ripped cheap useless waste disappointing frustrating shame garbage trash rubbish terrible worst awful horrible unhappy disappointed disgusted unacceptable ridiculous rude disgrace angry \
         complain joke poor bad disgusting furious appalling",
    ),
    (
        "account",
        "signup registration registering pwd pin passcode suspended blocked verification deactivate newsletter marketing subscribe unsubscribe account password login log sign signin email username register locked",
    ),
    (
        "card",
        "bill bills invoices payments card paypal klarna visa mastercard invoice bank charged payment billing declined transaction instalments",
    ),
    ("how", "how what when why which whats what's how's"),
    ("can", "can could may possible able allowed"),
    ("policy", "policy policies rule rules terms guarantee warranty"),
    (
        "greet",
        "hola hallo greeting yoohoo anyone anybody there welcome sup evenin hi hello hey hiya howdy morning evening afternoon yo greetings",
    ),
    (
        "thank",
        "thanks thank thx ty cheers appreciate appreciated grateful",
    ),
    (
        "number",
        "one two three four five six seven eight nine ten dozen couple both half 0",
    ),
];

/// Words that carry little and would only stand between two concepts.
const SKIPPED: &str = "the a an of to in on at for with is are it its this that those these from into onto by be been \
                       was and or so just um uh please pls kindly you your u do does did would will i'd some any there \
                       then now also as up out";

static WORDS: LazyLock<HashMap<&'static str, Option<&'static str>>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (concept, list) in CONCEPTS {
        for word in list.split_whitespace() {
            words.entry(word).or_insert(Some(*concept));
        }
    }
    for word in SKIPPED.split_whitespace() {
        words.entry(word).or_insert(None);
    }
    // After English, so that what a word means there stays.
    for (concept, languages) in ABROAD {
        for word in languages.iter().flat_map(|list| list.split_whitespace()) {
            words.entry(word).or_insert(Some(*concept));
        }
    }
    for word in SKIPPED_ABROAD.split_whitespace() {
        words.entry(word).or_insert(None);
    }
    words
});

/// The concepts of a text in order; a telling word without one is `other`.
#[must_use]
pub fn concepts(text: &str) -> String {
    let mut row = String::new();
    for token in tokens(text).into_iter().take(120) {
        let digits = token.word.chars().all(|letter| letter.is_ascii_digit());
        let word = if digits { "0" } else { token.word.as_str() };
        let meant = match WORDS.get(word) {
            Some(None) => continue,
            Some(Some(concept)) => concept,
            None => "other",
        };
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(meant);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_for_the_same_wish_have_the_same_concepts() {
        assert_eq!(
            concepts("put 2 hoodies in my basket"),
            concepts("chuck three caps into my trolley")
        );
    }

    #[test]
    fn the_same_wish_in_another_language_has_the_same_concepts() {
        let english = concepts("where is my parcel");
        for text in [
            "waar is mijn pakket",
            "wo ist mein Paket",
            "où est mon colis",
            "dov'è il mio pacco",
        ] {
            assert_eq!(concepts(&text.to_lowercase()), english, "{text}");
        }
    }

    #[test]
    fn every_word_from_abroad_belongs_to_a_concept_of_the_list() {
        for (concept, _) in ABROAD {
            assert!(CONCEPTS.iter().any(|(known, _)| known == concept), "{concept}");
        }
    }
}
