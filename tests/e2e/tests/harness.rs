//! The harness against a tiny extension and a tiny page of its own: if these fail, no other end-to-end test means
//! anything.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};
use plimsoll_e2e::{Browser, Key, Launch, Outcome, css, frame, shadow};
use serde_json::json;
use tempfile::TempDir;

const MANIFEST: &str = r#"{
    "manifest_version": 3, "name": "Tally", "version": "1",
    "permissions": ["storage"], "action": { "default_title": "Tally" },
    "background": { "service_worker": "worker.js" },
    "content_scripts": [{ "matches": ["http://pages.test/*"], "js": ["content.js"], "all_frames": true }]
}"#;

/// Counts the trusted clicks it is told of, and notes how it was started.
const WORKER: &str = r#"
    let turn = Promise.resolve();
    const change = (key, step) => (turn = turn.then(async () => {
        const old = (await chrome.storage.local.get(key))[key] ?? 0;
        await chrome.storage.local.set({ [key]: old + step });
        if (key === "clicks") await paint(old + step);
    }));
    const paint = async (clicks) => {
        await chrome.action.setBadgeText({ text: String(clicks) });
        await chrome.action.setBadgeBackgroundColor({ color: [1, 2, 3, 255] });
    };
    chrome.runtime.onInstalled.addListener(({ reason }) => change("installed", 1).then(() => paint(0)));
    chrome.runtime.onStartup.addListener(() => change("started", 1));
    chrome.runtime.onMessage.addListener((message, sender, reply) => {
        if (message === "fail") setTimeout(() => { throw new Error("told to fail"); }, 0);
        change("clicks", message === "fail" ? 0 : 1).then(() => reply(true));
        return true;
    });
"#;

const CONTENT: &str = r#"
    addEventListener("click", (event) => {
        if (event.isTrusted && event.composedPath()[0].closest?.("button")) chrome.runtime.sendMessage("clicked");
    }, true);
"#;

const PAGE: &str = r##"<!DOCTYPE html><meta charset="utf-8"><title>Page</title>
    <button id="plain" class="b a">Plain</button><button hidden>Twin</button><button id="twin">Twin</button>
    <div id="host"></div><iframe src="/inner"></iframe><a href="/inner">Elsewhere</a>
    <input id="text"><output></output>
    <div style="height: 3000px"></div><button id="far" disabled>Far</button>
    <script nonce="n">
        const note = (text) => { document.querySelector("output").textContent += text + ";"; };
        document.querySelector("#host").attachShadow({ mode: "open" }).innerHTML =
            '<p><button>Deep</button><textarea></textarea><slot></slot></p>';
        const deep = document.querySelector("#host").shadowRoot;
        document.querySelector("#plain").ondblclick = () => note("double");
        document.querySelector("#plain").onclick = (event) => note(event.isTrusted ? "trusted" : "scripted");
        document.querySelector("#text").onkeydown = (event) => { if (event.key === "Enter") note("enter"); };
        requestAnimationFrame(() => { document.querySelector("#far").disabled = false; });
    </script>"##;

const INNER: &str = "<!DOCTYPE html><title>Inner</title><button>Framed</button>";

/// Serves the page and its frame, with a policy as strict as LinkedIn's, until the test's process ends.
fn serve() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || answer(stream));
        }
    });
    Ok(port)
}

fn answer(mut stream: TcpStream) -> Result<()> {
    let mut request = String::new();
    BufReader::new(stream.try_clone()?).read_line(&mut request)?;
    let body = if request.contains(" /inner ") { INNER } else { PAGE };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\
         Content-Security-Policy: default-src 'self'; script-src 'nonce-n'; style-src 'unsafe-inline'\r\n\r\n{body}",
        body.len()
    )?;
    Ok(())
}

/// A running browser, with the extension's folder, which must live as long.
struct Fixture {
    folder: TempDir,
    launch: Launch,
}

impl Fixture {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for (name, text) in [("manifest.json", MANIFEST), ("worker.js", WORKER), ("content.js", CONTENT)] {
            fs::write(folder.path().join(name), text)?;
        }
        let launch = Launch::with(folder.path(), serve()?);
        Ok(Self { folder, launch })
    }

    async fn browser(&self) -> Result<Browser> {
        assert!(self.folder.path().exists());
        let browser = Browser::launch(self.launch.clone()).await?;
        browser.open("http://pages.test/").await?;
        Ok(browser)
    }
}

async fn await_clicks(browser: &Browser, clicks: u64) -> Result<()> {
    let awaited = format!("{clicks} clicks counted");
    let counted = async || Ok(browser.storage_local().await?["clicks"].as_u64().unwrap_or(0));
    browser.until_holds(&awaited, counted, |counted| *counted == clicks).await.map(drop)
}

#[tokio::test]
async fn the_badge_is_read_and_a_stopped_worker_wakes_at_a_click() -> Outcome {
    let fixture = Fixture::new()?;
    let browser = fixture.browser().await?;
    let badge = browser.until_holds("a badge", async || browser.badge().await, |b| b.text == "0").await?;
    assert_eq!((badge.color, badge.title.as_str()), ([1, 2, 3, 255], "Tally"));

    browser.stop_worker().await?;
    assert!(!browser.worker_running().await?);
    browser.click("#plain").await?;
    await_clicks(&browser, 1).await?;
    assert!(browser.worker_running().await?);
    assert_eq!(browser.extension_console()?, []);

    browser.tell(json!("fail")).await?;
    let console = async || browser.extension_console();
    let lines = browser.until_holds("the worker's error", console, |lines| !lines.is_empty()).await?;
    assert_eq!(lines[0].text, "Uncaught Error: told to fail");
    assert_eq!(lines[0].source, browser.extension_url("worker.js")?);
    browser.quit().await?;
    Ok(())
}

