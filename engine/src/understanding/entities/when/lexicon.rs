//! The words of times in five languages.

use std::{collections::HashMap, sync::LazyLock};

/// What a word may do in a time, one bit each.
pub(super) type Kinds = u16;

/// Days of the week.
pub(super) const WEEKDAY: Kinds = 1 << 0;
/// Months.
pub(super) const MONTH: Kinds = 1 << 1;
/// Days counted from today.
pub(super) const RELATIVE: Kinds = 1 << 2;
/// Parts of a day.
pub(super) const PART_OF_DAY: Kinds = 1 << 3;
/// Units of time.
pub(super) const UNIT: Kinds = 1 << 4;
/// Seasons.
pub(super) const SEASON: Kinds = 1 << 5;
/// Feasts.
pub(super) const FEAST: Kinds = 1 << 6;
/// This very moment.
pub(super) const NOW: Kinds = 1 << 7;
/// How often, and decades.
pub(super) const OFTEN: Kinds = 1 << 8;
/// Words that say which one: next, last, early.
pub(super) const MODIFIER: Kinds = 1 << 9;
/// Small numbers in words.
pub(super) const NUMBER: Kinds = 1 << 10;
/// Words that stand before a time and change it.
pub(super) const LEADING: Kinds = 1 << 11;
/// Words that join two parts.
pub(super) const LINK: Kinds = 1 << 12;
/// Words behind a time that change it.
pub(super) const TRAILING: Kinds = 1 << 13;
/// Dates and times in figures.
pub(super) const FIGURES: Kinds = 1 << 14;
/// A year in four digits.
pub(super) const YEAR: Kinds = 1 << 15;
/// What names a time by itself.
pub(super) const TELLING: Kinds =
    WEEKDAY | MONTH | RELATIVE | PART_OF_DAY | SEASON | FEAST | NOW | OFTEN | FIGURES | YEAR;

