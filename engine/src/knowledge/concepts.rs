//! Different words for the same thing in a shop, in all languages that Colloquy answers in.
//!
//! A passage that says "send it back" answers a question about a return, and a Dutch question about a
//! `bezorging` is answered by an English article on delivery.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::text::{plain, stem};
use crate::language::Language;

/// Concepts by name; after the name, the words of each language. A phrase of several words is joined by `_`.
const CONCEPTS: &[(&str, [&str; 5])] = &[
    (
        "return",
        [
            "return returns returning send_back sent_back sending_back bring_back give_back take_back ship_back mail_back hand_back",
            "retour retourneren retourzending terugsturen teruggeven terugzenden",
            "rückgabe retoure retournieren zurückgeben zurückschicken zurücksenden rücksendung umtausch",
            "retour retourner renvoyer renvoi rendre",
            "reso restituire restituzione rendere rimandare",
        ],
    ),
    (
        "refund",
        [
            "refund refunds refunded reimburse reimbursement money_back reimbursed cash_back",
            "terugbetaling terugbetalen geld_terug teruggestort",
            "erstattung rückerstattung erstatten geld_zurück",
            "remboursement rembourser remboursé",
            "rimborso rimborsare rimborsato",
        ],
    ),
    (
        "delivery",
        [
            "deliver delivers delivery deliveries delivered ship ships shipping shipped shipment dispatch dispatched send sent sending arrive arrives arrival arrived arriving posted transit",
            "bezorgen bezorging levering leveren geleverd verzenden verzending verzonden versturen bezorgd aankomen levertijd verzendkosten",
            "liefern lieferung geliefert versand versenden verschicken zustellung lieferzeit ankommen versandkosten versendet",
            "livraison livrer livré expédition expédier expédié envoyer envoi arriver",
            "consegna consegnare consegnato spedizione spedire spedito inviare arrivare",
        ],
    ),
    (
        "parcel",
        [
            "parcel parcels package packages packet box",
            "pakket pakje pakketje",
            "paket päckchen sendung",
            "colis paquet",
            "pacco pacchetto",
        ],
    ),
    (
        "exchange",
        [
            "exchange exchanges exchanging swap swapping swapped replace replacement",
            "ruilen omruilen omwisselen",
            "umtauschen tauschen austausch",
            "échange échanger",
            "cambio cambiare sostituzione sostituire",
        ],
    ),
    (
        "cart",
        [
            "cart basket bag trolley",
            "winkelwagen winkelmand winkelmandje",
            "warenkorb einkaufswagen",
            "panier",
            "carrello",
        ],
    ),
    (
        "payment",
        [
            "pay pays paying paid payment payments",
            "betalen betaling betaald betaalmethode",
            "bezahlen zahlen zahlung bezahlt zahlungsart zahlungsarten",
            "payer paiement payé",
            "pagare pagamento pagato",
        ],
    ),
    (
        "price",
        [
            "price prices priced cost costs fee fees charge charges how_much expensive pricing surcharge",
            "prijs prijzen kosten kost duur",
            "preis preise kosten kostet gebühr gebühren teuer",
            "prix coût coûte coûter frais cher",
            "prezzo prezzi costo costi costa tariffa",
        ],
    ),
    (
        "discount",
        [
            "discount discounts coupon coupons voucher vouchers promo promotion code offer_code deal deals sale rebate",
            "korting kortingscode actiecode aanbieding waardebon",
            "rabatt gutschein rabattcode gutscheincode angebot",
            "réduction remise promo promotion rabais",
            "sconto sconti buono coupon promozione",
        ],
    ),
    (
        "gift-card",
        [
            "gift_card gift_cards giftcard gift_voucher gift_certificate",
            "cadeaubon cadeaukaart",
            "geschenkkarte geschenkgutschein",
            "carte_cadeau chèque_cadeau",
            "carta_regalo buono_regalo",
        ],
    ),
    (
        "gift",
        [
            "gift gifts present",
            "cadeau geschenk",
            "geschenk",
            "cadeau",
            "regalo",
        ],
    ),
    (
        "wrap",
        [
            "wrap wrapping wrapped giftwrap gift_wrap gift_wrapping",
            "inpakken",
            "verpacken einpacken",
            "emballer emballage",
            "incartare",
        ],
    ),
    (
        "size",
        [
            "size sizes sizing measurement measurements fit fits fitting",
            "maat maten maattabel past pasvorm",
            "größe größen größentabel größentabelle passt passform",
            "taille tailles pointure pointures",
            "taglia taglie misura misure",
        ],
    ),
    (
        "cancel",
        [
            "cancel cancels cancelled canceled cancelling canceling cancellation call_off stop_order undo",
            "annuleren annulering afzeggen opzeggen",
            "stornieren stornierung absagen abbestellen",
            "annuler annulation",
            "annullare annullamento disdire",
        ],
    ),
    (
        "change",
        [
            "change changes changing changed modify edit alter update amend correct switch move reschedule",
            "wijzigen veranderen aanpassen",
            "ändern änderung anpassen",
            "changer modifier modification",
            "modificare modifica",
        ],
    ),
    (
        "track",
        [
            "track tracking traceable trace follow whereabouts",
            "volgen traceren track_and_trace",
            "verfolgen sendungsverfolgung nachverfolgen",
            "suivi suivre",
            "tracciare tracciamento tracking",
        ],
    ),
    (
        "warranty",
        [
            "warranty warranties guarantee guaranteed guarantees",
            "garantie",
            "garantie gewährleistung",
            "garantie garanti",
            "garanzia",
        ],
    ),
    (
        "defect",
        [
            "broken damaged damage defect defective faulty fault ripped torn tear flaw broke fell_apart falling_apart",
            "kapot beschadigd defect stuk schade",
            "kaputt beschädigt defekt mangelhaft schaden",
            "cassé endommagé abîmé défectueux défaut",
            "rotto danneggiato difettoso difetto",
        ],
    ),
    (
        "missing",
        [
            "missing lost disappeared never_arrived not_arrived",
            "kwijt vermist zoek",
            "verloren fehlt vermisst",
            "perdu manquant",
            "perso smarrito mancante",
        ],
    ),
    (
        "clean",
        [
            "wash washing washed washable laundry launder clean cleaning cleaned rinse rinsing scrub",
            "wassen wasbaar reinigen schoonmaken",
            "waschen waschbar reinigen wäsche",
            "laver lavage lavable nettoyer nettoyage",
            "lavare lavaggio lavabile pulire pulizia",
        ],
    ),
    (
        "dry",
        [
            "dry dries drying dryer drier tumble_dry tumble_dryer tumble_dried",
            "drogen droger",
            "trocknen trockner",
            "sécher séchage",
            "asciugare asciugatrice",
        ],
    ),
    (
        "shoe",
        [
            "shoe shoes sneaker sneakers trainer trainers footwear runners",
            "schoen schoenen sneakers",
            "schuh schuhe sneaker turnschuhe laufschuhe",
            "chaussure chaussures basket baskets",
            "scarpa scarpe",
        ],
    ),
    (
        "pants",
        [
            "pants trousers slacks joggers",
            "broek broeken",
            "hose hosen",
            "pantalon pantalons",
            "pantaloni pantalone",
        ],
    ),
    (
        "hoodie",
        [
            "hoodie hoodies sweatshirt sweatshirts sweater jumper pullover",
            "trui hoodie",
            "pullover kapuzenpullover",
            "pull sweat",
            "felpa maglione",
        ],
    ),
    (
        "jacket",
        [
            "jacket jackets coat coats anorak puffer windbreaker shell",
            "jas jassen",
            "jacke jacken mantel",
            "veste manteau blouson",
            "giacca giacche giubbotto",
        ],
    ),
    (
        "shirt",
        [
            "shirt shirts tee tees tshirt tshirts t_shirt top",
            "shirt shirts",
            "hemd hemden",
            "chemise chemises",
            "camicia maglietta",
        ],
    ),
    (
        "backpack",
        [
            "backpack backpacks rucksack rucksacks pack packs daypack knapsack",
            "rugzak",
            "rucksack",
            "sac_à_dos",
            "zaino",
        ],
    ),
    (
        "bottle",
        [
            "bottle bottles flask thermos",
            "fles",
            "flasche",
            "bouteille gourde",
            "bottiglia borraccia",
        ],
    ),
    (
        "account",
        [
            "account accounts profile login log_in sign_in logon signin",
            "account profiel inloggen aanmelden",
            "konto kundenkonto anmelden einloggen",
            "compte connexion connecter",
            "account profilo accedere",
        ],
    ),
    (
        "register",
        [
            "register registration sign_up signup create_account join enroll",
            "registreren",
            "registrieren registrierung",
            "inscription inscrire",
            "registrarsi registrazione",
        ],
    ),
    (
        "password",
        [
            "password passwords passcode passphrase",
            "wachtwoord",
            "passwort kennwort",
            "mot_de_passe",
            "password",
        ],
    ),
    (
        "forgotten",
        [
            "forgot forgotten forget reset recover",
            "vergeten herstellen",
            "vergessen zurücksetzen",
            "oublié réinitialiser",
            "dimenticato reimpostare",
        ],
    ),
    (
        "delete",
        [
            "delete deletes deleting deleted deletion remove erase close_account get_rid",
            "verwijderen wissen",
            "löschen entfernen",
            "supprimer suppression effacer",
            "cancellare eliminare",
        ],
    ),
    (
        "newsletter",
        [
            "newsletter newsletters mailing mailings marketing_email marketing_emails promotional_emails",
            "nieuwsbrief",
            "newsletter",
            "infolettre",
            "newsletter",
        ],
    ),
    (
        "unsubscribe",
        [
            "unsubscribe opt_out stop_emails stop_getting stop_receiving",
            "uitschrijven afmelden",
            "abmelden abbestellen",
            "désabonner désinscrire",
            "disiscriversi",
        ],
    ),
    (
        "address",
        [
            "address addresses",
            "adres",
            "adresse anschrift",
            "adresse",
            "indirizzo",
        ],
    ),
    (
        "contact",
        [
            "contact contacts reach get_in_touch phone telephone call email mail hotline",
            "contact bereiken telefoon mailen",
            "kontakt kontaktieren erreichen telefon",
            "contact contacter joindre téléphone",
            "contatto contattare telefono",
        ],
    ),
    (
        "support",
        [
            "support customer_service service_team agent representative helpdesk",
            "klantenservice",
            "kundendienst kundenservice",
            "service_client",
            "assistenza servizio_clienti",
        ],
    ),
    (
        "hours",
        [
            "opening_hours business_hours open opens opened close closes closed hours_open",
            "openingstijden open geopend gesloten",
            "öffnungszeiten geöffnet geschlossen",
            "horaires ouvert fermé",
            "orari orario aperto chiuso",
        ],
    ),
    (
        "pickup",
        [
            "pickup pick_up collect collection click_and_collect",
            "afhalen ophalen",
            "abholen abholung",
            "retrait retirer",
            "ritiro ritirare",
        ],
    ),
    (
        "invoice",
        [
            "invoice invoices receipt receipts bill",
            "factuur bon rekening",
            "rechnung beleg quittung",
            "facture reçu",
            "fattura ricevuta",
        ],
    ),
    (
        "tax",
        [
            "tax taxes vat duty duties customs",
            "belasting btw douane invoerrechten",
            "steuer mwst zoll",
            "taxe taxes tva douane",
            "tassa tasse iva dogana",
        ],
    ),
    (
        "abroad",
        [
            "abroad international internationally overseas foreign worldwide outside_us countries country",
            "buitenland internationaal",
            "ausland international",
            "étranger international",
            "estero internazionale",
        ],
    ),
    (
        "stock",
        [
            "stock restock restocked in_stock out_of_stock sold_out availability back_in",
            "voorraad uitverkocht",
            "lager vorrätig ausverkauft lieferbar",
            "stock rupture disponible",
            "disponibile disponibilità esaurito",
        ],
    ),
    (
        "free",
        [
            "free complimentary gratis no_charge no_cost for_nothing",
            "gratis",
            "kostenlos gratis kostenfrei",
            "gratuit gratuite",
            "gratis gratuito gratuita",
        ],
    ),
    (
        "installment",
        [
            "installment installments instalment instalments pay_later monthly_payments split_payment klarna afterpay",
            "termijnen achteraf_betalen",
            "raten ratenzahlung",
            "versements",
            "rate",
        ],
    ),
    (
        "points",
        [
            "points loyalty reward rewards membership",
            "punten spaarpunten",
            "punkte treuepunkte",
            "points fidélité",
            "punti fedeltà",
        ],
    ),
    (
        "deadline",
        [
            "deadline window cutoff cut_off expire expires expiry expiration valid validity run_out last_day how_long how_many_days",
            "termijn geldig verlopen hoe_lang",
            "frist gültig ablauf wie_lange",
            "délai valable expiration combien_de_temps",
            "termine scadenza valido",
        ],
    ),
    (
        "fast",
        [
            "express expedited rush next_day overnight same_day priority quickest fastest",
            "spoed",
            "express eilig",
            "express urgent",
            "espresso urgente",
        ],
    ),
    (
        "repair",
        [
            "repair repairs repaired repairing fix fixed fixing mend mending patch",
            "repareren reparatie herstellen",
            "reparieren reparatur",
            "réparer réparation",
            "riparare riparazione",
        ],
    ),
    (
        "material",
        [
            "material materials fabric fabrics textile cloth made_of",
            "materiaal stof",
            "material stoff",
            "matière tissu matériau",
            "materiale tessuto",
        ],
    ),
    (
        "recycle",
        [
            "recycle recycled recycling reuse sustainable sustainability eco environment",
            "recyclen duurzaam",
            "recyceln recycling nachhaltig",
            "recycler recyclé durable",
            "riciclare riciclato sostenibile",
        ],
    ),
    (
        "vegan",
        [
            "vegan animal_free cruelty_free",
            "veganistisch",
            "vegan",
            "végan végane",
            "vegano",
        ],
    ),
    (
        "waterproof",
        [
            "waterproof water_resistant rainproof water_repellent waterproofing rain",
            "waterdicht",
            "wasserdicht wasserfest",
            "imperméable étanche",
            "impermeabile",
        ],
    ),
    (
        "appointment",
        [
            "appointment appointments booking bookings reservation book reserve",
            "afspraak reserveren",
            "termin reservieren",
            "rendez-vous réserver",
            "appuntamento prenotare",
        ],
    ),
    (
        "seller",
        [
            "seller sellers vendor vendors merchant merchants marketplace third_party",
            "verkoper verkopers",
            "verkäufer händler",
            "vendeur vendeurs",
            "venditore venditori",
        ],
    ),
    (
        "review",
        [
            "review reviews rating ratings feedback",
            "beoordeling recensie",
            "bewertung bewertungen",
            "avis commentaire",
            "recensione recensioni",
        ],
    ),
    (
        "privacy",
        [
            "privacy gdpr personal_data data",
            "privacy gegevens",
            "datenschutz daten",
            "confidentialité données",
            "privacy dati",
        ],
    ),
    (
        "children",
        [
            "kid kids child children junior youth boys girls",
            "kinderen kind",
            "kinder kind",
            "enfant enfants",
            "bambino bambini",
        ],
    ),
    (
        "student",
        [
            "student students university college",
            "student studenten",
            "student studenten",
            "étudiant étudiants",
            "studente studenti",
        ],
    ),
    (
        "smell",
        [
            "smell smells smelly odor odour stink stinks stinky",
            "geur stinken",
            "geruch riechen",
            "odeur",
            "odore",
        ],
    ),
    (
        "allergy",
        [
            "allergy allergies allergic",
            "allergie allergisch",
            "allergie allergisch",
            "allergie allergique",
            "allergia allergico",
        ],
    ),
    (
        "weight",
        [
            "weight weigh weighs heavy pounds lbs kilograms kg",
            "gewicht weegt zwaar",
            "gewicht wiegt schwer",
            "poids pèse lourd",
            "peso pesa pesante",
        ],
    ),
    (
        "store",
        [
            "location locations branch physical_store physical_stores retail",
            "filiaal vestiging",
            "filiale",
            "succursale",
            "sede",
        ],
    ),
    (
        "status",
        ["status progress state_of", "status", "status", "statut", "stato"],
    ),
    (
        "confirm",
        [
            "confirm confirmation confirmed",
            "bevestiging",
            "bestätigung",
            "confirmation",
            "conferma",
        ],
    ),
    (
        "decline",
        [
            "decline declined declines refused rejected reject failed fails",
            "geweigerd",
            "abgelehnt",
            "refusé",
            "rifiutato",
        ],
    ),
    (
        "unworn",
        [
            "unworn unused worn used wear wearing wore",
            "ongedragen gedragen",
            "ungetragen getragen",
            "porté",
            "indossato",
        ],
    ),
];

