//! Every field with what makes sense at its edges, and what doesn't.

use super::*;
use crate::domain::zone::Offset;

/// A platform that knows one zone beside its own.
struct Platform;

impl Zones for Platform {
    fn offset(&self, zone: &Zone, _: Timestamp) -> Option<Offset> {
        match zone {
            Zone::Local => Some(Offset(0)),
            Zone::Named(name) => (name == "America/Los_Angeles").then_some(Offset(-28_800)),
        }
    }
}

fn check(draft: &Draft) -> Result<Settings, Vec<Mistake>> {
    draft.check(&Settings::default(), &Platform)
}

/// What is wrong with a form that differs from the default in what `change` does.
fn wrong(change: impl FnOnce(&mut Draft)) -> Vec<(Field, Problem)> {
    let mut draft = Draft::of(&Settings::default());
    change(&mut draft);
    let mistakes = check(&draft).err().unwrap_or_default();
    mistakes.into_iter().map(|Mistake { field, problem }| (field, problem)).collect()
}

/// A form with everything switched on.
fn full() -> Draft {
    Draft {
        buffer_is_share: false,
        weekday: Some(Weekday::Monday),
        minute: Some(1.0),
        zone: "America/Los_Angeles".to_owned(),
        note_characters: Some(200.0),
        notes_a_month: Some(5.0),
        ramp_up: Some(RampUpDraft {
            begun: Timestamp::from_millis(7),
            first: Some(20.0),
            step: Some(10.0),
            weeks: Some(8.0),
        }),
        in_mail: Some(InMailDraft { credits: Some(5.0), renews: Some(1.0) }),
        messages: Some(MessagesDraft { a_day: Some(120.0) }),
        ..Draft::of(&Settings::default())
    }
}

#[test]
fn a_form_gives_the_settings_from_which_it_was_made() {
    for draft in [Draft::of(&Settings::default()), full()] {
        let settings = check(&draft).unwrap();
        assert_eq!(Draft::of(&settings), draft);
    }
    assert_eq!(check(&Draft::of(&Settings::default())), Ok(Settings::default()));
    let pacific = check(&full()).unwrap().window;
    assert_eq!(pacific, Window::Calendar(Reset::pacific()));
}

#[test]
fn consent_and_pause_are_not_the_forms_affair() {
    let current = Settings { consent: Some(Timestamp::from_millis(7)), paused: true, ..Settings::default() };
    let saved = Draft::of(&Settings::default()).check(&current, &Platform).unwrap();
    assert_eq!((saved.consent, saved.paused), (current.consent, true));
}

/// Every field for a number that can't be empty, with the least and the most that it takes.
const NUMBERS: [(Field, u32, u32); 13] = [
    (Field::Limit, 80, 10_000),
    (Field::Buffer, 1, 100),
    (Field::Minute, 0, 1_439),
    (Field::From, 0, 1_079),
    (Field::To, 541, 1_440),
    (Field::BurstNumber, 2, 100),
    (Field::BurstMinutes, 1, 120),
    (Field::RampUpFirst, 1, 10_000),
    (Field::RampUpStep, 0, 10_000),
    (Field::RampUpWeeks, 1, 52),
    (Field::InMailCredits, 1, 10_000),
    (Field::InMailRenews, 1, 31),
    (Field::MessagesADay, 1, 10_000),
];

fn problems(field: Field, number: Number) -> Vec<(Field, Problem)> {
    let mut draft = full();
    draft.set_number(field, number);
    let mistakes = check(&draft).err().unwrap_or_default();
    mistakes.into_iter().map(|Mistake { field, problem }| (field, problem)).collect()
}

#[test]
fn every_number_is_taken_from_its_least_to_its_most_and_no_further() {
    for (field, least, most) in NUMBERS {
        let (least, most) = (f64::from(least), f64::from(most));
        for taken in [least, least + 1.0, most] {
            assert_eq!(problems(field, Some(taken)), [], "{field:?} {taken}");
        }
        for refused in [least - 1.0, most + 1.0] {
            let found = problems(field, Some(refused));
            assert_eq!(found.len(), 1, "{field:?} {refused}: {found:?}");
        }
    }
}

