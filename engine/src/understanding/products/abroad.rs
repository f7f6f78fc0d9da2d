//! What shoppers of other languages call the things and colours of a catalogue that is written in English.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::stem::stem;

/// English stems, and the Dutch, German, French and Italian words for them.
///
/// A word that English uses for something else ("pet", "pull", "baskets") is left out.
const THINGS: &[(&[&str], &str)] = &[
    (
        &["shoe", "sneaker"],
        "schoen schoenen schuh schuhe turnschuh turnschuhe sportschuhe chaussure chaussures scarpa scarpe",
    ),
    (&["running"], "hardlopen laufen course courir corsa correre"),
    (
        &["hoodie"],
        "kapuzenpullover kapuzenpulli capuche felpa felpe cappuccio",
    ),
    (
        &["sweater", "sweatshirt"],
        "trui truien pullover pulli maglione maglioni",
    ),
    (
        &["shirt", "tee"],
        "hemd hemden tee-shirt chemise maglietta magliette maglia",
    ),
    (&["jacket"], "jas jassen jacke jacken veste giacca giacche"),
    (
        &["waterproof"],
        "waterdicht waterdichte wasserdicht wasserdichte étanche étanches",
    ),
    (&["pant"], "broek broeken hose hosen pantalon pantalons pantaloni"),
    (
        &["cap", "hat"],
        "petten petje kappe kappen casquette casquettes cappellino cappellini",
    ),
    (
        &["beanie"],
        "muts mutsen mütze mützen bonnet bonnets berretto berretti",
    ),
    (
        &["sock"],
        "sok sokken socke socken chaussette chaussettes calzino calzini",
    ),
    (&["backpack"], "rugzak rugzakken rucksäcke zaino zaini"),
    (
        &["bag"],
        "tas tassen sporttas sporttasche tasche taschen sac sacs borsa borse borsone",
    ),
    (
        &["bottle"],
        "fles flessen drinkfles drinkflessen flasche flaschen trinkflasche gourde gourdes borraccia borracce",
    ),
    (&["mat"], "tapis tappetino tappetini matte"),
    (
        &["glove"],
        "handschoen handschoenen handschuh handschuhe gant gants guanto guanti",
    ),
    (
        &["towel"],
        "handdoek handdoeken handtuch handtücher serviette serviettes asciugamano",
    ),
    (&["belt"], "riem gürtel ceinture cintura"),
    (&["hiking"], "montagna wandern wandelen randonnée escursionismo"),
    (&["wool"], "wol wollen wolle laine lana"),
    (&["warm"], "warme warmer chaud chauds chaude caldo caldi calda"),
    (
        &["black"],
        "zwart zwarte schwarz schwarze schwarzen schwarzer noir noire noirs noires nero nera neri nere",
    ),
    (
        &["white"],
        "wit witte weiß weiße weißen blanc blanche blanches bianco bianca bianche bianchi",
    ),
    (
        &["red"],
        "rood rode rot rote roten rouge rouges rosso rossa rosse",
    ),
    (
        &["blue"],
        "blauw blauwe blau blaue blauen bleu bleue bleus bleues blu",
    ),
    (
        &["green"],
        "groen groene grün grüne grünen vert verte verde verdi",
    ),
    (
        &["grey", "gray"],
        "grijs grijze grau graue grauen gris grise grigio grigia grigi",
    ),
];

/// Words that stand for several English stems all together.
const COMPOUNDS: &[(&[&str], &str)] = &[
    (
        &["running", "shoe"],
        "hardloopschoen hardloopschoenen loopschoenen laufschuh laufschuhe",
    ),
    (&["trail", "shoe"], "trailschoenen trailschuhe trailschuh"),
    (
        &["rain", "jacket"],
        "regenjas regenjassen regenjacke regenjacken imperméable imperméables impermeabile",
    ),
    (&["yoga", "mat"], "yogamat yogamatten yogamatte"),
    (&["short"], "shorts kurze-hose sporthose"),
];
/// What Dutch and German put before a thing without a space, and its English stem.
const BEFORE: &[(&str, &str)] = &[
    ("lauf", "running"),
    ("hardloop", "running"),
    ("loop", "running"),
    ("regen", "rain"),
    ("wander", "hiking"),
    ("wandel", "hiking"),
    ("trainings", "training"),
    ("fitness", "training"),
    ("fleece", "fleece"),
    ("woll", "wool"),
    ("merino", "merino"),
    ("kompressions", "compression"),
    ("compressie", "compression"),
];

/// What nothing is put before: qualities and colors.
const NOT_JOINED: &[&str] = &[
    "running",
    "hiking",
    "waterproof",
    "wool",
    "warm",
    "black",
    "white",
    "red",
    "blue",
    "green",
    "grey",
];

