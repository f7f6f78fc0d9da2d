//! Words that carry a feeling, by how strongly.

/// Strength and the words that have it.
pub(super) const FEELINGS: &[(f32, &str)] = &[
    (
        3.0,
        "adorable adoration adore adores adoring amazing astonishing astounding awesome best bliss blissful \
         breathtaking brilliant dazzling delighted divine ecstasy ecstatic elated elation enchanting epic \
         euphoric excellent exceptional exhilarating exquisite extraordinary fabulously fantastic finest \
         flawless glorious greatest happiest heavenly heroic incredible ingenious jubilant legendary lmao \
         lmfao loooove lovable love loved loveee loves luv luvs magnificent majestic marvellous marvelously \
         masterpiece mesmerizing miracle miraculous outstanding overjoyed paradise passionate perfect \
         perfection perfectly phenomenal priceless rapture ravishing rofl sensational sexiest spectacular \
         splendid stellar sublime superb supreme thrilled topnotch triumph triumphant unbeatable unbelievable \
         wonderful wonderfully woohoo wow xoxo yayyy",
    ),
    (
        2.2,
        "admiration admire admired affection affectionate amaze amazed amuse amused amusing applause \
         attractive awed beautiful beautifully beauty beloved brave bravo captivating celebrate celebrated \
         celebrating celebration champion champions charm cheer cheerful cheering cheers cherish classy \
         comforting compassion cuddle cutie darling delicious delight delightful devoted dream dreams eager \
         eagerly elegance embrace energetic enjoy enjoyed enjoying enjoys entertained entertaining \
         enthusiastic excellence excite excited exciting fabulous fascinate fascinated fascinating favorite \
         favourite festive freedom friend friends friendship generous gifted giggle glamorous gleeful glory \
         gorgeous gratitude great greatly hahaha hahahaha handsome happily happiness happy heaven hehe hero \
         heroes hilarious honor honored honour hooray hopeful hug hugs humor humorous ideal impressed \
         impressive inspire inspired inspiring invaluable irresistible joy joyful joyous kindness kiss kisses \
         laughing laughter lively lolol lovely loving luckily luxury magic magical marvelous mastered merry \
         nicely nicest optimistic party passion peace peaceful playful pleasure praise praised precious pride \
         prosperity proudly rejoice relief relieved remarkable respect respected rewarding rich rock rocks \
         romantic satisfaction satisfying sexy sincere sincerely smiled smiles smiley splendidly stunned \
         stunning sunshine superbly superior surprised sweetheart sweetie talent talented terrific thankfully \
         thrill thrilling treasure treat triumphs trust trusted trustworthy uplifting vibrant victory vivid \
         wealth welcomed winner winning wins wonderous wonders worthwhile xd xx yay yum yummy zest",
    ),
    (
        1.6,
        "ability accept accepted accomplish accomplished accomplishment achieve achieved achievement adequate \
         advantage advantages adventure affordable alive amiable appeal appealing appreciate appreciated \
         approve approved ardent assure assured attract award awards balanced beneficial benefit benefits \
         benign better birthday bless blessed bold bonus boost bounty brighten brightest brilliance calm \
         calming care cared carefree caring charming cheerfully clever cleverly comedy comfort comfortable \
         comfortably comfy commend committed compatible competent compliment complimentary complimented \
         confidence confident congrat congrats congratulations constructive convinced cool coolest \
         cooperative courage courageous courteous cozy credible cure curious cute cutest dear dedicated \
         defended defender desirable determined devotion dignity diligent dynamic ease easier easiest \
         effective efficient effortless elegant empathy enable enchant encourage encouraged encouraging \
         endorse engaging enhance enhanced enjoyable enlighten entrusted ethical exclusive expert exuberant \
         faith faithful famous fantasy favor favored favorites fearless feisty fond forgive forgiven \
         forgiving fortunate fortunately fortune freely fresh friendliness friendly fulfill fulfilled fun \
         funny gain gained gains gem genius gentle gently genuine glad glamour good good-looking goodness \
         graceful gracious grand grateful greet grin grinning growth guaranteed harmless harmony heal healed \
         health healthy helpful helpfully helping helps holiday holidays honest honesty humble hurrah \
         immaculate immune important improve improved improvement improvements improves improving innocent \
         innovate innovative insightful inspiration inspirational intelligent intense interests intrigue \
         intrigued invincible invite invited inviting jolly jovial keen kinder laugh laughed laughs legend \
         light-hearted likable likeable liveliness loyal loyalty luck lucky merit mighty mirth motivated \
         motivation neat nice nifty noble obsessed oks outgoing patient peachy perfected persuade pleasantly \
         pleased pleasing plus popular popularity positive positively powerful prefer preferred prestige \
         pretty prevent privileged productive profit profitable profits progress prominent promise promised \
         promising prosper prosperous proud purest qualified rapt reassure reassured reassuring recommend \
         recommendation recommended recommends refreshed refreshing rejoicing relax relaxed relaxing reliable \
         reliably rescue resolved respectful responsive restful restored reward rewarded righteous robust \
         romance safely safety satisfied satisfy savings secure secured self-confident serene serious shine \
         shining shiny significant skill skilled skillful sleek slick smart smarter smartest smile smiling \
         sociable solid soothing sophisticated spirited splendor spotless stable steady stimulating stoked \
         strength strengthen strongest sturdy stylish success successful sunny supported supporter supports \
         survived survivor sweet swift sympathetic tender terrifically thank thankful thanking thanks thanx \
         thnx thx tidy tolerant tranquil triumphed truth truthful ultimate unique united upbeat usefully \
         valiant validate valuable value valued versatile vigor virtue visionary vital wealthy welcome \
         well-made win wisdom wise wishing won woo worth worthy yeah yep youthful zealous",
    ),
    (
        0.9,
        "absorb accurate adapt admit adopt advanced agree agreeable agreed agreement agrees aha alright amend \
         ample anticipate anticipation apt aware born bright careful carefully casual certainly chance \
         clarify classic clean cleaner cleanest clear clearly compact complete consent consider considerate \
         consistent convenient cuter daring decent desire desired distinct durable easily easy engage enough \
         ensure excuse exploration explore fair fairly fancy fast fave featured fiery fine fit fits fitting \
         flexible fresher fully functional grant granted haha handy heartfelt helped hmm hobby hope hopefully \
         huge impartial inclusive instantly intact interested interesting intuitive invest keeper light \
         lighter lightweight liked likes liking logical lol long-lasting long-term lush mature mellow minimal \
         needed nurture opportunities opportunity organized pleasant plenty polite possibly practical precise \
         prepared pure quaint quality quick quicker quickly quiet quietly rational ready real reasonable \
         reasonably reform renowned resolute resolve responsible rest roomy safe satisfactory self-esteem \
         sense sensible settle silent simple simpler simplicity smooth solution solutions solve solved solves \
         spacious spare stout straight suitable suited super supportive surprise sweetly thorough thoughtful \
         timely touch trim truest truly useful user-friendly valid visible well whimsical willing willingness \
         worked working works",
    ),
    (0.4, "believe big kind like ok okay right support yes"),
    (-0.4, "alone heavy no old small"),
    (
        -0.9,
        "absent absentee accident accidental accidentally aggressive alarm alarmed allergic ambiguous \
         apathetic apologies apologise apologize apology argue argument arrest arrested avoid avoided awkward \
         ban banned barrier beg begging blah blame bland blind blocked blurry bored boring bother bothered \
         bothering bulky burden busy challenge challenging chaos cheap cheaply childish clash cloudy clueless \
         clumsy clunky coarse collapse combat complex complicated concern concerned condemn conflict confused \
         confusing contradict costly cramped cranky critic critical criticism crooked crowded crude curse \
         cutting debt decline defect deficient delay delayed denying desperate desperately detached difficult \
         dimmer dirty disabled discard disconnect dispute disregard distract distracted distraction disturb \
         disturbed disturbing doubt doubtful doubts drag drags drained dropping drunk dubious dull dumped \
         embarrass empty error errors excessive excluded exhausted exhausting expensive exploit exposed faded \
         fading fake false fatigue fatigued fault feeble fell fiasco fight fighting fights finicky fired \
         flaky flaw flawed flaws flop forced forgot forgotten fragile freaking fuckin fucking fuss fussy \
         glitch glitches gloomy greedy grumpy guilt guilty gullible hack hacked hacks hard harder hardest \
         hardship harsh hassle hectic hesitant hesitate hmmph hmph homeless hungry ignorant ill illegal \
         imperfect impossible inaccurate inadequate inconsistent inconvenience inconvenient incorrect \
         ineffective inefficient inferior insecure insufficient interfere interrupt interrupted interruption \
         irony irrelevant issue issues jam jealous jealousy lack lacking lacks lag laggy lags late lazy leak \
         leaking leaks limitation limitations limited lonely loose lose loser loses lost loud mad meaningless \
         mediocre meh messy misplace miss missed missing mistaken mistakes misunderstood moan moody muddled \
         muddy mute nada nah naughty needy negative neglect nervous nervously noisy nope nuisance obsolete \
         obstacle odd offline outdated overheat overload overpriced overrated panic passive pity pointless \
         poverty pressure pressured prick prison problem problematic problems protest provoke questionable \
         quit quitting reject rejected reluctant remorse repetitive restless restrict restricted rigid risk \
         risky rough rumor sadly scratch scratched scratches scream screaming severe shaky shame sharp-edged \
         shock shocked shocking shortage shy sigh skeptical skip sleepless sleepy slipped sloppy slow slower \
         slowly sluggish smelly sore sorry spam startled starving steep sticky stiff stingy stop stops \
         straining strange stress stressed stressful stressing strike struggle struggled struggling stubborn \
         stuck stuffy sucker suffer suspicious swollen tension tight tired tiresome tiring touchy tricky \
         troubled ugh unable uncertain unclear uncomfortable undecided underwhelming undesirable uneasy \
         unemployed uneven unfinished unfit unfortunately uninterested unsafe unstable unsure unwanted \
         upsetting vague vulnerable wait waiting warn warned warning warp warped weak weaker weakness weird \
         wobbly worn worries wrong yuck yucky",
    ),
    (
        -1.6,
        "abandon abandoned absurd accuse accused aches aching afflicted afraid agony alas alienated angry \
         annoyed annoying anxiety anxious arrogant ashamed ass attack attacked attacks aversion awfully bad \
         badly bankrupt battle beaten beating betray betrayal betrayed bitch bitches bitter bleak bleeding \
         blood bloody blow blown bomb boo bore break breakdown breaks broke broken bullied bully bullying \
         burn burned burns cancel chaotic cheater clogged complain complaint complaints coward cowardly crap \
         crash crashed crashes crazy creepy crime crisis cruel cruelty crush crushed cry crying damage \
         damaged damn danger dangerous dead deadly death defeat defeated defeats defective degrade dejected \
         delays depress depressed depressing depression deprived deserted despair destroy destroyed \
         destroying destruction deteriorate devastated devastating die disadvantage disagree disappoint \
         disappointed disappointing disappointment disappointments disappoints disaster disastrous disbelief \
         discomfort discourage discouraged discouraging disgruntled dishonest dislike disliked dismal dismay \
         dismayed disorganized displeased disrespect disrespectful dissatisfaction dissatisfied distress \
         distressed dread dreaded dreary dropouts dumb embarrassed embarrassing embarrassment enemies enemy \
         enraged envious fail failed failing fails failure failures faulting faulty fear fearful fears filthy \
         flimsy fml foe fool foolish fools fright frighten frightened frightening frustrated frustrating \
         frustration fuck grave greed grief grieving grim gross harass harassed harassment harm harmed \
         harmful heartbreak heartbreaking heartbroken hell helpless hideous hopeless hopelessness horrified \
         hostile humiliated humiliating hurt hurtful hurting hurts hysterical ignorance ignore ignored \
         immoral impatient incompetence indifferent inhumane injure injured injury insane insult insulted \
         insults irritable irritate irritated irritating isolated jeopardy jerk junk lame lethal lonesome \
         losers losing loss losses lousy mess miserable misery mislead misleading misled mistake mock mocking \
         moron morons mourn murder nasty nauseating negativity obnoxious obscene offend offended offender \
         offensive oppressed outrage overwhelmed pain painful panicked pathetically penalty peril pest piss \
         pissed poison poisoned pollute poor poorest poorly prejudice punish punished punishment rage rebel \
         reckless refuse refused regret regretful regrets regretted rejecting rejection repulsed resent \
         resentful returned revenge riot ripped robbed robs rotten rude ruin ruined ruining ruins ruthless \
         sad sadden saddened sadder saddest sadness savage scare scared scary scold screwed selfish senseless \
         shambles shameful shattered shit shitty shoddy sick sicken sickening sinful slap smash smh sob \
         sorrow sorrowful spite spiteful steal stink stinks stinky stolen strangled stupid stupidity stupidly \
         suck sucked sucks suicidal suicide suspicion tearful tears terrified terrifying terror threat \
         threaten threatened threatening threats tormented toxic trauma traumatic trouble tumor turmoil \
         uglier ugliest ugly unacceptable unfair unfairly unfortunate ungrateful unhappy unjust unloved \
         unpleasant unprofessional unprotected unreliable unsatisfied unusable unwelcome upset upsets useless \
         victim victims vile violate violence violent vomit war waste wasted weep weeping wept wicked woeful \
         worried worry worrying worse worsen worsened worthless wound wounded wreck wrecked wrinkled wtf",
    ),
    (
        -2.6,
        "abhor abuse abused abusive abysmal annihilate apocalypse appalling asshole assholes atrocious \
         atrocity awful awfulness barbaric bastard bastards bollocks brutal brutally bs bullshit catastrophe \
         catastrophic cheat cheated corrupt corruption crappy criminal deplorable despicable despise despised \
         detest detested devil dickhead died disgrace disgusted disgusting douche dreadful dumbass evil \
         execrable fatal fraud fucked fucker fuckers furious garbage genocide ghastly grotesque gruesome hate \
         hated hateful haters hates hating hatred hellish horrendous horrible horribly horrid horrific \
         horrifying idiot idiots incompetent inexcusable infuriated infuriating insulting joke kill killed \
         killer killers killing kills liar liars lie loathe loathed loathing loathsome lying massacre \
         murdered murderer nazi nightmare obnoxiously outrageous pathetic pussy rape raped rapist repugnant \
         repulsive revolting ridiculous ripoff rubbish scam scammed scammer slave slavery slut sucky terrible \
         terribly terrorist terrorists thief thieves torture tortured tragedy tragic traitor trash tyrant \
         vicious villain whore worst worstest",
    ),
];

