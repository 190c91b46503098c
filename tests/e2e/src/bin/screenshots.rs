//! Takes a picture of every surface in every state, and composes the README's: `./build.sh screenshots`.
//!
//! What a page shows is put into storage as the extension itself would have written it. The clock of the pages that
//! nobody acts on stands still, so that their pictures are the same every time.

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use plimsoll::domain::health::{Health, Question};
use plimsoll::domain::invitation::{Characters, Evidence, Invitation, InvitationId, Place, Way};
use plimsoll::domain::ledger::{Entry, Ledger};
use plimsoll::domain::note_allowance::Remaining;
use plimsoll::domain::other_allowance::{InMailChoice, OtherChoice, PROPOSED_MESSAGES, Report};
use plimsoll::domain::pending::Said;
use plimsoll::domain::preset::InMailPlan;
use plimsoll::domain::restriction::{Cause, Restriction, Restrictions};
use plimsoll::domain::schema::{self, key};
use plimsoll::domain::settings::Settings;
use plimsoll::domain::standing::Standing;
use plimsoll::domain::time::Timestamp;
use plimsoll::store::Fault;
use plimsoll_e2e::scene::{now, package};
use plimsoll_e2e::shots::{self, POPUP_HEIGHT, POPUP_WIDTH, Size};
use plimsoll_e2e::{Browser, Key, Launch, Outcome, css, until_holds};
use reqwest::Url;
use serde_json::{Map, Value, json};

/// A Friday afternoon, in the zone that the browser is given: 2026-11-20, 15:30 UTC.
const FRIDAY: Timestamp = Timestamp::from_millis(1_795_188_600_000);
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// How wide the pictures of the side panel and of the dashboard are, in CSS pixels.
const PANEL_WIDTH: u32 = 380;
const DASHBOARD_WIDTH: u32 = 1160;
/// As narrow as a side panel gets.
const NARROW: u32 = 320;

/// What was sent on each of the last seven days, today last.
type Week = [u32; 7];

const COMFORTABLE: Week = [0, 3, 10, 9, 8, 6, 6];
const NEARING: Week = [0, 4, 16, 18, 14, 12, 12];
const OVER: Week = [0, 6, 19, 18, 15, 14, 15];
const LIMIT: Week = [0, 8, 20, 21, 17, 16, 18];
const BEYOND: Week = [4, 8, 20, 21, 17, 16, 18];
const LAST: Week = [0, 0, 0, 0, 0, 1, 0];

/// The popups of the README's picture.
const README: [&str; 3] = ["comfortable-light", "nearing-light", "comfortable-dark"];

/// A state of the popup.
struct State {
    name: &'static str,
    /// What is stored.
    seed: Seed,
    /// What the user does then.
    act: Act,
    /// Whether it is also shown from right to left, with large text and in forced colours.
    variants: bool,
}

enum Act {
    /// Nothing.
    Look,
    /// Nothing, and the program hasn't started.
    Open,
    /// Walks to the first control by keyboard.
    Focus,
    /// Adds three by hand.
    Add,
    /// The same, and takes them back.
    Undo,
    /// Presses a button while the background doesn't answer.
    Silence,
}

/// What is stored, before it is dated.
#[derive(Clone, Copy, Default)]
struct Seed {
    week: Week,
    /// How many of those sent today were seen only on the network.
    unexplained: u32,
    not_started: bool,
    paused: bool,
    /// Whether something couldn't be read.
    broken: bool,
    newer: bool,
    unsaved: bool,
    /// What is known beside the count.
    known: Known,
    /// How many years lie behind the week.
    years: u32,
}

/// What is known beside the count.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Known {
    #[default]
    Nothing,
    /// LinkedIn refused an invitation, and the user is to say whether that is a restriction.
    Refused,
    /// It is one, since two days.
    Restricted,
    /// It is one, and should be over.
    Due,
    /// An import invited several people, and the user is to say how many.
    Imported,
    /// What LinkedIn accepted the page never shows.
    Mute,
    /// All that can be known or switched on beside the week.
    Account,
}