/// Words around a product's name that are no part of it.
const FILLERS: &str = "de het een der das den dem des ein eine einen einem einer le les un une du au aux il lo gli una uno \
    dei delle della nel nella con per da di del che mi mij ik ich je jij jullie ihr sie vous nous io voi met mit avec \
    voor für pour in im dans op auf sur aan zu à van von en und et of oder ou o graag bitte svp s'il plaît favore \
    alsjeblieft alstublieft zoek zoeken laat zien toon heb hebben hebt wil willen nodig suche suchen zeig zeige mir \
    zeigen haben habt brauche möchte hätte gern gerne kaufen kopen koop nieuwe neue cherche cherchons montre montrez \
    moi avez voudrais veux besoin acheter voir cerco cerchiamo mostra mostrami fammi vedere vorrei voglio avete serve \
    servono comprare voeg toe doe zet leg stop füge hinzu pack packe lege ajoute ajouter mets mettre mettez aggiungi \
    aggiungere metti inserisci winkelwagen winkelwagentje winkelmand winkelmandje mandje warenkorb einkaufswagen korb \
    panier caddie carrello cestino mijn m'n meinen meinem mein mon ma mes mio mia onder unter moins sotto eens mal \
    maar ook auch aussi anche zum deze dieser diese dieses ce cette ces questo questa questi paar paire paio maat größe \
    taille taglia kun kunt können kannst pouvez peux puoi può verwijder haal uit entferne nimm aus enlève retire supprime \
    togli rimuovi dal toch wieder noch nog davon ervan encore ancora guten abend morgen bonsoir goedemiddag goedenavond \
    buonasera nen ne such bruder schwester freund freundin mann frau mutter vater sohn tochter broer zus vriend vriendin \
    moeder vader zoon dochter vrouw vrouwen mannen frère soeur ami amie mari femme fils fille fratello sorella amico amica \
    marito moglie figlio figlia liefst lieber plutôt etwas was iets qualcosa quelque chose gibt gibts lager voorraad stock \
    magazzino eigentlich eigenlijk finalement";

/// Letters before the last one of a word that may be inflected in another way than is known.
const SHORTEST_INFLECTED: usize = 6;

type Dictionary = HashMap<String, &'static [&'static str]>;

static WORDS: LazyLock<Dictionary> = LazyLock::new(|| by_stem(THINGS));
static COMPOUND_WORDS: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut words = joined();
    words.extend(by_stem(COMPOUNDS));
    words
});
static FILLER_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| FILLERS.split_whitespace().collect());

/// The English stems for the stem of a word of another language; empty when there are none.
pub(super) fn english(stem: &str) -> &'static [&'static str] {
    match found_in(&WORDS, stem) {
        [] => compound(stem),
        english => english,
    }
}

/// The English stems that a compound stands for all together, such as running and shoe; empty for any other word.
pub(super) fn compound(stem: &str) -> &'static [&'static str] {
    found_in(&COMPOUND_WORDS, stem)
}

/// Without its last letter a word may be known that is inflected in another way: `schoene`, `rugzakk`.
fn found_in(words: &Dictionary, stem: &str) -> &'static [&'static str] {
    if let Some(english) = words.get(stem) {
        return english;
    }
    let last = stem
        .char_indices()
        .next_back()
        .filter(|(at, _)| *at >= SHORTEST_INFLECTED);
    let shorter = last.and_then(|(at, _)| stem.get(..at));
    shorter
        .and_then(|shorter| words.get(shorter))
        .copied()
        .unwrap_or_default()
}

/// The English name of a colour, or the word itself.
pub(in crate::understanding) fn color(word: &str) -> &str {
    const COLORS: [&str; 6] = ["black", "white", "red", "blue", "green", "grey"];
    english(&stem(word))
        .first()
        .filter(|english| COLORS.contains(english))
        .copied()
        .unwrap_or(word)
}

/// Whether a word can stand beside a product's name without being part of it.
pub(super) fn is_filler(word: &str) -> bool {
    FILLER_WORDS.contains(word)
}

/// Every thing with every word that may stand before it: `Laufsocken` are running socks.
fn joined() -> Dictionary {
    let mut joined = Dictionary::new();
    for (english, words) in THINGS
        .iter()
        .filter(|(english, _)| !NOT_JOINED.contains(&english[0]))
    {
        for (before, kind) in BEFORE {
            // Kept for the life of the process, like the tables it is made of.
            let both: &'static [&'static str] = Box::leak(Box::new([*kind, english[0]]));
            for word in words.split_whitespace() {
                joined.insert(stem(&format!("{before}{word}")), both);
            }
        }
    }
    joined
}

fn by_stem(table: &'static [(&'static [&'static str], &'static str)]) -> Dictionary {
    let rows = table
        .iter()
        .flat_map(|(english, words)| words.split_whitespace().map(move |word| (stem(word), *english)));
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_known_in_four_more_languages() {
        for word in ["hardloopschoenen", "laufschuhe"] {
            assert_eq!(english(&stem(word)), ["running", "shoe"], "{word}");
        }
        assert_eq!(compound(&stem("laufschuhe")), ["running", "shoe"]);
        assert_eq!(english(&stem("laufsocken")), ["running", "sock"]);
        assert_eq!(english(&stem("regenbroek")), ["rain", "pant"]);
        assert_eq!(english(&stem("hardloopschoene")), ["running", "shoe"]);
        assert_eq!(compound(&stem("schuhe")), [""; 0]);
        for word in ["noire", "schwarzen", "zwarte", "nera", "black"] {
            assert_eq!(color(word), "black", "{word}");
        }
        assert_eq!(english("hoodie"), [""; 0]);
    }
}
