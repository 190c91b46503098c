//! Advice on the wording of a note: what makes it read like one that was sent to many, where, and why.

use std::ops::Range;

use super::note::Characters;
use super::template::placeholders;

/// From how many times on a text that was copied word for word is worth a word of advice: practitioners report that
/// identical notes are what LinkedIn takes for automation.
pub const WORD_FOR_WORD: u32 = 5;

/// What makes a note read like one that was sent to many. By what practitioners advise against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A placeholder that wasn't filled.
    Placeholder,
    /// A phrase that sells.
    Promotion,
    /// A link.
    Link,
    /// Words in capitals.
    Capitals,
    /// Repeated punctuation.
    Punctuation,
    /// The same text, word for word, as many times before.
    Repetition,
}

/// A piece of advice, and the place that it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Where, in UTF-16 units, as a text box selects.
    pub at: Range<u32>,
    /// Why.
    pub reason: Reason,
}

/// What could be better about a note, in the order of the text. `copied` is how many times the very same text was
/// copied before; `lower` writes a text in lower case, in any language.
///
/// ```
/// use plimsoll::domain::advice::{Reason, advice};
/// let found = advice("Hi [first name], book a call!!", 0, str::to_lowercase);
/// let reasons: Vec<_> = found.iter().map(|advice| advice.reason).collect();
/// assert_eq!(reasons, [Reason::Placeholder, Reason::Promotion, Reason::Punctuation]);
/// assert_eq!(found[0].at, 3..15);
/// ```
pub fn advice(text: &str, copied: u32, lower: fn(&str) -> String) -> Vec<Advice> {
    let words = words(text);
    let mut found: Vec<(Range<usize>, Reason)> = Vec::new();
    found.extend(placeholders(text).map(|placeholder| (placeholder.at, Reason::Placeholder)));
    found.extend(promotions(&words, lower).map(|at| (at, Reason::Promotion)));
    found.extend(links(text).map(|at| (at, Reason::Link)));
    found.extend(capitals(&words).into_iter().map(|at| (at, Reason::Capitals)));
    found.extend(punctuation(text).into_iter().map(|at| (at, Reason::Punctuation)));
    if copied >= WORD_FOR_WORD && !text.trim().is_empty() {
        found.push((0..text.len(), Reason::Repetition));
    }
    let units = |range: Range<usize>| {
        let start = Characters::of(&text[..range.start]).0;
        start..start + Characters::of(&text[range]).0
    };
    let rank = |advice: &Advice| (advice.reason == Reason::Repetition, advice.at.start, advice.reason);
    let mut advice: Vec<Advice> = Vec::with_capacity(found.len());
    for next in found.into_iter().map(|(at, reason)| Advice { at: units(at), reason }) {
        let place = advice.partition_point(|other| rank(other) <= rank(&next));
        advice.insert(place, next);
    }
    advice
}

