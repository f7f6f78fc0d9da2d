//! The words of other languages for the concepts of a shop.
//!
//! A word that English uses for something else is left out: the concepts do not ask for the language of a text.

/// Concept, and its words in Dutch, German, French and Italian.
pub(super) const ABROAD: &[(&str, [&str; 4])] = &[
    (
        "cart",
        [
            "winkelwagen winkelwagentje winkelmand winkelmandje mand mandje wagentje winkelkar kar wagen",
            "warenkorb einkaufswagen einkaufskorb korb körbchen",
            "panier paniers caddie",
            "carrello cestino",
        ],
    ),
    (
        "order",
        [
            "bestelling bestellingen besteld bestel bestellen aankoop aankopen bestelde",
            "bestellung bestellungen bestellt bestelle bestellen auftrag aufträge einkauf kauf bestellten bestellte",
            "commande commandes commandé commander commandée achat achats commandez",
            "ordine ordini ordinato ordinare acquisto acquisti ordinata ordinate ordina",
        ],
    ),
    (
        "parcel",
        [
            "pakket pakje pakketje zending doos levering pakketten",
            "paket päckchen sendung karton lieferung pakete kiste",
            "colis paquet envoi carton livraison paquets",
            "pacco pacchetto spedizione scatola consegna pacchi",
        ],
    ),
    (
        "arrive",
        [
            "komt komen aankomen aangekomen geleverd bezorgd bezorgen leveren bezorging ontvangen kwam levertijd",
            "kommt kommen ankommen angekommen geliefert zugestellt liefern zustellung erhalten kam lieferzeit liefert zustellen",
            "arrive arrivent arrivé arrivée arriver livré livrée livrer livrez recevoir reçu reçue délai",
            "arriva arrivano arrivato arrivata arrivare consegnato consegnata consegnare consegnate ricevere ricevuto tempi",
        ],
    ),
    (
        "ship",
        [
            "verzonden verzenden verstuurd versturen verzending stuur sturen verzendkosten bezorger bezorgdienst vervoerder onderweg",
            "verschickt versenden versendet schicken versand schickt versandkosten zusteller bote paketdienst unterwegs",
            "expédié expédiée expédier expédition envoyé envoyer envoyez livreur transporteur expédiez port",
            "spedito spedita spedire spedite inviato inviare mandare mandate corriere viaggio",
        ],
    ),
    (
        "track",
        [
            "volg volgen trackingcode traceren",
            "verfolge verfolgen sendungsverfolgung sendungsnummer",
            "suivre suivi",
            "traccia tracciare tracciamento tracking",
        ],
    ),
    ("where", ["waar", "wo", "où", "dove dov'è"]),
    (
        "status",
        [
            "stand staat nieuws voortgang",
            "steht neuigkeiten stand neues",
            "statut état nouvelles avancement",
            "stato novità aggiornamento punto",
        ],
    ),
    (
        "refund",
        [
            "terugbetaling terugbetalen terugbetaald restitutie crediteer vergoeden",
            "erstattung erstatten erstattet rückerstattung erstatte zurückzahlen rückzahlung zurückerstatten",
            "remboursement rembourser remboursé remboursée remboursez rembourse",
            "rimborso rimborsare rimborsato rimborsata rimborsate rimborsi",
        ],
    ),
    (
        "return",
        [
            "retour retourneren terugsturen retourneer ruilen teruggeven terugbrengen retourvoorwaarden retourbeleid",
            "rückgabe zurückgeben zurücksenden retoure rücksendung zurückschicken umtausch umtauschen rückgabebedingungen rückgaberecht",
            "retour retourner renvoyer rendre renvoie retourne échange",
            "reso resi restituire rimandare rendere restituzione rispedire",
        ],
    ),
    (
        "money",
        [
            "geld bedrag",
            "geld betrag",
            "argent somme sous",
            "soldi denaro somma importo",
        ],
    ),
    (
        "cancel",
        [
            "annuleer annuleren geannuleerd annulering afzeggen intrekken",
            "storniere stornieren storniert stornierung storno absagen abbrechen rückgängig widerrufen",
            "annule annuler annulé annulée annulez annulation décommander",
            "annulla annullare annullato annullamento annullate disdire",
        ],
    ),
    (
        "remove",
        [
            "verwijder verwijderen haal eruit schrap weghalen weg",
            "entferne entfernen lösche löschen streiche raus herausnehmen streich weg nimm",
            "enlève enlever enlevez supprime supprimer retire retirer retirez",
            "togli togliere rimuovi rimuovere elimina eliminare leva toglila",
        ],
    ),
    (
        "empty",
        [
            "leeg leegmaken wis",
            "leere leeren leer",
            "vide vider videz",
            "svuota svuotare vuoto",
        ],
    ),
    (
        "all",
        [
            "alles alle hele heel",
            "alles alle ganze ganzen alle",
            "tout toute tous toutes",
            "tutto tutta tutti tutte",
        ],
    ),
    (
        "add",
        [
            "voeg toevoegen doe zet stop leg toe erbij",
            "füge hinzufügen leg lege pack packe hinzu dazu rein",
            "ajoute ajouter ajoutez mets mettre mettez rajoute",
            "aggiungi aggiungere metti mettere inserisci mettilo aggiungete",
        ],
    ),
    (
        "buy",
        [
            "koop kopen neem nemen nodig graag",
            "kaufe kaufen nehme nehmen brauche hätte",
            "acheter achète prends prendre voudrais besoin",
            "comprare compro prendo prendere vorrei serve servono",
        ],
    ),
    (
        "pay",
        [
            "betaal betalen afrekenen kassa reken afronden",
            "bezahlen zahlen kasse abschließen bezahle zahlung",
            "payer paie régler caisse valider finaliser paiement",
            "pagare pago pagamento cassa concludere procedere paga",
        ],
    ),
    (
        "more",
        [
            "meer extra nog verhoog verdubbel",
            "mehr noch extra erhöhe verdopple weitere",
            "encore supplémentaire augmente davantage",
            "ancora altro altra altri aumenta raddoppia",
        ],
    ),
    (
        "less",
        [
            "minder verlaag halveer",
            "weniger verringere halbiere reduziere",
            "moins diminue réduis",
            "meno riduci dimezza",
        ],
    ),
    (
        "change",
        [
            "wijzig wijzigen verander veranderen aanpassen wissel verkeerde verkeerd",
            "ändere ändern tausche tauschen anpassen korrigieren falsche falsch",
            "modifier modifie changer échanger remplace corriger mauvaise mauvais",
            "cambia cambiare modifica modificare sostituisci correggere sbagliato sbagliata",
        ],
    ),
    (
        "quantity",
        [
            "aantal hoeveelheid",
            "anzahl menge",
            "quantité nombre",
            "quantità",
        ],
    ),
    (
        "show",
        [
            "toon laat zien bekijk bekijken zie",
            "zeig zeige zeigen anzeigen ansehen sehen schauen",
            "montre montrez montrer affiche afficher voir",
            "mostra mostrami mostrare vedere fammi guardare",
        ],
    ),
    (
        "find",
        [
            "zoek zoeken vind vinden verkopen heb hebben aanraden assortiment",
            "suche suchen finde finden habt haben empfehlen sortiment führen",
            "cherche chercher trouver recherche avez conseiller proposez gamme",
            "cerco cercare trovare trova avete consigliare assortimento",
        ],
    ),
    (
        "size",
        [
            "maat maten",
            "größe größen",
            "taille pointure",
            "taglia misura taglie",
        ],
    ),
    (
        "color",
        [
            "kleur zwart zwarte witte rood rode blauw blauwe groen groene grijs grijze geel paars bruin oranje roze",
            "farbe schwarz schwarze schwarzen weiß weiße rot rote blau blaue grün grau graue gelb lila braun",
            "couleur noir noire blanc blanche blanches rouge bleu bleue vert verte gris grise jaune violet marron",
            "colore nero nera bianco bianca bianche rosso rossa blu verde grigio grigia giallo viola marrone",
        ],
    ),
    (
        "product",
        [
            "schoen schoenen hardloopschoenen trailschoenen trui truien hemd jas jassen regenjas pet petten muts mutsen \
             sokken broek rugzak rugzakken drinkfles fles flessen yogamat yogamatten handschoenen sjaal shirt artikel \
             artikelen vest handdoek riem sporttas spullen product producten",
            "schuh schuhe laufschuhe trailschuhe turnschuhe pullover pulli jacke jacken regenjacke kappe kappen mütze \
             mützen socken hose rucksack rucksäcke trinkflasche flasche flaschen yogamatte yogamatten handschuhe schal \
             artikel weste handtuch gürtel sporttasche sachen produkt produkte kapuzenpullover",
            "chaussure chaussures baskets sweat pull pulls veste vestes imperméable casquette casquettes bonnet bonnets \
             chaussettes pantalon gourde gourdes tapis gants écharpe tee-shirt article articles gilet serviette ceinture \
             produit produits capuche",
            "scarpa scarpe felpa maglione maglioni maglietta magliette giacca giacche impermeabile cappellino cappellini \
             berretto berretti calzini pantaloni zaino zaini borraccia borracce tappetino tappetini guanti sciarpa \
             articolo articoli asciugamano cintura borsone prodotto prodotti camicia",
        ],
    ),
    (
        "code",
        [
            "korting kortingscode kortingsbon actiecode bon",
            "rabatt rabattcode gutschein gutscheincode aktionscode",
            "remise réduction bon",
            "sconto buono",
        ],
    ),
    (
        "apply",
        [
            "gebruik gebruiken verzilver inwisselen",
            "wende löse einlösen nutze",
            "utilise utiliser applique appliquer",
            "usa usare applica riscatta",
        ],
    ),
    (
        "address",
        [
            "adres bezorgadres postcode straat huisnummer verhuisd woonplaats",
            "adresse lieferadresse postleitzahl straße hausnummer umgezogen",
            "adresse postal rue déménagé",
            "indirizzo via civico traslocato cap",
        ],
    ),
    (
        "person",
        [
            "mens persoon medewerker collega iemand klantenservice klantendienst leidinggevende mensen adviseur",
            "mensch menschen person mitarbeiter mitarbeiterin kollege kollegin jemand kundendienst kundenservice chef vorgesetzten berater",
            "humain personne conseiller employé collègue quelqu'un responsable",
            "persona umano operatore impiegato collega qualcuno responsabile consulente addetto",
        ],
    ),
    (
        "talk",
        [
            "spreken praten verbind doorverbinden bel bellen chatten terugbellen contact",
            "sprechen reden verbinde verbinden anrufen zurückrufen durchstellen kontaktieren",
            "parler discuter joindre appelez rappeler téléphone contacter",
            "parlare parlo chiamare chiamatemi richiamare telefono contattare",
        ],
    ),
    (
        "ticket",
        [
            "melding klacht zaak supportvraag verzoek",
            "meldung beschwerde fall anliegen anfrage",
            "dossier réclamation plainte demande assistance",
            "pratica reclamo segnalazione assistenza richiesta",
        ],
    ),
    (
        "close",
        [
            "sluit sluiten gesloten opgelost afgehandeld klaar",
            "schließ schließen geschlossen gelöst erledigt fertig behoben",
            "ferme fermer fermé résolu clos réglé clôturer",
            "chiudi chiudere chiuso risolto risolta archiviare",
        ],
    ),
    (
        "remember",
        [
            "onthoud onthouden bewaar noteer bewaren",
            "merk merke merken speichere notiere gemerkt",
            "retiens souviens note enregistre mémorise retenu",
            "ricorda ricordare annota memorizza salva ricordi",
        ],
    ),
    (
        "forget",
        [
            "vergeet vergeten",
            "vergiss vergessen",
            "oublie oublier oublié",
            "dimentica dimenticare scordati",
        ],
    ),
    (
        "memory",
        [
            "geheugen voorkeur voorkeuren gegevens opgeslagen profiel",
            "gedächtnis vorliebe vorlieben daten gespeichert profil",
            "mémoire préférence préférences données profil",
            "memoria preferenza preferenze dati profilo",
        ],
    ),
    (
        "me",
        [
            "ik mij mijn m'n",
            "ich mich mir mein meine meinen meinem meiner",
            "je mon ma mes moi",
            "io mio mia miei mie mi",
        ],
    ),
    (
        "prefer",
        [
            "liefst lievelingskleur allergisch veganist houd hou",
            "liebsten lieblingsfarbe allergisch veganer mag",
            "aime préfère favorite allergique",
            "piace preferisco preferito allergico vegano",
        ],
    ),
    (
        "sell",
        [
            "verkocht verkoper advertentie aanbieden marktplaats verkochte",
            "verkaufen verkauft verkäufer anzeige inserat marktplatz",
            "vendre vendu vendeur annonce vente",
            "vendere venduto venditore annuncio vendita",
        ],
    ),
    (
        "payout",
        [
            "uitbetaling uitbetaald saldo opbrengst",
            "auszahlung ausgezahlt guthaben erlös",
            "versement solde gains",
            "versamento saldo guadagni",
        ],
    ),
    (
        "label",
        [
            "retourlabel verzendlabel etiket",
            "etikett rücksendeetikett versandetikett",
            "étiquette bordereau",
            "etichetta adesivo",
        ],
    ),
    (
        "appointment",
        [
            "afspraak reserveren reservering",
            "termin reservieren anprobe",
            "rendez-vous créneau réserver essayage",
            "appuntamento prenotare prenotazione",
        ],
    ),
    (
        "dispute",
        [
            "geschil nep claim",
            "streitfall gefälscht forderung",
            "litige contrefaçon fausses",
            "contestazione controversia false",
        ],
    ),
    (
        "bulk",
        [
            "offerte staffelprijzen zakelijk groothandel bedrijf",
            "mengenpreise großhandel firma firmen",
            "devis gros entreprise",
            "preventivo ingrosso aziendali azienda",
        ],
    ),
    (
        "angry",
        [
            "klachten ontevreden teleurgesteld belachelijk waardeloos schandalig slecht slechte boos kapot",
            "unzufrieden enttäuscht lächerlich wertlos frechheit schlecht schlechter sauer kaputt",
            "mécontent déçu déçue ridicule nul honte furieux cassé abîmé abîmée",
            "scontento deluso delusa ridicolo vergogna pessimo furioso rotto rotta",
        ],
    ),
    (
        "account",
        [
            "wachtwoord inloggen geblokkeerd nieuwsbrief aanmelden",
            "passwort konto anmelden gesperrt einloggen kundenkonto",
            "compte connecter bloqué identifiant",
            "accedere bloccato profilo password",
        ],
    ),
    (
        "card",
        [
            "kaart factuur creditcard betaalmethoden rekening bankpas afgeschreven",
            "karte rechnung kreditkarte zahlungsarten lastschrift abgebucht bankkarte",
            "carte facture virement débité bancaire",
            "carta fattura bonifico addebitato bancaria",
        ],
    ),
    (
        "how",
        [
            "hoe wat welke wanneer waarom hoeveel",
            "wie welche wann warum wieviel was",
            "comment quel quelle quels quelles quand pourquoi combien",
            "come quale quali quando perché quanto cosa quanti",
        ],
    ),
    (
        "can",
        [
            "kan kun kunnen kunt mag",
            "kann kannst können darf dürfen",
            "peux peut pouvez puis possible",
            "posso può puoi potete potrebbe",
        ],
    ),
    (
        "policy",
        [
            "beleid regels voorwaarden garantie",
            "regeln bedingungen garantie richtlinie",
            "politique règles conditions garantie",
            "politica regole condizioni garanzia",
        ],
    ),
    (
        "greet",
        [
            "hoi hallo goedemorgen goedemiddag goedenavond",
            "hallo moin servus",
            "bonjour salut bonsoir coucou",
            "ciao buongiorno buonasera salve",
        ],
    ),
    (
        "thank",
        [
            "bedankt dank dankjewel",
            "danke dankeschön vielen",
            "merci remercie",
            "grazie ringrazio",
        ],
    ),
    (
        "number",
        [
            "een één twee drie vier vijf zes zeven acht negen tien paar",
            "ein eins zwei drei vier fünf sechs sieben acht neun zehn paar",
            "un deux trois quatre cinq sept huit neuf dix paire",
            "uno due tre quattro cinque sette otto nove dieci paio",
        ],
    ),
];

/// Words of the four languages that carry little.
pub(super) const SKIPPED_ABROAD: &str = "de het van voor met op aan er maar eens even alsjeblieft alstublieft dat dit deze \
    die zijn is wordt worden jullie u je mij der das den dem des im ist sind sie ihr und oder bitte mal für mit auf an \
    von zu es diese dieser dieses euch le la les du des une et ou au aux en dans sur avec pour est sont vous s'il plaît \
    svp ça ce cette il lo gli della dello dei nel nella sul con per che è sono e o favore questo questa vi si di da al";