impl Known {
    fn restriction(self, now: Timestamp) -> Option<Restriction> {
        let (days, cause) = match self {
            Self::Refused => (0, Cause::Shown),
            Self::Restricted => (2, Cause::Said),
            Self::Due => (9, Cause::Said),
            _ => return None,
        };
        let since = Timestamp::from_millis(now.as_millis() - days * DAY_MILLIS - 1_200_000);
        Some(Restriction::seen(since, cause, 96, 100))
    }

    fn standing(self, now: Timestamp) -> Standing {
        let restrictions = Restrictions(self.restriction(now).into_iter().collect());
        let mut standing = Standing { restrictions, ..Standing::default() };
        if self == Self::Account {
            let ago = |days: i64| Timestamp::from_millis(now.as_millis() - days * DAY_MILLIS);
            standing.pending = Some(Said { number: 684, at: ago(2) });
            standing.connections = Some(Said { number: 9_312, at: ago(2) });
            standing.notes.remaining = Some(Remaining { number: 1, at: ago(1) });
            for days in [12, 5, 1] {
                standing.in_mail.take(Report::Sent(1), ago(days));
            }
            standing.in_mail.take(Report::Answered(ago(12)), ago(8));
            standing.messages.take(Report::Sent(37), now);
        }
        standing
    }

    fn others(self) -> OtherChoice {
        let on = self == Self::Account;
        OtherChoice {
            in_mail: on.then(|| InMailChoice::of(InMailPlan::PremiumCareer)),
            messages: on.then_some(PROPOSED_MESSAGES),
        }
    }

    fn health(self, now: Timestamp) -> Health {
        let mut health = Health::default();
        match self {
            Self::Imported => {
                health.questions.push(Question { of: InvitationId::new("0.0"), sent: now });
            }
            Self::Mute => health.mute = 4,
            _ => {}
        }
        health
    }
}

impl Seed {
    fn of(week: Week) -> Self {
        Self { week, ..Self::default() }
    }

    /// All that lies in storage at `now`.
    fn items(self, now: Timestamp) -> Result<Value> {
        let settings = Settings {
            consent: (!self.not_started).then(|| now.minus(Duration::from_secs(30 * 24 * 60 * 60))),
            paused: self.paused,
            others: self.known.others(),
            ..Settings::default()
        };
        let mut items = Map::new();
        let version = schema::VERSION + u32::from(self.newer);
        items.insert(key::SCHEMA.to_owned(), version.into());
        items.insert(key::SETTINGS.to_owned(), serde_json::to_value(settings)?);
        if self.broken {
            let fault = Fault { key: key::DETECTOR.to_owned(), found: now };
            items.insert(key::FAULTS.to_owned(), serde_json::to_value([fault])?);
        }
        items.insert(key::STANDING.to_owned(), serde_json::to_value(self.known.standing(now))?);
        items.insert(key::HEALTH.to_owned(), serde_json::to_value(self.known.health(now))?);
        for (week, entries) in self.ledger(now).drawers() {
            items.insert(schema::ledger_key(week), serde_json::to_value(entries)?);
        }
        Ok(items.into())
    }

    fn ledger(self, now: Timestamp) -> Ledger {
        let passed = now.as_millis().rem_euclid(DAY_MILLIS);
        let midnight = now.as_millis() - passed;
        let mut ledger = Ledger::default();
        for (ago, number) in (0..7).rev().zip(self.week) {
            for index in 0..number {
                // In spells of four, two hours apart, from 8:10 on; and today not after now.
                let minutes = i64::from(490 + index / 4 * 120 + index % 4 * 3);
                let latest = passed * i64::from(index + 1) / i64::from(number + 1);
                let time = if ago == 0 { (minutes * 60_000).min(latest) } else { minutes * 60_000 };
                let unexplained = ago == 0 && index < self.unexplained;
                let at = Timestamp::from_millis(midnight - ago * DAY_MILLIS + time);
                ledger.enter(Entry::Sent(Invitation {
                    id: InvitationId::new(format!("{ago}.{index}")),
                    at,
                    number: NonZeroU32::MIN,
                    place: if unexplained { Place::Unknown } else { Place::Search },
                    way: if unexplained { Way::Unknown } else { Way::Dialog },
                    note: None,
                    evidence: if unexplained { Evidence::Network } else { Evidence::Confirmed },
                }));
            }
        }
        self.past(midnight, &mut ledger);
        ledger
    }

