//! The invented people of the site, and the site's labels by language; both are data files beside the pages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How the user of the site stands to a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Relation {
    /// Can be invited.
    #[default]
    None,
    /// Was invited and has not answered.
    Pending,
    /// Was invited, and the invitation was withdrawn: the site shows Connect and refuses it for three weeks.
    Withdrawn,
    /// Has invited the user.
    Incoming,
    /// Accepted by either side.
    Connected,
}

/// One invented person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) slug: String,
    pub(crate) member: u64,
    name: String,
    headline: String,
    /// The pages that list the person.
    places: Vec<String>,
    #[serde(default)]
    pub(crate) state: Relation,
    /// What a list offers for the person: `connect`, `follow` or `message`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offer: Option<String>,
    /// The control says Connect though its key says pending, as was seen on the site.
    #[serde(default, rename = "staleKey", skip_serializing_if = "std::ops::Not::not")]
    stale_key: bool,
}

/// Everyone, in the order of the lists.
pub(crate) fn everyone() -> Vec<Person> {
    serde_json::from_str(include_str!("../site/people.json")).unwrap_or_default()
}

/// The labels of one language. Where generations of the site differ, all wordings stand in a row.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Labels {
    locale: &'static str,
    connect: Vec<&'static str>,
    invite: Vec<&'static str>,
    more: Vec<&'static str>,
    pending: Vec<&'static str>,
    send: Vec<&'static str>,
}

/// The labels of every language, by LinkedIn's name of the locale.
pub(crate) fn labels() -> BTreeMap<&'static str, Labels> {
    let rows = include_str!("../site/labels.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let locale = cells.next()?;
        let mut wordings = || cells.next().map(|cell| cell.split(" | ").collect());
        Some(Labels {
            locale,
            connect: wordings()?,
            invite: wordings()?,
            more: wordings()?,
            pending: wordings()?,
            send: wordings()?,
        })
    })
    .map(|labels| (labels.locale, labels))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_has_an_address_and_a_number_of_their_own() {
        let people = everyone();
        assert!(people.len() > 50);
        let slugs: std::collections::BTreeSet<_> = people.iter().map(|person| &person.slug).collect();
        let members: std::collections::BTreeSet<_> = people.iter().map(|person| person.member).collect();
        assert_eq!((slugs.len(), members.len()), (people.len(), people.len()));
    }

    #[test]
    fn there_are_labels_in_36_languages_and_each_invitation_names_its_recipient() {
        let labels = labels();
        assert_eq!(labels.len(), 36);
        for (locale, labels) in labels {
            assert!(labels.invite.iter().all(|label| label.contains("{recipient}")), "{locale}");
        }
    }
}
