//! What everybody can use: no finding of axe-core on any surface in either colour scheme, and each by keyboard alone.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use plimsoll_e2e::scene::Scene;
use plimsoll_e2e::{Key, Outcome, css};
use serde_json::{Value, json};

/// What axe-core finds wrong with the current page, by the rules of WCAG 2.2 AA and good practice.
async fn findings(scene: &Scene) -> Result<Vec<Value>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/axe-core/axe.min.js");
    let axe = fs::read_to_string(path).context("axe-core isn't there: ./build.sh test fetches it")?;
    let script = format!(
        "{axe}; await Promise.allSettled(document.getAnimations().map((moving) => moving.finished));
         const {{ violations }} = await axe.run(document, {{ resultTypes: ['violations'] }});
         return violations.map(({{ id, nodes }}) => ({{ id, nodes: nodes.map((node) => node.html + ' ' + node.failureSummary) }}))"
    );
    let found = scene.browser.run(&script, &[]).await?;
    Ok(found.as_array().context("a list")?.clone())
}

async fn nothing_is_found(scene: &Scene, surface: &str) -> Result<()> {
    for dark in [false, true] {
        scene.browser.set_dark(dark).await?;
        let found = findings(scene).await?;
        assert!(found.is_empty(), "{surface}, dark: {dark}: {:#}", json!(found));
    }
    scene.browser.set_dark(false).await
}

#[tokio::test]
async fn axe_finds_nothing_on_popup_and_welcome_page() -> Outcome {
    let scene = Scene::installed().await?;
    scene.browser.extension_page("welcome.html").await?;
    scene.browser.await_ready(css("button").named("Start counting")).await?;
    nothing_is_found(&scene, "the welcome page").await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.await_ready(css("button").named("Get started")).await?;
    nothing_is_found(&scene, "the popup before consent").await?;
    scene.agree().await?;
    nothing_is_found(&scene, "the welcome page after consent").await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("99").await?;
    nothing_is_found(&scene, "the popup").await?;
    scene.browser.click(css("button").named("Pause")).await?;
    scene.await_badge("off").await?;
    nothing_is_found(&scene, "the popup while paused").await?;
    Ok(())
}

/// Each state follows from the one before.
#[tokio::test]
async fn axe_finds_nothing_on_the_popup_in_any_state() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    nothing_is_found(&scene, "the popup with nothing sent").await?;
    let now = scene.browser.in_extension("return Date.now()", &[]).await?;
    let steps = [
        ("75", "nearing", json!({ "add": { "id": "one", "number": 75 } }), "25"),
        ("85", "over", json!({ "add": { "id": "two", "number": 10 } }), "15"),
        ("100", "limit", json!({ "add": { "id": "three", "number": 15 } }), "0"),
        ("restricted", "restricted", json!({ "restriction": { "begun": now } }), "stop"),
    ];
    for (name, level, message, badge) in steps {
        scene.browser.tell(message).await?;
        scene.await_badge(badge).await?;
        scene.browser.await_ready(format!(".popup[data-level='{level}']").as_str()).await?;
        nothing_is_found(&scene, name).await?;
    }
    scene.browser.in_extension("await chrome.storage.local.set({ health: 7 })", &[]).await?;
    scene.browser.await_ready(".notice[data-tone='fault']").await?;
    nothing_is_found(&scene, "with a value that can't be read").await?;
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_on_the_panel() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("panel.html").await?;
    scene.browser.await_ready(".composer textarea").await?;
    nothing_is_found(&scene, "the panel").await?;
    scene.browser.click(css(".shelf__use").nth(0)).await?;
    scene.browser.click(css("button").named("Edit list")).await?;
    scene.browser.click(css("button").named("Keep as template")).await?;
    scene.browser.await_ready(".advice").await?;
    nothing_is_found(&scene, "the composer at work").await?;
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_on_the_dashboard() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("99").await?;
    let all = "const { settings } = await chrome.storage.local.get('settings');
        settings.others = { in_mail: { credits: 5, renews: 1 }, messages: 120 };
        await chrome.storage.local.set({ settings });
        for (const said of [{ pending: { number: 700 } }, { connections: { number: 9000 } }, { inMail: { sent: 1 } }]) {
            await chrome.runtime.sendMessage(said);
        }";
    scene.browser.in_extension(all, &[]).await?;
    scene.browser.extension_page("dashboard.html").await?;
    scene.browser.click(css(".chart summary").nth(0)).await?;
    scene.browser.await_ready(".chart__table").await?;
    scene.browser.await_ready(".tally:nth-child(5)").await?;
    let unfold = "document.querySelectorAll('.tally details').forEach((details) => { details.open = true })";
    scene.browser.run(unfold, &[]).await?;
    for part in ["Overview", "Ledger", "Planner", "Settings", "Your data"] {
        scene.browser.click(css(".tabs button").named(part)).await?;
        nothing_is_found(&scene, part).await?;
    }
    scene.browser.click(css("button").named("Delete everything…")).await?;
    nothing_is_found(&scene, "the question before a deletion").await?;
    // The checker can find something.
    scene.browser.run("document.querySelector('.data button').textContent = ''", &[]).await?;
    assert!(!findings(&scene).await?.is_empty());
    Ok(())
}

