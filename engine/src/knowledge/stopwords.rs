//! Words that say nothing about the matter, and words that say little.

use std::{collections::HashSet, sync::LazyLock};

use crate::language::Language;

/// How much a word tells about what a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing: it may stand in any sentence.
    None,
    /// Little: it may stand in a question about anything (`best`, `work`, `happen`).
    Light,
    /// It names the matter.
    Full,
}

/// What a folded word tells in a language.
pub(crate) fn content(word: &str, language: Language) -> Content {
    let lists = match language {
        Language::En | Language::Other => &*ENGLISH,
        Language::Nl => &*DUTCH,
        Language::De => &*GERMAN,
        Language::Fr => &*FRENCH,
        Language::It => &*ITALIAN,
    };
    if lists.stop.contains(word) || word.chars().all(|c| !c.is_alphanumeric()) {
        return Content::None;
    }
    // A single letter is a leftover of tokenising, a single digit a figure.
    if word.chars().count() == 1 && !word.chars().all(|c| c.is_ascii_digit()) {
        return Content::None;
    }
    if lists.light.contains(word) {
        Content::Light
    } else {
        Content::Full
    }
}

struct Lists {
    stop: HashSet<&'static str>,
    light: HashSet<&'static str>,
}

impl Lists {
    fn new(stop: &'static str, light: &'static str) -> Self {
        Self {
            stop: stop.split_whitespace().collect(),
            light: light.split_whitespace().collect(),
        }
    }
}

static ENGLISH: LazyLock<Lists> = LazyLock::new(|| {
    Lists::new(
        "a an the this that these those here there it its it'll it'd they them their theirs he she his her him hers i me my \
         mine myself we us our ours you u ur your yours yourself who whom whose what what's whats which when where why how \
         is isn't isnt are aren't arent was wasn't were weren't be been being am i'm im i've ive i'd i'll you're you've you'll \
         we're they're that's thats there's do does did don't dont doesn't doesnt didn't didnt doing done have has had haven't \
         hasn't having can can't cant cannot could couldn't will won't wont would wouldn't shall should shouldn't may might \
         must mustn't of off to in on at by for from with without into onto about as than then so if or and but nor not no \
         yes yeah ok okay any some all each every both either neither other another such same one ones too also just only \
         very really quite much many more most lot lots few less least own else ever never always already still yet again \
         now hi hello hey dear there please pls plz thanks thank thx cheers sorry regards get gets got gotten getting let \
         lets let's want wants wanted wanna need needs needed like likes know tell say says said ask asking wonder wondering \
         hope think guess going gonna go goes went come comes came happen happens happened something anything nothing everything someone \
         anyone everybody somebody thing things stuff way ways kind sort up out over under after before during until till \
         while since between because through per via within due etc upon once however though although let might exactly \
         actually possible possibly able available allowed supposed bit well good time times \
         btw tho lol lemme gimme hows wheres anyway anyways yo umm uh oh gotta kinda everyday",
        "help question questions info information detail details explain give gives gave given take takes took taken taking \
         make makes made making use uses used using put puts set find found finding look looks looking see seen show try tries tried trying \
         work works working worked mean means keep keeps kept best better great nice new old right wrong fine sure \
         long short big small large high low deep far fast quick quickly soon early late first second last next often usually \
         normally generally maximum minimum max min least average enough different difference differences difficult easy \
         hard full whole part real really people person anybody day days week weeks month months year years today \
         tomorrow yesterday hour hours minute minutes place places area point side end start starts begin call called name named \
         problem problems issue issues case option options type types number numbers item items product products article \
         articles shop store company business brand order orders ordered ordering buy bought buying purchase purchased sell sells sold selling offer offers \
         offered provide provides have's instead regarding concerning recommend suggest recommended choose pick own \
         certain several special specific particular regular normal usual common necessary important interested order's two three four five \
         six ten against along around away inside outside near got must worth count counts hold bring brings leave let's leaves ready \
         decide expect become becomes turn turns run's ask asked friend everywhere anywhere somewhere supposed lose show shows showing add adds added adding \
         sooner basically \
         charge figure wait waiting messed grab hit mind nah moment enter reckon roughly folks guys ya hear heard \
         courier couriers carrier carriers driver",
    )
});

