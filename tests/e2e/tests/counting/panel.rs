//! The side panel: live beside the page, and the composer whose notes the user copies.

use anyhow::{Context, Result};
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SUGGESTION, Scene};
use plimsoll_e2e::{Key, Outcome, Tab, css};
use serde_json::json;

const TEXT: &str = ".composer textarea";

/// Opens the panel's page in a tab, since the driver can't drive what stands beside one.
async fn panel(scene: &Scene) -> Result<Tab> {
    let tab = scene.browser.extension_page("panel.html").await?;
    scene.browser.await_ready(TEXT).await?;
    Ok(tab)
}

async fn await_text(scene: &Scene, selector: &str, expected: &str) -> Result<()> {
    let read = async || scene.browser.text(selector).await;
    scene.browser.until_holds(&format!("{expected:?} in {selector}"), read, |text| text == expected).await?;
    Ok(())
}

#[tokio::test]
async fn the_popup_leads_to_the_side_panel() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Side panel")).await?;
    let address = scene.browser.extension_url("panel.html")?;
    let open =
        async || Ok(scene.browser.targets().await?.iter().any(|target| target.url == address).then_some(()));
    scene.browser.until("the side panel", open).await?;
    let commands = scene.browser.in_extension("return await chrome.commands.getAll()", &[]).await?;
    let named = commands.as_array().context("a list")?.iter().find(|command| command["name"] == "open-panel");
    assert_eq!(named.map(|command| &command["description"]), Some(&json!("Open the side panel")));
    Ok(())
}

#[tokio::test]
async fn it_follows_the_note_and_the_count_while_the_user_browses() -> Outcome {
    let scene = Scene::counting().await?;
    let panel = panel(&scene).await?;
    assert_eq!(scene.browser.text(".row--note .row__main").await?, "Not writing one now");
    scene.visit(&format!("{PROFILE}?account=premium")).await?;
    let profile = scene.browser.current_tab();
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hello 👍🏽").await?;
    // As beside a page: nothing took the focus from the box.
    scene.browser.switch_to(&panel).await?;
    await_text(&scene, ".row--note .row__main", "10 of 300").await?;
    await_text(&scene, ".note .row__more", "+3 for emoji and accents").await?;

    scene.browser.switch_to(&profile).await?;
    scene.browser.press(Key::Escape).await?;
    scene.browser.switch_to(&panel).await?;
    await_text(&scene, ".row--note .row__main", "Not writing one now").await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_truth(1).await?;
    scene.browser.switch_to(&panel).await?;
    await_text(&scene, ".hero__figure", "99").await?;
    Ok(())
}

/// Nothing is written when a place comes back, and no one does anything: only the clock goes on.
#[tokio::test]
async fn an_open_panel_shows_what_time_alone_gives_back() -> Outcome {
    let scene = Scene::counting().await?;
    let panel = panel(&scene).await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("99").await?;
    scene.browser.switch_to(&panel).await?;
    await_text(&scene, ".hero__figure", "99").await?;
    // The page's own clock, and what it is to do every minute, in the story's hand.
    let clock = "const [now, every] = [Date.now, setInterval]; let ahead = 0;
        Date.now = () => now() + ahead;
        globalThis.setInterval = (act, time) => every(globalThis.pass = () => act(), time);
        globalThis.wait = (days) => { ahead = days * 864e5; pass(); }";
    scene.browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": clock })).await?;
    scene.browser.reload().await?;
    scene.browser.await_ready("main:not([aria-busy])").await?;
    await_text(&scene, ".hero__figure", "99").await?;
    scene.browser.run("wait(6.9)", &[]).await?;
    await_text(&scene, ".hero__figure", "99").await?;
    scene.browser.run("wait(7.1)", &[]).await?;
    await_text(&scene, ".hero__figure", "100").await?;
    Ok(())
}

#[tokio::test]
async fn a_panel_that_opens_late_knows_the_note_that_is_being_written() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hello").await?;
    // Asked as the panel asks, of the tab that it stands beside.
    let ask = "const [tab] = await chrome.tabs.query({ url: 'https://www.linkedin.com/*' });
        return await chrome.tabs.sendMessage(tab.id, 'note')";
    let note = async || scene.browser.in_extension(ask, &[]).await;
    let expected = json!({ "length": 5, "limit": 200, "seen": 5 });
    scene.browser.until_holds("the note", note, |note| *note == expected).await?;
    Ok(())
}

