//! The background worker comes and goes, and so does the browser: the count stays exact.

use anyhow::{Context, Result};
use plimsoll::domain::invitation::{Evidence, Place, Way};
use plimsoll_e2e::scene::{CONNECT, Mount, PROFILE, SEND, SUGGESTION, Scene};
use plimsoll_e2e::{Outcome, css};

use crate::spots::{Opens, Part, Spot};

const DIALOG: (Place, Way, Option<u32>, Evidence) = (Place::Profile, Way::Dialog, None, Evidence::Confirmed);

/// At which point of a flow the worker is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    BeforeConnect,
    DialogOpen,
    NoteWritten,
    /// The request is at the site, which hasn't answered.
    Asked,
    /// The answer is on its way or there.
    Answered,
    /// The page has shown what came of it.
    Shown,
}

const STEPS: [Step; 6] =
    [Step::BeforeConnect, Step::DialogOpen, Step::NoteWritten, Step::Asked, Step::Answered, Step::Shown];

impl Step {
    /// Whether a flow comes to this point.
    fn is_in(self, spot: Spot, note: bool) -> bool {
        match self {
            Self::DialogOpen => spot.opens != Opens::Nothing && spot.control.is_some(),
            Self::NoteWritten => note,
            _ => true,
        }
    }
}

/// Sends one invitation, with the worker stopped at that point.
async fn send(scene: &Scene, spot: Spot, note: bool, stopped: Step) -> Result<()> {
    let at = async |step| if step == stopped { scene.browser.stop_worker().await } else { Ok(()) };
    let asked = scene.site.requests().len();
    let accepted = scene.site.accepted();
    scene.visit(spot.path).await?;
    at(Step::BeforeConnect).await?;
    scene.site.hold();
    if let Some(control) = spot.control() {
        scene.browser.click(control).await?;
    }
    if let Some(send) = spot.inside(Part::Send) {
        scene.browser.await_ready(&send).await?;
        at(Step::DialogOpen).await?;
        if note {
            if let Some(add) = spot.inside(Part::AddNote) {
                scene.browser.click(add).await?;
            }
            let note = spot.inside(Part::Note).context("a note")?;
            scene.browser.type_into(note, "Hello").await?;
            at(Step::NoteWritten).await?;
        }
        scene.browser.click(send).await?;
    }
    scene.site.wait_for("the request", move |site| site.accepted() > accepted).await?;
    at(Step::Asked).await?;
    scene.site.release();
    let answered = move |site: &plimsoll_standin::Standin| {
        let mut sends = site.requests().into_iter().skip(asked);
        sends.any(|one| one.method == "POST" && one.status.is_some())
    };
    scene.site.wait_for("the answer", answered).await?;
    at(Step::Answered).await?;
    if stopped == Step::Shown {
        let pending = "[aria-label^='Pending'], .artdeco-toast-item";
        scene.browser.await_ready(css(pending).nth(0)).await?;
        at(Step::Shown).await?;
    }
    Ok(())
}

async fn stopped_at_each_step(name: &str, note: bool) -> Outcome {
    let spot = Spot::named(name)?;
    let scene = Scene::counting().await?;
    let steps: Vec<_> = STEPS.into_iter().filter(|step| step.is_in(spot, note)).collect();
    for (sent, step) in steps.iter().enumerate() {
        scene.site.meet_anew();
        send(&scene, spot, note, *step).await.with_context(|| format!("{step:?}"))?;
        // A frame goes with its dialog, and what it had to say with the frame: if the answer was missed too, it takes
        // until nobody expects one any more.
        if spot.opens != Opens::Invite(Mount::Frame) {
            scene.await_count(sent + 1).await.with_context(|| format!("stopped at {step:?}"))?;
        }
    }
    // Whatever was still on its way comes before this one: nothing is counted twice.
    scene.await_one_more().await?;
    let in_frame = spot.opens == Opens::Invite(Mount::Frame);
    let told = async || {
        let told = scene.counted().await?.into_iter().take(steps.len());
        Ok(told.map(|one| (one.place, one.way, one.note.is_some(), one.evidence)).collect::<Vec<_>>())
    };
    let whole = |told: &Vec<(Place, Way, bool, Evidence)>| {
        told.iter().all(|(place, way, noted, evidence)| {
            let all_told = (*place, *noted) == (spot.place, note) && *evidence >= Evidence::Unconfirmed;
            *way == spot.way() && (all_told || in_frame)
        })
    };
    // What is told later than anybody waits for it comes too late: before that, all of it has to be.
    if !in_frame {
        scene.browser.until_holds("all that the pages had to say", told, whole).await?;
    }
    scene.later(121_000).await?;
    scene.await_count(steps.len() + 1).await?;
    scene.browser.until_holds("all that the pages had to say", told, whole).await?;
    Ok(())
}

#[tokio::test]
async fn stopped_at_each_step_of_a_dialog() -> Outcome {
    stopped_at_each_step("profile", false).await
}

#[tokio::test]
async fn stopped_at_each_step_of_a_dialog_with_a_note() -> Outcome {
    stopped_at_each_step("search, Ember", true).await
}

#[tokio::test]
async fn stopped_at_each_step_of_a_dialog_in_a_frame() -> Outcome {
    stopped_at_each_step("profile, frame", false).await
}

#[tokio::test]
async fn stopped_at_each_step_of_a_direct_send() -> Outcome {
    stopped_at_each_step("My Network", false).await
}

#[tokio::test]
async fn a_restart_of_the_browser_keeps_the_count() -> Outcome {
    let Scene { site, browser } = {
        let scene = Scene::counting().await?;
        scene.visit(PROFILE).await?;
        scene.browser.click(CONNECT).await?;
        scene.browser.click(Mount::Shadow.inside(SEND)).await?;
        scene.await_seen(&[DIALOG]).await?;
        scene
    };
    let scene = Scene { site, browser: browser.restart().await? };
    scene.await_badge("99").await?;
    scene.browser.extension_page("popup.html").await?;
    assert_eq!(scene.gauge().await?, (1, 100));
    // And it goes on counting, in pages that load from now on.
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    scene.await_count(2).await?;
    Ok(())
}