const LANGUAGES: [Language; 5] = [
    Language::En,
    Language::Nl,
    Language::De,
    Language::Fr,
    Language::It,
];

/// The words that a phrase may hold, with the most words first looked for.
pub(crate) const LONGEST_PHRASE: usize = 4;

struct Table {
    by_stem: HashMap<(Language, String), &'static str>,
    by_word: HashMap<String, &'static str>,
    phrases: HashMap<String, &'static str>,
    phrase_words: HashSet<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        by_stem: HashMap::new(),
        by_word: HashMap::new(),
        phrases: HashMap::new(),
        phrase_words: HashSet::new(),
    };
    for (name, by_language) in CONCEPTS {
        for (language, list) in LANGUAGES.into_iter().zip(by_language) {
            for entry in list.split_whitespace() {
                if entry.contains('_') {
                    let phrase = plain(&entry.replace('_', " "));
                    for word in phrase.split(' ') {
                        table.phrase_words.insert(word.to_owned());
                    }
                    table.phrases.insert(phrase, name);
                } else {
                    table
                        .by_stem
                        .entry((language, stem(entry, language)))
                        .or_insert(name);
                    table.by_word.entry(plain(entry)).or_insert(name);
                }
            }
        }
    }
    table
});

/// The concept of a folded word. A word of another language than the text's counts as well: people mix them.
pub(crate) fn concept_of(word: &str, stemmed: &str, language: Language) -> Option<&'static str> {
    let table = &*TABLE;
    table
        .by_stem
        .get(&(language, stemmed.to_owned()))
        .or_else(|| table.by_word.get(plain(word).as_str()))
        .copied()
}

/// The concept of several words in a row, joined by single spaces and without accents.
pub(crate) fn concept_of_phrase(phrase: &str) -> Option<&'static str> {
    TABLE.phrases.get(phrase).copied()
}

/// Whether a word without accents stands in any phrase.
pub(crate) fn is_in_a_phrase(word: &str) -> bool {
    TABLE.phrase_words.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concept(word: &str, language: Language) -> Option<&'static str> {
        concept_of(word, &stem(word, language), language)
    }

    #[test]
    fn words_for_one_thing_share_a_concept_across_languages() {
        assert_eq!(
            concept("trainers", Language::En),
            concept("sneaker", Language::En)
        );
        assert_eq!(concept("parcel", Language::En), concept("pakketje", Language::Nl));
        assert_eq!(
            concept("versand", Language::De),
            concept("shipping", Language::En)
        );
        assert_eq!(concept_of_phrase("money back"), Some("refund"));
        assert_eq!(concept("kayak", Language::En), None);
    }

    #[test]
    fn no_phrase_is_longer_than_what_is_looked_for() {
        assert!(
            TABLE
                .phrases
                .keys()
                .all(|phrase| phrase.split(' ').count() <= LONGEST_PHRASE)
        );
    }
}
