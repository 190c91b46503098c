//! The layers of the program, held as ARCHITECTURE.md draws them, and what every source file owes its readers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What a layer may use of the others.
const LAYERS: [(&str, &[&str]); 8] = [
    ("domain", &["domain"]),
    ("protocol", &["domain"]),
    ("store", &["browser", "domain"]),
    ("browser", &["browser", "domain", "protocol"]),
    ("face", &["browser", "domain", "store"]),
    ("background", &["browser", "domain", "face", "protocol", "store"]),
    ("ui", &["browser", "domain", "face", "protocol", "store"]),
    // What outer programs use is for each of them to say: see `each_program_uses_its_own_part_alone`.
    ("lib", &[]),
];

/// What is the browser's, or the machine's.
const PLATFORM: [&str; 9] = [
    "wasm_bindgen",
    "js_sys",
    "web_sys",
    "leptos",
    "SystemTime",
    "Instant",
    "std::env",
    "std::fs",
    "std::thread",
];

struct Source {
    /// Below `src`.
    path: String,
    text: String,
}

impl Source {
    /// The part of the program that it belongs to.
    fn layer(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// What runs: no comment, no test.
    fn code(&self) -> String {
        if self.path.ends_with("/tests.rs") {
            return String::new();
        }
        let shipped = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        shipped.lines().map(without_comment).collect::<Vec<_>>().join("\n")
    }
}

/// The line without what follows `//`, unless that stands in a text.
fn without_comment(line: &str) -> &str {
    let start = line.match_indices("//").find(|(at, _)| line[..*at].matches('"').count().is_multiple_of(2));
    start.map_or(line, |(at, _)| &line[..at])
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder of the project.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let rust = files("src").into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let sources: Vec<_> = rust
        .map(|path| Source {
            path: path.strip_prefix(root().join("src")).expect("it is below").display().to_string(),
            text: fs::read_to_string(&path).expect("it is text"),
        })
        .collect();
    assert!(sources.len() > 30, "the sources aren't where they were");
    sources
}

/// The paths below `crate::` (or another root) that some code names, those of a group one by one.
fn uses(code: &str, root: &str) -> BTreeSet<String> {
    let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let starts = code.match_indices(root).filter(|(at, _)| !code[..*at].ends_with(is_path));
    let mut found = BTreeSet::new();
    for (at, _) in starts {
        let rest = &code[at + root.len()..];
        let path: String = rest.chars().take_while(|letter| is_path(*letter)).collect();
        match rest[path.len()..].strip_prefix('{') {
            Some(group) => found.extend(members(group).iter().map(|member| format!("{path}{member}"))),
            None => drop(found.insert(path)),
        }
    }
    found
}

/// The members of a group of imports, flattened.
fn members(group: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut prefixes, mut name) = (vec![String::new()], String::new());
    for letter in group.chars() {
        match letter {
            '{' => prefixes.push(format!("{}{}", prefixes.concat(), std::mem::take(&mut name))),
            ',' | '}' => {
                if !name.is_empty() {
                    found.push(format!("{}{name}", prefixes.last().cloned().unwrap_or_default()));
                    name.clear();
                }
                if letter == '}' {
                    prefixes.pop();
                    if prefixes.is_empty() {
                        return found;
                    }
                }
            }
            letter if letter.is_whitespace() => {}
            letter => name.push(letter),
        }
    }
    found
}

