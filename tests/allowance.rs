//! docs/allowance.md explains the allowance completely: every figure with who says so, and every warning.

use std::fs;

use plimsoll::domain::preset::{self, Account, Figure, InMailPlan, allowances, windows};
use plimsoll::domain::warning::RULES;

fn document() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/allowance.md");
    fs::read_to_string(path).expect("it is there")
}

/// A number as the document writes it.
fn written(number: u32) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

/// Whether a line has the number by itself, and not as a part of another.
fn has(line: &str, number: u32) -> bool {
    let digits = |text: &str| text.chars().next().is_some_and(|letter| letter.is_ascii_digit());
    let written = written(number);
    line.match_indices(&written).any(|(at, found)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_ascii_digit() || letter == ',')
            && !digits(&line[at + found.len()..])
    })
}

/// The rows of the section with that title.
fn section<'a>(document: &'a str, title: &str) -> Vec<&'a str> {
    let after = document.split_once(&format!("\n## {title}\n")).expect("there is such a section").1;
    let section = after.split("\n## ").next().unwrap_or_default();
    section.lines().filter(|line| line.starts_with('|')).collect()
}

#[test]
fn every_figure_stands_in_a_row_with_its_source() {
    let document = document();
    let groups: [(&str, &[Figure]); 10] = [
        ("Limit, line, level", &preset::WEEKLY),
        ("Pace", &preset::DAILY),
        ("Notes", &preset::NOTE_LENGTH_FREE),
        ("Notes", &preset::NOTE_LENGTH_PAID),
        ("Pending, network, and the rest", &preset::PENDING),
        (
            "Pending, network, and the rest",
            &[preset::CONNECTIONS, preset::MESSAGES_A_DAY, preset::MESSAGE_LENGTH],
        ),
        ("Pending, network, and the rest", &[preset::IN_MAIL_ANSWER_DAYS]),
        ("Restriction", &[preset::FAR_OVER, preset::RESTRICTION_WEEKS]),
        ("Restriction", &[preset::FIRST_RESTRICTION_HOURS[0]]),
        ("Notes", &[preset::NOTES_A_MONTH[0]]),
    ];
    for (title, figures) in groups {
        let rows = section(&document, title);
        for Figure { least, most, source } in figures {
            for number in [least, most] {
                let found = rows.iter().any(|row| has(row, *number) && row.contains(&source.to_string()));
                assert!(found, "{title} lacks {number} by {source}");
            }
        }
    }
}

#[test]
fn every_preset_and_every_plan_stands_in_it() {
    let document = document();
    let rows = section(&document, "Limit, line, level");
    for preset in Account::ALL.into_iter().flat_map(allowances) {
        let source = preset.source.to_string();
        let row = rows.iter().find(|row| has(row, preset.allowance.limit) && row.contains(&source));
        assert!(row.is_some(), "{preset:?}");
    }
    let rows = section(&document, "Pending, network, and the rest");
    for plan in InMailPlan::ALL {
        assert!(rows.iter().any(|row| row.contains("InMail") && has(row, plan.credits())), "{plan:?}");
    }
    let described = section(&document, "Windows");
    for (_, source) in windows().iter().take(2) {
        assert!(described.iter().any(|row| row.contains(&source.to_string())), "{source}");
    }
}

#[test]
fn every_warning_stands_in_it() {
    let document = document();
    // Two rows are the table's head.
    assert_eq!(section(&document, "Warnings").len() - 2, RULES.len());
}

#[test]
fn the_readme_leads_to_it() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("it is there");
    assert!(readme.contains("](docs/allowance.md)"));
}
