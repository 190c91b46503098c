//! Bad input: the count stays right, the popup says in a sentence what is wrong, and nothing is lost.

use std::fs;
use std::path::Path;

use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, PROFILE, SEND, SITE, SUGGESTION, Scene, package};
use plimsoll_e2e::{Browser, ConsoleLine, Launch, Outcome, css};
use plimsoll_standin::Standin;
use serde_json::{Value, json};

use crate::places::project;

async fn send_one(scene: &Scene) -> anyhow::Result<()> {
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await
}

#[tokio::test]
async fn a_message_that_is_none_is_refused() -> Outcome {
    let scene = Scene::counting().await?;
    let messages = json!([
        null, 7, "begin", {}, [], { "open": {} }, { "add": {} }, { "add": { "id": "x", "number": 0 } },
        { "add": { "id": "x", "number": -3 } }, { "add": { "id": "x", "number": 1e300 } },
        { "correct": { "id": "x", "of": "y", "sent": "now", "change": "takenBack" } },
        // A page of the extension is no tab of the site.
        { "signals": { "document": "d", "signals": [
            { "number": 1, "at": 0, "attempt": 1, "happened": { "send": { "place": "profile", "note": null } } }] } },
    ]);
    let send = "const replies = [];
        for (const message of arguments[0]) replies.push(await chrome.runtime.sendMessage(message));
        return replies";
    let replies = scene.browser.in_extension(send, std::slice::from_ref(&messages)).await?;
    for (message, reply) in
        messages.as_array().into_iter().flatten().zip(replies.as_array().into_iter().flatten())
    {
        assert_eq!(reply, "refused", "{message}");
    }
    assert_eq!(replies.as_array().map(Vec::len), messages.as_array().map(Vec::len));
    send_one(&scene).await?;
    scene.await_truth(1).await?;
    Ok(())
}

/// The browser puts tabs to sleep that nobody looks at. What is to run in one never answers.
#[tokio::test]
async fn a_tab_that_is_frozen_holds_nothing_up() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.cdp("Page.setWebLifecycleState", json!({ "state": "frozen" })).await?;
    for command in [json!("pause"), json!("resume"), json!({ "add": { "id": "one", "number": 3 } })] {
        scene.browser.tell(command).await?;
    }
    scene.await_badge("97").await?;
    send_one(&scene).await?;
    scene.await_badge("96").await?;
    Ok(())
}

/// What lies where the ledger should be, and is none.
#[tokio::test]
async fn a_broken_value_is_kept_aside_and_said() -> Outcome {
    let scene = Scene::counting().await?;
    send_one(&scene).await?;
    scene.await_truth(1).await?;
    // Nothing more is told of it, so that nothing is written over the damage.
    scene.browser.open(&format!("{SITE}/feed/")).await?;
    scene.browser.stop_worker().await?;
    let damage = "const all = await chrome.storage.local.get(null);
        const key = Object.keys(all).find((key) => key.startsWith('ledger/'));
        await chrome.storage.local.set({ [key]: [...all[key], { sent: { at: 'yesterday' } }], detector: 'gone' });
        return key";
    let key = scene.browser.in_extension(damage, &[]).await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_badge("!").await?;
    // What could be read counts on.
    let counted = async || Ok(scene.counted().await?.len());
    scene.browser.until_holds("two counted", counted, |counted| *counted == 2).await?;
    let stored = scene.browser.storage_local().await?;
    let aside = |name: &str| {
        let prefix = format!("aside/{name}/");
        let found = stored.as_object().into_iter().flatten().find(|(key, _)| key.starts_with(&prefix));
        found.map(|(_, value)| value.clone())
    };
    assert_eq!(aside("detector"), Some(json!("gone")));
    let drawer = aside(key.as_str().unwrap_or_default()).unwrap_or_default();
    assert_eq!(
        drawer.as_array().and_then(|entries| entries.last()?["sent"]["at"].as_str()),
        Some("yesterday")
    );

    scene.browser.extension_page("popup.html").await?;
    assert_eq!(scene.browser.text(".notice__what").await?, "Part of the saved count could not be read.");
    scene.browser.click(css("button").named("Understood")).await?;
    scene.await_badge("98").await?;
    Ok(())
}

#[tokio::test]
async fn broken_settings_stop_counting_and_say_so() -> Outcome {
    let scene = Scene::counting().await?;
    let damage = "await chrome.storage.local.set({ settings: { consent: 'yes', allowance: { limit: -1 } } })";
    scene.browser.in_extension(damage, &[]).await?;
    scene.browser.stop_worker().await?;
    send_one(&scene).await?;
    scene.await_badge("!").await?;
    let stored = scene.browser.storage_local().await?;
    assert!(
        stored
            .as_object()
            .into_iter()
            .flatten()
            .any(|(key, value)| { key.starts_with("aside/settings/") && value["consent"] == "yes" })
    );
    scene.browser.extension_page("popup.html").await?;
    scene.browser.await_ready("[data-state='attention']").await?;
    Ok(())
}

