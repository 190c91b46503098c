//! Templates for notes: texts with placeholders in square brackets, the list that the user keeps of them, and what can
//! be done to that list and undone.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::note::Characters;

/// A part of a text that is to be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder<'a> {
    /// What stands between the brackets, without spaces around it.
    pub name: &'a str,
    /// Where it stands with its brackets, in bytes.
    pub at: Range<usize>,
}

/// The longest name of a placeholder: what is longer is a remark in brackets.
const LONGEST_NAME: usize = 40;

/// The placeholders of a text in order, each as often as it stands there: `[first name]`, and the `{first_name}` of
/// other tools.
///
/// ```
/// use plimsoll::domain::template::placeholders;
/// let names: Vec<_> = placeholders("Hi [name], [ event ]?").map(|found| found.name).collect();
/// assert_eq!(names, ["name", "event"]);
/// ```
pub fn placeholders(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(['[', '{'])?;
            let closing = if text[start..].starts_with('[') { ']' } else { '}' };
            from = start + 1;
            let Some(length) = text[from..].find(['[', '{', ']', '}', '\n']) else { continue };
            let end = from + length;
            let name = text[from..end].trim();
            if text[end..].starts_with(closing) && !name.is_empty() && name.chars().count() <= LONGEST_NAME {
                from = end + 1;
                return Some(Placeholder { name, at: start..end + 1 });
            }
        }
    })
}

/// The names that a text asks for, each once, in order.
pub fn asked(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for Placeholder { name, .. } in placeholders(text) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The text with every placeholder replaced that has a value. What a value brings along isn't filled again, and an
/// empty value leaves its placeholder standing, so that it is seen.
pub fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut done = 0;
    for Placeholder { name, at } in placeholders(text) {
        if let Some(value) = values.get(name).map(|value| value.trim()).filter(|value| !value.is_empty()) {
            filled.push_str(&text[done..at.start]);
            filled.push_str(value);
            done = at.end;
        }
    }
    filled.push_str(&text[done..]);
    filled
}

/// The occasions for which Plimsoll has words of its own: those that practitioners name as the good reasons to connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Occasion {
    /// The same field of work.
    SharedField,
    /// Somebody whom both know suggested it.
    MutualConnection,
    /// They wrote something lately.
    RecentPost,
    /// Both were at the same event.
    MetAtEvent,
}

impl Occasion {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] =
        [Self::SharedField, Self::MutualConnection, Self::RecentPost, Self::MetAtEvent];

    const fn id(self) -> &'static str {
        match self {
            Self::SharedField => "sharedField",
            Self::MutualConnection => "mutualConnection",
            Self::RecentPost => "recentPost",
            Self::MetAtEvent => "metAtEvent",
        }
    }
}

/// What a template says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Wording {
    /// Plimsoll's own words for an occasion, in whatever language the user reads now.
    Ours(Occasion),
    /// The user's.
    Own {
        /// By what it is found in the list.
        name: String,
        /// The text with its placeholders.
        text: String,
    },
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Template {
    /// Its identity, made by the page that made it.
    pub id: String,
    /// What it says.
    pub wording: Wording,
}

/// Why a template can't be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It has no text.
    #[error("a template needs a text")]
    Empty,
    /// Its text is longer than anybody's note could be.
    #[error("the text is longer than {} characters", Template::LONGEST.0)]
    TooLong,
    /// Its name is too long to be read in a list.
    #[error("the name is longer than {} characters", Template::LONGEST_NAME.0)]
    LongName,
}

impl Template {
    /// The longest text: room for placeholders and for what is still to be cut.
    pub const LONGEST: Characters = Characters(2_000);
    /// The longest name.
    pub const LONGEST_NAME: Characters = Characters(60);

    /// Whether it can be kept.
    ///
    /// # Errors
    /// If text or name are none or too long.
    pub fn check(&self) -> Result<(), Unfit> {
        let Wording::Own { name, text } = &self.wording else { return Ok(()) };
        if text.trim().is_empty() {
            Err(Unfit::Empty)
        } else if Characters::of(text) > Self::LONGEST {
            Err(Unfit::TooLong)
        } else if Characters::of(name) > Self::LONGEST_NAME {
            Err(Unfit::LongName)
        } else {
            Ok(())
        }
    }
}

