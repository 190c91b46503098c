//! What is said when a line is near: the notification's words and the badge, read back from the browser.
//!
//! The browser tells the ids of the notifications that it shows and nothing of their words. So the worker of these
//! stories has a few lines in front that keep what it hands to the browser, and pass on what a story presses.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use plimsoll_e2e::scene::{CONNECT, Mount, NOTE, PROFILE, SEND, Scene, package};
use plimsoll_e2e::{Key, Outcome, css};
use plimsoll_standin::Answer;
use serde_json::{Value, json};

/// What stands in front of the worker.
const PRELUDE: &str = r#"
{
  const { notifications, storage } = chrome;
  const { create, onButtonClicked, onClicked } = notifications;
  let last = Promise.resolve();
  notifications.create = (id, options) => (last = last.then(async () => {
    const shown = await create.call(notifications, id, options);
    const { said = [] } = await storage.session.get("said");
    const buttons = options.buttons.map(({ title }) => title);
    await storage.session.set({ said: [...said, { id, title: options.title, message: options.message, buttons }] });
    return shown;
  }));
  const listeners = {};
  for (const [name, event] of Object.entries({ onButtonClicked, onClicked })) {
    const add = event.addListener.bind(event);
    event.addListener = (listener) => { listeners[name] = listener; add(listener); };
  }
  storage.session.onChanged.addListener(({ press }) => {
    if (press?.newValue) listeners[press.newValue.event](...press.newValue.with);
  });
}
"#;

/// The package with [`PRELUDE`], in a folder of this story's own that goes with it.
struct Copy(PathBuf);

impl Copy {
    fn new(story: &str) -> Result<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("warnings-{story}"));
        let _ = fs::remove_dir_all(&folder);
        copy(&package(), &folder)?;
        let worker = folder.join("background.js");
        fs::write(&worker, format!("{PRELUDE}{}", fs::read_to_string(&worker)?))?;
        Ok(Self(folder))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A stage on which it is heard what is said.
struct Stage {
    scene: Scene,
    _copy: Copy,
}

impl Stage {
    async fn with(story: &str, used: u32) -> Result<Self> {
        let copy = Copy::new(story)?;
        let scene = Scene::installed_from(copy.0.clone()).await?;
        scene.agree().await?;
        let stage = Self { scene, _copy: copy };
        if used > 0 {
            stage.scene.browser.tell(json!({ "add": { "id": "before", "number": used } })).await?;
            stage.scene.await_badge(&(100 - used).to_string()).await?;
        }
        Ok(stage)
    }

    /// Everything that was said so far: id and words.
    async fn said(&self) -> Result<Vec<Value>> {
        let session = self.scene.browser.storage_session().await?;
        Ok(session["said"].as_array().cloned().unwrap_or_default())
    }

    async fn ids(&self) -> Result<Vec<String>> {
        Ok(self.said().await?.iter().filter_map(|said| Some(said["id"].as_str()?.to_owned())).collect())
    }

    /// Waits until exactly these were said, in that order, and the browser shows the last of them.
    async fn await_said(&self, expected: &[&str]) -> Result<Value> {
        let ids = async || self.ids().await;
        self.scene.browser.until_holds(&format!("{expected:?} said"), ids, |ids| ids == expected).await?;
        let last = expected.last().context("something is expected")?;
        let shown =
            self.scene.browser.in_extension("return await chrome.notifications.getAll()", &[]).await?;
        anyhow::ensure!(shown[last] == true, "the browser shows {shown}, not {last}");
        Ok(self.said().await?.pop().unwrap_or_default())
    }

    async fn press(&self, event: &str, with: Value) -> Result<()> {
        let press = json!({ "event": event, "with": with });
        self.scene
            .browser
            .in_extension("await chrome.storage.session.set({ press: arguments[0] })", &[press])
            .await?;
        Ok(())
    }