/// A word of a text: letters, digits, and what joins them.
struct Word<'a> {
    at: Range<usize>,
    text: &'a str,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let joins = |letter: char| letter.is_alphanumeric() || "'’-%".contains(letter);
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (joins(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(Word { at: from..at, text: &text[from..at] });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Phrases that sell, in lower case, in the languages of the texts. A note that holds one reads as an advertisement.
const PROMOTIONS: &[&str] = &[
    "limited time",
    "special offer",
    "exclusive offer",
    "free trial",
    "free demo",
    "free consultation",
    "book a call",
    "book a demo",
    "schedule a call",
    "schedule a demo",
    "quick call",
    "act now",
    "don't miss",
    "buy now",
    "best price",
    "discount",
    "guaranteed",
    "100% free",
    "risk-free",
    "boost your sales",
    "grow your business",
    "double your",
    "increase your revenue",
    "game changer",
    "game-changer",
    "jetzt kaufen",
    "jetzt buchen",
    "kostenlose demo",
    "kostenlos testen",
    "exklusives angebot",
    "sonderangebot",
    "rabatt",
    "garantiert",
    "umsatz steigern",
    "offre exclusive",
    "offre spéciale",
    "essai gratuit",
    "démo gratuite",
    "prendre rendez-vous",
    "réduction",
    "garanti",
    "oferta exclusiva",
    "oferta especial",
    "prueba gratuita",
    "prueba gratis",
    "agenda una llamada",
    "descuento",
    "garantizado",
    "teste grátis",
    "teste gratuito",
    "agende uma demonstração",
    "desconto",
    "garantido",
];

fn promotions<'a>(
    words: &'a [Word<'a>],
    lower: fn(&str) -> String,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let plain: Vec<String> = words.iter().map(|word| lower(word.text).replace('’', "'")).collect();
    let mut next = 0;
    std::iter::from_fn(move || {
        while next < words.len() {
            let begins = |phrase: &&&str| {
                let mut parts = phrase.split(' ').zip(plain.iter().skip(next)).peekable();
                parts.peek().is_some()
                    && phrase.split(' ').count() <= plain.len() - next
                    && parts.all(|(part, word)| part == word)
            };
            let longest = PROMOTIONS.iter().filter(begins).map(|phrase| phrase.split(' ').count()).max();
            let first = next;
            next += longest.unwrap_or(1);
            if longest.is_some() {
                return Some(words[first].at.start..words[next - 1].at.end);
            }
        }
        None
    })
}

/// Endings of addresses that are written without `https://`.
const ENDINGS: &[&str] = &["com", "net", "org", "io", "dev", "fr", "br", "eu", "uk"];
/// Endings that are words too: only with a path behind them.
const WORDS_TOO: &[&str] = &["co", "ly", "me", "ai", "app", "de", "es"];

fn links(text: &str) -> impl Iterator<Item = Range<usize>> {
    let token = |part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let bare = part.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '/');
        let start = start + part.find(bare).unwrap_or_default();
        (start..start + bare.len(), bare.to_ascii_lowercase())
    };
    text.split_whitespace().map(token).filter(|(_, token)| is_link(token)).map(|(at, _)| at)
}

fn is_link(token: &str) -> bool {
    if token.contains("://") || token.starts_with("www.") {
        return true;
    }
    // An address of e-mail is none, and neither is a sentence without a space after its full stop.
    let host = token.split('/').next().unwrap_or_default();
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    !host.contains('@')
        && name.len() > 1
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-".contains(letter))
        && (ENDINGS.contains(&ending) || (WORDS_TOO.contains(&ending) && token.contains('/')))
}

/// A single word of that many capitals is no abbreviation any more.
const SHOUTED: usize = 6;

fn capitals(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let letters = |word: &Word<'_>| word.text.chars().filter(|letter| letter.is_alphabetic()).count();
    let shouted = |word: &&Word<'_>| {
        letters(word) >= 2 && word.text.chars().all(|letter| !letter.is_alphabetic() || letter.is_uppercase())
    };
    let mut found = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|word| shouted(word)).count();
        let run_letters: usize = rest[..run].iter().map(letters).sum();
        let longest = rest[..run].iter().map(letters).max().unwrap_or_default();
        // "CEO CTO" is two abbreviations; "GREAT NEWS" is shouted.
        if longest >= SHOUTED || (run >= 2 && longest >= 4) || (run >= 3 && run_letters >= 10) {
            found.push(first.at.start..rest[run - 1].at.end);
        }
        rest = &rest[run.max(1)..];
    }
    found
}

fn punctuation(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let kind = kind_of(letter);
        let Some(most) = kind else { continue };
        let (mut end, mut number) = (start + letter.len_utf8(), 1);
        while let Some((at, next)) = letters.next_if(|(_, next)| kind_of(*next) == kind) {
            end = at + next.len_utf8();
            number += 1;
        }
        if number > most {
            found.push(start..end);
        }
    }
    found
}

