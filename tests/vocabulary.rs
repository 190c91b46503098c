//! The data that ships beside the code: what the sensor recognises controls by, in every language, and the texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use plimsoll::domain::invitation::{Place, Way};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

#[derive(Deserialize)]
struct Vocabulary {
    pages: Vec<Page>,
    requests: Vec<Request>,
    languages: BTreeMap<String, Vec<String>>,
    labels: BTreeMap<String, Words>,
}

#[derive(Deserialize)]
struct Page {
    place: Place,
    path: String,
}

#[derive(Deserialize)]
struct Request {
    way: Way,
    urls: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    connect: Vec<String>,
    invite: Vec<String>,
    #[serde(deserialize_with = "prefixes")]
    pending: Vec<String>,
    send: Vec<String>,
}

/// Labels behind which anything may stand.
fn prefixes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let labels = Vec::<String>::deserialize(deserializer)?;
    let prefix = |label: &String| {
        label.strip_suffix("{}").map(str::to_owned).ok_or_else(|| D::Error::custom(format!("{label} ends")))
    };
    labels.iter().map(prefix).collect()
}

/// A row of the stand-in's table of what LinkedIn's controls are called.
struct Locale {
    name: String,
    connect: Vec<String>,
    invite: Vec<String>,
    more: Vec<String>,
    pending: Vec<String>,
    send: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the file is there")
}

fn vocabulary() -> Vocabulary {
    serde_json::from_str(&read("extension/vocabulary.json")).expect("every place and way is a known one")
}

fn locales() -> Vec<Locale> {
    let table = read("tests/standin/site/labels.tsv");
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("locale\tconnect\tinvite_aria\tmore\tpending_prefix\tsend_without_note"));
    let locale = |line: &str| {
        let cells: Vec<Vec<String>> =
            line.split('\t').map(|cell| cell.split(" | ").map(str::to_owned).collect()).collect();
        let [name, connect, invite, more, pending, send] = cells.try_into().expect("six cells");
        let invite = invite.iter().map(|pattern| pattern.replace("{recipient}", "{}")).collect();
        Locale { name: name.concat(), connect, invite, more, pending, send }
    };
    lines.map(locale).collect()
}

/// The words by which the sensor goes on a page of that language: see `spoken` in `sensor.js`.
fn spoken<'a>(labels: &'a BTreeMap<String, Words>, locale: &str) -> Option<&'a Words> {
    // LinkedIn's own names are those of old Java.
    let tag = locale.replace('_', "-").replace("iw-", "he-").to_lowercase();
    labels.get(&tag).or_else(|| labels.get(tag.split('-').next().unwrap_or_default()))
}

/// Before and after the name.
fn parts(pattern: &str) -> (&str, &str) {
    pattern.split_once("{}").expect("a place for the name")
}

fn invites(pattern: &str, text: &str) -> bool {
    let (before, after) = parts(pattern);
    text.strip_prefix(before).is_some_and(|rest| rest.ends_with(after))
}

fn all(labels: &BTreeMap<String, Words>, of: impl Fn(&Words) -> &Vec<String>) -> Vec<(&str, String)> {
    labels
        .iter()
        .flat_map(|(name, words)| of(words).iter().map(|word| (name.as_str(), word.clone())))
        .collect()
}

// ---- What is recognised ---------------------------------------------------------------------------------------------

#[test]
fn every_place_is_told_by_a_page_and_every_way_by_a_request() {
    let Vocabulary { pages, requests, .. } = vocabulary();
    let places: BTreeSet<_> = pages.iter().map(|page| page.place).collect();
    let known = [
        Place::Profile,
        Place::Search,
        Place::MyNetwork,
        Place::Company,
        Place::Feed,
        Place::SalesNavigator,
        Place::InvitePage,
    ];
    assert_eq!(places, BTreeSet::from(known));
    assert!(pages.iter().all(|page| page.path.starts_with("^/") && page.path.ends_with('/')));
    let ways: BTreeSet<_> = requests.iter().map(|request| request.way).collect();
    assert_eq!(ways, BTreeSet::from([Way::Dialog, Way::Direct, Way::Unknown]));
}

