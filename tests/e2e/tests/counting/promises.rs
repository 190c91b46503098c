//! The promises, held on the packed extension: nothing changed in a page, nothing asked of any server, nothing kept
//! of other people, nothing before the user's yes.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SEND, SITE, SUGGESTION, Scene, package};
use plimsoll_e2e::{Browser, Key, Launch, Outcome, css};
use plimsoll_standin::{Answer, Standin};
use serde_json::{Map, Value, json};

use crate::places::project;

/// A walk through the site that meets every generation, and what the page's DOM was after each step.
async fn walk(browser: &Browser, site: &Standin) -> Result<Vec<String>> {
    let mut doms = Vec::new();
    let mut step = async |name: &str| -> Result<()> {
        let dom = browser.page_dom().await?;
        doms.push(format!("{name}\n{dom}"));
        Ok(())
    };
    let visit = async |path: &str| -> Result<()> {
        browser.open(&format!("{SITE}{path}")).await?;
        browser.await_ready("html[data-drawn]").await
    };
    visit(PROFILE).await?;
    step("a profile").await?;
    browser.click(CONNECT).await?;
    browser.await_ready(Mount::Shadow.inside(SEND)).await?;
    step("its dialog").await?;
    browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    browser.type_into(Mount::Shadow.inside(NOTE), "Hello").await?;
    step("a note").await?;
    browser.click(Mount::Shadow.inside(SEND)).await?;
    browser.await_ready(".artdeco-toast-item").await?;
    step("sent").await?;
    visit("/in/bram-oosterlinck/?dialog=iframe").await?;
    browser.click(CONNECT).await?;
    browser.await_ready(Mount::Frame.inside(SEND)).await?;
    step("a dialog in a frame").await?;
    visit("/search/results/people/?generation=ember").await?;
    browser.click(css("button[aria-label^='Invite ']").nth(0)).await?;
    browser.await_ready(SEND).await?;
    step("a dialog in the document").await?;
    browser.press(Key::Escape).await?;
    step("closed").await?;
    visit("/mynetwork/").await?;
    step("my network").await?;
    browser.click(css(SUGGESTION).nth(0)).await?;
    browser
        .await_ready(css("[data-view-name='people-you-may-know'] button[aria-label^='Pending']").nth(0))
        .await?;
    step("a direct send").await?;
    site.answer_next(Answer::WeeklyLimit);
    browser.click(css(SUGGESTION).nth(0)).await?;
    browser.await_ready(Mount::Shadow.inside("#ip-fuse-limit-alert__header")).await?;
    step("the limit").await?;
    Ok(doms)
}

fn asked(site: &Standin) -> BTreeSet<(String, String, String)> {
    let requests = site.requests().into_iter();
    requests
        .filter(|request| request.host == "www.linkedin.com")
        .map(|request| (request.host, request.method, request.path_and_query))
        .collect()
}

#[tokio::test]
async fn a_page_is_the_same_with_and_without_the_extension() -> Outcome {
    let alone = {
        let site = Standin::start().await?;
        let browser = Browser::launch(Launch::without_extension(site.port())).await?;
        browser.open("about:blank").await?;
        (walk(&browser, &site).await?, asked(&site), site)
    };
    let scene = Scene::counting().await?;
    let watched = (walk(&scene.browser, &scene.site).await?, asked(&scene.site));
    for (without, with) in alone.0.iter().zip(&watched.0) {
        for (without, with) in without.lines().zip(with.lines()) {
            assert_eq!(without, with);
        }
        assert_eq!(without.lines().count(), with.lines().count());
    }
    assert_eq!(alone.0.len(), watched.0.len());
    assert_eq!(alone.1, watched.1, "the site was asked for something else");
    // Counting was on, or the comparison would mean nothing.
    scene.await_count(2).await?;
    Ok(())
}

/// All hosts lead to the stand-in, which keeps a list. Chromium has errands of its own; they are the same without us.
#[tokio::test]
async fn the_extension_asks_nothing_of_any_server() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_truth(1).await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.await_ready("[role='meter']").await?;
    scene.browser.click(css("button").named("Add")).await?;
    scene.await_badge("98").await?;
    let id = scene.browser.extension_id()?;
    let foreign = |request: &&plimsoll_standin::Request| {
        request.path_and_query.contains(id) || request.path_and_query.to_lowercase().contains("plimsoll")
    };
    assert_eq!(scene.site.requests().iter().find(foreign), None);
    // Where its pages and its worker could ask, the browser refuses: the policy lets them reach the package only.
    let attempt =
        "return await fetch('https://www.linkedin.com/robots.txt').then(() => 'reached', () => 'refused')";
    scene.browser.extension_page("popup.html").await?;
    assert_eq!(scene.browser.run(attempt, &[]).await?, json!("refused"));
    Ok(())
}