    /// The years before the week: by a pattern of its own, so that every chart has something to show.
    fn past(self, midnight: i64, ledger: &mut Ledger) {
        for ago in 7..i64::from(self.years) * 365 {
            let (weekend, season) = ((ago + 2) % 7 < 2, ago / 45 % 4);
            let number = if weekend { ago % 2 } else { (ago * 7 % 11 + season * 3) % 17 };
            for index in 0..number {
                let minutes = 500 + (index * 47 + ago * 13) % 560;
                let place = [Place::Search, Place::Profile, Place::MyNetwork, Place::Company]
                    [(index * ago % 4) as usize];
                let direct = place == Place::MyNetwork;
                let noted = !direct && (index + ago) % 3 == 0;
                ledger.enter(Entry::Sent(Invitation {
                    id: InvitationId::new(format!("{ago}.{index}")),
                    at: Timestamp::from_millis(midnight - ago * DAY_MILLIS + minutes * 60_000),
                    number: NonZeroU32::MIN,
                    place,
                    way: if direct { Way::Direct } else { Way::Dialog },
                    note: noted.then(|| Characters((60 + index * 31 + ago * 17 % 190) as u32 % 300)),
                    evidence: if (ago + index) % 9 == 0 {
                        Evidence::Unconfirmed
                    } else {
                        Evidence::Confirmed
                    },
                }));
            }
        }
    }

    /// Lays it into the extension's storage in place of whatever is there.
    async fn store(self, browser: &Browser, now: Timestamp) -> Result<()> {
        let session = if self.unsaved { json!({ key::UNSAVED: [{ "kind": "alarm" }] }) } else { json!({}) };
        let lay = "await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
            await chrome.storage.session.set(arguments[1]);
            await chrome.storage.local.set(arguments[0])";
        browser.in_extension(lay, &[self.items(now)?, session]).await.map(drop)
    }
}

fn states() -> Vec<State> {
    let comfortable = Seed::of(COMFORTABLE);
    let state = |name, seed| State { name, seed, act: Act::Look, variants: false };
    let acted = |name, seed, act| State { name, seed, act, variants: false };
    vec![
        State { variants: true, ..state("comfortable", comfortable) },
        State { variants: true, ..state("nearing", Seed::of(NEARING)) },
        state("over", Seed::of(OVER)),
        state("limit", Seed::of(LIMIT)),
        state("beyond", Seed::of(BEYOND)),
        state("empty", Seed::default()),
        state("one", Seed::of(LAST)),
        state("paused", Seed { paused: true, ..comfortable }),
        State { variants: true, ..state("not-started", Seed { not_started: true, ..Seed::default() }) },
        State { variants: true, ..state("unreadable", Seed { broken: true, ..comfortable }) },
        state("unexplained", Seed { unexplained: 2, ..comfortable }),
        state("newer", Seed { newer: true, ..comfortable }),
        state("unsaved", Seed { unsaved: true, ..comfortable }),
        State { variants: true, ..state("refused", Seed { known: Known::Refused, ..comfortable }) },
        state("restricted", Seed { known: Known::Restricted, ..Seed::of(LIMIT) }),
        state("due", Seed { known: Known::Due, ..comfortable }),
        State { variants: true, ..state("imported", Seed { known: Known::Imported, ..comfortable }) },
        state("mute", Seed { known: Known::Mute, ..comfortable }),
        acted("opening", comfortable, Act::Open),
        acted("focus", comfortable, Act::Focus),
        State { variants: true, ..acted("added", comfortable, Act::Add) },
        acted("undone", comfortable, Act::Undo),
        acted("no-answer", comfortable, Act::Silence),
    ]
}

