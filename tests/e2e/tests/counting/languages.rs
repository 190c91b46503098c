//! The labels of every language, in a real browser, by the sensor's own code: each is what it says in its own language,
//! and an offer to connect in no other.

use std::fs;

use anyhow::{Context, Result};
use plimsoll_e2e::{Browser, Launch, Outcome};
use plimsoll_standin::Standin;
use serde_json::{Value, json};

use crate::places::{project, recognition};

/// What pages call their language: LinkedIn's own names, the standard's, and those of other generations.
const TAGS: [&str; 62] = [
    "en",
    "en-US",
    "fr",
    "fr-FR",
    "de",
    "de-DE",
    "es",
    "es-ES",
    "it",
    "nl",
    "nl-NL",
    "pt",
    "pt-BR",
    "pt_BR",
    "pl",
    "cs",
    "da",
    "el",
    "fi",
    "hu",
    "no",
    "nb",
    "nb-NO",
    "nn",
    "ro",
    "ru",
    "sv",
    "tr",
    "uk",
    "ar",
    "ar-AE",
    "bn",
    "fa",
    "hi",
    "in",
    "id",
    "id-ID",
    "he",
    "iw",
    "iw-IL",
    "ja",
    "ko",
    "ko-KR",
    "mr",
    "ms",
    "pa",
    "te",
    "th",
    "tl",
    "fil",
    "fil-PH",
    "vi",
    "zh",
    "zh-CN",
    "zh_CN",
    "zh-cn",
    "zh-Hans",
    "zh-Hans-CN",
    "zh-TW",
    "zh-Hant",
    "zh-Hant-TW",
    "zh-HK",
];

/// The stand-in's table of labels, with the name under which the vocabulary has each language.
fn locales() -> Result<Vec<Value>> {
    let table = fs::read_to_string(project("tests/standin/site/labels.tsv"))?;
    let words = |cell: &str| cell.split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let row = |line: &str| {
        let cells: Vec<_> = line.split('\t').collect();
        let [locale, connect, invite, more, pending, send] = cells[..] else { return None };
        let language = locale.split('_').next().unwrap_or(locale);
        let language = match (language, locale) {
            ("iw", _) => "he",
            ("zh", "zh_TW") => "zh-tw",
            ("zh", _) => "zh-cn",
            (language, _) => language,
        };
        Some(json!({ "language": language, "connect": words(connect), "invite": words(invite),
            "more": words(more), "pending": words(pending), "send": words(send) }))
    };
    table.lines().skip(1).map(|line| row(line).with_context(|| format!("six cells in {line}"))).collect()
}

/// The languages whose words hold on a page that calls itself so. One of Chinese alone says nothing of the script.
fn languages(tag: &str) -> Vec<&str> {
    let language = match tag.to_lowercase().replace('_', "-").as_str() {
        "id" | "id-id" => "in",
        "nb" | "nb-no" | "nn" => "no",
        "fil" | "fil-ph" => "tl",
        "iw" | "iw-il" => "he",
        "zh-tw" | "zh-hant" | "zh-hant-tw" | "zh-hk" => "zh-tw",
        "zh" => return vec!["zh-cn", "zh-tw"],
        chinese if chinese.starts_with("zh") => "zh-cn",
        _ => tag.split(['-', '_']).next().unwrap_or(tag),
    };
    vec![language]
}

#[tokio::test]
async fn every_label_is_what_it_says_in_its_own_language_and_never_an_offer_in_another() -> Outcome {
    let site = Standin::start().await?;
    let browser = Browser::launch(Launch::without_extension(site.port())).await?;
    browser.open("https://www.linkedin.com/feed/?chat=closed").await?;
    let named = TAGS.iter().map(|tag| json!([tag, languages(tag)]));
    let unnamed = ["", "xx", "eo-001"].iter().map(|tag| json!([tag, null]));
    let tags: Vec<Value> = named.chain(unnamed).collect();
    let decoys = fs::read_to_string(project("tests/decoys.tsv"))?;
    let decoys: Vec<&str> = decoys.lines().flat_map(|line| line.split('\t').skip(1)).collect();
    let found = browser
        .run(&recognition(include_str!("languages.js"))?, &[json!(tags), json!(locales()?), json!(decoys)])
        .await?;
    let wrong = found["wrong"].as_array().context("a list")?;
    assert!(wrong.is_empty(), "{} of {found:#}", wrong.len());
    assert_eq!(found["tags"], tags.len(), "every language was met");
    Ok(())
}
