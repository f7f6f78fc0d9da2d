//! The words by which people of five languages speak of what they like.

/// The keys, and the words that name a whole key.
pub(super) const KEYS: &[(&str, &[&str])] = &[
    (
        "size",
        &[
            "size", "sizes", "maat", "maten", "schoenmaat", "kledingmaat", "größe", "grösse", "groesse", "schuhgröße",
            "schuhgrösse", "kleidergröße", "konfektionsgröße", "pointure", "taille", "taglia", "misura",
        ],
    ),
    (
        "colors",
        &[
            "color", "colour", "colors", "colours", "kleur", "kleuren", "lievelingskleur", "lievelingskleuren", "farbe",
            "farben", "lieblingsfarbe", "lieblingsfarben", "couleur", "couleurs", "colore", "colori",
        ],
    ),
    (
        "brands",
        &[
            "brand", "brands", "lievelingsmerk", "merken", "marke", "marken", "lieblingsmarke", "marque", "marques",
            "marca", "marche",
        ],
    ),
    (
        "categories",
        &[
            "category", "categories", "categorie", "categorieën", "kategorie", "kategorien", "catégorie", "catégories",
            "categoria",
        ],
    ),
    (
        "styles",
        &["style", "styles", "stijl", "stijlen", "stil", "stile", "stili"],
    ),
    (
        "price_max",
        &[
            "budget", "price", "prices", "prijs", "prijsklasse", "preis", "preisspanne", "preisklasse", "prix", "prezzo",
            "prezzi",
        ],
    ),
];

/// Styles and materials as they are kept, and the words that other languages or forms have for them.
const STYLES: &[(&str, &str)] = &[
    ("denim", "jeans jeansstoff spijkerstof"),
    ("cotton", "katoen katoenen baumwolle coton cotone"),
    ("wool", "wol wollen wolle laine lana woolen"),
    ("merino", ""),
    ("leather", "leer leren leder cuir pelle cuoio"),
    ("linen", "linnen leinen lin lino"),
    ("fleece", "polaire pile"),
    ("polyester", "poliestere"),
    ("silk", "zijde seide soie seta"),
    ("organic", "biologisch biologische bio biologique biologico biologici"),
    ("recycled", "gerecycled gerecyclede recycelt recycelte recycelten recyclé recyclés recyclée riciclato riciclati"),
    ("vegan", "veganistisch vegane veganen végane végan vegano vegani"),
    ("sporty", "sportief sportieve sportlich sportliche sportlichen sportif sportive sportivo sportivi"),
    ("casual", "leger lässig lässige décontracté décontractée informale"),
    ("street", "streetwear straatstijl"),
    ("retro", "rétro"),
    ("vintage", ""),
    ("minimalist", "minimal minimalistisch minimalistische minimalistischen minimaliste minimalista minimalisti"),
    ("classic", "klassiek klassieke klassisch klassische klassischen classique classiques classico classici"),
    ("elegant", "elegante élégant élégante eleganti"),
    ("modern", "moderne moderno moderni"),
    ("outdoor", "buitensport plein-air"),
    ("urban", "urbain urbano"),
    ("oversized", "oversize"),
    ("slim", "slank schmal schmale schmalen eng enge"),
    ("wide", "breed brede weit weite weiten large-fit larges larghe largo larga"),
    ("loose", "losse locker lockere lockeren ampio ampia"),
    ("baggy", ""),
    ("relaxed", ""),
    ("tight", "strak strakke"),
    ("high-waisted", ""),
    ("warm", "warme warmen chaud chauds caldo caldi"),
    ("lightweight", "licht lichte leicht leichte leichten léger légers leggero leggeri"),
    ("waterproof", "waterdicht waterdichte wasserdicht wasserdichte imperméable imperméables impermeabile impermeabili"),
    ("trail", "trailrunning"),
    ("yoga", ""),
    ("colorful", "colourful kleurrijk kleurrijke bunt bunte bunten coloré colorés colorato colorati"),
    ("plain", "effen schlicht schlichte schlichten uni unis"),
];

/// The style or material that a word means, as it is kept.
pub(super) fn style(word: &str) -> Option<&'static str> {
    STYLES
        .iter()
        .find(|(kept, others)| *kept == word || others.split(' ').any(|other| !other.is_empty() && other == word))
        .map(|(kept, _)| *kept)
}

/// Words around what is liked that say nothing themselves.
pub(super) const AROUND: &[&str] = &[
    "preference", "preferences", "saved", "memory", "mind", "note", "know", "usually", "always", "wear", "wearing",
    "about", "stop", "anymore", "longer", "like", "likes", "liked", "clothes", "clothing", "things", "stuff", "profile",
    "settings", "setting", "default", "fan", "mostly", "only", "future", "save", "person", "kind", "fit", "cut",
    "interested", "into", "store", "record", "erase", "running", "shopping", "wearable", "most", "best", "really",
    "better", "colours", "colors", "colour", "color", "brand", "brands", "style", "styles", "size", "sizes",
];