    async fn connect(&self) -> Result<()> {
        self.scene.visit(PROFILE).await?;
        self.scene.browser.click(CONNECT).await?;
        self.scene.browser.await_ready(Mount::Shadow.inside(SEND)).await
    }

    async fn add(&self, id: &str, number: u32) -> Result<Value> {
        self.scene.browser.tell(json!({ "add": { "id": id, "number": number } })).await
    }
}

#[tokio::test]
async fn before_send_the_badge_and_a_notification_say_that_this_one_reaches_the_line() -> Outcome {
    let stage = Stage::with("before", 79).await?;
    stage.connect().await?;
    stage.scene.await_badge("21!").await?;
    let said = stage.await_said(&["beforeBuffer"]).await?;
    assert_eq!(said["title"], "This one would reach your line");
    assert_eq!(said["message"], "79 of 100 sent. With this invitation you are at your line of 80.");
    assert_eq!(said["buttons"], json!(["Open Plimsoll", "Snooze until the window frees"]));
    assert_eq!(stage.scene.browser.badge().await?.title, "This invitation would reach your line");
    assert_eq!(stage.scene.site.accepted(), 0, "it was said before anything was sent");
    stage.scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    let said = stage.await_said(&["beforeBuffer", "buffer"]).await?;
    assert_eq!(said["title"], "You are at your line of 80");
    assert_eq!(said["message"], "80 of 100 sent, 20 left. Better stop here until places come back.");
    stage.scene.await_badge("20").await?;
    Ok(())
}

#[tokio::test]
async fn one_before_the_line_nothing_is_said_and_at_the_limit_each_is_said_once() -> Outcome {
    let stage = Stage::with("limit", 78).await?;
    stage.connect().await?;
    stage.scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    stage.scene.await_badge("21").await?;
    assert_eq!(stage.ids().await?, [""; 0]);
    stage.add("to the limit", 20).await?;
    stage.await_said(&["buffer"]).await?;
    stage.scene.visit("/in/cleo-marchetti-dunn/").await?;
    stage.scene.browser.click(CONNECT).await?;
    stage.scene.await_badge("1!").await?;
    stage.await_said(&["buffer", "beforeLimit"]).await?;
    stage.scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    stage.scene.await_badge("0").await?;
    let said = stage.await_said(&["buffer", "beforeLimit", "limit"]).await?;
    assert_eq!(said["message"], "100 of 100 sent. Send no more until places come back.");
    // And one beyond it: opened twice, said once.
    for person in ["/in/bram-oosterlinck/", "/in/dorian-ashgrove/"] {
        stage.scene.visit(person).await?;
        stage.scene.browser.click(CONNECT).await?;
        stage.scene.await_badge("0!").await?;
        stage.scene.browser.await_ready(Mount::Shadow.inside(SEND)).await?;
    }
    let said = stage.await_said(&["buffer", "beforeLimit", "limit", "beyondLimit"]).await?;
    assert_eq!(said["title"], "This one would go beyond your limit");
    Ok(())
}

#[tokio::test]
async fn what_is_turned_off_is_not_said_and_what_makes_no_sense_is_not_saved() -> Outcome {
    let stage = Stage::with("off", 0).await?;
    let mut draft = json!({
        "account": "free", "limit": 100, "buffer": 80, "bufferIsShare": true, "weekday": null, "minute": 0, "zone": "",
        "noteCharacters": null, "notesAMonth": null, "days": [true, true, true, true, true, false, false],
        "from": 540, "to": 1080, "burstNumber": 10, "burstMinutes": 10, "rampUp": null,
        "warningsOff": ["buffer"], "inMail": null, "messages": null,
    });
    assert_eq!(
        stage.scene.browser.tell(json!({ "save": { "draft": draft } })).await?,
        json!({ "done": { "number": 0 } })
    );
    stage.add("to the line", 80).await?;
    stage.scene.await_badge("20").await?;
    draft["bufferIsShare"] = json!(false);
    draft["buffer"] = json!(101);
    (draft["weekday"], draft["zone"]) = (json!("monday"), json!("America/Nowhere"));
    let refused = stage.scene.browser.tell(json!({ "save": { "draft": draft } })).await?;
    let mistakes = json!([
        { "field": "buffer", "problem": { "aboveLimit": 100 } },
        { "field": "zone", "problem": "unknownZone" },
    ]);
    assert_eq!(refused, json!({ "invalid": mistakes }));
    // A week of the calendar by the platform's own database of zones.
    (draft["buffer"], draft["zone"], draft["minute"]) = (json!(80), json!("America/Los_Angeles"), json!(1));
    assert_eq!(
        stage.scene.browser.tell(json!({ "save": { "draft": draft } })).await?,
        json!({ "done": { "number": 0 } })
    );
    stage.scene.await_badge("20").await?;
    stage.add("to the limit", 20).await?;
    stage.await_said(&["limit"]).await?;
    Ok(())
}