/// A browser in Hebrew or Arabic falls back to the English texts, which are read from left to right.
#[tokio::test]
async fn a_page_has_the_direction_of_its_texts_whatever_the_browsers_is() -> Outcome {
    let scene = Scene::counting().await?;
    for (browsers, texts) in [("rtl", "ltr"), ("ltr", "rtl")] {
        for page in ["popup.html", "panel.html", "dashboard.html", "welcome.html"] {
            scene.browser.new_tab("about:blank").await?;
            scene.answer_texts(&[("@@bidi_dir", browsers), ("direction", texts)]).await?;
            scene.browser.open(&scene.browser.extension_url(page)?).await?;
            scene.browser.await_ready("#app:not([inert])").await?;
            assert_eq!(scene.browser.run("return document.dir", &[]).await?, json!(texts), "{page}");
        }
    }
    Ok(())
}

/// Tabs through the page until an element is reached, and says where focus could be seen on the way.
async fn walk_to(scene: &Scene, selector: &str) -> Result<()> {
    let look = format!(
        "const at = document.activeElement;
         const style = getComputedStyle(at);
         return [at.matches({selector:?}), at === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, at.outerHTML.slice(0, 200)]"
    );
    for _ in 0..120 {
        scene.browser.press(Key::Tab).await?;
        let seen = scene.browser.run(&look, &[]).await?;
        assert_eq!(seen[1], json!(true), "the focus can't be seen on the way to {selector}: {}", seen[2]);
        if seen[0] == json!(true) {
            return Ok(());
        }
    }
    anyhow::bail!("{selector} can't be reached by keyboard")
}

/// One invitation was added, and the dashboard's ledger was reached by keyboard alone.
async fn in_the_ledger_by_keyboard() -> Result<Scene> {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("99").await?;
    scene.browser.extension_page("dashboard.html").await?;
    scene.browser.await_ready(".tabs").await?;
    walk_to(&scene, ".tabs__tab:nth-child(2)").await?;
    scene.browser.press(Key::Enter).await?;
    Ok(scene)
}

#[tokio::test]
async fn a_note_is_made_by_keyboard_alone() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("panel.html").await?;
    scene.browser.await_ready(".composer textarea").await?;
    walk_to(&scene, ".shelf__item:first-child .shelf__use").await?;
    scene.browser.press(Key::Enter).await?;
    walk_to(&scene, ".composer__values input").await?;
    scene.browser.press("Ada").await?;
    walk_to(&scene, ".composer__actions .button--primary").await?;
    scene.browser.press(Key::Enter).await?;
    let said = async || scene.browser.text(".composer__said").await;
    scene.browser.until_holds("the answer", said, |said| said.starts_with("Copied.")).await?;
    Ok(())
}

