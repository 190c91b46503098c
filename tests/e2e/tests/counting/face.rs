//! The popup's first frame, before its program is there: what the background kept for it.

use anyhow::Result;
use plimsoll_e2e::scene::Scene;
use plimsoll_e2e::{Outcome, css};
use serde_json::{Value, json};

/// Keeps the program from starting; says when it would have.
const NO_PROGRAM: &str =
    "WebAssembly.instantiateStreaming = () => { globalThis.begun = true; return new Promise(() => {}); }";

/// Opens a popup without its program. What it shows once the program would start; nothing where that is left to the
/// program.
async fn first_frame(scene: &Scene) -> Result<Option<String>> {
    let Scene { browser, .. } = scene;
    browser.new_tab("about:blank").await?;
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NO_PROGRAM })).await?;
    browser.open(&browser.extension_url("popup.html")?).await?;
    let begun = async || browser.run("return globalThis.begun === true", &[]).await;
    browser.until_holds("the program's start", begun, |begun| *begun == json!(true)).await?;
    let shown = "return document.querySelector('main:not([aria-busy])')?.innerText ?? null";
    Ok(browser.run(shown, &[]).await?.as_str().map(str::to_owned))
}

/// Waits until the background has kept a face for what it wrote last.
async fn await_face(scene: &Scene) -> Result<()> {
    let kept = async || Ok(scene.browser.storage_local().await?["face"]["parts"].is_array());
    scene.browser.until_holds("a face", kept, |kept| *kept).await?;
    Ok(())
}

async fn picture(scene: &Scene) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("popup.png");
    scene.browser.set_viewport(360, 480, 1.0).await?;
    scene.browser.screenshot(&path).await?;
    Ok(std::fs::read(path)?)
}

/// The number of the large figure without the program.
async fn first_figure(scene: &Scene) -> Result<Value> {
    first_frame(scene).await?;
    scene
        .browser
        .run("return document.querySelector('main:not([aria-busy]) .hero__figure')?.textContent ?? null", &[])
        .await
}

#[tokio::test]
async fn it_is_what_the_program_draws_to_the_pixel() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.tell(json!({ "add": { "id": "one", "number": 2 } })).await?;
    await_face(&scene).await?;

    let words = first_frame(&scene).await?;
    let first = picture(&scene).await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.await_ready(css("button").named("Undo last")).await?;
    let drawn = scene.browser.run("return document.querySelector('main').innerText", &[]).await?;
    assert_eq!(words.as_deref(), drawn.as_str());
    assert!(first == picture(&scene).await?, "the first frame and what the program draws differ");
    Ok(())
}

/// A browser in Hebrew or Arabic falls back to the English texts, which are read from left to right.
#[tokio::test]
async fn it_has_the_direction_of_its_texts() -> Outcome {
    let scene = Scene::counting().await?;
    scene.browser.tell(json!({ "add": { "id": "one", "number": 1 } })).await?;
    await_face(&scene).await?;
    first_frame(&scene).await?;
    scene.answer_texts(&[("@@bidi_dir", "rtl")]).await?;
    scene.browser.open(&scene.browser.extension_url("popup.html")?).await?;
    let read = "return document.querySelector('main:not([aria-busy])') && document.dir";
    let read = async || scene.browser.run(read, &[]).await;
    let shown = scene.browser.until_holds("the first frame", read, |read| !read.is_null()).await?;
    assert_eq!(shown, json!("ltr"));
    Ok(())
}

#[tokio::test]
async fn it_is_as_new_as_the_ledger_and_leaves_the_rest_to_the_program() -> Outcome {
    let scene = Scene::counting().await?;
    assert_eq!(first_frame(&scene).await?, None, "while nothing is counted there is more to say");
    scene.browser.tell(json!({ "add": { "id": "one", "number": 1 } })).await?;
    await_face(&scene).await?;
    assert_eq!(first_figure(&scene).await?, json!("99"));

    scene.browser.tell(json!("pause")).await?;
    assert_eq!(first_frame(&scene).await?, None, "that it is paused is for the program to say");
    scene.browser.tell(json!("resume")).await?;
    await_face(&scene).await?;
    assert_eq!(first_figure(&scene).await?, json!("99"));

    // Each of these alone makes what was kept a thing of the past.
    for stale in [
        "face.until = Date.now()",
        "face.from = Date.now() + 3_600_000",
        "face.offset += 3_600",
        "face.preferred = 'tlh'",
        "await chrome.storage.session.set({ unsaved: ['alarm'] })",
    ] {
        let spoil = format!(
            "const {{ face }} = await chrome.storage.local.get('face'); const kept = structuredClone(face); {stale};
             await chrome.storage.local.set({{ face }}); return kept"
        );
        let kept = scene.browser.in_extension(&spoil, &[]).await?;
        assert_eq!(first_frame(&scene).await?, None, "{stale}");
        let restore =
            "await chrome.storage.local.set({ face: arguments[0] }); await chrome.storage.session.clear()";
        scene.browser.in_extension(restore, &[kept]).await?;
    }
    assert_eq!(first_figure(&scene).await?, json!("99"));
    Ok(())
}

#[tokio::test]
async fn a_start_of_the_browser_makes_only_one_anew_that_no_longer_holds() -> Outcome {
    let mut scene = Scene::counting().await?;
    scene.browser.tell(json!({ "add": { "id": "one", "number": 1 } })).await?;
    await_face(&scene).await?;
    let spoil = "const { face } = await chrome.storage.local.get('face'); face.until = face.from + 1;
         await chrome.storage.local.set({ face })";
    for holds in [true, false] {
        if !holds {
            scene.browser.in_extension(spoil, &[]).await?;
        }
        let kept = scene.browser.storage_local().await?["face"]["from"].clone();
        scene.browser = scene.browser.restart().await?;
        scene.await_badge("99").await?;
        // Its turn comes once all is done that the start asks for.
        scene.browser.tell(json!("dismiss")).await?;
        assert_eq!(scene.browser.storage_local().await?["face"]["from"] == kept, holds);
        assert_eq!(first_figure(&scene).await?, json!("99"));
    }
    Ok(())
}