#[tokio::test]
async fn nothing_is_said_while_paused() -> Outcome {
    let stage = Stage::with("paused", 0).await?;
    stage.scene.browser.tell(json!("pause")).await?;
    stage.scene.await_badge("off").await?;
    stage.add("to the line", 80).await?;
    stage.scene.browser.tell(json!("resume")).await?;
    stage.scene.await_badge("20").await?;
    stage.add("to the limit", 20).await?;
    stage.await_said(&["limit"]).await?;
    Ok(())
}

#[tokio::test]
async fn its_buttons_snooze_and_open() -> Outcome {
    let stage = Stage::with("buttons", 0).await?;
    stage.add("to the line", 80).await?;
    stage.await_said(&["buffer"]).await?;
    stage.press("onButtonClicked", json!(["buffer", 1])).await?;
    let snoozed = async || Ok(stage.scene.browser.storage_local().await?["standing"]["snoozed"].clone());
    stage.scene.browser.until_holds("the snooze", snoozed, Value::is_number).await?;
    stage.add("to the limit", 20).await?;
    stage.scene.await_badge("0").await?;
    assert_eq!(stage.ids().await?, ["buffer"]);
    stage.scene.browser.tell(json!({ "snooze": false })).await?;
    stage.press("onClicked", json!(["buffer"])).await?;
    let popup = stage.scene.browser.extension_url("popup.html")?;
    let open = async || {
        let targets = stage.scene.browser.targets().await?;
        Ok(targets.iter().any(|target| target.url == popup).then_some(()))
    };
    stage.scene.browser.until("Plimsoll, opened by the notification", open).await?;
    Ok(())
}

#[tokio::test]
async fn linkedins_limit_asks_once_and_the_users_word_restricts() -> Outcome {
    let stage = Stage::with("restriction", 0).await?;
    stage.connect().await?;
    stage.scene.site.answer_next(Answer::WeeklyLimit);
    stage.scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    let said = stage.await_said(&["restriction"]).await?;
    assert_eq!(said["title"], "LinkedIn refused an invitation");
    stage.scene.await_badge("100").await?;
    stage.scene.browser.tell(json!({ "restriction": "confirmed" })).await?;
    stage.scene.await_badge("stop").await?;
    stage.scene.browser.tell(json!({ "restriction": "ended" })).await?;
    stage.scene.await_badge("100").await?;
    assert_eq!(stage.ids().await?, ["restriction"]);
    Ok(())
}

/// Its answer alone would say nothing of it: only 429 does.
#[tokio::test]
async fn what_the_page_shows_of_a_refusal_is_asked_about_whatever_the_answer_was() -> Outcome {
    let stage = Stage::with("restriction", 0).await?;
    stage.connect().await?;
    stage.scene.site.answer_next(Answer::NotAcceptable);
    stage.scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    stage.await_said(&["restriction"]).await?;
    stage.scene.await_badge("100").await?;
    Ok(())
}