/// A page can call its language otherwise than LinkedIn's table does.
#[test]
fn every_other_name_of_a_language_leads_to_one_that_has_labels() {
    let vocabulary = vocabulary();
    for (other, names) in &vocabulary.languages {
        assert!(
            !names.is_empty() && names.iter().all(|name| vocabulary.labels.contains_key(name)),
            "{other}: {names:?}"
        );
        assert!(!vocabulary.labels.contains_key(other), "{other} has labels of its own");
        assert_eq!(*other, other.to_lowercase(), "names are compared in lower case");
    }
    assert!(
        vocabulary.labels.keys().all(|name| *name == name.to_lowercase()),
        "names are compared in lower case"
    );
    for (other, name) in [("id", "in"), ("nb", "no"), ("fil", "tl"), ("iw", "he"), ("zh-hant", "zh-tw")] {
        assert_eq!(vocabulary.languages[other], [name]);
    }
}

#[test]
fn a_rule_by_labels_names_those_that_every_language_has() {
    let vocabulary: Value = serde_json::from_str(&read("extension/vocabulary.json")).expect("it is JSON");
    let kinds = |list: &str| {
        let rules = vocabulary[list].as_array().expect("a list of rules").clone();
        let named: Vec<_> =
            rules.iter().filter_map(|rule| rule["labels"].as_array().cloned()).flatten().collect();
        named.iter().map(|kind| kind.as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (kinds("connect"), kinds("pending")),
        (vec!["invite".into(), "connect".into()], vec!["pending".into()])
    );
}

#[test]
fn the_host_permission_covers_every_request() {
    let manifest: Value = serde_json::from_str(&read("manifest.json")).expect("it is JSON");
    let hosts: Vec<_> = manifest["host_permissions"].as_array().expect("a list").clone();
    let covers = |url: &str| {
        hosts
            .iter()
            .filter_map(Value::as_str)
            .any(|host| host.strip_suffix('*').is_some_and(|host| url.starts_with(host)))
    };
    let urls: Vec<_> = vocabulary().requests.into_iter().flat_map(|request| request.urls).collect();
    assert!(urls.len() >= 5);
    for url in urls {
        assert!(covers(&url), "{url}");
        // The host is written out: a wildcard in it could be anybody's.
        let host = url.trim_start_matches("https://").split('/').next().unwrap_or_default().to_owned();
        assert_eq!(host, "www.linkedin.com", "{url}");
    }
}

// ---- Languages ------------------------------------------------------------------------------------------------------

#[test]
fn every_known_wording_of_every_language_is_recognised() {
    let labels = vocabulary().labels;
    let locales = locales();
    assert_eq!(locales.len(), 36);
    assert_eq!(labels.len(), 36);
    let mut missing = Vec::new();
    for locale in &locales {
        let words = spoken(&labels, &locale.name).unwrap_or_else(|| panic!("{} is missing", locale.name));
        let kinds = [
            ("connect", &locale.connect, &words.connect),
            ("invite", &locale.invite, &words.invite),
            ("pending", &locale.pending, &words.pending),
            ("send", &locale.send, &words.send),
        ];
        for (kind, known, recognised) in kinds {
            let lacks = known.iter().filter(|word| !recognised.contains(word));
            missing.extend(lacks.map(|word| format!("{} {kind}: {word}", locale.name)));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_label_can_be_met_as_it_is_written() {
    for (language, words) in vocabulary().labels {
        for word in [&words.connect, &words.invite, &words.pending, &words.send].into_iter().flatten() {
            // The sensor trims what it reads, and makes every space a single one.
            let tidy = word.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(!word.is_empty() && *word == tidy, "{language}: {word:?}");
        }
        for pattern in &words.invite {
            let (before, after) = parts(pattern);
            assert!(!after.contains("{}"), "{language}: {pattern}");
            // Next to nothing around the name would fit anything.
            assert!((before.chars().count() + after.chars().count()) >= 6, "{language}: {pattern}");
        }
        for plain in [&words.connect, &words.pending, &words.send].into_iter().flatten() {
            assert!(!plain.contains("{}"), "{language}: {plain}");
        }
    }
}

/// A page whose language isn't known is read by the words of all of them at once.
#[test]
fn no_language_calls_pending_what_another_calls_an_offer_to_connect() {
    let labels = vocabulary().labels;
    let mut conflicts = Vec::new();
    for (language, pending) in all(&labels, |words| &words.pending) {
        for (other, connect) in all(&labels, |words| &words.connect) {
            if connect.starts_with(&pending) || pending.starts_with(&connect) {
                conflicts.push(format!("{language} pending {pending:?}, {other} connect {connect:?}"));
            }
        }
        for (other, invite) in all(&labels, |words| &words.invite) {
            let (before, _) = parts(&invite);
            if before.starts_with(&pending) || (!before.is_empty() && pending.starts_with(before)) {
                conflicts.push(format!("{language} pending {pending:?}, {other} invite {invite:?}"));
            }
        }
    }
    assert!(conflicts.is_empty(), "{conflicts:#?}");
}

#[test]
fn no_language_calls_sending_what_another_calls_connecting_or_pending() {
    let labels = vocabulary().labels;
    let mut conflicts = Vec::new();
    for (language, send) in all(&labels, |words| &words.send) {
        for (other, words) in &labels {
            let connects =
                words.connect.contains(&send) || words.invite.iter().any(|pattern| invites(pattern, &send));
            if connects || words.pending.iter().any(|prefix| send.starts_with(prefix)) {
                conflicts.push(format!("{language} send {send:?}, {other}"));
            }
        }
    }
    assert!(conflicts.is_empty(), "{conflicts:#?}");
}

/// The decoys of each language, and its menu, by the words of every language. In a browser the same is tried with the
/// sensor's own code: see `places.rs` of the end-to-end tests.
#[test]
fn nothing_that_stands_beside_a_connect_control_is_taken_for_one() {
    let labels = vocabulary().labels;
    // As LinkedIn words them, or might: as close to an offer to connect as can be.
    let table = read("tests/decoys.tsv");
    let plain =
        ["Message", "Accept", "Ignore", "Withdraw", "React Like", "Send", "Send in a private message"];
    let steps = ["Add a note", "Cancel", "Dismiss", "Follow"];
    let worded = table
        .lines()
        .flat_map(|line| line.split('\t').skip(1))
        .map(|decoy| decoy.replace("{}", "Ada Lovelace"));
    let menus: Vec<_> = locales().into_iter().flat_map(|locale| locale.more).collect();
    let pendings = all(&labels, |words| &words.pending);
    let decoys = worded
        .chain(plain.into_iter().chain(steps).map(str::to_owned))
        .chain(menus)
        .chain(pendings.into_iter().map(|(_, word)| word));
    let mut conflicts = Vec::new();
    for decoy in decoys {
        for (language, words) in &labels {
            if words.connect.contains(&decoy) || words.invite.iter().any(|pattern| invites(pattern, &decoy)) {
                conflicts.push(format!("{decoy:?} connects in {language}"));
            }
            if words.send.contains(&decoy) {
                conflicts.push(format!("{decoy:?} sends in {language}"));
            }
        }
    }
    assert!(conflicts.is_empty(), "{conflicts:#?}");
    // The check can fail.
    assert!(labels["en"].invite.iter().any(|pattern| invites(pattern, "Invite Ada Lovelace to connect")));
}

// ---- Texts ----------------------------------------------------------------------------------------------------------

/// The files below a folder, with what stands in them.
fn texts_below(folder: &str, kinds: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .and_then(|kind| kind.to_str())
                .is_some_and(|kind| kinds.contains(&kind))
            {
                let text = fs::read_to_string(&path).expect("it is text");
                found.push((path, text));
            }
        }
    }
    found
}

fn messages() -> BTreeMap<String, Value> {
    serde_json::from_str(&read("extension/_locales/en/messages.json")).expect("it is JSON")
}

/// What stands between each `before` and the next `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split_once(after)).map(|(name, _)| name).collect()
}

/// The literals with which a function of that very name is called.
fn called<'a>(code: &'a str, call: &str) -> Vec<&'a str> {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let calls = code.match_indices(call).filter(|(at, _)| !code[..*at].ends_with(part));
    calls.filter_map(|(at, _)| code[at + call.len()..].split('"').next()).collect()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// The literals of some Rust code that could be names of messages.
