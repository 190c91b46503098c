//! Every page of the stand-in, walked in a real browser with the sensor's own code: what it recognises there, and how
//! many, is what `vocabulary.json` says of each of its rules. And the labels of each language, by the same code.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use plimsoll_e2e::scene::package;
use plimsoll_e2e::{Browser, Launch, Locator, Outcome, css};
use plimsoll_standin::Standin;
use serde_json::{Value, json};

use crate::spots::{Opens, Part, SPOTS, Spot};

/// How many of what the vocabulary names stand on which page: by the name of the rule, then of the page.
type Seen = BTreeMap<String, BTreeMap<String, u64>>;

pub fn project(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(path)
}

fn vocabulary() -> Result<Value> {
    Ok(serde_json::from_slice(&fs::read(project("extension/vocabulary.json"))?)?)
}

/// The part of the sensor that recognises, as the build shortens it for the package, and then `then`.
pub fn recognition(then: &str) -> Result<String> {
    let sensor = fs::read_to_string(project("target/scripts/sensor.js"))?;
    let (vocabulary, _) =
        sensor.split_once("// The content script.").context("the vocabulary stands in front")?;
    let (_, rest) =
        sensor.split_once("// ---- What there is to recognise").context("where recognition begins")?;
    let (_, rest) = rest.split_once('\n').context("a line")?;
    let (recognises, _) = rest.split_once("// ---- Clicks").context("where recognition ends")?;
    let controls = sensor.lines().find(|line| line.trim_start().starts_with("const CONTROLS"));
    let controls = controls.context("what can be clicked")?;
    Ok(format!(
        "{vocabulary}\nconst {{ opensDialog, text }} = globalThis.plimsollVocabulary;\n{recognises}\n{controls}\n{then}"
    ))
}

async fn count(browser: &Browser, page: &str, seen: &mut Seen) -> Result<()> {
    let body = recognition(include_str!("places.js"))?;
    let found = browser.run(&body, &[]).await?;
    for (name, number) in found.as_object().context("a table of numbers")? {
        let on = seen.entry(name.clone()).or_default().entry(page.to_owned()).or_default();
        // The most that ever stood there: a menu is open for a moment only.
        *on = (*on).max(number.as_u64().unwrap_or_default());
    }
    Ok(())
}

/// Goes to the place, has everything shown that it has to show, and sends one invitation.
async fn walk(browser: &Browser, site: &Standin, spot: &Spot, seen: &mut Seen) -> Result<()> {
    site.meet_anew();
    browser.open(&format!("https://www.linkedin.com{}", spot.path)).await?;
    browser.await_ready("html[data-drawn]").await?;
    count(browser, spot.name, seen).await?;
    if let Some(before) = spot.before {
        browser.click(before).await?;
        count(browser, spot.name, seen).await?;
    }
    let asked = site.requests().len();
    if let Some(control) = spot.control() {
        browser.click(control).await?;
    }
    if let Some(send) = spot.inside(Part::Send) {
        browser.await_ready(spot.inside(Part::Dialog).context("a dialog")?).await?;
        // What is in a frame the sensor of that frame sees: on a page of its own.
        count(browser, spot.name, seen).await?;
        if let Some(add) = spot.inside(Part::AddNote) {
            browser.click(add).await?;
        }
        browser.type_into(spot.inside(Part::Note).context("a note")?, "Hello").await?;
        count(browser, spot.name, seen).await?;
        browser.click(send).await?;
    }
    let before = asked;
    site.wait_for("the answer", move |site| site.requests().iter().skip(before).any(is_answered_send))
        .await?;
    for request in site.requests().iter().skip(asked).filter(|request| request.method == "POST") {
        let address = format!("https://{}{}", request.host, request.path_and_query);
        for rule in requests()? {
            if rule.urls.iter().any(|pattern| matches(pattern, &address)) {
                *seen.entry(rule.name).or_default().entry(spot.name.to_owned()).or_default() += 1;
            }
        }
    }
    if let Some(settled) = settled(spot) {
        browser.await_ready(settled).await?;
    }
    count(browser, spot.name, seen).await
}

/// What the page shows once it has taken in the answer.
fn settled(spot: &Spot) -> Option<Locator> {
    let (Some((control, _)), Opens::Nothing, false) = (spot.control, spot.opens, spot.is_batch()) else {
        return (!spot.is_invented()).then(|| css(".artdeco-toast-item"));
    };
    let clock = ["id", "data-test-icon"].map(|name| format!("{control} svg[{name}='clock-small']"));
    (!spot.is_invented()).then(|| css(clock.join(", ")).nth(0))
}

fn is_answered_send(request: &plimsoll_standin::Request) -> bool {
    request.status.is_some()
        && ["verifyQuotaAndCreate", "addaAddConnection", "normInvitations", "action=connect"]
            .iter()
            .any(|part| request.path_and_query.contains(part))
}