#[tokio::test]
async fn the_last_note_is_told_by_the_dialogs_own_words() -> Outcome {
    let stage = Stage::with("note", 0).await?;
    // Four notes are gone already, as the user knows; the dialog says that five remain, and is believed.
    stage.scene.browser.tell(json!({ "notesRemaining": { "number": 1 } })).await?;
    stage.connect().await?;
    stage.scene.browser.click(Mount::Shadow.inside("button[aria-label='Add a note']")).await?;
    let reads = async || stage.scene.of_each_sensor("Boolean(globalThis.plimsollSensor?.note)").await;
    stage.scene.browser.until_holds("what reads notes", reads, |answers| *answers == [json!(true)]).await?;
    stage.scene.browser.type_into(Mount::Shadow.inside(NOTE), "Hello").await?;
    stage.scene.browser.press(Key::Tab + Key::Tab).await?;
    stage.scene.browser.click(Mount::Shadow.inside("button[aria-label='Send invitation']")).await?;
    stage.scene.await_truth(1).await?;
    let notes = async || Ok(stage.scene.browser.storage_local().await?["standing"]["notes"].clone());
    let told = |notes: &Value| notes["remaining"]["number"] == 5 && notes["characters"] == 200;
    stage.scene.browser.until_holds("what the dialog says", notes, told).await?;
    stage.scene.browser.tell(json!({ "notesRemaining": { "number": 0 } })).await?;
    let said = stage.await_said(&["lastNote"]).await?;
    assert_eq!(said["title"], "No notes left this month");
    Ok(())
}

/// What was refused may be about one person alone: only the user's word makes it a restriction, and ends it.
#[tokio::test]
async fn a_refusal_is_asked_about_and_the_users_word_holds() -> Outcome {
    let scene = Scene::counting().await?;
    scene.visit(PROFILE).await?;
    scene.site.answer_next(Answer::WeeklyLimit);
    scene.browser.click(CONNECT).await?;
    scene.browser.click(Mount::Shadow.inside(SEND)).await?;
    scene.browser.extension_page("popup.html").await?;
    let words = ".notice[data-tone='attention'] .notice__what";
    let says = async |expected: &str| {
        let read = async || {
            let ready = scene.browser.is_ready(words).await?;
            if ready { scene.browser.text(words).await } else { Ok(String::new()) }
        };
        let what = format!("{expected:?}");
        scene.browser.until_holds(&what, read, |said| said.starts_with(expected)).await
    };
    says("LinkedIn refused an invitation.").await?;
    scene.browser.click(css(".notice button").named("Yes")).await?;
    says("LinkedIn has restricted your invitations since").await?;
    scene.await_badge("stop").await?;
    let told = scene.browser.run("return document.querySelector('.notice').innerText", &[]).await?;
    let advice = "Do not try again and do not withdraw invitations";
    assert!(told.as_str().is_some_and(|told| told.contains(advice)), "{told}");
    // What comes back, and how many more keep the week even, is no advice while nothing may be sent.
    let shown = async || scene.browser.run("return document.querySelector('main').innerText", &[]).await;
    let advises = |shown: &Value| shown.as_str().is_some_and(|shown| shown.contains("Comes back"));
    assert!(!advises(&shown().await?));
    // By mistake: it is asked again.
    scene.browser.click(css(".notice button").named("That was a mistake")).await?;
    says("LinkedIn refused an invitation.").await?;
    scene.await_badge("100").await?;
    scene.browser.click(css(".notice button").named("Yes")).await?;
    says("LinkedIn has restricted your invitations since").await?;
    // Whether the count was right is asked as well.
    scene.browser.click(css(".notice button").named("No")).await?;
    scene.browser.await_gone(css(".notice button").named("No")).await?;
    scene.browser.click(css(".notice button").named("It is over")).await?;
    scene.await_badge("100").await?;
    scene.browser.await_gone(words).await?;
    scene.browser.until_holds("what comes back", shown, advises).await?;
    Ok(())
}