static DUTCH: LazyLock<Lists> = LazyLock::new(|| {
    Lists::new(
        "de het een dit dat deze die er hier daar ik mij me mijn wij we ons onze jij je jou jouw u uw jullie hij zij ze hem \
         haar hun wie wat welke welk wanneer waar waarom hoe is zijn was waren ben bent word wordt worden werd heb hebt heeft \
         hebben had kan kun kunt kunnen kon kunnen zal zult zullen zou zouden mag mogen moet moeten wil wilt willen van voor \
         met zonder in op aan bij naar uit door over om te tot als dan of en maar niet geen wel ook nog al alle elk elke iets \
         niets alles iemand veel meer meest heel erg zo toch even hallo hoi goedendag beste graag alstublieft alsjeblieft \
         bedankt dank doe doet doen ga gaat gaan krijg krijgt krijgen weet weten zeg zeggen vraag per na tijdens tussen omdat \
         want mogelijk tegen \
         nu dan eigenlijk eig ff effe gewoon misschien ja nee hoeft hoef zit mn uh zich zelf weer ooit eens precies ongeveer \
         zeker komt lukt vind wilde geleden wij weleens ieder trouwens anders mee daarvoor daarna toe zover \
         hoeveel hoelang waarmee waarvoor waarop waaraan daarop ie d'r t hen jullie's ben's hierbij effen hè hé",
        "lang snel dag dagen week weken maand maanden jaar uur bestelling bestellen besteld kopen gekocht koop winkel artikel \
         artikelen product producten hulp helpen vragen informatie werkt werken maken gemaakt vinden goed beste nieuw groot \
         klein eerste laatste geven nemen gebruiken gebruik verkopen nodig kiezen \
         duurt duren stel kies thuis stuk paar later morgen gisteren vandaag \
         komen rekenen rekent rekenen bereken regel regelen gebeurt gebeuren gebeurd zien nemen neem neemt aannemen accepteren \
         accepteer bieden biedt aanbieden staat staan halen melden meld wachten wacht gemiddelde gemiddeld aanpassen downloaden \
         jaar aantal mogelijkheid mogelijkheden nodig weer rekening bedrag zelf precies erin erbij bijbetalen liever dingen \
         manier soort direct meteen altijd nooit houden stopt hangt zitten zoek raakt raken gekregen krijg geldt gelden vallen \
         valt echt handig heen link aanspraak maakt maak aanmelden sturen stuur stuurt verstuurt doorgeven binnen \
         spullen zaak zaken pak pakt moment af bovenop stukjes ding volgens klopt geef ontvang ontvangen ontvangt eerst \
         langs eentje ervan ermee eraf kijken bestel bestelde opeens plots bericht bedoeling verder gedachten daarmee \
         hierop ligt liggen maximaal allemaal net echter terecht kom plek meekrijgen voldoende \
         bezorger vervoerder koerier bezorgdienst pakketdienst",
    )
});