/// One page with all pictures: every component in every state that there is one of.
fn sheet(folder: &Path) -> Result<()> {
    let mut names: Vec<String> = fs::read_dir(folder)?
        .filter_map(|entry| {
            entry.ok()?.file_name().into_string().ok()?.strip_suffix(".png").map(str::to_owned)
        })
        .collect();
    names.sort();
    let figure = |name: &String| {
        format!(
            "<figure><img src='{name}.png' alt='' loading='lazy'><figcaption>{name}</figcaption></figure>\n"
        )
    };
    let figures: String = names.iter().map(figure).collect();
    let page = format!(
        "<!doctype html><meta charset='utf-8'><title>Plimsoll, every part in every state</title>
         <style>
           body {{ display: flex; flex-wrap: wrap; gap: 24px; margin: 24px; background: #888; font: 13px sans-serif }}
           figure {{ margin: 0 }} img {{ max-inline-size: 360px; display: block }}
         </style>
         {figures}"
    );
    fs::write(folder.join("index.html"), page).context("can't write the page of all pictures")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let folder = shots::folder("screenshots");
    if folder.exists() && std::env::args().nth(1).is_none() {
        fs::remove_dir_all(&folder).context("can't remove the last pictures")?;
    }
    // By name, to look at one surface while it is being worked on.
    let only: Option<String> = std::env::args().nth(1);
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    let browser = launch("en-US").await?;
    let mut pictures = Pictures { browser: &browser, folder: folder.clone(), odd: BTreeSet::new() };
    if wanted("popup") {
        pictures.popup().await?;
    }
    if wanted("panel") {
        pictures.panel().await?;
    }
    if wanted("dashboard") {
        pictures.dashboard().await?;
    }
    if wanted("welcome") {
        pictures.welcome().await?;
    }
    if wanted("popup") {
        pictures.readme().await?;
    }
    let mut odd = pictures.odd;
    browser.quit().await?;
    if wanted("german") {
        let browser = launch("de").await?;
        let mut pictures = Pictures { browser: &browser, folder: folder.clone(), odd: BTreeSet::new() };
        pictures.german().await?;
        odd.append(&mut pictures.odd);
        browser.quit().await?;
    }
    sheet(&folder)?;
    println!(
        "\nThey lie in target/screenshots; index.html there shows every part in every state on one page."
    );
    for remark in odd {
        println!("{remark}");
    }
    Ok(())
}

/// A browser of that language, once the extension is ready in it.
async fn launch(language: &str) -> Result<Browser> {
    let launch = Launch {
        time_zone: Some("UTC".to_owned()),
        lang: Some(language.to_owned()),
        ..Launch::with(package(), 0)
    };
    let browser = Browser::launch(launch).await?;
    let badge = async || browser.badge().await;
    until_holds("the extension to be ready", badge, |badge| !badge.text.is_empty()).await?;
    Ok(browser)
}

struct Pictures<'a> {
    browser: &'a Browser,
    folder: PathBuf,
    /// What can be said of the pictures without looking at them.
    odd: BTreeSet<String>,
}

impl Pictures<'_> {
    async fn popup(&mut self) -> Result<()> {
        let browser = self.browser;
        shots::prepare(browser, POPUP_WIDTH, POPUP_HEIGHT).await?;
        let still = browser.extension_page("manifest.json").await?;
        let source = format!("Date.now = () => {}", FRIDAY.as_millis());
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        // What the user adds is dated by the background, whose clock goes on.
        let moving = browser.extension_page("manifest.json").await?;
        for state in states() {
            let acts = matches!(state.act, Act::Add | Act::Undo);
            browser.switch_to(if acts { &moving } else { &still }).await?;
            state.seed.store(browser, if acts { now()? } else { FRIDAY }).await?;
            browser.open(&browser.extension_url("popup.html")?).await?;
            shots::await_shown(browser).await?;
            act(browser, &state.act).await.with_context(|| format!("the state {}", state.name))?;
            self.both(POPUP_WIDTH, 0, &format!("popup-{}", state.name)).await?;
            if state.variants {
                self.variants(state.name).await?;
            }
        }
        browser.close_tab(&still).await?;
        browser.close_tab(&moving).await
    }

    /// The current popup as other people see it.
    async fn variants(&mut self, name: &str) -> Result<()> {
        let browser = self.browser;
        // At the size that the picture before has.
        shots::in_forced_colors(browser, &self.path(&format!("popup-{name}-forced"))).await?;

        browser.run("document.documentElement.dir = 'rtl'", &[]).await?;
        self.one(POPUP_WIDTH, &format!("popup-{name}-rtl")).await?;
        browser.run("document.documentElement.dir = 'ltr'", &[]).await?;

        // Whatever isn't measured by the size of the text stays small beside it.
        browser.run("document.documentElement.style.fontSize = '200%'", &[]).await?;
        self.one(2 * POPUP_WIDTH, &format!("popup-{name}-200")).await?;
        browser.run("document.documentElement.style.fontSize = ''", &[]).await.map(drop)
    }

    async fn panel(&mut self) -> Result<()> {
        let browser = self.browser;
        shots::prepare(browser, PANEL_WIDTH, 760).await?;
        browser.extension_page("manifest.json").await?;
        let still = format!("Date.now = () => {}", FRIDAY.as_millis());
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": still })).await?;
        Seed::of(COMFORTABLE).store(browser, FRIDAY).await?;
        browser.open(&browser.extension_url("panel.html")?).await?;
        shots::await_shown(browser).await?;
        self.both(PANEL_WIDTH, 0, "panel-empty").await?;
        let written = |length: u32, seen: u32| json!({ "length": length, "limit": 300, "seen": seen });
        // As the sensor of a page tells it.
        let tell =
            "chrome.runtime.onMessage.dispatch?.({ note: arguments[0] }, { tab: { id: 1 } }, () => {})";
        for (name, note) in
            [("writing", written(212, 212)), ("nearing", written(281, 275)), ("full", written(300, 300))]
        {
            browser.run(tell, &[note]).await?;
            browser.await_ready(".note__left").await?;
            self.both(PANEL_WIDTH, 0, &format!("panel-{name}")).await?;
        }
        browser.click(css(".shelf__use").nth(3)).await?;
        browser.type_into(css(".composer__values input").nth(0), "Ada").await?;
        browser.type_into(css(".composer__values input").nth(1), "Harbour Days 🌊").await?;
        self.both(PANEL_WIDTH, 0, "panel-composing").await?;
        // What the user adds is his, and another template takes its place.
        browser.type_into(".composer textarea", " See you!").await?;
        browser.click(css(".shelf__use").nth(0)).await?;
        browser.await_ready(css("button").named("Bring my note back")).await?;
        self.both(PANEL_WIDTH, 0, "panel-replaced").await?;
        browser.click(css("button").named("Edit list")).await?;
        browser.click(css("button").named("Keep as template")).await?;
        self.both(PANEL_WIDTH, 0, "panel-keeping").await?;
        self.variants_of("panel-keeping", PANEL_WIDTH).await?;
        browser.run("localStorage.clear()", &[]).await?;
        Seed { known: Known::Account, ..Seed::of(COMFORTABLE) }.store(browser, FRIDAY).await?;
        browser.open(&browser.extension_url("panel.html")?).await?;
        shots::await_shown(browser).await?;
        self.both(PANEL_WIDTH, 0, "panel-account").await?;
        // As narrow as the browser lets it be.
        self.both(NARROW, 0, "panel-narrow").await?;
        self.variants_of("panel-account", PANEL_WIDTH).await
    }

    async fn dashboard(&mut self) -> Result<()> {
        let browser = self.browser;
        shots::prepare(browser, DASHBOARD_WIDTH, 760).await?;
        browser.extension_page("manifest.json").await?;
        let still = format!("Date.now = () => {}", FRIDAY.as_millis());
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": still })).await?;
        for (name, seed) in [
            ("empty", Seed::default()),
            ("full", Seed { years: 1, known: Known::Account, ..Seed::of(COMFORTABLE) }),
        ] {
            seed.store(browser, FRIDAY).await?;
            browser.open(&browser.extension_url("dashboard.html")?).await?;
            shots::await_shown(browser).await?;
            browser.await_gone(".reading:not(:empty)").await?;
            for part in ["Overview", "Ledger", "Planner", "Settings", "Your data"] {
                browser.click(css(".tabs button").named(part)).await?;
                let part = part.rsplit(' ').next().unwrap_or_default().to_lowercase();
                self.both(DASHBOARD_WIDTH, 760, &format!("dashboard-{part}-{name}")).await?;
                if part == "overview" {
                    for chart in [0, 1] {
                        let point = "document.querySelectorAll('.plot__field')[arguments[0]].focus()";
                        browser.run(point, &[json!(chart)]).await?;
                        self.both(DASHBOARD_WIDTH, 760, &format!("dashboard-read-{chart}-{name}")).await?;
                    }
                }
                if name == "full" {
                    self.both(400, 640, &format!("dashboard-{part}-narrow")).await?;
                    browser.set_viewport(DASHBOARD_WIDTH, 760, 2.0).await?;
                    self.variants_of(&format!("dashboard-{part}"), DASHBOARD_WIDTH).await?;
                }
            }
        }
        browser.click(css(".tabs button").named("Settings")).await?;
        browser.clear("#field-Limit").await?;
        browser.type_into("#field-Limit", "60\t").await?;
        browser.clear("#field-Buffer").await?;
        browser.type_into("#field-Buffer", "140\t").await?;
        self.both(DASHBOARD_WIDTH, 760, "dashboard-settings-wrong").await?;
        browser.click(css(".tabs button").named("Ledger")).await?;
        browser.click(css(".book__acts button").nth(2)).await?;
        self.both(DASHBOARD_WIDTH, 760, "dashboard-ledger-edited").await?;
        browser.click(css(".tabs button").named("Your data")).await?;
        browser.click(css("button").named("Delete everything…")).await?;
        self.both(DASHBOARD_WIDTH, 760, "dashboard-data-asked").await
    }

    /// The surfaces in a language whose words are longer.
    async fn german(&mut self) -> Result<()> {
        let browser = self.browser;
        shots::prepare(browser, POPUP_WIDTH, POPUP_HEIGHT).await?;
        browser.extension_page("manifest.json").await?;
        let still = format!("Date.now = () => {}", FRIDAY.as_millis());
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": still })).await?;
        let account = Seed { known: Known::Account, years: 1, ..Seed::of(COMFORTABLE) };
        let popups = [
            ("comfortable", account),
            ("over", Seed::of(OVER)),
            ("restricted", Seed { known: Known::Restricted, ..Seed::of(LIMIT) }),
            ("imported", Seed { known: Known::Imported, ..Seed::of(COMFORTABLE) }),
        ];
        for (name, seed) in popups {
            seed.store(browser, FRIDAY).await?;
            browser.open(&browser.extension_url("popup.html")?).await?;
            shots::await_shown(browser).await?;
            self.both(POPUP_WIDTH, 0, &format!("german-popup-{name}")).await?;
        }
        account.store(browser, FRIDAY).await?;
        browser.open(&browser.extension_url("panel.html")?).await?;
        shots::await_shown(browser).await?;
        self.both(PANEL_WIDTH, 0, "german-panel").await?;
        self.both(NARROW, 0, "german-panel-narrow").await?;
        browser.set_viewport(DASHBOARD_WIDTH, 760, 2.0).await?;
        browser.open(&browser.extension_url("dashboard.html")?).await?;
        shots::await_shown(browser).await?;
        browser.await_gone(".reading:not(:empty)").await?;
        for part in 1..=5 {
            browser.click(css(format!(".tabs button:nth-child({part})"))).await?;
            self.both(DASHBOARD_WIDTH, 760, &format!("german-dashboard-{part}")).await?;
        }
        Ok(())
    }

    /// The current page as other people see it.
    async fn variants_of(&mut self, name: &str, width: u32) -> Result<()> {
        let browser = self.browser;
        browser.run("document.documentElement.dir = 'rtl'", &[]).await?;
        self.one(width, &format!("{name}-rtl")).await?;
        browser.run("document.documentElement.dir = 'ltr'", &[]).await?;
        browser.run("document.documentElement.style.fontSize = '200%'", &[]).await?;
        self.one(2 * width, &format!("{name}-200")).await?;
        browser.run("document.documentElement.style.fontSize = ''", &[]).await.map(drop)
    }

    async fn welcome(&mut self) -> Result<()> {
        let browser = self.browser;
        Seed { not_started: true, ..Seed::default() }.store(browser, now()?).await?;
        shots::prepare(browser, 1100, 760).await?;
        browser.extension_page("welcome.html").await?;
        shots::await_shown(browser).await?;
        self.wide_and_narrow("question").await?;
        browser.click(css("button").named("Not now")).await?;
        browser.await_ready(".welcome__said").await?;
        self.wide_and_narrow("refused").await?;
        browser.click(css("button").named("Start counting")).await?;
        browser.await_ready(".welcome__next").await?;
        self.wide_and_narrow("started").await
    }

    async fn wide_and_narrow(&mut self, name: &str) -> Result<()> {
        self.both(1100, 760, &format!("welcome-{name}")).await?;
        self.both(360, 640, &format!("welcome-{name}-narrow")).await
    }

    async fn both(&mut self, width: u32, height: u32, name: &str) -> Result<()> {
        self.rest().await?;
        let taken = shots::both_schemes(self.browser, width, height, &self.folder, name).await?;
        for (path, size) in taken {
            self.note(&path, size);
        }
        Ok(())
    }

    async fn one(&mut self, width: u32, name: &str) -> Result<()> {
        let path = self.path(name);
        let size = shots::picture(self.browser, width, 0, &path).await?;
        self.note(&path, size);
        Ok(())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.png"))
    }

    /// Leads the pointer to where nothing answers to it.
    async fn rest(&self) -> Result<()> {
        self.browser.hover("h1").await
    }

    fn note(&mut self, path: &Path, Size { width, height, hidden }: Size) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        println!("{name:<36}  {width:>4} × {height}");
        if hidden > 0 {
            self.odd.insert(format!("{name} is {hidden} px wider than its window."));
        }
        if name.starts_with("popup") && !name.ends_with("-200") && height > POPUP_HEIGHT {
            self.odd.insert(format!("{name} is higher than {POPUP_HEIGHT} px and has to be scrolled."));
        }
    }

    /// The README's picture: three popups side by side on a quiet ground.
    async fn readme(&mut self) -> Result<()> {
        let style = format!(
            "body {{ margin: 0; background: #d3dbdf }}
             main {{ display: flex; align-items: flex-start; justify-content: center; gap: 28px; padding: 36px 0 }}
             img {{ display: block; width: {POPUP_WIDTH}px; border-radius: 12px;
                    box-shadow: 0 1px 2px rgb(18 32 42 / 0.16), 0 10px 28px rgb(18 32 42 / 0.18) }}"
        );
        let images = README.map(|name| format!("<img src='popup-{name}.png' alt=''>")).concat();
        let page = self.folder.join("readme.html");
        let html = format!(
            "<!doctype html><meta charset=utf-8><title>Plimsoll</title><style>{style}</style>
             <main id=app>{images}</main>"
        );
        fs::write(&page, html)?;
        let address = Url::from_file_path(page.canonicalize()?).ok().context("the folder has no address")?;
        self.browser.new_tab(address.as_str()).await?;
        self.browser
            .run("await Promise.all([...document.images].map((image) => image.decode()))", &[])
            .await?;
        self.one(1200, "readme").await?;
        Ok(fs::remove_file(page)?)
    }
}

async fn act(browser: &Browser, act: &Act) -> Result<()> {
    let press = async |name: &str| browser.click(css("button").named(name)).await;
    let said = async |words: &str| {
        let read = async || browser.text(".footer__said").await;
        until_holds(&format!("{words:?} in the footer"), read, |said| said == words).await.map(drop)
    };
    match act {
        Act::Look => Ok(()),
        Act::Open => {
            let undo = "const page = await (await fetch('popup.html')).text();
                const skeleton = new DOMParser().parseFromString(page, 'text/html').querySelector('main');
                // So that the pointer can be led somewhere.
                skeleton.inert = false;
                document.querySelector('main').replaceWith(skeleton)";
            browser.run(undo, &[]).await.map(drop)
        }
        Act::Focus => browser.press(Key::Tab).await,
        Act::Add | Act::Undo => {
            press("One more").await?;
            press("One more").await?;
            press("Add").await?;
            said("Added 3.").await?;
            if matches!(act, Act::Undo) {
                press("Undo").await?;
                said("Took back 3.").await?;
            }
            Ok(())
        }
        Act::Silence => {
            browser.run("chrome.runtime.sendMessage = async () => null", &[]).await?;
            press("Pause").await?;
            browser.await_ready(".notice").await
        }
    }
}
