//! The personal note of an invitation: how long it is as LinkedIn's box counts, and where that surprises. Lengths and
//! places only: no text is kept anywhere.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A length as LinkedIn's note box counts it: UTF-16 code units, so that most emoji are two or more.
///
/// ```
/// use plimsoll::domain::note::Characters;
/// assert_eq!(Characters::of("Hello"), Characters(5));
/// assert_eq!(Characters::of("👍🏽"), Characters(4));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Characters(pub u32);

impl Characters {
    /// The most that a free account may write in a note, by the counter of LinkedIn's own dialog.
    pub const FREE: Self = Self(200);
    /// The most that Premium and Sales Navigator may write in a note, by the counter of LinkedIn's own dialog.
    pub const PAID: Self = Self(300);

    /// The length of a text.
    pub fn of(text: &str) -> Self {
        Self(u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX))
    }
}

/// A length beside the most that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// How long it is.
    pub length: Characters,
    /// The most that it may be.
    pub limit: Characters,
}

/// How close to its limit a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room {
    /// Plenty left.
    Comfortable,
    /// Nine tenths are used, or more.
    Nearing,
    /// Exactly at the limit.
    Full,
    /// Longer than the box takes: what is over is cut off there.
    Over,
}

impl Measure {
    /// How many more the box takes; none when it is full or over.
    pub const fn left(self) -> u32 {
        self.limit.0.saturating_sub(self.length.0)
    }

    /// By how much it is too long.
    pub const fn over(self) -> u32 {
        self.length.0.saturating_sub(self.limit.0)
    }

    /// How close to the limit it is.
    pub fn room(self) -> Room {
        let (length, limit) = (u64::from(self.length.0), u64::from(self.limit.0));
        match length.cmp(&limit) {
            std::cmp::Ordering::Greater => Room::Over,
            std::cmp::Ordering::Equal => Room::Full,
            std::cmp::Ordering::Less if length * 10 >= limit * 9 => Room::Nearing,
            std::cmp::Ordering::Less => Room::Comfortable,
        }
    }
}

/// What the sensor tells of a note that is being written in LinkedIn's box: nothing of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// How long it is, as the box counts.
    pub length: Characters,
    /// The most that the box takes, by its own counter or attribute, where it has one.
    #[serde(default)]
    pub limit: Option<Characters>,
    /// How many characters a reader sees. Fewer than the length where some count two or more.
    pub seen: u32,
}

impl Written {
    /// The length beside the dialog's limit, or else the account's.
    pub fn measure(self, account: Characters) -> Measure {
        Measure { length: self.length, limit: self.limit.unwrap_or(account) }
    }

    /// By how much the box counts more than a reader sees.
    pub const fn surplus(self) -> u32 {
        self.length.0.saturating_sub(self.seen)
    }
}

/// What looks like one character and counts more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surprise {
    /// Where it stands, in UTF-16 units, as a text box selects.
    pub at: Range<u32>,
    /// How many characters LinkedIn's box counts it for, two at least.
    pub counts: u32,
}

/// What in a text counts more than one although it looks like one character. `seen` are the characters as a reader
/// sees them, in order: how a text divides into them is known to the platform.
pub fn surprises<'a>(seen: impl IntoIterator<Item = &'a str>) -> Vec<Surprise> {
    let mut found = Vec::new();
    let mut at = 0;
    for character in seen {
        let Characters(counts) = Characters::of(character);
        // A new line can be two characters in a file and is one in a box.
        if counts > 1 && character != "\r\n" {
            found.push(Surprise { at: at..at + counts, counts });
        }
        at += counts;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    #[test]
    fn a_length_is_what_the_box_counts() {
        let lengths = [
            ("", 0),
            ("Hello", 5),
            ("Grüße", 5),
            ("e\u{301}", 2),
            ("漢字", 2),
            ("שלום", 4),
            ("👍", 2),
            ("👍🏽", 4),
            ("👩‍👩‍👧", 8),
            ("🇩🇪", 4),
            ("a\nb", 3),
        ];
        for (text, length) in lengths {
            assert_eq!(Characters::of(text), Characters(length), "{text:?}");
        }
    }

    #[test]
    fn room_changes_at_nine_tenths_and_at_the_limit() {
        let room = |length| Measure { length: Characters(length), limit: Characters::PAID }.room();
        let expected = [
            (0, Room::Comfortable),
            (269, Room::Comfortable),
            (270, Room::Nearing),
            (299, Room::Nearing),
            (300, Room::Full),
            (301, Room::Over),
        ];
        for (length, expected) in expected {
            assert_eq!(room(length), expected, "{length}");
        }
        let over = Measure { length: Characters(310), limit: Characters::PAID };
        assert_eq!((over.left(), over.over()), (0, 10));
    }

    #[test]
    fn a_box_without_a_limit_has_the_accounts() {
        let written = Written { length: Characters(12), limit: None, seen: 9 };
        assert_eq!(written.measure(Characters::FREE).left(), 188);
        assert_eq!(written.surplus(), 3);
        let limited = Written { limit: Some(Characters(300)), ..written };
        assert_eq!(limited.measure(Characters::FREE).left(), 288);
    }

    #[test]
    fn what_counts_more_than_it_looks_is_named_with_its_place() {
        let text = "Hi 👍🏽, e\u{301}t";
        let found = surprises(text.graphemes(true));
        let expected = [Surprise { at: 3..7, counts: 4 }, Surprise { at: 9..11, counts: 2 }];
        assert_eq!(found, expected);
        assert_eq!(surprises("plain".graphemes(true)), []);
        assert_eq!(surprises("a\r\nb".graphemes(true)), []);
    }

    proptest! {
        #[test]
        fn every_place_lies_within_the_text_and_none_is_empty(text in "[\\PC\n]{0,80}") {
            let length = Characters::of(&text).0;
            for Surprise { at, counts } in surprises(text.graphemes(true)) {
                prop_assert!(counts >= 2 && at.end - at.start == counts && at.end <= length);
            }
        }

        #[test]
        fn what_is_left_and_what_is_over_make_up_the_limit(length in 0..1_000u32, limit in 1..1_000u32) {
            let measure = Measure { length: Characters(length), limit: Characters(limit) };
            prop_assert_eq!(length + measure.left(), limit + measure.over());
            prop_assert_eq!(measure.room() == Room::Over, measure.over() > 0);
        }
    }
}