#[test]
fn what_is_no_whole_number_is_refused_in_every_field() {
    for (field, ..) in NUMBERS {
        assert_eq!(problems(field, None), [(field, Problem::Empty)]);
        assert_eq!(problems(field, Some(f64::NAN)), [(field, Problem::NotANumber)]);
        for endless in [f64::INFINITY, 1e300] {
            assert!(
                matches!(problems(field, Some(endless))[..], [(of, Problem::TooLarge(_))] if of == field)
            );
        }
        for negative in [-1.0, f64::NEG_INFINITY, -0.5] {
            assert!(
                matches!(problems(field, Some(negative))[..], [(of, Problem::TooSmall(_))] if of == field),
                "{field:?} {negative}"
            );
        }
        assert_eq!(problems(field, Some(20.5)), [(field, Problem::NotWhole)]);
    }
}

#[test]
fn a_field_holds_the_number_that_was_put_into_it_and_no_other_does() {
    let fields = NUMBERS.map(|(field, ..)| field);
    for field in fields.into_iter().chain([Field::NoteCharacters, Field::NotesAMonth]) {
        let mut draft = full();
        draft.set_number(field, Some(77.0));
        assert_eq!(draft.number(field), Some(77.0), "{field:?}");
        draft.set_number(field, full().number(field));
        assert_eq!(draft, full(), "{field:?}");
    }
}

#[test]
fn what_is_off_or_no_number_takes_none() {
    let usual = Draft::of(&Settings::default());
    for field in [Field::RampUpStep, Field::InMailRenews, Field::MessagesADay, Field::Zone, Field::Days] {
        let mut draft = usual.clone();
        draft.set_number(field, Some(7.0));
        assert_eq!((draft.number(field), &draft), (None, &usual), "{field:?}");
    }
}

#[test]
fn what_is_turned_on_makes_sense_and_turned_off_leaves_nothing() {
    let usual = Draft::of(&Settings::default());
    let now = Timestamp::from_millis(7);
    let others = [Switch::RampUp, Switch::InMail, Switch::Messages];
    for switch in others.into_iter().chain([Switch::Day(6), Switch::Warning(Warning::Burst)]) {
        let mut draft = usual.clone();
        let was = draft.is_on(switch);
        draft.turn(switch, !was, now);
        assert_eq!((draft.is_on(switch), check(&draft).is_ok()), (!was, true), "{switch:?}");
        assert_ne!(draft, usual, "{switch:?}");
        draft.turn(switch, was, now);
        assert_eq!(draft, usual, "{switch:?}");
    }
    let mut draft = usual;
    draft.turn(Switch::RampUp, true, now);
    assert_eq!(draft.ramp_up.map(|plan| plan.begun), Some(now));
}

#[test]
fn what_is_chosen_is_the_one_that_was_and_what_is_not_offered_none() {
    let counts = [
        (Choice::Account, Account::ALL.len()),
        (Choice::BufferUnit, 2),
        (Choice::Window, windows().len()),
        (Choice::Weekday, Weekday::ALL.len()),
    ];
    for (choice, count) in counts {
        for at in 0..count {
            let mut draft = Draft::of(&Settings::default());
            draft.choose(choice, at);
            assert_eq!(draft.chosen(choice), Some(at), "{choice:?}");
            assert!(check(&draft).is_ok(), "{choice:?} {at}");
        }
    }
    let mut draft = full();
    assert_eq!(draft.chosen(Choice::Window), Some(1));
    draft.minute = Some(2.0);
    assert_eq!(draft.chosen(Choice::Window), None);
    // Nobody looks at a rolling window's clock.
    draft.weekday = None;
    assert_eq!((draft.chosen(Choice::Window), draft.chosen(Choice::Weekday)), (Some(0), None));
}

#[test]
fn an_allowance_is_the_forms_own_once_it_is_set() {
    for buffer in [Buffer::Share(80), Buffer::Number(80)] {
        let mut draft = Draft::of(&Settings::default());
        let allowance = Allowance { limit: 90, buffer };
        assert!(!draft.has_allowance(&allowance));
        draft.set_allowance(&allowance);
        assert!(draft.has_allowance(&allowance));
        assert_eq!(check(&draft).unwrap().allowance, allowance);
    }
}

#[test]
fn a_line_above_the_limit_is_refused_and_at_it_taken() {
    let line = |number| {
        wrong(|form| {
            form.buffer_is_share = false;
            form.buffer = Some(number);
        })
    };
    assert_eq!([line(99.0), line(100.0)], [[], []]);
    assert_eq!(line(101.0), [(Field::Buffer, Problem::AboveLimit(100))]);
    let share = |percent| wrong(|form| form.buffer = Some(percent));
    assert_eq!(share(100.0), []);
    assert_eq!(share(101.0), [(Field::Buffer, Problem::TooLarge(100))]);
    assert_eq!(share(0.0), [(Field::Buffer, Problem::TooSmall(1))]);
    // Of a limit that is wrong itself nothing more is said.
    let both = wrong(|form| (form.limit, form.buffer_is_share) = (Some(0.0), false));
    assert_eq!(both, [(Field::Limit, Problem::TooSmall(1))]);
}