fn is_below(path: &str, allowed: &str) -> bool {
    path.strip_prefix(allowed).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn every_layer_uses_only_those_below_it() {
    for source in sources().iter().filter(|source| source.layer() != "bin") {
        let layer = LAYERS.iter().find(|(name, _)| *name == source.layer());
        let (own, allowed) = layer.unwrap_or_else(|| panic!("{} belongs to no layer", source.path));
        for used in uses(&source.code(), "crate::") {
            let fits = is_below(&used, own) || allowed.iter().any(|allowed| is_below(&used, allowed));
            assert!(fits, "{} uses {used}", source.path);
        }
        // Nor by another way: up and out. Only what stands inside a file may look up from there.
        let is_layer = source.path.ends_with("/mod.rs") || !source.path.contains('/');
        let climbs =
            |line: &str| line.contains("super::super") || is_layer && line.starts_with("use super::");
        assert!(!source.code().lines().any(climbs), "{} climbs out of its layer", source.path);
    }
}

#[test]
fn each_program_uses_its_own_part_alone() {
    let programs = [
        ("bin/background.rs", &["background"][..]),
        ("bin/pages.rs", &["ui::page", "ui::dashboard", "ui::panel", "ui::popup", "ui::welcome"]),
    ];
    for source in sources().iter().filter(|source| source.layer() == "bin") {
        let program = programs.iter().find(|(path, _)| *path == source.path);
        let (_, allowed) = program.unwrap_or_else(|| panic!("{} is a new program", source.path));
        let used = uses(&source.code(), "plimsoll::");
        assert!(!used.is_empty(), "{} uses nothing", source.path);
        for used in used {
            assert!(allowed.iter().any(|allowed| is_below(&used, allowed)), "{} uses {used}", source.path);
        }
    }
}

#[test]
fn what_decides_knows_neither_browser_nor_clock() {
    let decides = |source: &Source| {
        matches!(source.layer(), "domain" | "protocol")
            || ["background/step.rs", "background/warn.rs"].contains(&source.path.as_str())
    };
    let sources = sources();
    let deciding: Vec<_> = sources.iter().filter(|source| decides(source)).collect();
    assert!(deciding.len() >= 11);
    for source in deciding {
        let code = source.code();
        let words: BTreeSet<_> =
            code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        for name in PLATFORM {
            let named = if name.contains("::") { code.contains(name) } else { words.contains(name) };
            assert!(!named, "{} knows {name}", source.path);
        }
    }
}

/// What is read goes by position: see `browser/read.rs`. So whatever may be missing has to say so, and what only names can tell
/// is never read.
#[test]
fn what_is_read_can_be_read_by_position() {
    let mut optional = 0;
    for source in sources() {
        let code = source.code();
        for (at, _) in code.match_indices("#[serde(") {
            let attribute = code[at..].split(")]").next().unwrap_or_default();
            let named = ["alias", "tag", "untagged", "content", "other"];
            let mut words = attribute.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            assert!(!words.any(|word| named.contains(&word)), "{}: {attribute}", source.path);
        }
        for derived in code.split("#[derive(").skip(1) {
            let Some((derives, rest)) = derived.split_once(")]") else { continue };
            if !derives.contains("Deserialize") {
                continue;
            }
            let (head, body) = rest.split_once('{').unwrap_or_default();
            let body = body.split("\n}").next().unwrap_or_default();
            assert!(!body.contains("flatten"), "{}: flatten is never read", source.path);
            let mut says = head.contains("default");
            for line in body.lines().map(str::trim) {
                let is_field = !line.starts_with("#[") && line.contains(": ");
                if is_field && line.contains(": Option<") {
                    optional += 1;
                    assert!(says, "{}: {line} may be missing and doesn't say so", source.path);
                }
                says = head.contains("default") || line.contains("default") || says && line.is_empty();
            }
        }
    }
    assert!(optional > 20);
}

#[test]
fn every_source_file_opens_by_saying_what_it_is() {
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        assert!(first.len() > 10 && first.starts_with("//! "), "{} opens with {first:?}", source.path);
    }
}

#[test]
fn nothing_that_ships_panics_on_purpose() {
    for source in sources() {
        for (number, line) in source.code().lines().enumerate() {
            for word in [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("] {
                assert!(!line.contains(word), "{}:{}: {}", source.path, number + 1, line.trim());
            }
        }
    }
}

#[test]
fn no_file_names_a_place_on_somebodys_machine() {
    // Put together here, so that this file doesn't name them either.
    let places = ["home", "Users", "root", "work", "mnt", "tmp"].map(|folder| format!("/{folder}/"));
    let single = ["build.sh", "Cargo.toml", "manifest.json", "webdriver.json", "clippy.toml", "rustfmt.toml"];
    let all = ["src", "extension", "tests"].into_iter().flat_map(files);
    let mut read = 0;
    for path in all.chain(single.map(|name| root().join(name))) {
        // Pictures are no text.
        let Ok(text) = fs::read_to_string(&path) else { continue };
        read += 1;
        for (number, line) in text.lines().enumerate() {
            for place in &places {
                // A part of a longer path, or of an address, is none.
                let found = line.match_indices(place.as_str()).any(|(at, _)| {
                    !line[..at]
                        .ends_with(|before: char| before.is_alphanumeric() || "._-~}*)".contains(before))
                });
                assert!(!found, "{}:{} names {place}…", path.display(), number + 1);
            }
            assert!(!line.contains(&format!("C:{}", '\\')), "{}:{}", path.display(), number + 1);
        }
    }
    assert!(read > 60);
}
