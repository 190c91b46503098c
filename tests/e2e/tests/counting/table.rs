//! The table of places, flows and outcomes (`table.txt`), each row carried out in a real browser and compared with what
//! the stand-in accepted. One browser does many rows: each in a tab of its own, among people who were never invited;
//! what the ledger says of it is told from the rest by when it happened.

use std::collections::VecDeque;

use anyhow::{Context, Result, bail, ensure};
use plimsoll::domain::invitation::{Evidence, Invitation, Place};
use plimsoll_e2e::scene::{CONNECT, Mount, PROFILE, SEND, Scene, Seen, TWIN, now, seen};
use plimsoll_e2e::{Key, Outcome, Tab, css};
use plimsoll_standin::Answer;
use serde_json::json;

use crate::spots::{Opens, Part, SPOTS, Spot};

const TABLE: &str = include_str!("table.txt");
/// How many rows' tabs stay open behind the one that is being carried out: what a page still has to say, it says.
const OPEN: usize = 6;
/// A note whose wave is two characters, as the box counts.
const NOTE: &str = "Hello 👋";
const NOTE_LENGTH: u32 = 8;

/// What the ledger says of a row in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    /// One, confirmed.
    Confirmed,
    /// One, unconfirmed.
    Unconfirmed,
    /// One, seen only on the network.
    Network,
    /// One, unconfirmed, though none was accepted: nobody could know.
    OneTooMany,
    Nothing,
}

/// A row: what the user does where, and what comes of it.
#[derive(Clone, Copy, Debug)]
struct Row {
    line: &'static str,
    spot: Spot,
    options: &'static str,
    flow: &'static str,
    answer: &'static str,
    counts: Counts,
}

impl Row {
    fn read(line: &'static str) -> Result<Self> {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [spot, options, flow, answer, counts] = cells[..] else { bail!("five cells in {line}") };
        let counts = match counts {
            "confirmed" => Counts::Confirmed,
            "unconfirmed" => Counts::Unconfirmed,
            "network" => Counts::Network,
            "one too many" => Counts::OneTooMany,
            "nothing" => Counts::Nothing,
            other => bail!("{other} in {line}"),
        };
        Ok(Self { line, spot: Spot::named(spot)?, options, flow, answer, counts })
    }

    /// What the ledger is to say.
    fn expected(&self) -> Vec<Seen> {
        let note = self.flow.ends_with("note").then_some(NOTE_LENGTH);
        let evidence = match self.counts {
            Counts::Nothing => return Vec::new(),
            Counts::Confirmed => Evidence::Confirmed,
            Counts::Unconfirmed | Counts::OneTooMany => Evidence::Unconfirmed,
            Counts::Network => return vec![(Place::Unknown, self.spot.way(), None, Evidence::Network)],
        };
        vec![(self.spot.place, self.spot.way(), note, evidence)]
    }

    /// How many the stand-in is to accept.
    fn accepted(&self) -> usize {
        usize::from(matches!(self.counts, Counts::Confirmed | Counts::Unconfirmed | Counts::Network))
    }
}

fn rows() -> Result<Vec<Row>> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(Row::read).collect()
}

fn answer(name: &str) -> Result<Option<Answer>> {
    Ok(Some(match name {
        "200" => Answer::Accept,
        "200, near limit" => Answer::SoftLimit,
        "200, reverts" => Answer::RevertedOk,
        "200 after 10 s" => Answer::AcceptSlowly,
        "never" => Answer::AcceptSilently,
        "400" => Answer::AlreadyInvited,
        "406" => Answer::NotAcceptable,
        "429, dialog" => Answer::WeeklyLimit,
        "429, toast" => Answer::WeeklyLimitToast,
        "429, notes" => Answer::NoteQuota,
        "500" => Answer::ServerError,
        "dropped" => Answer::Drop,
        "accepted, dropped" => Answer::AcceptThenDrop,
        "accepted, cut off" => Answer::AcceptThenBreak,
        "offline" | "-" => return Ok(None),
        other => bail!("{other} is no answer"),
    }))
}

/// A row that was carried out.
struct Done {
    row: Row,
    tab: Tab,
    from: i64,
    to: i64,
}

impl Done {
    /// What the ledger says of it.
    fn found(&self, counted: &[Invitation]) -> Vec<Seen> {
        let within = |at: i64| self.from <= at && at < self.to;
        counted.iter().filter(|one| within(one.at.as_millis())).map(seen).collect()
    }
}

/// Somebody at work on the table.
struct Hand {
    scene: Scene,
    open: VecDeque<Done>,
    done: Vec<Done>,
}

