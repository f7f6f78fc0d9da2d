//! Words of chats and tweets that carry a feeling, and signs that do; they add to the lexicon.

/// Strength and the words that have it.
pub(super) const SPOKEN: &[(f32, &str)] = &[
    (
        2.9,
        "awesomely awesomeness bestest blessing blessings brill brilliantly ecstatically euphoria excellently \
         exhilarated fab fantabulous fantastically gorgeously iloveyou ily jackpot loveu lovin luvly \
         magically rapturous sweethearts thrillingly thrills wonderfulness woot wootwoot wowza yaaay yaay",
    ),
    (
        2.1,
        "admirable admirably admires admiring adorbs ahaha ahahaha amen appreciates appreciating appreciation \
         appreciative beauties beautify bff bffs bravely bravery celebrates celebrations championship charmed \
         charms cheered cheery congratulate congratulated congratulating cuddles cuddly cuteness delightfully \
         delights elegantly encouragement encourages enjoyment excitedly excitement excites faithfully \
         funnier funniest funnily geniuses gift gifts giggled giggles giggling gladly gladness gratefully \
         grats gratz grins hahah hahahahaha hallelujah happier heehee hehehe heroine hihi hilariously \
         honestly honoured honours hugged hugging hurray huzzah impress impresses impressively inspires \
         joyfully joys kissable kissed kissing kudos lmaoo lols lolz lovelier loveliest lover lovers lovingly \
         partied partying peacefully perfecting pleasurable pleasures prettier prettiest prettily prouder \
         psyched pumped rejoiced rejoices roflmao romantically rotfl scrumptious sincerity snuggle snuggles \
         stunningly succeed succeeded succeeding succeeds successes successfully sweeter sweetest sweetness \
         talents tasty teehee thanked thks treasured treasures treats triumphantly tysm tyvm victories \
         victorious wahoo whee whoo winners wonderland wooo yays yipee yippee yummm",
    ),
    (
        1.4,
        "accepting accepts accomplishments achieves active advantageous adventures adventurous affectionately \
         ambition ambitious amusement approval aw aww awww awwww benefited betterment brighter brightness \
         buddies buddy calmed calmer calmly cares certain chill chilled chillin cleverness comfortableness \
         comforts confidently cooler cosy create created creates creating creative creativity curiosity dance \
         danced dancing dig digging dreaming dreamy eagerness effectively efficiently energize energized \
         energy enthused enthusiasm fascination fav faves favourites favs festival festivals finer fitness \
         free freebie freed freshen friendlier friendships ftw game gamer generosity generously gentler \
         glorify glow glowing gooder grace greatness grow handsomely healing heals healthier heart hearted \
         hearts hello help hey heya hi hoped hopes hoping hot hottie humorously humour importance importantly \
         intellectual intelligence interest interestingly jk join joined joining jokes joking kidding kindest \
         kindly luckier luckiest mate nicer omfg omg optimism optimist original originality pal pals passions \
         play played playfulness playing plays politely prize promises props protect protected protecting \
         protection protects refresh relaxation relaxes relieve relieves relieving respectfully respects \
         rewards richer richest romantics safer satisfactorily save saved saver saves saving scenic securely \
         security share shared shares sharing shines sincerest sing smoother smoothly soothe sparkle sparkles \
         sparkling sparkly straightforward strengths strong stronger strongly supers supporters supporting \
         sure surely tenderly true trusting trusts values vigilant virtuous vision warm warmer warmhearted \
         warmly warmth welcomes welcoming wellness whimsy wish wished wishes wit witty wonder wondered \
         wondering xo xxx yea yess yesss yup",
    ),
    (
        -1.4,
        "abandonment abandons accusation accusations accuses ache ached anger angers angrier annoy annoyance \
         annoyingly annoys anxiously argh arghh argued argues arguing arguments arrests attacking avoiding \
         avoids awkwardly bans bitterly bitterness blamed blames blaming bleed bleh booing booo boredom bores \
         breaking bullies burning burnt canceled cancelled cheaters cheating cheats choke choked choking cold \
         confuse confuses confusingly confusion crappier crashing cried cries crimes criminals cruelly cryin \
         damages damaging dammit damned damnit dang dangerously darn denied denies deny depresses desperation \
         destroys destructive difficulties difficulty dirt dirtier disagreed disagreement disagrees disease \
         diseases dislikes distressing distrust distrusts disturbs doubted doubting duller dumber dumbest \
         dump embarrassingly emergency emptiness envy ew eww ewww feared fearing ffs flu fooled foolishly \
         fought fraudulent freak freaked freaky frustrate frustrates gah gloom grossed grosser grr grrr grrrr \
         gtfo guiltily harsher harshly headache headaches heck helplessly hit hopelessly idiotic ignores \
         ignoring illegally illness infected infection injures injuries irritates irritation jail lamer lied \
         lies lonelier loneliness madly madness mean meaner meanest messed migraine miserably misses mocked \
         nastier nastiest nay nervousness numb offence offends offense ominous oppose opposed opposes \
         oppressive overwhelm overwhelms painfully pains panics paranoid pfft pitiful poisonous poorer \
         protested protesters protests punishes refuses refusing regretting rejects resented risked risks rob \
         robber robbery rudely rudeness sarcasm sarcastic sarcastically scams scares scarier scarily \
         sceptical selfishness severely shamed shocks sickly sickness silly smug snob snobby sobbing sobs \
         sour stain stale stealing steals stfu stole stopped strain strained stresses struggles stubbornly \
         stupider sucking suffered suffering suffers sulk sulking sulky suspect suspected suspects tear tense \
         tensions threatens tiredness troubles troublesome troubling ughh ugliness unaware unbelieving \
         uncertainty uncomfortably unease unhappily unhappiness unhealthy unimpressed unkind unlucky \
         unprepared unsatisfactory untrue unwell upsetter vain violated violates violation warnings warns \
         wary wasteful wastes wasting weakest weakly weaknesses weeps weirdly weirdo whine whined whining \
         whiny wimp wimpy withdrawal worrisome wronged wrongful wrongly wth yell yelled yelling yells yikes",
    ),
    (
        -2.5,
        "abuser abusers abuses abusing agonize agonizing anguish anguished arse arsehole assault assaulted \
         assaults asses betraying betrays bitchy bombed bombs corrupted cruelest cunt cunts deaths demon \
         demons despises despising devastate devastation dick dies disasters disgust disgustingly disgusts \
         doom doomed doomsday douchebag dying evils fatalities fatality fatally fucks furiously fury grieve \
         grieved hater heartbreaks heartless horrifies horrify horror horrors hostility imbecile insanity \
         loathes miserableness moronic motherfucker mourned mourning murderers murderous murders nightmares \
         outraged outrages pricks racism racist racists raged rages raging rapes retard retarded retards scum \
         scumbag sexist shits shitted slaughter slaughtered sluts terrifies terrify terrorism terrorize \
         tortures torturing tragedies tragically twat violently wanker warfare wars weapon weapons whores",
    ),
];