/// Words that make the next stronger.
pub(super) const STRONGER: &[&str] = &[
    "absolutely",
    "amazingly",
    "awfully",
    "completely",
    "considerably",
    "decidedly",
    "deeply",
    "effing",
    "enormously",
    "entirely",
    "especially",
    "exceptionally",
    "extremely",
    "fabulously",
    "flipping",
    "fricking",
    "frigging",
    "fully",
    "fucking",
    "greatly",
    "hella",
    "highly",
    "hugely",
    "incredibly",
    "insanely",
    "intensely",
    "majorly",
    "more",
    "most",
    "particularly",
    "purely",
    "quite",
    "really",
    "remarkably",
    "so",
    "such",
    "substantially",
    "thoroughly",
    "too",
    "totally",
    "tremendously",
    "truly",
    "uber",
    "unbelievably",
    "unusually",
    "utterly",
    "very",
];

/// Words that make the next weaker.
pub(super) const WEAKER: &[&str] = &[
    "almost",
    "barely",
    "bit",
    "fairly",
    "hardly",
    "kinda",
    "less",
    "little",
    "marginally",
    "occasionally",
    "partly",
    "rather",
    "scarcely",
    "slightly",
    "somewhat",
    "sort",
    "sorta",
];

/// Words that turn the next around.
pub(super) const NEGATING: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "nope", "without",
    "hardly", "rarely", "seldom", "despite", "cannot", "cant", "couldnt", "dont", "doesnt", "didnt", "isnt",
    "arent", "aint", "wasnt", "werent", "wont", "wouldnt", "shouldnt", "hasnt", "havent", "hadnt", "lack",
    "lacks",
];