fn names(code: &str) -> BTreeSet<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|text| is_name(text))
        .map(str::to_owned)
        .collect()
}

/// The names by which the program and the extension's files ask for messages, and where.
fn asked() -> Vec<(String, PathBuf)> {
    let known = messages();
    let families: BTreeSet<_> =
        known.keys().map(|name| family(name)).filter(|family| *family != "not").collect();
    let mut asked = Vec::new();
    for (path, code) in texts_below("src", &["rs"]) {
        let plural = called(&code, "plural(\"").into_iter().map(|name| format!("{name}_other"));
        let text = called(&code, "text(\"").into_iter();
        let about = code.split("about(").skip(1).filter_map(|rest| rest.split(')').next());
        let about: Vec<_> = about.flat_map(names).collect();
        let noticed = about.iter().map(|name| format!("{name}Do"));
        // Where the sentence that says what is the matter has a number, it is asked for as a plural.
        let plain = about.iter().filter(|name| !code.contains(&format!("plural(\"{name}What\"")));
        let what = plain.map(|name| format!("{name}What"));
        // What goes by another variable first: a literal of the same family as other messages.
        let relative = |name: &String| {
            name.contains(|letter: char| letter.is_ascii_uppercase())
                && families.contains(family(name))
                && !about.contains(name)
                && !code.contains(&format!("plural(\"{name}\""))
        };
        let other = names(&code).into_iter().filter(relative).map(|name| {
            let plural = format!("{name}_other");
            if known.contains_key(&plural) { plural } else { name }
        });
        let all: BTreeSet<_> =
            plural.chain(text.map(str::to_owned)).chain(noticed).chain(what).chain(other).collect();
        asked.extend(all.into_iter().map(|name| (name, path.clone())));
    }
    let mut others = texts_below("extension", &["js", "html", "css"]);
    others.push((root().join("manifest.json"), read("manifest.json")));
    for (path, text) in others {
        asked.extend(between(&text, "__MSG_", "__").into_iter().map(|name| (name.to_owned(), path.clone())));
        asked.extend(
            between(&text, "getMessage(\"", "\"").into_iter().map(|name| (name.to_owned(), path.clone())),
        );
    }
    asked
}