/// Whether every word of `query` stands in a text, whatever their case. `lower` writes a text in lower case, in any
/// language.
pub fn is_found(query: &str, text: &str, lower: fn(&str) -> String) -> bool {
    let text = lower(text);
    lower(query).split_whitespace().all(|word| text.contains(word))
}

/// The user's templates, in the user's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Templates(Vec<Template>);

impl Default for Templates {
    /// One for each occasion.
    fn default() -> Self {
        let ours =
            |occasion: Occasion| Template { id: occasion.id().into(), wording: Wording::Ours(occasion) };
        Self(Occasion::ALL.map(ours).to_vec())
    }
}

/// Something done to the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rearrangement {
    /// Puts a template at a place, in place of the one of its identity if there is one.
    Put {
        /// Where it is to stand, from 0; at the end if there are fewer.
        at: u32,
        /// The template.
        template: Template,
    },
    /// Takes a template out.
    Remove {
        /// Its identity.
        id: String,
    },
}

impl Templates {
    /// The most that are kept.
    pub const MOST: usize = 200;

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.0.iter()
    }

    /// Where the template of that identity stands, from 0.
    pub fn position(&self, id: &str) -> Option<u32> {
        self.0.iter().position(|template| template.id == id).and_then(|at| u32::try_from(at).ok())
    }

    /// The template of that identity.
    pub fn find(&self, id: &str) -> Option<&Template> {
        self.0.iter().find(|template| template.id == id)
    }

    /// Does it, and gives what undoes it; nothing where nothing was done, because the template isn't there, can't be
    /// kept, or there are too many.
    pub fn rearrange(&mut self, done: Rearrangement) -> Option<Rearrangement> {
        match done {
            Rearrangement::Put { at, template } => {
                template.check().ok()?;
                let before = self.take(&template.id);
                if before.is_none() && self.0.len() >= Self::MOST {
                    return None;
                }
                let at = usize::try_from(at).unwrap_or(usize::MAX).min(self.0.len());
                let id = template.id.clone();
                self.0.insert(at, template);
                Some(match before {
                    Some((at, template)) => Rearrangement::Put { at, template },
                    None => Rearrangement::Remove { id },
                })
            }
            Rearrangement::Remove { id } => {
                self.take(&id).map(|(at, template)| Rearrangement::Put { at, template })
            }
        }
    }

    fn take(&mut self, id: &str) -> Option<(u32, Template)> {
        let at = self.position(id)?;
        Some((at, self.0.remove(at as usize)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
    }

    fn own(id: &str, text: &str) -> Template {
        Template { id: id.into(), wording: Wording::Own { name: id.into(), text: text.into() } }
    }

    fn ids(templates: &Templates) -> Vec<&str> {
        templates.iter().map(|template| template.id.as_str()).collect()
    }

    #[test]
    fn a_placeholder_stands_in_brackets_on_one_line() {
        assert_eq!(asked("Hi [name], met at [event]. Yours, [name]"), ["name", "event"]);
        assert_eq!(asked("Hi {first_name}, [ spaced ]"), ["first_name", "spaced"]);
        assert_eq!(asked("[] [ ] [a\nb] [open {mixed] ]"), Vec::<&str>::new());
        assert_eq!(asked("[[inner]]"), ["inner"]);
        let named = |letters: usize| format!("[{}]", "é".repeat(letters));
        assert_eq!(asked(&named(40)).len(), 1);
        assert_eq!(asked(&named(41)).len(), 0, "a remark in brackets");
    }

    #[test]
    fn filling_replaces_what_has_a_value_and_leaves_the_rest_to_be_seen() {
        let text = "Hi [name], about [topic]: [name]!";
        assert_eq!(fill(text, &values(&[("name", " Ada ")])), "Hi Ada, about [topic]: Ada!");
        assert_eq!(
            fill(text, &values(&[("name", "  "), ("topic", "[name]")])),
            "Hi [name], about [name]: [name]!"
        );
    }

    #[test]
    fn there_is_one_to_start_with_for_each_occasion() {
        assert_eq!(
            ids(&Templates::default()),
            ["sharedField", "mutualConnection", "recentPost", "metAtEvent"]
        );
    }

    #[test]
    fn every_change_can_be_undone() {
        let changes = [
            Rearrangement::Put { at: 9, template: own("mine", "Hello") },
            Rearrangement::Put { at: 1, template: own("recentPost", "Hello") },
            Rearrangement::Remove { id: "recentPost".into() },
        ];
        for change in changes {
            let before = Templates::default();
            let mut after = before.clone();
            let undo = after.rearrange(change).expect("it can be done");
            assert_ne!(after, before);
            assert!(after.rearrange(undo).is_some());
            assert_eq!(after, before);
        }
    }

    #[test]
    fn a_template_moves_to_the_place_that_it_is_put_at() {
        let mut templates = Templates::default();
        let event = templates.find("metAtEvent").cloned().expect("it is there");
        templates.rearrange(Rearrangement::Put { at: 0, template: event });
        assert_eq!(ids(&templates), ["metAtEvent", "sharedField", "mutualConnection", "recentPost"]);
    }

    #[test]
    fn what_cannot_be_kept_changes_nothing() {
        let mut templates = Templates::default();
        let long = "x".repeat(2_001);
        for text in ["", "  \n", long.as_str()] {
            assert_eq!(templates.rearrange(Rearrangement::Put { at: 0, template: own("mine", text) }), None);
        }
        assert_eq!(templates.rearrange(Rearrangement::Remove { id: "nobody's".into() }), None);
        assert_eq!(templates, Templates::default());
        let named =
            Template { id: "n".into(), wording: Wording::Own { name: "n".repeat(61), text: "Hello".into() } };
        assert_eq!(named.check(), Err(Unfit::LongName));
    }

    #[test]
    fn the_longest_text_and_the_longest_name_can_be_kept() {
        let longest = Wording::Own { name: "n".repeat(60), text: "x".repeat(2_000) };
        assert_eq!(Template { id: "n".into(), wording: longest }.check(), Ok(()));
        assert_eq!(own("n", &"x".repeat(2_001)).check(), Err(Unfit::TooLong));
    }

    #[test]
    fn there_is_an_end_to_the_list_and_what_is_in_it_can_be_changed_still() {
        let mut templates = Templates::default();
        let mut put = |number: u32, text: &str| {
            let template = own(&number.to_string(), text);
            templates.rearrange(Rearrangement::Put { at: 0, template }).is_some()
        };
        let kept = (0..205).filter(|number| put(*number, "Hello")).count();
        assert!(put(7, "Hello again"));
        assert_eq!((kept, templates.iter().count()), (200 - Occasion::ALL.len(), 200));
    }

    #[test]
    fn a_search_finds_all_words_in_name_or_text() {
        assert!(is_found("EVENT ada", "Met at an event\nHi Ada", str::to_lowercase));
        assert!(is_found("  ", "anything", str::to_lowercase));
        assert!(!is_found("event bram", "Met at an event\nHi Ada", str::to_lowercase));
    }

    proptest! {
        #[test]
        fn filling_with_nothing_changes_nothing(text in "[\\[\\]{}a-c \n👍]{0,40}") {
            prop_assert_eq!(fill(&text, &BTreeMap::new()), text);
        }

        #[test]
        fn what_is_filled_is_no_longer_asked_for(text in "[\\[\\]{}a-c \n👍]{0,40}") {
            let all: BTreeMap<_, _> = asked(&text).into_iter().map(|name| (name.to_owned(), "x".to_owned())).collect();
            let left = fill(&text, &all);
            // A value can close a bracket that was open before, but never by its own name.
            prop_assert!(asked(&left).iter().all(|name| name.contains('x')));
        }
    }
}