static GERMAN: LazyLock<Lists> = LazyLock::new(|| {
    Lists::new(
        "der die das den dem des ein eine einen einem einer eines dies diese dieser dieses diesen es er sie ich mir mich mein \
         meine meinen meinem meiner wir uns unser unsere du dir dich dein deine ihr ihre ihren ihnen sein seine man wer wen wem \
         was welche welcher welches welchen wann wo woher wohin warum wieso wie ist sind war waren bin bist werde wird werden \
         wurde wurden habe hast hat haben hatte hatten kann kannst können könnte könnten soll sollte sollen will wollen möchte \
         möchten darf dürfen muss müssen mag von vom für mit ohne in im ins an am auf aus bei beim nach zu zum zur über unter um \
         durch gegen bis als dann ob oder und aber denn doch nicht kein keine keinen auch noch schon alle alles jede jeder jedes \
         etwas nichts jemand viel viele mehr sehr so nur mal hier da dort hallo guten tag bitte danke gerne gern gibt geben \
         geht gehen mache machen macht tun bekomme bekommen weiß wissen sage sagen frage seit während zwischen weil wenn dass \
         daß damit dazu dabei eigentlich möglich sich selbst wäre würde \
         jetzt nun hab habt mal gerade bloß halt eben also ungefähr etwa circa bekommt kriege kriegt \
         krieg gibts kommt komme ja nein vielleicht überhaupt wirklich genau einfach nen ne nem ab pro hätte moin passiert läuft \
         deine deinen ihrem ihres wollte eigentlichen irgendwie sowas hierfür dafür davon \
         euch euer eure eurer eurem euren wieviel wieviele wielange womit wofür bekomm mach brauch geb hol dauerts \
         geht's gehts gibt's 's ists obs hätten hättet seid könnt wollt dürft müsst möcht nehm dran mir's",
        "lange lang schnell tag tage tagen woche wochen monat monate jahr jahre stunden bestellung bestellungen bestellen \
         bestellt kaufen gekauft kauf shop laden artikel produkt produkte hilfe helfen fragen information informationen \
         infos funktioniert finden finde gut beste besten neu neue groß klein erste letzte nehmen benutzen verwenden \
         verkaufen nötig brauche brauchen braucht wählen worauf achten \
         dauert dauern letzten letzter später morgen gestern heute stück zuhause hause \
         komme kommen kommt rechnen berechnet berechnen fallen fällt anfallen läuft laufen passieren sehen sieht nehmt nimmt nehme \
         akzeptiert akzeptieren bietet bieten anbieten steht stehen holen melde melden warten warte ungefähr durchschnittliche \
         ändern herunterladen anzahl möglichkeit möglichkeiten wieder betrag selber selbst genau lieber dinge sachen art sofort \
         direkt immer nie halten tragen trägt erhalten bekam gilt gelten wirklich weg hohe hoch höhe geltend mache bereits ware \
         eingeben gebe rein nummer anzeigen anmelden innerhalb noch schicken schickt will möglich \
         grad drin drauf dran raus verklickt vertan geirrt tippen eintippen moment richtig eigene eigenen nachträglich \
         günstiger liegt liegen gemeint plötzlich erst überall sagt weiter rauf dahin gesagt sehe dringend ehrlich wohl \
         wisst hinkommen verstehe \
         zusteller paketbote bote paketdienst lieferdienst spediteur",
    )
});

static FRENCH: LazyLock<Lists> = LazyLock::new(|| {
    Lists::new(
        "le la les un une des du de d l ce cet cette ces ça cela c'est il elle ils elles on je j'ai me moi mon ma mes nous notre \
         nos tu te toi ton ta tes vous votre vos son sa ses leur leurs qui que quoi quel quelle quels quelles quand où pourquoi \
         comment combien est sont était être suis es êtes ai as a avons avez ont avoir avait peux peut pouvez pouvoir puis-je \
         puis pourrais pourrait dois doit devez faut veux voudrais voulez souhaite dans en sur sous pour par avec sans chez vers à au \
         aux et ou mais ni ne pas plus non oui si très trop peu beaucoup tout toute tous toutes autre même aussi encore déjà \
         bonjour salut merci svp plaît fait faire fais faites aller vais va obtenir savoir sais dire dites est-ce qu'est-ce y \
         quelque chose rien quelqu'un pendant entre avant après depuis car parce comme donc possible \
         se passe quoi koi c pk svp stp slt bjr mrc aimerais aimerait veut peut-on vraiment environ exactement alors bref ici là lors \
         aura ait soit avez-vous y-a-t-il existe-t-il dis dites-moi moi-même celui celle ceux ci ok voilà déjà \
         ca celles là-bas y'a ya avons-nous jusqu'à jusqu d'abord t'as t'es faudrait faut-il dois-je aura-t-il l'on \
         qu'en j'aurai j'aimerais ouais",
        "long temps vite jour jours semaine semaines mois an heures commande commandes commander commandé acheter acheté achat \
         magasin boutique article articles produit produits aide aider question questions information informations marche \
         fonctionne trouver bon bonne meilleur nouveau grand petit premier dernier prendre donner utiliser vendre vendez besoin \
         choisir \
         dure durer durée pièce hier demain chose cas fois \
         venir viens facturez facturer élèvent élève monte compter passent voir prenez prenons accepte acceptez proposez proposer \
         offrez trouve trouvent chercher attendre attends moyen moyenne télécharger nombre possibilité façon genre directement \
         toujours jamais garder dispose disposer reçois reçu recevez vaut valoir vraiment lien savoir jouer mettre mets met \
         servir besoin préfère situe situer rapidement depuis lorsque dessus somme supplément envoyé début possible acceptée \
         prendre revoir souviens \
         truc trucs affaires moment bout droit trompé commandant mettez passer pareil dit part mien mienne d'un d'une \
         finalement apparemment précisément normalement actuellement surtout normal souci problème veuillez vois voit \
         livreur transporteur coursier",
    )
});