#[tokio::test]
async fn nothing_runs_before_the_users_yes() -> Outcome {
    let scene = Scene::installed().await?;
    let registered = "return await chrome.scripting.getRegisteredContentScripts()";
    assert_eq!(scene.browser.in_extension(registered, &[]).await?, json!([]));
    scene.browser.leave_extension().await?;
    scene.browser.stop_worker().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.site.wait_for("the invitation", |site| site.accepted() == 1).await?;
    scene.browser.await_ready(".artdeco-toast-item").await?;
    assert!(!scene.browser.worker_running().await?, "a request on the site woke the worker");
    assert_eq!(scene.ledger().await?.entries().count(), 0);
    assert_eq!(scene.browser.badge().await?.text, "off");

    scene.browser.extension_page("welcome.html").await?;
    scene.browser.click(css("button").named("Not now")).await?;
    scene.browser.await_ready(".welcome__said").await?;
    assert_eq!(scene.browser.in_extension(registered, &[]).await?, json!([]));

    // Only what happens after the yes counts.
    scene.agree().await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_badge("99").await?;
    assert_eq!(scene.counted().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_pause_stops_it_and_a_resume_starts_it_in_open_pages_too() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit("/mynetwork/").await?;
    let network = scene.browser.current_tab();
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Pause")).await?;
    scene.await_badge("off").await?;
    scene.browser.switch_to(&network).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.site.wait_for("an invitation sent while paused", |site| site.accepted() == 1).await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.click(css("button").named("Resume")).await?;
    scene.await_badge("100").await?;
    scene.browser.switch_to(&network).await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_badge("99").await?;
    assert_eq!(scene.counted().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn nothing_about_other_people_is_kept() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    scene.browser.type_into(Mount::Shadow.inside(NOTE), "Marmalade sandwich").await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.await_truth(1).await?;
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_truth(2).await?;
    let stored = scene.all_that_is_stored().await?;
    let folded = stored.to_lowercase();
    // Whole words and numbers: within a longer number that of a member stands by chance.
    let words: BTreeSet<&str> = folded.split(|letter: char| !letter.is_alphanumeric()).collect();
    for person in scene.site.accepted_list() {
        let (given, family) = person.slug.split_once('-').context("a name of two parts")?;
        let member = person.member.to_string();
        for trace in [given, family, &member, &format!("acoaa{member}")] {
            assert!(!words.contains(trace), "{trace} in {stored}");
        }
        assert!(!folded.contains(&person.slug), "{} in {stored}", person.slug);
    }
    for trace in ["Marmalade", "linkedin.com", "/in/", "urn:"] {
        assert!(!stored.contains(trace), "{trace} in {stored}");
    }
    Ok(())
}

#[test]
fn the_package_opens_nothing_to_pages() -> Outcome {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(package().join("manifest.json"))?)?;
    for key in [
        "web_accessible_resources",
        "externally_connectable",
        "content_scripts",
        "incognito",
        "optional_permissions",
    ] {
        assert!(manifest.get(key).is_none(), "{key} in the manifest");
    }
    assert_eq!(manifest["host_permissions"], json!([format!("{SITE}/*")]));
    let permissions = ["alarms", "notifications", "scripting", "sidePanel", "storage", "webRequest"];
    assert_eq!(
        manifest["permissions"],
        json!(permissions),
        "a permission more disables the extension for everybody"
    );
    let policy = manifest["content_security_policy"]["extension_pages"].as_str().context("a policy")?;
    assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"), "{policy}");
    Ok(())
}

/// What runs in LinkedIn's pages has no means to change them or to reach beyond them.
#[test]
fn the_sensor_has_no_means_to_change_a_page() -> Outcome {
    // As it ships, and as it was before the build shortened it.
    let folders = [package(), project("target/scripts")];
    let scripts =
        folders.iter().flat_map(|folder| ["sensor.js", "note.js", "stop.js"].map(|name| folder.join(name)));
    let sensor = scripts.map(fs::read_to_string).collect::<std::io::Result<String>>()?;
    let code: String = sensor.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    for means in [
        "fetch",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "EventSource",
        "innerHTML",
        "outerHTML =",
        "outerHTML=",
        "append(",
        "appendChild",
        "insertBefore",
        "insertAdjacent",
        "createElement",
        "setAttribute",
        "removeAttribute",
        ".style",
        "classList",
        ".remove(",
        "replaceWith",
        "preventDefault",
        "stopPropagation",
        "stopImmediatePropagation",
        ".click(",
        "dispatchEvent",
        ".focus(",
        ".submit(",
        "scroll",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "postMessage",
        "eval(",
        "Function(",
        "getURL",
        "location.assign",
        "location.replace",
        "setInterval",
        "passive: false",
        "passive:!1",
    ] {
        assert!(!code.contains(means), "the sensor has {means}");
    }
    Ok(())
}

/// Every file of the package, by its name in it.
fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut folders = vec![package()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(package())?.to_string_lossy().into_owned();
                files.push((name, fs::read(&path)?));
            }
        }
    }
    Ok(files)
}