impl Hand {
    async fn carry_out(&mut self, row: Row) -> Result<()> {
        let Self { scene, .. } = self;
        scene.site.meet_anew();
        let accepted = scene.site.accepted();
        scene.site.answer_always(Answer::Accept);
        if let Some(answer) = answer(row.answer)? {
            scene.site.answer_always(answer);
        }
        let from = now()?.as_millis();
        scene.visit(&row.spot.address(row.options)).await?;
        let tab = scene.browser.current_tab();
        act(scene, &row).await?;
        let to = now()?.as_millis() + 1;
        let wanted = accepted + row.accepted();
        ensure!(
            scene.site.accepted() == wanted,
            "the stand-in accepted {}, not {wanted}",
            scene.site.accepted()
        );
        self.open.push_back(Done { row, tab, from, to });
        Ok(())
    }

    /// Waits until the ledger says of the row that was done first what it is to say, and closes its tab.
    async fn close_first(&mut self) -> Result<()> {
        let Some(done) = self.open.pop_front() else { return Ok(()) };
        let look = async || Ok(done.found(&self.scene.counted().await?));
        let expected = done.row.expected();
        self.scene.browser.until_holds(&format!("{expected:?}"), look, |found| *found == expected).await?;
        if self.scene.browser.tabs().await?.contains(&done.tab) {
            self.scene.browser.close_tab(&done.tab).await?;
        }
        self.done.push(done);
        Ok(())
    }
}

/// Does what the row says, until all that is to come of it at the site has come.
async fn act(scene: &Scene, row: &Row) -> Result<()> {
    let Scene { site, browser } = scene;
    let spot = row.spot;
    let asked = site.requests().len();
    let keyboard = row.flow.starts_with("keyboard");
    let press = async |locator| {
        if !keyboard {
            return browser.click(locator).await;
        }
        browser.focus(locator).await?;
        browser.press(Key::Enter).await
    };
    if row.flow == "twin" {
        browser.click(CONNECT).await?;
        browser.press(Key::Escape).await?;
        browser.await_gone(Mount::Shadow.inside(SEND)).await?;
        browser.click(TWIN).await?;
    } else {
        if let Some(before) = spot.before {
            press(css(before)).await?;
        }
        if row.answer == "offline" && spot.opens == Opens::Nothing {
            offline(scene, true).await?;
        }
        match spot.control() {
            Some(control) if row.flow == "double Connect" => browser.double_click(control).await?,
            Some(control) if row.flow == "double" && spot.opens == Opens::Nothing => {
                browser.double_click(control).await?;
            }
            Some(control) => press(control).await?,
            None => {}
        }
    }
    if let Some(dialog) = spot.inside(Part::Dialog) {
        let part = |part| spot.inside(part).with_context(|| format!("{part:?} in {}", spot.name));
        browser.await_ready(&dialog).await?;
        if row.options.contains("step=how") {
            browser.click(Mount::Shadow.inside("[role='radio'][aria-checked='false']").nth(0)).await?;
            press(part(Part::Send)?).await?;
            browser.await_ready(part(Part::AddNote)?).await?;
        }
        if row.options.contains("gate=email") {
            let email = "input[type='email']";
            browser
                .type_into(mount(spot).map_or(css(email), |mount| mount.inside(email)), "ada@example.org")
                .await?;
        }
        if row.options.contains("gate=email-first") {
            press(part(Part::Send)?).await?;
            browser.await_ready(part(Part::AddNote)?).await?;
        }
        if row.flow.contains("note") {
            if let Some(add) = spot.inside(Part::AddNote) {
                press(add).await?;
            }
            browser.type_into(part(Part::Note)?, NOTE).await?;
        }
        if row.answer == "offline" {
            offline(scene, true).await?;
        }
        match row.flow {
            "cross" => browser.click(part(Part::Cross)?).await?,
            "Escape" => browser.press(Key::Escape).await?,
            "outside" => browser.click_at(5, 5).await?,
            "cancelled note" => browser.click(part(Part::Cancel)?).await?,
            "double" => browser.double_click(part(Part::Send)?).await?,
            _ => press(part(Part::Send)?).await?,
        }
        if ["cross", "Escape", "outside", "cancelled note"].contains(&row.flow) {
            return browser.await_gone(&dialog).await;
        }
    }
    await_answer(scene, row, asked).await
}

fn mount(spot: Spot) -> Option<Mount> {
    if let Opens::Invite(mount) = spot.opens { Some(mount) } else { None }
}