/// The first word of a name.
fn family(name: &str) -> &str {
    name.split(|letter: char| !letter.is_ascii_lowercase()).next().unwrap_or_default()
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let known = messages();
    let asked = asked();
    assert!(asked.len() > 80, "{asked:?}");
    let missing: Vec<_> = asked.iter().filter(|(name, _)| !known.contains_key(name)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_text_is_asked_for() {
    let mut used: BTreeSet<_> = asked().into_iter().map(|(name, _)| name).collect();
    // Single words, which could be anything else, only where they stand as such in the pages' code.
    let pages = texts_below("src/ui", &["rs"]).into_iter().flat_map(|(_, code)| names(&code));
    used.extend(pages);
    let plain =
        |name: &str| name.rsplit_once('_').map_or(name.to_owned(), |(name, _)| format!("{name}_other"));
    let unused: Vec<_> = messages().into_keys().filter(|name| !used.contains(&plain(name))).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn every_text_for_a_number_has_the_forms_of_its_language() {
    let known = messages();
    for name in known.keys().filter(|name| name.contains('_')) {
        let (plain, form) = name.rsplit_once('_').expect("it has one");
        assert!(["one", "other"].contains(&form), "{name}");
        for form in ["one", "other"] {
            assert!(known.contains_key(&format!("{plain}_{form}")), "{plain}_{form}");
        }
    }
}

/// The other languages. What each text is for is said once, in English.
#[test]
fn every_language_has_every_text_with_the_same_places_to_fill() {
    let english = messages();
    let places = |message: &Value| {
        let text = message["message"].as_str().expect("a text").to_owned();
        let mut places: Vec<_> = text.split('$').skip(1).step_by(2).map(str::to_lowercase).collect();
        places.sort();
        (places, message["placeholders"].clone())
    };
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/extension/_locales"));
    assert_eq!(folders.expect("it is there").count(), 5, "a new language joins the tests, tests/web too");
    assert_eq!(english["direction"]["message"], "ltr");
    for (language, tag, direction) in
        [("de", "de", "ltr"), ("es", "es", "ltr"), ("fr", "fr", "ltr"), ("pt_BR", "pt-BR", "ltr")]
    {
        let path = format!("extension/_locales/{language}/messages.json");
        let known: BTreeMap<String, Value> = serde_json::from_str(&read(&path)).expect("it is JSON");
        assert_eq!(
            (&known["language"]["message"], &known["direction"]["message"]),
            (&tag.into(), &direction.into())
        );
        let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) = (english.keys().collect(), known.keys().collect());
        assert_eq!(
            ours.symmetric_difference(&theirs).collect::<Vec<_>>(),
            Vec::<&&String>::new(),
            "{language}"
        );
        for (name, message) in &english {
            assert_eq!(places(&known[name]), places(message), "{language} {name}");
            assert!(
                !known[name]["message"].as_str().unwrap_or_default().trim().is_empty(),
                "{language} {name}"
            );
        }
        // What is translated isn't the same, but for names.
        let same =
            english.iter().filter(|(name, message)| known[*name]["message"] == message["message"]).count();
        assert!(same * 8 < english.len(), "{language}: {same} texts are English");
    }
}

/// A note from a template fits a free account's box, with a few words in each place.
#[test]
fn every_template_leaves_room_for_what_is_filled() {
    for language in ["en", "de", "es", "fr", "pt_BR"] {
        let path = format!("extension/_locales/{language}/messages.json");
        let known: BTreeMap<String, Value> = serde_json::from_str(&read(&path)).expect("it is JSON");
        for occasion in ["Shared", "Mutual", "Post", "Event"] {
            let text =
                known[&format!("occasion{occasion}Text")]["message"].as_str().expect("a text").to_owned();
            let filled = plimsoll::domain::template::asked(&text)
                .into_iter()
                .map(|name| (name.to_owned(), "twelve chars".to_owned()))
                .collect();
            let note = plimsoll::domain::template::fill(&text, &filled);
            assert!(note.encode_utf16().count() <= 200, "{language}: {note}");
            assert!(
                plimsoll::domain::advice::advice(&note, 0, str::to_lowercase).is_empty(),
                "{language}: {note}"
            );
        }
    }
}

#[test]
fn every_placeholder_of_a_text_is_explained_and_every_explained_one_stands_in_it() {
    for (name, message) in messages() {
        let text = message["message"].as_str().expect("a text");
        assert!(
            !text.is_empty() && message["description"].as_str().is_some_and(|text| !text.is_empty()),
            "{name}"
        );
        let standing: BTreeSet<_> = text.split('$').skip(1).step_by(2).map(str::to_lowercase).collect();
        let explained = message["placeholders"].as_object().cloned().unwrap_or_default();
        assert_eq!(standing, explained.keys().cloned().collect(), "{name}");
        let contents: BTreeSet<_> =
            explained.values().filter_map(|value| value["content"].as_str()).collect();
        let expected: Vec<_> = (1..=explained.len()).map(|number| format!("${number}")).collect();
        assert_eq!(contents, expected.iter().map(String::as_str).collect(), "{name}");
    }
}