/// Signs of a good mood.
pub(super) const GLAD: &str = ":) :-) :D :-D ;) ;-) ;D ;-D =) =D =] :] :-] (: (-: (; (= <3 <33 :P :p :-P :-p ;P ;p =P =p xD XD xd \
     Xd ^_^ ^^ ^.^ :* :-* ;* :3 :o) :') :'-) :)) :))) =)) ;)) c: C: d: (y) B) 8) 8-) :> :-> x) X) =* ☺ ♥ \
     ♡ ❤ 😀 😁 😂 🤣 😃 😄 😅 😆 😇 😉 😊 😋 😎 😍 😘 🥰 😗 😙 😚 🙂 🤗 🤩 😌 😛 😜 😝 👍 👏 🙌 💪 🙏 🎉 🎊 💕 💖 💗 💘 💙 💚 💛 💜 💞 💯 ✨ 🌟 🔥 😺 😻";

/// Signs of a bad one.
pub(super) const SAD: &str = ":( :-( :'( :'-( ;( ;-( =( =[ :[ :-[ :c :C ): )-: )': D: D; :(( :((( =(( :/ :-/ =/ :\\ :-\\ =\\ :| :-| \
     =| :S :s :-S :-s >:( >:-( >:O :@ :-@ D= DX D8 v_v -_- -__- -.- T_T T.T ;_; </3 <\\3 :< :-< x( X( ☹ 😐 \
     😑 😒 🙄 😞 😟 😠 😡 🤬 😢 😭 😩 😫 😤 😥 😓 😔 😕 🙁 😖 😣 😨 😰 😱 👎 💔 🤮 🤢 😷 🤒 😿 😾 💩";