#[tokio::test]
async fn a_limit_is_set_by_keyboard_alone() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("dashboard.html").await?;
    scene.browser.await_ready(".tabs").await?;
    walk_to(&scene, ".tabs__tab:nth-child(4)").await?;
    scene.browser.press(Key::Enter).await?;
    walk_to(&scene, "#field-Limit").await?;
    scene.browser.press_with(Key::Control, 'a').await?;
    scene.browser.press("60" + Key::Tab).await?;
    walk_to(&scene, ".settings__save .button--primary").await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("60").await?;
    Ok(())
}

#[tokio::test]
async fn an_invitation_is_taken_back_by_keyboard_alone() -> Outcome {
    let scene = in_the_ledger_by_keyboard().await?;
    walk_to(&scene, ".book__table button:last-child").await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("100").await?;
    Ok(())
}

/// Only what counts is shown, so that what is taken back leaves the table.
#[tokio::test]
async fn the_focus_goes_to_the_next_line_when_its_own_leaves_the_ledger() -> Outcome {
    let scene = in_the_ledger_by_keyboard().await?;
    scene.browser.tell(json!({ "add": { "id": "two", "number": 2 } })).await?;
    scene.browser.await_ready(css(".book__acts").nth(1)).await?;
    walk_to(&scene, ".book__table .book__acts button:last-child").await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("99").await?;
    let focus = "const { activeElement: at } = document;
        return at.getAttribute('aria-label')?.split(':')[0] + ' of ' + (at.closest('tr')?.cells[1].innerText ?? 'none')";
    let focus = async || scene.browser.run(focus, &[]).await;
    scene.browser.until_holds("the next line", focus, |at| *at == json!("Take back of 1")).await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("100").await?;
    scene.browser.until_holds("the empty table", focus, |at| *at == json!("Ledger of none")).await?;
    Ok(())
}

#[tokio::test]
async fn an_entry_is_put_right_by_keyboard_alone_and_the_focus_stays_in_its_line() -> Outcome {
    let scene = in_the_ledger_by_keyboard().await?;
    let focus = "return document.activeElement.getAttribute('aria-label')?.split(':')[0]";
    let focus = async || scene.browser.run(focus, &[]).await;
    walk_to(&scene, ".book__table button").await?;
    scene.browser.press(Key::Enter).await?;
    scene.browser.await_ready(".book__edit").await?;
    nothing_is_found(&scene, "a line as a form").await?;
    scene.browser.press(Key::Escape).await?;
    scene.browser.until_holds("the focus", focus, |at| *at == json!("Change")).await?;
    scene.browser.press(Key::Enter).await?;
    walk_to(&scene, ".book__number").await?;
    scene.browser.press_with(Key::Control, 'a').await?;
    scene.browser.press("3" + Key::Enter).await?;
    scene.await_badge("97").await?;
    // All of them are shown, so that what is taken back keeps its line.
    scene.browser.run("document.querySelectorAll('.filters select')[3].value = ''", &[]).await?;
    let all = "document.querySelectorAll('.filters select')[3].dispatchEvent(new Event('change', { bubbles: true }))";
    scene.browser.run(all, &[]).await?;
    scene.browser.await_ready(css(".book__table tbody tr").nth(1)).await?;
    walk_to(&scene, ".book__table tr:not([data-out]) button:last-child").await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("100").await?;
    scene.browser.until_holds("the focus", focus, |at| *at == json!("Restore")).await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("97").await?;
    Ok(())
}

#[tokio::test]
async fn a_number_that_linkedin_shows_is_entered_by_keyboard_alone() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.extension_page("panel.html").await?;
    scene.browser.await_ready(".composer textarea").await?;
    walk_to(&scene, ".tally .enter__way").await?;
    scene.browser.press(Key::Enter).await?;
    walk_to(&scene, ".tally input").await?;
    scene.browser.press("2" + Key::Enter).await?;
    let left = async || scene.browser.text(".tally__main").await;
    scene.browser.until_holds("what is left", left, |left| left == "2 notes left").await?;
    // The field folds, and the focus is where it was unfolded.
    let focus = "return document.activeElement.className";
    let focus = async || scene.browser.run(focus, &[]).await;
    scene.browser.until_holds("the focus", focus, |class| *class == json!("enter__way")).await?;
    Ok(())
}