#[tokio::test]
async fn a_template_is_filled_measured_looked_over_and_copied() -> Outcome {
    let scene = Scene::counting().await?;
    panel(&scene).await?;
    scene.browser.type_into(".shelf__search", "event met").await?;
    scene.browser.await_gone(css(".shelf__use").nth(1)).await?;
    scene.browser.click(".shelf__use").await?;
    await_text(&scene, ".advice__item:first-child .advice__place", "[first name]").await?;
    for (index, value) in ["Ada", "Harbour Days", "tides"].iter().enumerate() {
        scene.browser.type_into(css(".composer__values input").nth(index), value).await?;
    }
    let note = "Hi Ada, it was good to meet you at Harbour Days. I enjoyed what you said about tides. Let’s stay in touch.";
    await_text(&scene, ".composer__filled", note).await?;
    scene.browser.await_gone(".advice").await?;
    let length = note.encode_utf16().count();
    await_text(&scene, ".length:nth-child(1) .length__left", &format!("{} left", 200 - length)).await?;
    await_text(&scene, ".length:nth-child(2) .length__left", &format!("{} left", 300 - length)).await?;
    scene.browser.click(css("button").named("Copy")).await?;
    await_text(&scene, ".composer__said", "Copied. Paste it into LinkedIn’s box.").await?;
    scene.browser.type_into(TEXT, "!!").await?;
    scene.browser.await_ready(".advice").await?;
    Ok(())
}

#[tokio::test]
async fn a_note_that_something_took_the_place_of_comes_back() -> Outcome {
    let scene = Scene::counting().await?;
    panel(&scene).await?;
    let value = async |selector: &str| {
        let read = "return document.querySelector(arguments[0]).value";
        scene.browser.run(read, &[json!(selector)]).await
    };
    let back = css("button").named("Bring my note back");
    scene.browser.type_into(TEXT, "Ahoy Ada").await?;
    // The second template takes the place of the first, of which nothing is the user's.
    scene.browser.click(css(".shelf__use").nth(0)).await?;
    scene.browser.click(css(".shelf__use").nth(1)).await?;
    scene.browser.click(css("button").named("Clear")).await?;
    scene.browser.click(back.clone()).await?;
    scene.browser.until_holds("the note", async || value(TEXT).await, |text| *text == "Ahoy Ada").await?;
    scene.browser.await_gone(back).await?;

    // What stood for one person isn't for the next.
    scene.browser.click(css(".shelf__use").nth(0)).await?;
    scene.browser.type_into(css(".composer__values input").nth(0), "Ada").await?;
    scene.browser.click(css(".shelf__use").nth(1)).await?;
    assert_eq!(value(".composer__values input").await?, json!("Ada"));
    scene.browser.click(css("button").named("Copy")).await?;
    await_text(&scene, ".composer__said", "Copied. Paste it into LinkedIn’s box.").await?;
    scene.browser.click(css(".shelf__use").nth(0)).await?;
    let name = async || value(".composer__values input").await;
    scene.browser.until_holds("an empty name", name, |name| *name == "").await?;
    Ok(())
}

#[tokio::test]
async fn the_draft_outlives_the_panel() -> Outcome {
    let scene = Scene::counting().await?;
    panel(&scene).await?;
    scene.browser.type_into(TEXT, "Hello [name]").await?;
    scene.browser.type_into(".composer__values input", "Ada").await?;
    await_text(&scene, ".composer__filled", "Hello Ada").await?;
    scene.browser.open("about:blank").await?;
    panel(&scene).await?;
    await_text(&scene, ".composer__filled", "Hello Ada").await?;
    // It is the page's own affair.
    assert!(!scene.all_that_is_stored().await?.contains("Hello"));
    Ok(())
}

#[tokio::test]
async fn templates_are_added_moved_deleted_and_come_back() -> Outcome {
    let scene = Scene::counting().await?;
    panel(&scene).await?;
    let names = async || {
        let read = "return [...document.querySelectorAll('.shelf__name')].map((name) => name.textContent)";
        let names = scene.browser.run(read, &[]).await?;
        Ok::<Vec<String>, anyhow::Error>(serde_json::from_value(names)?)
    };
    let await_names = async |expected: &[&str]| -> Result<()> {
        scene.browser.until_holds(&format!("{expected:?}"), names, |seen| *seen == expected).await.map(drop)
    };
    let ours = ["Same field", "Suggested by someone", "About a post", "Met at an event"];
    await_names(&ours).await?;
    scene.browser.type_into(TEXT, "Ahoy [name]").await?;
    scene.browser.click(css("button").named("Keep as template")).await?;
    scene.browser.press("Ahoy" + Key::Enter).await?;
    await_names(&[&ours[..], &["Ahoy"]].concat()).await?;

    scene.browser.type_into(TEXT, "!").await?;
    scene.browser.click(css("button").named("Keep as template")).await?;
    scene.browser.press("Again" + Key::Enter).await?;
    await_names(&[&ours[..], &["Ahoy", "Again"]].concat()).await?;
    scene.browser.click(css("button").named("Edit list")).await?;
    scene.browser.click(css("button").named("Delete Again")).await?;
    await_names(&[&ours[..], &["Ahoy"]].concat()).await?;

    scene.browser.click(css("button").named("Move Ahoy up")).await?;
    await_names(&["Same field", "Suggested by someone", "About a post", "Ahoy", "Met at an event"]).await?;
    scene.browser.click(css("button").named("Delete Same field")).await?;
    await_names(&["Suggested by someone", "About a post", "Ahoy", "Met at an event"]).await?;
    scene.browser.click(css(".shelf__said button").named("Undo")).await?;
    await_names(&["Same field", "Suggested by someone", "About a post", "Ahoy", "Met at an event"]).await?;
    Ok(())
}