#[tokio::test]
async fn the_storage_survives_a_restart_a_crash_and_an_update() -> Outcome {
    let fixture = Fixture::new()?;
    let browser = fixture.browser().await?;
    browser.click("#plain").await?;
    await_clicks(&browser, 1).await?;

    let browser = browser.restart().await?;
    let started = async || browser.storage_local().await;
    let state = browser.until_holds("a start noted", started, |state| state["started"] == 1).await?;
    assert_eq!(state, json!({ "clicks": 1, "installed": 1, "started": 1 }));
    browser.open("http://pages.test/").await?;
    browser.click("#plain").await?;
    await_clicks(&browser, 2).await?;

    let browser = browser.kill()?.launch().await?;
    assert_eq!(browser.storage_local().await?["clicks"], 2);

    browser.reload_extension().await?;
    let updated = async || Ok(browser.storage_local().await?["installed"] == 2);
    browser.until_holds("an update noted", updated, |updated| *updated).await?;
    assert_eq!(browser.storage_local().await?["clicks"], 2);
    browser.quit().await?;
    Ok(())
}

#[tokio::test]
async fn clicks_and_keys_are_trusted_in_the_page_in_shadow_roots_and_in_frames() -> Outcome {
    let fixture = Fixture::new()?;
    let browser = fixture.browser().await?;
    browser.click(shadow("#host", "button").named("Deep")).await?;
    browser.click(frame("iframe", "button")).await?;
    browser.click("#far").await?;
    browser.click(css("button").named("Twin")).await?;
    await_clicks(&browser, 4).await?;

    browser.double_click("#plain").await?;
    browser.scripted_click("#plain").await?;
    assert_eq!(browser.text("output").await?, "trusted;trusted;double;scripted;");
    await_clicks(&browser, 6).await?;

    browser.type_into(shadow("#host", "textarea"), "Grüße, Zoë 👋\nTwo").await?;
    let typed = browser.run("return deep.querySelector('textarea').value", &[]).await?;
    assert_eq!(typed, "Grüße, Zoë 👋\nTwo");
    browser.type_into("#text", "old").await?;
    browser.clear("#text").await?;
    browser.press("new" + Key::Enter).await?;
    assert_eq!(browser.run("return document.querySelector('#text').value", &[]).await?, "new");
    assert!(browser.text("output").await?.ends_with("enter;"));

    let before = browser.tabs().await?;
    browser.middle_click("a").await?;
    browser.ctrl_click("a").await?;
    let tabs = async || browser.tabs().await;
    let after = browser.until_holds("two more tabs", tabs, |tabs| tabs.len() == before.len() + 2).await?;
    let opened = after.iter().find(|tab| !before.contains(tab)).context("no tab was opened")?;
    browser.switch_to(opened).await?;
    assert_eq!(browser.url().await?, "http://pages.test/inner");
    browser.click("button").await?;
    browser.close_tab(opened).await?;
    await_clicks(&browser, 7).await?;
    browser.quit().await?;
    Ok(())
}

#[tokio::test]
async fn a_page_is_written_down_the_same_with_and_without_the_extension() -> Outcome {
    let fixture = Fixture::new()?;
    let with = fixture.browser().await?;
    let without = Browser::launch(Launch::without_extension(fixture.launch.site_port)).await?;
    without.open("http://pages.test/").await?;
    without.await_ready("#far").await?;
    with.await_ready("#far").await?;

    let dom = with.page_dom().await?;
    assert_eq!(dom, without.page_dom().await?);
    for part in
        ["<BUTTON class=\"b a\" id=\"plain\">", "#shadow-root", "<BUTTON>\n", "\"Framed\"", "value:\"\""]
    {
        assert!(dom.contains(part), "{part} is missing in\n{dom}");
    }
    with.type_into("#text", "x").await?;
    assert!(with.page_dom().await?.contains("value:\"x\""));

    with.set_dark(true).await?;
    with.set_viewport(360, 480, 2.0).await?;
    let seen = "return [matchMedia('(prefers-color-scheme: dark)').matches, innerWidth, devicePixelRatio]";
    assert_eq!(with.run(seen, &[]).await?, json!([true, 360, 2]));
    let picture = fixture.folder.path().join("pictures/page.png");
    with.screenshot(&picture).await?;
    let png = fs::read(&picture)?;
    let side = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert_eq!((side(16), side(20)), (720, 960));
    Ok(())
}

/// How many processes name `folder` in their command line.
fn processes_on(folder: &Path) -> Result<usize> {
    let list = Command::new("ps").args(["-A", "-o", "args"]).output()?;
    let folder = folder.to_string_lossy();
    Ok(String::from_utf8_lossy(&list.stdout).lines().filter(|line| line.contains(&*folder)).count())
}

#[tokio::test]
async fn a_dropped_browser_leaves_no_process_and_never_reached_the_network() -> Outcome {
    let profile = tempfile::tempdir()?;
    let launch = Launch { profile: Some(profile.path().canonicalize()?), ..Launch::default() };
    let browser = Browser::launch(launch).await?;
    assert!(browser.open("https://www.linkedin.com/").await.is_err());
    assert_ne!(processes_on(profile.path())?, 0);
    drop(browser);
    assert_eq!(processes_on(profile.path())?, 0);
    Ok(())
}