static ITALIAN: LazyLock<Lists> = LazyLock::new(|| {
    Lists::new(
        "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla dai in nel \
         nella nei nelle su sul sulla con per tra fra questo questa questi queste quello quella ci vi si io mi me mio mia miei \
         mie noi nostro nostra tu ti te tuo tua voi vostro vostra lui lei loro suo sua chi che cosa cos'è quale quali quando \
         dove perché come quanto quanta quanti quante è sono era erano essere sei siete ho hai ha abbiamo avete hanno avere \
         posso puoi può possiamo potete possono potrei devo deve dovrei voglio vorrei vuole e ed o ma né non no sì se più meno \
         molto poco tutto tutti tutte ogni altro altra anche ancora già solo ciao salve buongiorno grazie prego favore fare \
         faccio fa andare vado va ottenere sapere so dire qualcosa niente qualcuno durante prima dopo quindi possibile c'è \
         succede allora adesso ora circa davvero proprio ne ce vengono viene bisogna invece cui senza mica beh ok può-darsi \
         qui qua lì là ciò dunque magari insomma stato-di sta stanno \
         quant'è com'è dov'è qual quant avrei avrebbe potrebbe dovrebbe c'era sarebbe eh però perchè ehi",
        "tempo veloce giorno giorni settimana settimane mese mesi anno ore ordine ordini ordinare ordinato comprare comprato \
         acquistare acquisto negozio articolo articoli prodotto prodotti aiuto aiutare domanda informazioni funziona trovare buono \
         migliore nuovo grande piccolo primo ultimo prendere dare usare vendere vendete bisogno serve scegliere \
         dura durano durare porto porta dopodomani ieri oggi domani caso volta \
         venire vengo prendete prendere prende calcolate ammontano ammonta succede vedere vedo accettate accettare offrite \
         offrire trova trovo trovano cercare aspettare aspetto medio media scaricare scarico numero possibilità modo tipo subito \
         direttamente sempre mai tenere ricevo ricevere ricevuto vale valere davvero link sapere metto mettere preferisco \
         esattamente velocemente importo supplemento mettete riavrò avrò ricordo riesco devono fate io va vado fino entro \
         possibile \
         roba cose passo passare stesso stessa momento indietro sbagliando sapete sai dite dici dentro preciso precisa \
         fatemi tolgono tolto pago capisco capire bene male insieme esatto mandate dato fosse \
         corriere vettore",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_words_tell_nothing_and_goods_tell_the_matter() {
        for (word, language) in [
            ("how", Language::En),
            ("hoe", Language::Nl),
            ("wie", Language::De),
            ("comment", Language::Fr),
        ] {
            assert_eq!(content(word, language), Content::None, "{word}");
        }
        assert_eq!(content("kayak", Language::En), Content::Full);
        assert_eq!(content("order", Language::En), Content::Light);
    }
}
