//! Detection against a model of the site: whatever of the reports is lost, repeated, late or out of order, never less
//! is counted than was accepted, and what is counted without proof is marked.
#![allow(clippy::unwrap_used, reason = "what is unwrapped here the test has made itself")]

mod found;
mod model;

use plimsoll::domain::invitation::Evidence;
use proptest::prelude::*;

use model::{Loss, accepted, counted, deliver, play, story, told};

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_less_than_accepted((tries, disorder) in story(1)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Pages));
        prop_assert!(counted.len() >= accepted(&tries), "{} of {}: {counted:#?}", counted.len(), accepted(&tries));
    }

    #[test]
    fn no_proof_without_acceptance((tries, disorder) in story(1)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Outcomes));
        let sure = counted.iter().filter(|one| one.evidence == Evidence::Confirmed).count();
        prop_assert!(counted.len() >= accepted(&tries));
        prop_assert!(sure <= accepted(&tries), "{sure} sure of {}: {counted:#?}", accepted(&tries));
    }

    #[test]
    fn the_pages_alone_are_enough((tries, disorder) in story(0)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Network));
        prop_assert!(counted.len() >= accepted(&tries), "{} of {}: {counted:#?}", counted.len(), accepted(&tries));
    }

    #[test]
    fn exact_where_nothing_is_lost((tries, disorder) in story(0)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Nothing));
        prop_assert_eq!(counted.len(), accepted(&tries), "{:#?}", counted);
    }

    /// Refusals too: what LinkedIn refused is shown by the page, and takes nothing from what it accepted.
    #[test]
    fn complete_pages_make_up_for_any_request((tries, disorder) in story(0)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::Requests));
        prop_assert!(counted.len() >= accepted(&tries), "{} of {}: {counted:#?}", counted.len(), accepted(&tries));
    }

    /// Apart by more than the longest time in which a request can follow from a click. Of two that are nearer, one that
    /// lost its request and one that lost its page can't be told from one that lost neither.
    #[test]
    fn what_either_side_told_is_counted_where_sends_are_apart((mut tries, disorder) in story(1)) {
        tries.iter_mut().for_each(|one| one.pause += 70_000);
        let arrived = deliver(&play(&tries), &disorder, Loss::Anything);
        let (counted, told) = (counted(&arrived), told(&tries, &arrived));
        let sure = counted.iter().filter(|one| one.evidence == Evidence::Confirmed).count();
        prop_assert!(counted.len() >= told, "{} of {told}: {counted:#?}", counted.len());
        prop_assert!(sure <= accepted(&tries), "{sure} sure of {}: {counted:#?}", accepted(&tries));
    }

    #[test]
    fn no_tab_takes_anything_from_another((tries, disorder) in story(0)) {
        let counted = counted(&deliver(&play(&tries), &disorder, Loss::OneSideOfEachTab));
        prop_assert!(counted.len() >= accepted(&tries), "{} of {}: {counted:#?}", counted.len(), accepted(&tries));
    }
}