#[test]
fn empty_notes_are_as_the_account_has_them_and_wrong_ones_are_refused() {
    assert_eq!(wrong(|form| (form.note_characters, form.notes_a_month) = (None, None)), []);
    assert_eq!(wrong(|form| form.notes_a_month = Some(0.0)), []);
    assert_eq!(
        wrong(|form| form.note_characters = Some(0.0)),
        [(Field::NoteCharacters, Problem::TooSmall(1))]
    );
    assert_eq!(
        wrong(|form| form.notes_a_month = Some(f64::NAN)),
        [(Field::NotesAMonth, Problem::NotANumber)]
    );
}

#[test]
fn a_zone_that_the_platform_does_not_know_is_refused() {
    let zone =
        |name: &str| wrong(|form| (form.weekday, form.zone) = (Some(Weekday::Monday), name.to_owned()));
    assert_eq!([zone(""), zone("  "), zone(" America/Los_Angeles ")], [[], [], []]);
    assert_eq!(zone("America/Los Angeles"), [(Field::Zone, Problem::UnknownZone)]);
    // For a rolling window nobody looks at it.
    assert_eq!(wrong(|form| (form.zone, form.minute) = ("nowhere".to_owned(), None)), []);
}

#[test]
fn work_must_be_on_some_day_and_end_after_it_begins() {
    assert_eq!(wrong(|form| form.days = [false; 7]), [(Field::Days, Problem::NoDay)]);
    let hours =
        |from: u32, to: u32| wrong(|form| (form.from, form.to) = (Some(from.into()), Some(to.into())));
    assert_eq!([hours(0, 1), hours(0, 1_440), hours(539, 540)], [[], [], []]);
    for (from, to) in [(540, 540), (541, 540)] {
        assert_eq!(hours(from, to), [(Field::To, Problem::EndsBeforeItBegins)]);
    }
}

#[test]
fn the_user_is_told_of_every_mistake_at_once() {
    let found = wrong(|form| {
        form.limit = None;
        form.days = [false; 7];
        form.burst_number = Some(1.0);
    });
    let fields: Vec<Field> = found.into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, [Field::Limit, Field::Days, Field::BurstNumber]);
}

#[test]
fn every_problem_has_a_sentence() {
    for problem in [
        Problem::Empty,
        Problem::NotANumber,
        Problem::NotWhole,
        Problem::TooSmall(1),
        Problem::TooLarge(9),
        Problem::AboveLimit(100),
        Problem::UnknownZone,
        Problem::NoDay,
        Problem::EndsBeforeItBegins,
    ] {
        let sentence = problem.to_string();
        assert!(sentence.ends_with('.') && sentence.len() > 12, "{sentence}");
    }
}

#[test]
fn a_draft_crosses_the_border_with_nan_as_nothing() {
    // The browser's messages are JSON, which has no NaN: it comes as null, and an empty field is as wrong.
    let mut draft = full();
    draft.limit = Some(f64::NAN);
    let text = serde_json::to_string(&draft).unwrap();
    let read: Draft = serde_json::from_str(&text).unwrap();
    assert_eq!(check(&read).unwrap_err()[0], Mistake { field: Field::Limit, problem: Problem::Empty });
}

#[test]
fn a_form_follows_what_was_saved_elsewhere_but_for_what_the_user_changed_in_it() {
    let before = Draft::of(&Settings::default());
    let mut untouched = before.clone();
    untouched.follow(&before, &full());
    assert_eq!(untouched, full());
    // A line and its unit are one, and so is a week with its clock.
    let typed = |draft: &mut Draft| {
        draft.buffer = Some(90.0);
        draft.zone = "Atlantis/Harbour".to_owned();
        draft.limit = Some(f64::NAN);
    };
    let (mut edited, mut expected) = (before.clone(), full());
    typed(&mut edited);
    typed(&mut expected);
    (expected.buffer_is_share, expected.weekday, expected.minute) =
        (before.buffer_is_share, before.weekday, before.minute);
    edited.follow(&before, &full());
    // What is no number isn't like itself.
    assert!(edited.limit.is_some_and(f64::is_nan));
    (edited.limit, expected.limit) = (None, None);
    assert_eq!(edited, expected);
}