/// How many in a row are still ordinary: one mark that ends a sentence, three dots.
fn kind_of(letter: char) -> Option<usize> {
    match letter {
        '!' | '?' | '！' | '？' | '؟' => Some(1),
        '.' => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reasons(text: &str) -> Vec<Reason> {
        advice(text, 0, str::to_lowercase).into_iter().map(|advice| advice.reason).collect()
    }

    fn named(text: &str) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let part = |at: &Range<u32>| String::from_utf16(&units[at.start as usize..at.end as usize]).unwrap();
        advice(text, 0, str::to_lowercase).iter().map(|advice| part(&advice.at)).collect()
    }

    #[test]
    fn phrases_that_sell_are_named_in_whole_words() {
        assert_eq!(named("Let’s book a call about it"), ["book a call"]);
        assert_eq!(named("DON’T MISS this"), ["DON’T MISS", "DON’T MISS"]);
        assert_eq!(named("Jetzt kostenlos testen"), ["kostenlos testen"]);
        // A part of a word is none, nor is half a phrase, be it the last of the text.
        assert_eq!(named("Please be quick"), Vec::<String>::new());
        assert_eq!(named("We discounted nothing; the book a friend wrote"), Vec::<String>::new());
    }

    #[test]
    fn links_are_named_and_full_stops_are_not() {
        assert_eq!(named("See https://example.org/a, please"), ["https://example.org/a"]);
        assert_eq!(named("(www.example.org)"), ["www.example.org"]);
        assert_eq!(named("At www.harbour.museum"), ["www.harbour.museum"]);
        assert_eq!(named("my page calendly.com/me, or cal.me/a"), ["calendly.com/me", "cal.me/a"]);
        assert_eq!(named("Write to ada@example.com"), Vec::<String>::new());
        assert_eq!(named("Thanks.Me too, e.g. at 9.30"), Vec::<String>::new());
        assert_eq!(named("I work with Node.js"), Vec::<String>::new());
    }

    #[test]
    fn shouting_is_named_and_abbreviations_are_not() {
        assert_eq!(named("This is AMAZING news"), ["AMAZING"]);
        assert_eq!(named("GREAT NEWS for you"), ["GREAT NEWS"]);
        assert_eq!(named("The CEO of NASA, and the CTO CFO"), Vec::<String>::new());
        assert_eq!(named("漢字漢字漢字漢字"), Vec::<String>::new());
        // Six letters by themselves, four beside another, ten in three or more.
        assert_eq!(named("It was GREAT, and I HAVE seen AMAZED people"), ["AMAZED"]);
        assert_eq!(named("our CEO CTO CFO, and the CEO CTO VP IT"), ["CEO CTO VP IT"]);
        assert_eq!(named("the VP OPS, and the VP SALE"), ["VP SALE"]);
    }

    #[test]
    fn repeated_marks_are_named_and_an_ellipsis_is_not() {
        assert_eq!(
            named("Really?! Yes!!! Well... so.... 真的！！ حقا؟؟"),
            ["?!", "!!!", "....", "！！", "؟؟"]
        );
        assert_eq!(named("Really? Yes! Well... so…"), Vec::<String>::new());
    }

    #[test]
    fn what_was_left_unfilled_is_named() {
        assert_eq!(named("Hi [first name], {company}?"), ["[first name]", "{company}"]);
    }

    #[test]
    fn the_same_words_are_advised_against_from_the_fifth_time_on() {
        assert_eq!(advice("Hello", 4, str::to_lowercase), []);
        assert_eq!(advice("Hello", 5, str::to_lowercase), [Advice { at: 0..5, reason: Reason::Repetition }]);
        assert_eq!(advice("", WORD_FOR_WORD, str::to_lowercase), []);
    }

    #[test]
    fn an_ordinary_note_gets_no_advice() {
        let note = "Hi Ada, I liked what you wrote about tidal power last week. I work on the same at \
                    Northmere and would be glad to stay in touch.";
        assert_eq!(reasons(note), []);
    }

    proptest! {
        #[test]
        fn every_place_lies_within_the_text_and_none_is_empty(text in "[\\PC\n]{0,80}", copied in 0..9u32) {
            let length = Characters::of(&text).0;
            for Advice { at, .. } in advice(&text, copied, str::to_lowercase) {
                prop_assert!(at.start < at.end && at.end <= length);
            }
        }
    }
}
