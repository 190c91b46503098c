//! What the popup shows and does.

use std::fs;

use anyhow::{Context, Result};
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SUGGESTION, Scene, package};
use plimsoll_e2e::shots::{POPUP_HEIGHT, POPUP_WIDTH};
use plimsoll_e2e::{Key, Outcome, css};
use serde_json::{Map, Value, json};

#[tokio::test]
async fn it_adds_takes_back_and_restores() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    assert_eq!(scene.gauge().await?, (0, 100));
    assert!(!scene.browser.is_ready(css("button").named("Undo last")).await?, "there is nothing to undo");

    scene.browser.click(css("button").named("One more")).await?;
    scene.browser.click(css("button").named("One more")).await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("97").await?;
    assert_eq!(scene.browser.text(".footer__said").await?, "Added 3.");
    assert_eq!(scene.gauge().await?, (3, 100));

    scene.browser.click(css("button").named("Undo")).await?;
    scene.await_badge("100").await?;
    scene.browser.click(css("button").named("Restore")).await?;
    scene.await_badge("97").await?;
    assert_eq!(scene.browser.text(".hero__figure").await?, "97");
    assert_eq!(scene.browser.text(".hero__caption").await?, "invitations left this week");
    Ok(())
}

#[tokio::test]
async fn it_takes_back_the_last_that_was_seen() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_truth(1).await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Undo last")).await?;
    scene.await_badge("100").await?;
    scene.browser.await_ready(css("button").named("Restore")).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_added_again_because_its_answer_was_lost_counts_once() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.await_ready(css("button").named("Add")).await?;
    let lose = "const { runtime } = chrome;
        const send = runtime.sendMessage.bind(runtime);
        runtime.sendMessage = async (message) => {
            runtime.sendMessage = send;
            await send(message);
            throw new Error('lost');
        }";
    scene.browser.run(lose, &[]).await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.browser.await_ready(".notice[data-tone='fault']").await?;
    scene.await_badge("99").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.browser.await_gone(".notice[data-tone='fault']").await?;
    // One more by itself is another one, and comes after both.
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("98").await?;
    assert_eq!(scene.counted().await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn more_a_day_than_is_advised_is_said_and_no_more() -> Outcome {
    let scene = Scene::counting().await?;
    let add = async |id: &str, number: u32| {
        scene.browser.tell(json!({ "add": { "id": id, "number": number } })).await
    };
    let says = async |left: &str| -> Result<bool> {
        scene.await_badge(left).await?;
        let read = async || scene.browser.text(".hero__figure").await;
        scene.browser.until_holds("the number left", read, |figure| figure == left).await?;
        let rows = "return [...document.querySelectorAll('.row__more')].map((row) => row.textContent)";
        let rows = scene.browser.run(rows, &[]).await?;
        Ok(rows.as_array().into_iter().flatten().any(|row| *row == json!("Advised: 15–30")))
    };
    scene.browser.extension_page("popup.html").await?;
    add("one", 30).await?;
    assert!(!says("70").await?);
    add("two", 1).await?;
    assert!(says("69").await?);
    Ok(())
}

#[tokio::test]
async fn it_works_by_keyboard() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.await_ready(css("button").named("Add")).await?;
    // The first stop is the number; the button for fewer is off at one.
    scene.browser.press(Key::Tab + Key::Up).await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("98").await?;
    Ok(())
}

#[tokio::test]
async fn two_popups_stay_in_step() -> Outcome {
    let scene = Scene::counting().await?;
    let one = scene.browser.extension_page("popup.html").await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("99").await?;
    scene.browser.switch_to(&one).await?;
    let used = async || Ok(scene.gauge().await?.0);
    scene.browser.until_holds("the other window's addition", used, |used| *used == 1).await?;
    Ok(())
}