/// Waits until the site has decided, and has answered if it ever does; or until the page says that it can't be reached.
async fn await_answer(scene: &Scene, row: &Row, asked: usize) -> Result<()> {
    if row.answer == "offline" {
        let back = async || Ok(scene.browser.is_ready(".artdeco-toast-item").await?.then_some(()));
        scene.browser.until("the page to give up", back).await?;
        return offline(scene, false).await;
    }
    let dies = ["never", "dropped", "accepted, dropped", "200 after 10 s"].contains(&row.answer);
    let decided = |one: &plimsoll_standin::Request| is_send(one) && (dies || one.status.is_some());
    scene.site.wait_for("the request", move |site| site.requests().iter().skip(asked).any(decided)).await?;
    if row.accepted() == 1 {
        // Logged as it came in, and decided right after.
        scene.site.wait_for("the decision", |site| site.accepted_list().last().is_some()).await?;
    }
    if row.answer.starts_with("200") && row.spot.asks_again(row.options) {
        // The page asks how it stands before it is done, and by the next row everybody is a stranger again.
        let again = |one: &plimsoll_standin::Request| {
            one.path_and_query.contains("interopconnection") && one.status.is_some()
        };
        scene
            .site
            .wait_for("the page's question", move |site| site.requests().iter().skip(asked).any(again))
            .await?;
    }
    if row.flow == "leave" {
        return scene.browser.close_tab(&scene.browser.current_tab()).await;
    }
    Ok(())
}

fn is_send(request: &plimsoll_standin::Request) -> bool {
    ["verifyQuotaAndCreate", "addaAddConnection", "normInvitations", "action=connect"]
        .iter()
        .any(|part| request.path_and_query.contains(part))
}

async fn offline(scene: &Scene, on: bool) -> Result<()> {
    let conditions = json!({ "offline": on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    scene.browser.cdp("Network.enable", json!({})).await?;
    scene.browser.cdp("Network.emulateNetworkConditions", conditions).await.map(drop)
}

/// Carries out each `of`-th row from the `first` on.
async fn carry_out(first: usize, of: usize) -> Outcome {
    let mut hand = Hand { scene: Scene::counting().await?, open: VecDeque::new(), done: Vec::new() };
    for row in rows()?.into_iter().skip(first).step_by(of) {
        hand.carry_out(row).await.with_context(|| row.line)?;
        if hand.open.len() > OPEN {
            let line = hand.open[0].row.line;
            hand.close_first().await.with_context(|| line)?;
        }
    }
    while let Some(first) = hand.open.front() {
        let line = first.row.line;
        hand.close_first().await.with_context(|| line)?;
    }
    // Whatever was still on its way has come when this one has.
    hand.scene.site.answer_always(Answer::Accept);
    hand.scene.site.meet_anew();
    let before = hand.scene.counted().await?.len();
    hand.scene.visit(PROFILE).await?;
    hand.scene.browser.click(CONNECT).await?;
    hand.scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    let look = async || Ok(hand.scene.counted().await?.len());
    hand.scene.browser.until_holds("one more", look, |counted| *counted == before + 1).await?;
    let counted = hand.scene.counted().await?;
    for done in &hand.done {
        assert_eq!(done.found(&counted), done.row.expected(), "{}", done.row.line);
    }
    let expected: usize = hand.done.iter().map(|done| done.row.expected().len()).sum();
    assert_eq!(counted.len(), expected + 1, "nothing is counted but what the table says");
    Ok(())
}

#[tokio::test]
async fn the_first_half_of_the_table() -> Outcome {
    carry_out(0, 2).await
}

#[tokio::test]
async fn the_second_half_of_the_table() -> Outcome {
    carry_out(1, 2).await
}

/// The share that the README states.
#[test]
fn the_readme_says_how_many_places_two_signals_confirm() -> Outcome {
    let rows = rows()?;
    let plain = |spot: &Spot| {
        let known = |row: &&Row| row.spot.name == spot.name && row.flow == "click" && row.options.is_empty();
        rows.iter().find(known).is_some_and(|row| row.counts == Counts::Confirmed)
    };
    let confirmed = SPOTS.iter().filter(|spot| plain(spot)).count();
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md"))?;
    let said =
        [format!("**{confirmed} of the {}** places", SPOTS.len()), format!("each of {} cases", rows.len())];
    for said in said {
        assert!(readme.contains(&said), "the README doesn't say {said:?}");
    }
    Ok(())
}

#[test]
fn the_table_has_all_places_and_at_least_120_rows() -> Outcome {
    let rows = rows()?;
    assert!(rows.len() >= 120, "{}", rows.len());
    let mut lines: Vec<_> = rows.iter().map(|row| row.line).collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), rows.len(), "no row stands there twice");
    for spot in SPOTS.iter().filter(|spot| !spot.is_batch()) {
        assert!(rows.iter().any(|row| row.spot.name == spot.name && row.accepted() == 1), "{}", spot.name);
    }
    Ok(())
}