#[tokio::test]
async fn data_of_a_newer_version_is_left_alone() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.in_extension("await chrome.storage.local.set({ schema: 999 })", &[]).await?;
    let before = scene.browser.storage_local().await?;
    send_one(&scene).await?;
    scene.await_badge("!").await?;
    assert_eq!(scene.browser.storage_local().await?, before);
    scene.browser.extension_page("popup.html").await?;
    assert_eq!(scene.browser.text(".notice__what").await?, "This count was written by a newer Plimsoll.");
    Ok(())
}

#[tokio::test]
async fn a_full_disk_loses_nothing() -> Outcome {
    let scene = Scene::counting().await?;
    // Fill the extension's share of the disk to the last byte that still fits.
    let fill = "let size = 10485760;
        for (let step = size; step >= 1; step = Math.floor(step / 2)) {
            while (await chrome.storage.local.set({ filler: 'x'.repeat(size - step) }).then(() => false, () => true)) size -= step;
        }";
    scene.browser.in_extension(fill, &[]).await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.site.wait_for("the invitation", |site| site.accepted() == 1).await?;
    scene.await_badge("!").await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.await_ready(".notice[data-tone='fault']").await?;
    assert_eq!(scene.browser.text(".notice__what").await?, "The last change could not be saved.");

    scene.browser.in_extension("await chrome.storage.local.remove('filler')", &[]).await?;
    scene.fence().await?;
    assert_eq!(scene.site.accepted(), 2);
    Ok(())
}

#[tokio::test]
async fn a_page_without_a_body_and_a_frame_that_goes() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.new_tab("https://www.linkedin.com/in/ada-quill/?body=none").await?;
    scene.browser.click_at(20, 20).await?;
    scene.visit("/in/ada-quill/?dialog=iframe").await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.await_ready(Mount::Frame.inside(SEND)).await?;
    scene.browser.run("document.querySelector(\"[data-testid='interop-iframe']\").remove()", &[]).await?;
    scene.fence().await?;
    assert_eq!(scene.browser.extension_console()?, []);
    Ok(())
}

/// The core panics at the first event that tells of a click; the glue starts it anew and tells it again.
#[tokio::test]
async fn a_core_that_panics_is_started_anew() -> Outcome {
    let folder = tempfile::tempdir()?;
    copy(&package(), folder.path())?;
    let glue = folder.path().join("background.js");
    // As the build shortens it for the package.
    let code = fs::read_to_string(project("target/scripts/background.js"))?;
    let call = "race([handle(event), gone])";
    assert!(code.contains(call));
    let trap = "let trapped = false;
        function panicking(event) {
            if (trapped || !event.message?.message?.signals) return undefined;
            trapped = true;
            queueMicrotask(() => { throw new WebAssembly.RuntimeError('unreachable'); });
            return new Promise(() => {});
        }\n";
    fs::write(
        &glue,
        format!("{trap}{}", code.replace(call, "race([panicking(event) ?? handle(event), gone])")),
    )?;
    let site = Standin::start().await?;
    let browser = Browser::launch(Launch::with(folder.path(), site.port())).await?;
    let scene = Scene { site, browser };
    scene.await_badge("off").await?;
    scene.agree().await?;
    send_one(&scene).await?;
    scene.await_truth(1).await?;
    // The browser writes its log when it has time to.
    let lines = async || scene.browser.extension_console();
    let panicked = |lines: &Vec<ConsoleLine>| lines.iter().any(|line| line.text.contains("unreachable"));
    scene.browser.until_holds("the panic in the log", lines, panicked).await?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Nothing of what is stored is anything but what the schema names.
#[tokio::test]
async fn only_known_keys_are_stored() -> Outcome {
    let scene = Scene::counting().await?;
    send_one(&scene).await?;
    scene.await_truth(1).await?;
    let stored: Value = scene.browser.storage_local().await?;
    for key in stored.as_object().into_iter().flatten().map(|(key, _)| key) {
        let known = ["schema", "settings", "detector", "health", "face"].contains(&key.as_str())
            || key.starts_with("ledger/");
        assert!(known, "{key}");
    }
    Ok(())
}

/// A page may forbid its scripts to make markup of a text, which the sensor does out of the page's sight.
#[tokio::test]
async fn a_page_that_demands_trusted_types() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    let demand = "const policy = document.createElement('meta');
        policy.httpEquiv = 'Content-Security-Policy';
        policy.content = \"require-trusted-types-for 'script'\";
        document.head.append(policy);
        try { new DOMParser().parseFromString('', 'text/html'); } catch { return true }
        return false";
    assert_eq!(scene.browser.run(demand, &[]).await?, true);
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_seen(&[(Place::MyNetwork, Way::Direct, None, Evidence::Confirmed)]).await?;
    Ok(())
}