#[tokio::test]
async fn it_follows_the_level() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    let expected = [
        ("72", "28", "nearing", "left, 8 to your line"),
        ("8", "20", "over", "left, at your line"),
        ("20", "0", "limit", "left, limit reached"),
        ("5", "0", "limit", "left, 5 over the limit"),
    ];
    for (add, badge, level, caption) in expected {
        scene.browser.clear(".stepper__value").await?;
        scene.browser.type_into(".stepper__value", add).await?;
        scene.browser.press(Key::Enter).await?;
        let shown = async || {
            let level = scene.browser.attribute("#app", "data-level").await?;
            Ok((
                scene.browser.badge().await?.text,
                level.unwrap_or_default(),
                scene.browser.text(".hero__caption").await?,
            ))
        };
        let all =
            |(text, at, words): &(String, String, String)| text == badge && at == level && words == caption;
        scene.browser.until_holds(&format!("{level} after {add} more"), shown, all).await?;
        // Only then is the number back at one, and the field left alone.
        let said = async || scene.browser.text(".footer__said").await;
        scene.browser.until_holds("the answer", said, |said| *said == format!("Added {add}.")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn before_consent_it_leads_to_the_welcome_page() -> Outcome {
    let scene = Scene::installed().await?;
    scene.browser.extension_page("popup.html").await?;
    assert!(!scene.browser.is_ready("[role='meter']").await?);
    scene.browser.click(css("button").named("Get started")).await?;
    let welcome = scene.browser.extension_url("welcome.html")?;
    let open =
        async || Ok(scene.browser.targets().await?.iter().any(|target| target.url == welcome).then_some(()));
    scene.browser.until("the welcome page", open).await?;
    Ok(())
}

/// Where the parts of the popup begin, from above, and where the last of them ends.
async fn edges(scene: &Scene) -> Result<Value> {
    let measure = "const parts = [...document.querySelectorAll('#app > *')].map((part) => part.getBoundingClientRect());
        return [...parts.map((part) => part.top), parts.at(-1).bottom]";
    scene.browser.run(measure, &[]).await
}

#[tokio::test]
async fn nothing_moves_when_the_figures_come_nor_when_a_note_is_heard_of() -> Outcome {
    let scene = Scene::counting().await?;
    let popup = scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("99").await?;
    let shown = edges(&scene).await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hello 👍🏽").await?;
    scene.browser.switch_to(&popup).await?;
    let remark = async || {
        let there = scene.browser.is_ready(".note .row__more").await?;
        if there { scene.browser.text(".note .row__more").await } else { Ok(String::new()) }
    };
    let says = |remark: &String| remark == "+3 for emoji and accents";
    scene.browser.until_holds("the remark on the note", remark, says).await?;
    assert_eq!(edges(&scene).await?, shown, "by a note");

    let frame = "const page = await (await fetch('popup.html')).text();
        const frame = new DOMParser().parseFromString(page, 'text/html').querySelector('main');
        document.querySelector('main').replaceWith(frame)";
    scene.browser.run(frame, &[]).await?;
    assert_eq!(edges(&scene).await?, shown, "by the figures");
    Ok(())
}

#[tokio::test]
async fn a_long_day_and_time_need_no_more_room_than_short_ones() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("99").await?;
    for (words, what) in [("3 on Friday 8 AM", "short"), ("12 next Wednesday 12:59 AM", "long")] {
        let say = "const rows = [...document.querySelectorAll('.row')];
            const row = rows.find((row) => row.textContent.startsWith('Comes back'));
            row.querySelector('.row__main').firstChild.data = arguments[0];
            return row.getBoundingClientRect().height";
        assert_eq!(scene.browser.run(say, &[words.into()]).await?, json!(60), "{what}");
    }
    Ok(())
}

/// All texts of a language, with `$1` for what a text is filled with first.
fn texts(language: &str) -> Result<Vec<(String, String)>> {
    let file = fs::read(package().join(format!("_locales/{language}/messages.json")))?;
    let entries: Map<String, Value> = serde_json::from_slice(&file)?;
    let text = |(name, entry): (String, Value)| {
        Ok((name, entry["message"].as_str().context("a message")?.to_owned()))
    };
    entries.into_iter().map(text).collect()
}

#[tokio::test]
async fn even_restricted_it_needs_no_more_height_than_a_popup_is_given_in_any_language() -> Outcome {
    for language in ["en", "de", "fr", "es", "pt_BR"] {
        let scene = Scene::counting().await?;
        scene.browser.tell(json!({ "add": { "id": "one", "number": 100 } })).await?;
        scene.browser.new_tab("about:blank").await?;
        let days = "return new Intl.DateTimeFormat(arguments[0], { month: 'long', day: 'numeric' })
            .formatRange(new Date(2026, 10, 28), new Date(2026, 11, 28))";
        let days = scene.browser.run(days, &[language.replace('_', "-").into()]).await?;
        let days = days.as_str().context("days whose words are long")?;
        let mut texts = texts(language)?;
        for (_, text) in texts.iter_mut().filter(|(name, _)| name == "restrictionUntil") {
            *text = text.replace("$1", days);
        }
        let texts: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        scene.answer_texts(&texts).await?;
        scene.browser.open(&scene.browser.extension_url("popup.html")?).await?;
        scene.browser.set_viewport(POPUP_WIDTH, POPUP_HEIGHT, 1.0).await?;
        let fits = async |state: &str| -> Outcome {
            let measure = "const top = (part) => document.querySelector(part).getBoundingClientRect().top;
                return [document.documentElement.scrollHeight, top('.stepper') - top('.row:has(.stepper) .button')]";
            let measured = scene.browser.run(measure, &[]).await?;
            assert_eq!(measured, json!([POPUP_HEIGHT, 0]), "{state} in {language}");
            Ok(())
        };
        scene.gauge().await?;
        fits("at the limit").await?;

        let now = scene.browser.run("return Date.now()", &[]).await?;
        scene.browser.tell(json!({ "restriction": { "begun": now } })).await?;
        scene.browser.await_ready(css(".notice .button").nth(3)).await?;
        fits("restricted, and asked for the number").await?;
    }
    Ok(())
}