struct Rule {
    name: String,
    urls: Vec<String>,
}

fn requests() -> Result<Vec<Rule>> {
    let vocabulary = vocabulary()?;
    let rules = vocabulary["requests"].as_array().context("a list of requests")?;
    let texts = |urls: &Value| {
        urls.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let named = rules.iter().enumerate();
    Ok(named
        .map(|(at, rule)| Rule { name: format!("request {}", at + 1), urls: texts(&rule["urls"]) })
        .collect())
}

/// As the browser matches an address with a pattern.
fn matches(pattern: &str, address: &str) -> bool {
    let mut rest = address;
    let mut parts = pattern.split('*');
    let Some(begun) = parts.next().and_then(|part| rest.strip_prefix(part)) else { return false };
    rest = begun;
    let mut parts: Vec<_> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

/// What the vocabulary says of its rules.
fn stated() -> Result<Seen> {
    let vocabulary = vocabulary()?;
    let mut stated = Seen::new();
    let mut take = |name: String, seen: &Value| -> Result<()> {
        let pages: BTreeMap<String, u64> =
            serde_json::from_value(seen.clone()).with_context(|| format!("{name} says where it is seen"))?;
        stated.insert(name, pages);
        Ok(())
    };
    for kind in ["connect", "pending"] {
        for rule in vocabulary[kind].as_array().context("a list of rules")? {
            let name = rule["rule"].as_str().context("a rule has a name")?;
            take(format!("{kind} by {name}"), &rule["seen"])?;
        }
    }
    let totals = vocabulary["seen"].as_object().context("what is seen of no single rule")?;
    for (name, pages) in totals {
        take(name.clone(), pages)?;
    }
    for (at, dialog) in vocabulary["dialogs"].as_array().context("a list of dialogs")?.iter().enumerate() {
        let name = format!("dialog {}", at + 1);
        take(name.clone(), &dialog["seen"])?;
        // Wherever the dialog is there are its button and its box.
        for part in ["send", "note"] {
            take(format!("{name} {part}"), &dialog["seen"])?;
        }
    }
    for (at, request) in vocabulary["requests"].as_array().context("a list of requests")?.iter().enumerate() {
        take(format!("request {}", at + 1), &request["seen"])?;
    }
    Ok(stated)
}

/// A row for each number that isn't as stated, and what should be stated instead.
fn differences(stated: &Seen, seen: &Seen) -> String {
    let mut table = String::new();
    let none = BTreeMap::new();
    for name in stated.keys().chain(seen.keys().filter(|name| !stated.contains_key(*name))) {
        let (stated, seen) = (stated.get(name).unwrap_or(&none), seen.get(name).unwrap_or(&none));
        for page in stated.keys().chain(seen.keys().filter(|page| !stated.contains_key(*page))) {
            let (stated, seen) = (stated.get(page).unwrap_or(&0), seen.get(page).unwrap_or(&0));
            if stated != seen {
                let _ = writeln!(table, "{name:24} | {page:24} | stated {stated:3} | seen {seen:3}");
            }
        }
    }
    if !table.is_empty() {
        for (name, pages) in seen {
            let _ = writeln!(table, "{name}: \"seen\": {},", json!(pages));
        }
    }
    table
}

/// What a page doesn't need until a control is clicked ships as a comment in front of the sensor, in signs of one byte each;
/// what only the tests need doesn't ship.
#[test]
fn the_sensor_ships_the_whole_vocabulary_but_for_requests_and_where_rules_are_seen() -> Outcome {
    let sensor = fs::read_to_string(package().join("sensor.js"))?;
    assert!(sensor.is_ascii());
    let (_, comment) = sensor.split_once("/*").context("the comment")?;
    let (comment, _) = comment.split_once("*/").context("its end")?;
    let mut expected = without_seen(vocabulary()?);
    let fields = expected.as_object_mut().context("fields")?;
    for elsewhere in ["opensDialog", "requests"] {
        fields.remove(elsewhere).context(elsewhere)?;
    }
    assert_eq!(serde_json::from_str::<Value>(comment)?, expected);
    Ok(())
}

fn without_seen(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(name, _)| name != "seen");
            Value::Object(kept.map(|(name, value)| (name, without_seen(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_seen).collect()),
        plain => plain,
    }
}

#[tokio::test]
async fn every_rule_finds_on_every_page_what_the_vocabulary_says() -> Outcome {
    let site = Standin::start().await?;
    let browser = Browser::launch(Launch::without_extension(site.port())).await?;
    let mut seen = Seen::new();
    for spot in &SPOTS {
        walk(&browser, &site, spot, &mut seen).await.with_context(|| spot.name)?;
    }
    let table = differences(&stated()?, &seen);
    assert!(table.is_empty(), "what stands on the stand-in's pages isn't what the vocabulary says:\n{table}");
    Ok(())
}
