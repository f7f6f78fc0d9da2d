//! Words that carry a feeling, by how strongly.

/// Strength and the words that have it.
pub(super) const FEELINGS: &[(f32, &str)] = &[
    (
        3.0,
        "amazing awesome excellent fantastic perfect wonderful outstanding superb brilliant exceptional phenomenal \
           flawless love loved loves adore incredible magnificent thrilled delighted ecstatic best",
    ),
    (
        2.2,
        "great happy beautiful impressed impressive lovely enjoy enjoyed gorgeous terrific stunning fabulous \
           delicious joy winner favorite favourite superior yay hooray celebrate excited exciting marvelous hilarious",
    ),
    (
        1.6,
        "good nice glad pleased helpful friendly recommend recommended recommends fun pretty cool sweet satisfied \
           thanks thank thankful grateful appreciate appreciated enjoyable comfortable comfy reliable sturdy elegant \
           smart win won cute funny smile smiling laugh fresh solid bonus bless blessed gem worth affordable lucky \
           congrats congratulations success successful improve improved improvement better charming welcome proud",
    ),
    (
        0.9,
        "fine ok okay well easy easily useful fast quick quickly clean clear works working like liked likes hope \
           hopefully kind fair safe sharp light decent interesting interested ready fit fits smooth pleasant simple bright \
           quality durable accurate convenient yes haha lol strong classic creative support supportive agree great",
    ),
    (
        -0.9,
        "slow late delay delayed difficult hard wait waiting cheap missing miss missed wrong problem problems issue \
            issues confusing confused unclear noisy loud heavy small sorry tired lack lacks lacking doubt unfortunately \
            expensive overpriced limited weird strange stuck complicated bored boring odd uncomfortable tight dirty concern \
            concerned unable dull weak worn cheaply old no alone shame error errors fault lost lose loses",
    ),
    (
        -1.6,
        "bad sad poor poorly disappointed disappointing disappointment annoying annoyed unhappy upset fail fails failed \
            failure broken broke break breaks damaged damage defective faulty useless waste wasted regret complain complaint \
            complaints unacceptable unprofessional rude frustrated frustrating frustration mess ugly refuse refused ignored \
            ignore worse crap lousy mistake stolen steal cancel dissatisfied unreliable hurt pain painful fear afraid worry \
            worried cry crying sick trouble stupid dumb crash crashed crashes junk misleading flimsy lame ruined ruin returned",
    ),
    (
        -2.6,
        "angry furious hate hated hates terrible awful horrible worst disgusting disgusted disgrace pathetic scam \
            scammed scammer fraud liar liars lie lying cheat cheated garbage trash rubbish ridiculous outrageous appalling \
            atrocious nightmare hell idiot idiots bullshit shit fuck fucking fucked damn incompetent joke ripoff thief thieves sucks \
            suck abysmal dreadful insulting criminal evil kill killed died die dead tragic tragedy",
    ),
];

/// Words that make the next stronger.
pub(super) const STRONGER: &[&str] = &[
    "very",
    "really",
    "so",
    "extremely",
    "absolutely",
    "totally",
    "completely",
    "incredibly",
    "super",
    "too",
    "highly",
    "utterly",
    "such",
    "truly",
    "insanely",
    "fucking",
    "damn",
    "deeply",
    "especially",
    "most",
];

/// Words that make the next weaker.
pub(super) const WEAKER: &[&str] = &[
    "somewhat", "slightly", "kinda", "fairly", "partly", "little", "bit", "sort", "barely", "almost",
    "rather", "quite",
];

/// Words that turn the next around.
pub(super) const NEGATING: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "hardly", "cannot",
    "cant", "dont", "doesnt", "didnt", "isnt", "wasnt", "wont", "wouldnt", "aint", "lack", "lacks", "rarely",
];