const WORDS: &[(Kinds, &str)] = &[
    (
        WEEKDAY,
        "monday tuesday wednesday thursday friday saturday sunday tue tues wed thu thur thurs fri mondays \
         tuesdays wednesdays thursdays fridays saturdays sundays maandag dinsdag woensdag donderdag vrijdag \
         zaterdag zondag maa din dinsd woe vri vrij zat zon maandagmorgen montag dienstag mittwoch donnerstag \
         freitag samstag sonnabend sonntag montags dienstags mittwochs donnerstags freitags samstags sonntags \
         lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis lunedì martedì mercoledì giovedì \
         venerdì sabato domenica lunedi martedi",
    ),
    (
        MONTH,
        "january february march april june july august september october november december jan feb mar apr \
         jun jul aug sept sep oct nov dec januari februari maart mei juni juli augustus oktober okt mrt \
         januar februar märz mai dezember dez janvier février fevrier mars avril juin juillet août aout \
         septembre octobre novembre décembre decembre gennaio febbraio marzo aprile maggio giugno luglio \
         agosto settembre ottobre dicembre may",
    ),
    (
        RELATIVE,
        "morgenavond morgenochtend morgenmiddag zaterdagavond vrijdagavond morgenvroeg today tomorrow \
         yesterday tonight tmr vandaag morgen gisteren vanavond vanochtend vanmorgen vanmiddag vannacht \
         overmorgen eergisteren heute gestern übermorgen vorgestern aujourd'hui demain hier après-demain \
         avant-hier oggi domani ieri dopodomani stasera stamattina stanotte",
    ),
    (
        PART_OF_DAY,
        "morning afternoon evening night noon midday midnight lunchtime dinnertime nights mornings evenings \
         afternoons ochtend middag avond nacht ochtends middags avonds nachts middernacht lunch avondeten \
         morgens abend vormittag nachmittag mittag mitternacht mitternachts abends spätabend spätabends \
         frühmorgens vormittags nachmittags matin matinée matinee soir soirée soiree après-midi midi minuit \
         nuit mattina mattino mattinata pomeriggio sera serata notte mezzogiorno mezzanotte eod",
    ),
    (
        UNIT,
        "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks weekend \
         weekends month months year years quarter quarters decade decades century fortnight weekday weekdays \
         night nights seconde seconden minuut minuten uur uren dag dagen weken maand maanden jaar jaren \
         kwartaal kwartalen decennium eeuw weekeinde werkdag werkdagen sekunde sekunden stunde stunden tag \
         tage tagen woche wochen wochenende monat monate monats monaten jahr jahre jahren jahres quartal \
         jahrzehnt jahrhundert heure heures jour jours journée journee semaine semaines mois an ans année \
         annee années trimestre décennie siècle secondes minuto minuti ora ore giorno giorni settimana \
         settimane mese mesi anno anni secondi decennio secolo kalenderjaar",
    ),
    (
        SEASON,
        "spring summer autumn fall winter lente zomer herfst frühling sommer herbst printemps été automne \
         hiver primavera estate autunno inverno",
    ),
    (
        FEAST,
        "christmas easter thanksgiving halloween ramadan valentine pasen kerst kerstmis ostern weihnachten \
         weihnacht allerheiligen palmsonntag pâques noël toussaint pasqua natale",
    ),
    (NOW, "now nu jetzt maintenant adesso currently ora nun"),
    (
        OFTEN,
        "everyday montagmorgen dienstagmorgen mittwochmorgen donnerstagmorgen freitagmorgen montagnachmittag \
         dienstagnachmittag daily weekly monthly yearly annually quarterly biweekly dagelijks wekelijks \
         maandelijks jaarlijks halfjaarlijks tweemaandelijkse täglich wöchentlich monatlich jährlich \
         annuellement mensuellement quotidiennement hebdomadaire nineties eighties sixties seventies twenties \
         fifties",
    ),
    (
        MODIFIER,
        "some dezelfde même same prochaini vorletzten letztem enig précédente vingt-sixième vingt-cinquième \
         eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth \
         twentieth zehnten elften zwölften deuxième troisième quatrième vijftiende vierter fünfter zwölfter \
         siebter present working next last this past coming previous every each following upcoming early late \
         mid middle end beginning start rest whole later earlier few several couple final current first \
         second third fourth fifth entire half halfway sometime around about approximately circa volgende \
         vorige afgelopen komende deze dit elke elk ieder iedere laatste eerste tweede derde vierde begin \
         midden einde eind hele heel vroeg laat paar enkele rond nächste nächsten nächster nächstes nächstem \
         letzte letzten letzter letztes diese diesen dieser dieses diesem jeden jede jedes kommende kommenden \
         vergangene anfang ende mitte ganze ganzen früh spät später ersten zweiten dritten erste zweite \
         prochain prochaine prochains prochaines dernier dernière derniere derniers dernières ce cet cette \
         chaque tous toutes tout fin début debut milieu tard tôt première premier venir précédent suivant \
         suivante quelques prossimo prossima prossimi prossime scorso scorsa ultimo ultima ultimi ultime \
         questo questa ogni tutto tutta inizio fine metà tardi presto qualche diverse diversi prima",
    ),
    (
        NUMBER,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
         seventeen eighteen nineteen twenty thirty forty fifty een één twee drie vier vijf zes zeven acht \
         negen tien elf twaalf twintig dertig eenentwintig ein eine einen einer zwei drei fünf sechs sieben \
         neun zehn zwölf zwanzig beiden un une deux trois quatre cinq sept huit neuf dix onze douze vingt \
         trente quart uno una due tre quattro cinque sei sette otto nove dieci undici dodici trenta venti \
         mezza a an half anderhalf quarter kwart kwartier viertel dreiviertel halbe halben demi demie mezzo \
         tweeëntwintig zweieinhalb hundred thousand ninety",
    ),
    (
        LEADING,
        "from between before after since until till by within during for in at over past to than more less \
         tussen voor na sinds tot tijdens binnen vanaf van om zwischen vor nach seit bis um während von vom \
         entre avant après apres depuis jusqu'à jusqu'au dès pendant durant à dans tra fra dal dalle dalla \
         dopo prima da fino per alle negli dagli minder meer dan eerder",
    ),
    (
        LINK,
        "of the and to or in at on de het der des dem den die das le la les du et il lo gli i di del della \
         dello e l' d' à au aux al alla alle ad en op zum zur am im ai",
    ),
    (
        TRAILING,
        "ago later back hence am pm a.m p.m o'clock oclock uhr uur h heures heure geleden fa earlier eerder \
         zuvor davor plus tard or onwards bis",
    ),
];

/// Words that mean something else as often: alone they name no time.
const AMBIGUOUS: &[&str] = &[
    "may", "march", "mar", "dec", "second", "sec", "fall", "spring", "sun", "sat", "wed", "hier", "ora",
    "mai", "nu", "nun", "zat", "zon", "woe", "din", "maa", "été", "now", "current",
];

static KINDS: LazyLock<HashMap<&'static str, Kinds>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    for (kind, words) in WORDS {
        for word in words.split_whitespace() {
            *kinds.entry(word).or_insert(0) |= kind;
        }
    }
    kinds
});

/// What a lower-case word may do; zero when it has nothing to do with times.
pub(super) fn kinds(word: &str) -> Kinds {
    KINDS.get(word).copied().unwrap_or_default()
}

/// Whether a word names a time only beside another.
pub(super) fn is_ambiguous(word: &str) -> bool {
    AMBIGUOUS.contains(&word)
}
