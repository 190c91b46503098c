//! Where the counting itself is in doubt, it says so: an import of which nobody knows how many it invited, pages that
//! show nothing that is known. And the report that the user can copy names nobody.

use anyhow::{Context, Result};
use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, SEND, SUGGESTION, Scene};
use plimsoll_e2e::{Outcome, css};

use crate::spots::{Part, Spot};

#[tokio::test]
async fn an_import_asks_how_many_it_invited() -> Outcome {
    let scene = Scene::counting().await?;
    let spot = Spot::named("address book")?;
    scene.visit(spot.path).await?;
    scene.browser.click(spot.control().context("a button")?).await?;
    scene.site.wait_for("the import", |site| site.accepted() == 4).await?;
    scene.await_badge("!").await?;
    assert_eq!(scene.counted().await?.iter().map(|one| one.number.get()).collect::<Vec<_>>(), [1]);

    scene.browser.extension_page("popup.html").await?;
    let number = ".notice__acts input";
    scene.browser.await_ready(number).await?;
    scene.browser.type_into(number, "4").await?;
    scene.browser.click(css("button").named("Save")).await?;
    scene.await_badge("96").await?;
    // Nothing is wrong, either: of an import nothing but its request can be seen.
    scene.browser.await_gone(".notice").await?;
    assert_eq!(scene.gauge().await?, (4, 100));
    let places: Vec<_> = scene.counted().await?.iter().map(|one| one.place).collect();
    assert_eq!(places, [Place::AddressBook]);
    Ok(())
}

#[tokio::test]
async fn an_invented_markup_counts_by_the_network_and_is_said() -> Outcome {
    let scene = Scene::counting().await?;
    let (network, profile) = (Spot::named("invented My Network")?, Spot::named("invented profile")?);
    scene.visit(network.path).await?;
    scene.browser.click(network.control().context("a control")?).await?;
    scene.await_truth(1).await?;
    scene.visit(profile.path).await?;
    scene.browser.click(profile.control().context("a control")?).await?;
    scene.browser.click(profile.inside(Part::Send).context("a button")?).await?;
    scene.await_truth(2).await?;
    assert!(scene.counted().await?.iter().all(|one| one.evidence == Evidence::Network));
    scene.browser.extension_page("popup.html").await?;
    let what = "LinkedIn seems to have changed something: 2 invitations were seen only on the network.";
    assert_eq!(scene.browser.text(".notice__what").await?, what);
    // The correction by hand is right there.
    scene.browser.click(css("button").named("Undo last")).await?;
    scene.await_badge("99").await?;
    Ok(())
}

#[tokio::test]
async fn pages_on_which_nothing_is_recognised_are_said_once_there_are_several_in_a_row() -> Outcome {
    let scene = Scene::counting().await?;
    let spot = Spot::named("invented My Network")?;
    for page in 1..=5u64 {
        scene.visit(spot.path).await?;
        // Any click on a control will do; this one sends nothing.
        scene.browser.click(css("button[aria-label$=' as a suggestion']").nth(0)).await?;
        let blind = async || {
            Ok(scene.browser.storage_local().await?["health"]["blind"][0][1].as_u64().unwrap_or_default())
        };
        scene.browser.until_holds("one page more", blind, |blind| *blind == page).await?;
    }
    scene.browser.extension_page("popup.html").await?;
    let what = "LinkedIn seems to have changed something: nothing was recognised on 5 pages in a row.";
    assert_eq!(scene.browser.text(".notice__what").await?, what);
    scene.browser.click(css("button").named("Understood")).await?;
    scene.browser.await_gone(css("button").named("Understood")).await?;
    // On a page that shows what it used to, there is nothing to say.
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_truth(1).await?;
    assert!(
        scene.browser.storage_local().await?["health"]["blind"]
            .as_array()
            .is_some_and(|blind| blind.is_empty())
    );
    Ok(())
}

/// How many pages said that nothing was recognised on them, as far as the last signals go.
async fn said_blind(scene: &Scene) -> Result<usize> {
    let last = scene.browser.storage_local().await?["health"]["last"].clone();
    Ok(last.as_array().context("a list")?.iter().filter(|told| told[1] == "blind").count())
}

const DISMISS: &str = "button[aria-label$=' as a suggestion']";

#[tokio::test]
async fn a_page_is_looked_at_once() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(Spot::named("invented My Network")?.path).await?;
    scene.browser.click(css(DISMISS).nth(0)).await?;
    let said = async || said_blind(&scene).await.or(Ok(0));
    scene.browser.until_holds("a page without a control", said, |said| *said == 1).await?;
    scene.browser.click(css(DISMISS).nth(0)).await?;
    scene.fence().await?;
    assert_eq!(said_blind(&scene).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_page_on_which_something_is_recognised_is_not_spoken_of() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(DISMISS).nth(0)).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    // Seconds after the click it is sure: whatever else the page had to say was said before.
    scene.await_seen(&[(Place::MyNetwork, Way::Direct, None, Evidence::Confirmed)]).await?;
    assert_eq!(said_blind(&scene).await?, 0);
    Ok(())
}

/// A page that tries to have something of its own written down, by all that the sensor reads.
#[tokio::test]
async fn the_report_names_nobody_whatever_a_page_holds() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/in/ada-quill/?secret=Zanzibar").await?;
    let hostile = "document.documentElement.lang = 'Zanzibar';
        document.title = 'Zanzibar';
        for (const control of document.querySelectorAll('a, button')) {
            control.setAttribute('aria-label', 'Invite Zanzibar \\n{\"signals\":7} to connect');
            control.setAttribute('componentkey', 'ConnectButtonstate:invitation:urn:li:member:Zanzibar_connect');
            control.dataset.rule = 'Zanzibar';
        }";
    scene.browser.run(hostile, &[]).await?;
    scene.browser.click(css(CONNECT).nth(0)).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_truth(1).await?;
    scene.browser.extension_page("dashboard.html").await?;
    scene.browser.click(css(".tabs button").named("Your data")).await?;
    // The clipboard is the machine's: what would be put there is kept here.
    scene
        .browser
        .run("navigator.clipboard.writeText = async (text) => { window.copied = text; }", &[])
        .await?;
    scene.browser.click(css("button").named("Copy a report for a bug")).await?;
    scene.browser.await_ready(css("button").named("Copied. It names nobody.")).await?;
    let copied = scene.browser.run("return window.copied", &[]).await?;
    let report = copied.as_str().context("a text")?;
    for said in ["Plimsoll 0.", "Profile Dialog Confirmed: 1", "Key: 1", "Send", "DialogClosed"] {
        assert!(report.contains(said), "{said} in {report}");
    }
    let stored = scene.all_that_is_stored().await?;
    for trace in ["Zanzibar", "ada", "quill", "310000007", "linkedin.com", "/in/", "urn:"] {
        assert!(!report.to_lowercase().contains(&trace.to_lowercase()), "{trace} in {report}");
        assert!(!stored.contains(trace), "{trace} in {stored}");
    }
    Ok(())
}