/// Licences ask for the names of those whose code the programs hold.
#[test]
fn the_package_says_whose_code_it_holds() -> Outcome {
    let said = fs::read_to_string(package().join("THIRD-PARTY.txt"))?;
    let lock = fs::read_to_string(project("Cargo.lock"))?;
    for name in
        ["chrono", "js-sys", "leptos", "serde", "serde-wasm-bindgen", "tachys", "wasm-bindgen", "web-sys"]
    {
        let (_, entry) = lock.split_once(&format!("name = \"{name}\"\nversion = \"")).context(name)?;
        let (version, _) = entry.split_once('"').context(name)?;
        assert!(said.contains(&format!("{name} {version}")), "{name} {version}");
    }
    for holder in ["Greg Johnston", "2019 Cloudflare", "Orson Peters", "Jonathan Brouwer"] {
        assert!(said.contains(holder), "{holder}");
    }
    assert!(package().join("LICENSE-APACHE").is_file());
    Ok(())
}

/// Neither whose machine built it nor where that got its crates from.
#[test]
fn the_package_names_no_folder_of_the_machine_that_built_it() -> Outcome {
    let project = fs::canonicalize(project(""))?.display().to_string();
    for (name, bytes) in files()? {
        let text = String::from_utf8_lossy(&bytes);
        let folders = ["registry/src", "crates.io", "toolchains/", &project];
        let named = folders.into_iter().find(|folder| text.contains(folder));
        assert!(named.is_none(), "{name} names {named:?}");
    }
    Ok(())
}

/// A placeholder's name is for who translates. The browser is given the number for which it stands.
#[test]
fn the_texts_are_packed_as_they_are_written() -> Outcome {
    let read =
        |path: PathBuf| -> Result<Map<String, Value>> { Ok(serde_json::from_slice(&fs::read(path)?)?) };
    for language in fs::read_dir(project("extension/_locales"))? {
        let file = Path::new("_locales").join(language?.file_name()).join("messages.json");
        let (written, packed) = (read(project("extension").join(&file))?, read(package().join(&file))?);
        assert_eq!(written.keys().collect::<Vec<_>>(), packed.keys().collect::<Vec<_>>(), "{file:?}");
        for (name, text) in written {
            let mut message = text["message"].as_str().context("a message")?.to_owned();
            for (placeholder, number) in text["placeholders"].as_object().into_iter().flatten() {
                let number = number["content"].as_str().context("what it stands for")?;
                message = message.replace(&format!("${}$", placeholder.to_uppercase()), number);
            }
            assert_eq!(packed[&name], json!({ "message": message }), "{name} in {file:?}");
        }
    }
    Ok(())
}

#[test]
fn the_package_is_under_400_kb_zipped() -> Outcome {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let how = zip::write::SimpleFileOptions::default().compression_level(Some(9));
    for (name, bytes) in files()? {
        zip.start_file(name, how)?;
        zip.write_all(&bytes)?;
    }
    let size = zip.finish()?.into_inner().len();
    assert!(size < 400_000, "{size} bytes");
    Ok(())
}
