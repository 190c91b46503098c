//! The bindings and the contract with the extension's own scripts, in a browser with a small stand-in for `chrome`.
#![cfg(target_arch = "wasm32")]

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;
use std::time::Duration;

use js_sys::{Array, Date, Reflect};
use plimsoll::background;
use plimsoll::browser::read::Unfit;
use plimsoll::browser::zone::Platform;
use plimsoll::browser::{clock, from_js, i18n, runtime, storage, to_js};
use plimsoll::domain::detection::{
    Detector, DocumentId, Happened, RequestPhase, RequestSignal, Rule, Signal, TabId,
};
use plimsoll::domain::draft::{Draft, Field, Mistake, Problem};
use plimsoll::domain::invitation::{Characters, Evidence, Invitation, InvitationId, Place, Way};
use plimsoll::domain::ledger::{Change, Correction, Entry, Ledger};
use plimsoll::domain::note::Written;
use plimsoll::domain::schema::{self, key};
use plimsoll::domain::settings::Settings;
use plimsoll::domain::standing::Standing;
use plimsoll::domain::status::Status;
use plimsoll::domain::time::{FilingWeek, Timestamp};
use plimsoll::domain::window::{Reset, Window};
use plimsoll::domain::zone::{Offset, Weekday, Zone, Zones};
use plimsoll::face::matter::{self, Tone};
use plimsoll::face::{Face, Validity, words};
use plimsoll::protocol::{Button, Event, Handled, Message, Reply, Save, Saved, Sender};
use plimsoll::store::{self, Loaded, Stored};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/web/fake.js")]
extern "C" {
    fn fill(area: &str, items: &str);
    fn refuse(area: &str, why: &str);
    fn stored(area: &str) -> String;
    fn writes(area: &str) -> u32;
    fn speak(name: &str, text: &str);
    #[wasm_bindgen(js_name = lastSent)]
    fn last_sent() -> String;
    #[wasm_bindgen(js_name = answerWith)]
    fn answer_with(value: JsValue);
    #[wasm_bindgen(js_name = failWith)]
    fn fail_with(message: &str);
    #[wasm_bindgen(catch, js_name = runBackground)]
    async fn run_background(
        source: &str,
        vocabulary: &str,
        urls: Array,
        handled: JsValue,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runSensor)]
    async fn run_sensor(
        source: &str,
        note_source: &str,
        vocabulary: &str,
        reply: &JsValue,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runTurningAway)]
    async fn run_turning_away(
        source: &str,
        vocabulary: &str,
        reply: &JsValue,
        by_key: bool,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runSecondCopy)]
    async fn run_second_copy(source: &str, vocabulary: &str, reply: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runFates)]
    async fn run_fates(source: &str, vocabulary: &str, reply: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runWriting)]
    async fn run_writing(
        source: &str,
        note: &str,
        vocabulary: &str,
        reply: &JsValue,
        texts: Vec<String>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runBlind)]
    async fn run_blind(source: &str, vocabulary: &str, reply: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runKeeping)]
    async fn run_keeping(source: &str, vocabulary: &str, reply: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runLeaving)]
    async fn run_leaving(
        source: &str,
        vocabulary: &str,
        reply: &JsValue,
        framed: bool,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runPressing)]
    async fn run_pressing(
        source: &str,
        vocabulary: &str,
        reply: &JsValue,
        within: bool,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runRepeating)]
    async fn run_repeating(source: &str, vocabulary: &str, reply: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = runGoing)]
    async fn run_going(source: &str, vocabulary: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = runPopup)]
    fn run_popup(source: &str) -> Vec<String>;
    #[wasm_bindgen(js_name = shownIn)]
    fn shown_in(tab: i32) -> String;
    fn unreadable(patterns: Array, selectors: Array) -> Array;
}

const BACKGROUND: &str = include_str!("../../extension/background.js");
const POPUP: &str = include_str!("../../extension/popup.js");
const SKELETON: &str = include_str!("../../extension/popup.html");
const SENSOR: &str = include_str!("../../extension/sensor.js");
const NOTE: &str = include_str!("../../extension/note.js");
const VOCABULARY: &str = include_str!("../../extension/vocabulary.json");

const NOW: Timestamp = Timestamp::from_millis(1_795_309_200_000);
const WEEK: FilingWeek = FilingWeek::of(NOW);

fn drawer() -> String {
    schema::ledger_key(WEEK)
}

fn aside(name: &str) -> String {
    format!("{}{name}/{}", key::ASIDE, NOW.as_millis())
}

fn js(value: &Value) -> JsValue {
    js_sys::JSON::parse(&value.to_string()).expect("it is JSON")
}

fn lies_in(area: &str) -> Value {
    serde_json::from_str(&stored(area)).expect("storage holds JSON")
}

fn holds(local: &Value) {
    fill("local", &local.to_string());
    fill("session", "{}");
}

fn entries() -> Vec<Entry> {
    let invitation = Invitation {
        id: InvitationId::new("seen"),
        at: NOW,
        number: NonZeroU32::MIN,
        place: Place::SalesNavigator,
        way: Way::Dialog,
        note: Some(Characters(41)),
        evidence: Evidence::Confirmed,
    };
    let correction = Correction {
        id: "word".into(),
        of: InvitationId::new("seen"),
        sent: NOW,
        at: NOW,
        change: Change::TakenBack,
    };
    let by_hand = Invitation::by_hand(InvitationId::new("told"), NOW, NonZeroU32::MAX);
    vec![Entry::Sent(invitation), Entry::Sent(by_hand), Entry::Correction(correction)]
}

/// An entry as it lies in storage.
fn an_entry() -> Value {
    let id = "known";
    json!({ "sent": { "id": id, "at": NOW.as_millis(), "number": 1, "place": "feed", "way": "direct", "evidence": "confirmed" } })
}

async fn load() -> Loaded {
    let keys = store::keys(&[WEEK]);
    let keys = keys.iter().map(String::as_str).chain([key::DETECTOR]);
    let items = storage::local().read(keys).expect("a read begins").items().await.expect("it is read");
    let mut loaded = Loaded::new(&items, &[WEEK], NOW);
    loaded.read_detector(&items);
    loaded
}

/// Loads what lies there, and writes what is then to be written.
async fn load_and_write(local: &Value) -> Loaded {
    holds(local);
    let loaded = load().await;
    let changes = loaded.changes().expect("all of it is JSON");
    if !changes.is_empty() {
        storage::local().write(changes).await.expect("it is written");
    }
    loaded
}

async fn handle(event: &Value) -> Handled {
    from_js(background::handle(js(event)).await.expect("it is carried through")).expect("an answer")
}

/// The user's yes on the welcome page.
fn start() -> Value {
    json!({ "message": { "message": "start", "sender": { "origin": "chrome-extension://plimsoll" } } })
}

// ---- Storage --------------------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
fn midnights_before_the_first_of_a_month_are_those_of_the_month_before() {
    // Noon of the second of November.
    let noon = Date::new_with_year_month_day_hr(2026, 10, 2, 12).get_time();
    let midnight = |days| f64::from(clock::midnight(Timestamp::try_from(noon).expect("a time"), days));
    let expected = |month, day| Date::new_with_year_month_day(2026, month, day).get_time();
    assert_eq!((midnight(0), midnight(1)), (expected(10, 2), expected(10, 3)));
    assert_eq!(
        (midnight(-2), midnight(-6), midnight(-200)),
        (expected(9, 31), expected(9, 27), expected(3, 16))
    );
}

#[wasm_bindgen_test]
async fn a_drawer_of_the_ledger_comes_back_from_storage_as_it_was_written() {
    holds(&json!({}));
    let mut write = storage::Write::default();
    write.put(&drawer(), &to_js(&entries()).expect("it is JSON")).expect("it is put");
    storage::local().write(write).await.expect("it is written");
    let loaded = load().await;
    assert!(!loaded.is_damaged());
    assert_eq!(loaded.stored.ledger.entries().cloned().collect::<Vec<_>>(), entries());
}

#[wasm_bindgen_test]
async fn what_is_forgotten_is_gone_and_nothing_else() {
    holds(&json!({ "one": 1, "other": null }));
    storage::local().forget("one").await.expect("it is removed");
    let items = storage::local().read(["one", "other"]).expect("a read begins").items().await;
    let items = items.expect("it is read");
    assert_eq!(items.value("one"), None);
    assert_eq!(items.value("other"), Some(JsValue::NULL));
}

#[wasm_bindgen_test]
async fn a_refused_write_says_why_and_changes_nothing() {
    holds(&json!({ "one": 1 }));
    refuse("local", "Quota exceeded");
    let mut write = storage::Write::default();
    write.put("one", &2.into()).expect("it is put");
    let refusal = storage::local().write(write).await.expect_err("the browser refused");
    assert_eq!(refusal.to_string(), "the browser refused: Quota exceeded");
    assert_eq!(lies_in("local"), json!({ "one": 1 }));
}

#[wasm_bindgen_test]
async fn what_the_detector_knows_survives_storage() {
    let mut detector = Detector::default();
    let signal = Signal {
        number: 1,
        at: NOW,
        attempt: 1,
        happened: Happened::Send { place: Place::Feed, note: None },
    };
    detector.hear(&DocumentId("d".into()), TabId(7), &signal);
    let phase = RequestPhase::Answered { status: 200 };
    let request =
        RequestSignal { id: "1".into(), tab: TabId(7), way: Way::Dialog, several: false, at: NOW, phase };
    detector.observe(&request);
    detector.settle(NOW);
    holds(&json!({}));
    let mut loaded = load().await;
    loaded.stored.detector = detector.clone();
    storage::local().write(loaded.changes().expect("it is JSON")).await.expect("it is written");
    let loaded = load().await;
    assert!(!loaded.is_damaged());
    assert_eq!(loaded.stored.detector, detector);
}

// ---- What can't be read ---------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn what_was_only_read_is_not_written() {
    let known = json!({
        "schema": 1, "settings": { "consent": 5, "paused": true }, "faults": [], drawer(): [an_entry()], "other": "?",
    });
    for local in [json!({}), known] {
        let loaded = load_and_write(&local).await;
        assert!(!loaded.is_damaged());
        assert_eq!((lies_in("local"), writes("local")), (local, 0));
    }
}

#[wasm_bindgen_test]
async fn settings_that_cannot_be_read_are_kept_aside_and_the_defaults_hold() {
    let wrong = [
        json!("dark"),
        json!(null),
        json!({ "paused": "yes" }),
        json!({ "window": "fortnight" }),
        json!({ "allowance": { "limit": -1, "buffer": 80 } }),
    ];
    for settings in wrong {
        let loaded = load_and_write(&json!({ "schema": 1, "settings": settings })).await;
        assert_eq!(loaded.stored.settings, Settings::default());
        let now = lies_in("local");
        assert_eq!(now[aside("settings")], settings);
        assert_eq!(now["faults"], json!([{ "key": "settings", "found": NOW.as_millis() }]));
        let again = load().await;
        assert!(!again.is_damaged() && again.changes().expect("it is JSON").is_empty(), "{settings}");
        assert_eq!(again.stored.faults.len(), 1);
    }
}

#[wasm_bindgen_test]
async fn a_list_in_place_of_settings_or_facts_is_kept_aside_too() {
    let loaded = load_and_write(&json!({ "schema": 1, "settings": [], "detector": [] })).await;
    assert!(loaded.is_damaged(), "a list is taken for an object all of whose fields are missing");
    let now = lies_in("local");
    assert_eq!((&now[aside("settings")], &now[aside("detector")]), (&json!([]), &json!([])));
}

#[wasm_bindgen_test]
async fn a_drawer_that_is_no_list_is_kept_aside_and_begun_anew() {
    for wrong in [json!({ "0": an_entry() }), json!("[]"), json!(7), json!(null)] {
        let loaded = load_and_write(&json!({ "schema": 1, drawer(): wrong })).await;
        assert_eq!(loaded.stored.ledger.entries().count(), 0);
        let now = lies_in("local");
        assert_eq!((&now[aside(&drawer())], &now[drawer()]), (&wrong, &json!([])));
        assert_eq!(now["faults"][0]["key"], json!(drawer()));
    }
}

#[wasm_bindgen_test]
async fn entries_that_can_be_read_stay_beside_one_that_cannot() {
    let raw = json!([{ "sent": { "id": "no time" } }, an_entry(), "what", { "burnt": {} }]);
    let loaded = load_and_write(&json!({ "schema": 1, drawer(): raw })).await;
    assert_eq!(loaded.stored.ledger.counted().count(), 1);
    let now = lies_in("local");
    assert_eq!((&now[aside(&drawer())], &now[drawer()]), (&raw, &json!([an_entry()])));
}

#[wasm_bindgen_test]
async fn broken_facts_faults_and_schema_are_kept_aside_each_by_itself() {
    let broken =
        json!({ "schema": "one", "faults": {}, "detector": { "attempts": 3 }, "settings": { "consent": 5 } });
    let loaded = load_and_write(&broken).await;
    assert_eq!(loaded.stored.settings.consent, Some(Timestamp::from_millis(5)));
    let now = lies_in("local");
    for name in ["schema", "faults", "detector"] {
        assert_eq!(now[aside(name)], broken[name], "{name}");
    }
    assert_eq!(now["settings"], broken["settings"]);
    assert_eq!(now["schema"], json!(schema::VERSION));
    let keys: Vec<_> = loaded.stored.faults.iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(keys, ["faults", "schema", "detector"]);
    let told = now["faults"].as_array().map(Vec::len);
    assert_eq!(told, Some(3), "{now}");
}

#[wasm_bindgen_test]
async fn what_a_newer_plimsoll_wrote_is_left_alone() {
    let newer =
        json!({ "schema": schema::VERSION + 1, "settings": { "paused": "until noon" }, "faults": [] });
    holds(&newer);
    assert!(load().await.stored.newer);
    assert_eq!(handle(&start()).await.reply, Reply::NotStored);
    assert_eq!((lies_in("local"), writes("local")), (newer, 0));
    assert_eq!((lies_in("session"), writes("session")), (json!({}), 0));
}

#[wasm_bindgen_test]
async fn a_yes_that_could_not_be_stored_starts_nothing() {
    let not_started = Handled { reply: Reply::NotStored, counting: false };
    holds(&json!({ "schema": schema::VERSION + 1 }));
    assert_eq!(handle(&start()).await, not_started, "written by a newer Plimsoll");
    holds(&json!({ "schema": 1 }));
    refuse("local", "Quota exceeded");
    assert_eq!(handle(&start()).await, not_started, "no space left");
}

#[wasm_bindgen_test]
async fn what_cannot_be_written_waits_and_is_written_with_the_next_event() {
    holds(&json!({ "schema": 1, "settings": { "consent": 5 } }));
    refuse("local", "Quota exceeded");
    let at = js_sys::Date::now();
    let request =
        json!({ "request": { "id": "1", "tab": 7, "way": "dialog", "at": at, "phase": "started" } });
    let handled = handle(&request).await;
    assert_eq!(handled, Handled { reply: Reply::NotStored, counting: true });
    let waiting = lies_in("session")[key::UNSAVED].clone();
    assert_eq!(waiting.as_array().map(Vec::len), Some(1));
    refuse("local", "");
    let handled = handle(&json!("alarm")).await;
    assert_eq!(handled.reply, Reply::Done { number: 0 });
    assert_eq!(lies_in("session"), json!({}));
    assert_eq!(lies_in("local")["detector"]["requests"][0]["id"], json!("1"));
}

// ---- The contract with the scripts ----------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn every_event_of_the_workers_script_is_understood_as_it_is_meant() {
    let reply = Reply::Done { number: 3 };
    let handled = to_js(&Handled { reply: reply.clone(), counting: false }).expect("it is JSON");
    // By its address alone a request tells the way, and whether it is for several. The last one no pattern fits: since the
    // browser tells of it, it counts.
    let requests = [
        (
            "voyager/api/voyagerRelationshipsDashMemberRelationships?x=1&action=verifyQuotaAndCreateV2",
            Way::Dialog,
            false,
        ),
        ("sales-api/salesApiConnection?action=connectV2", Way::Dialog, false),
        (
            "flagship-web/rsc-action/actions/server-request?sduiid=com.linkedin.sdui.requests.mynetwork.addaAddConnection",
            Way::Direct,
            false,
        ),
        ("voyager/api/growth/normInvitations", Way::Unknown, false),
        ("voyager/api/growth/normInvitations?x=1", Way::Unknown, false),
        ("voyager/api/growth/normInvitations?action=batchCreate", Way::Unknown, true),
        ("voyager/api/growth/normInvitationsX", Way::Unknown, false),
    ];
    let urls =
        requests.iter().map(|(path, ..)| JsValue::from(format!("https://www.linkedin.com/{path}"))).collect();
    let ran = run_background(BACKGROUND, VOCABULARY, urls, handled).await.expect("the script ran");
    let part = |name: &str| Reflect::get(&ran, &name.into()).expect("it is there");
    let events: Vec<Event> =
        Array::from(&part("events")).iter().map(|event| from_js(event).expect("an event")).collect();

    let request = |way, several, phase| {
        Event::Request(RequestSignal { id: "4711".into(), tab: TabId(-1), way, several, at: NOW, phase })
    };
    let message = |message, origin: &str, tab| Event::Message {
        message,
        sender: Sender { origin: Some(origin.into()), tab },
    };
    let phases = [
        RequestPhase::Started,
        RequestPhase::Answered { status: 429 },
        RequestPhase::Failed { error: "net::ERR_ABORTED".into() },
    ];
    let mut expected: Vec<_> = requests
        .iter()
        .flat_map(|(_, way, several)| phases.iter().map(|phase| request(*way, *several, phase.clone())))
        .collect();
    let signals = Message::Signals { document: DocumentId("d".into()), signals: Vec::new() };
    expected.extend([
        message(Message::Pause, "chrome-extension://plimsoll", None),
        message(signals, "https://www.linkedin.com", Some(TabId(7))),
        Event::Installed { first: true },
        Event::Installed { first: false },
        Event::Startup,
        Event::Alarm,
        Event::Pressed(Button::Open),
        Event::Pressed(Button::Open),
        Event::Pressed(Button::Snooze),
    ]);
    assert_eq!(events, expected);

    let answers: Vec<Reply> =
        Array::from(&part("answers")).iter().map(|answer| from_js(answer).expect("a reply")).collect();
    assert_eq!(answers, [reply.clone(), reply]);
    let notes: Value =
        serde_json::from_str(&String::from(js_sys::JSON::stringify(&part("notes")).expect("it is JSON")))
            .expect("it is JSON");
    let sensor = json!({ "origin": "https://www.linkedin.com", "tab": 7 });
    assert_eq!(notes, json!([[{ "length": 3, "limit": 200, "seen": 3 }, sensor], [null, sensor]]));
    // Only the page of the dialog gets the script that counts notes.
    let put: Value =
        serde_json::from_str(&String::from(js_sys::JSON::stringify(&part("put")).expect("it is JSON")))
            .expect("it is JSON");
    let target = json!({ "tabId": 7, "documentIds": ["d"] });
    assert_eq!(put, json!([{ "target": target, "files": ["note.js"], "injectImmediately": true }]));
    // Each pattern is asked about once an event, and none any more once nothing counts.
    let patterns: Value = serde_json::from_str(VOCABULARY).expect("it is JSON");
    let patterns = patterns["requests"].as_array().expect("a list").iter();
    let patterns: Vec<_> = patterns.flat_map(|rule| rule["urls"].as_array().expect("a list")).collect();
    let asked: Vec<_> = Array::from(&part("asked")).iter().filter_map(|asked| asked.as_string()).collect();
    assert!(asked.iter().eq([&patterns[..]; 3].concat()), "{asked:?}");
    assert_eq!(part("listening").as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
fn the_popups_script_asks_for_what_its_program_reads() {
    let weeks: Vec<_> = store::recent(clock::now()).collect();
    assert_eq!(run_popup(POPUP), store::keys(&weeks));
}

#[wasm_bindgen_test]
async fn the_face_has_something_for_each_slot_of_the_skeleton_and_for_no_other() {
    let mut settings = serde_json::to_value(Settings::default()).expect("it is JSON");
    settings["consent"] = json!(1);
    let stored = load_and_write(&json!({ "settings": settings, drawer(): [an_entry()] })).await.stored;
    let face = to_js(&Face::of(&stored, NOW).expect("there is nothing else to say")).expect("it is JSON");
    let face: Value =
        serde_json::from_str(&String::from(js_sys::JSON::stringify(&face).expect("it is JSON")))
            .expect("it is JSON");
    let filled: BTreeSet<&str> =
        face["parts"].as_array().expect("a list").iter().filter_map(|part| part[0].as_str()).collect();
    let slots: BTreeSet<&str> =
        // What stands before the first slot is none.
        SKELETON.split("data-slot=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(filled, slots);
    // The entry's place comes back after seven days; by then it is another day.
    let midnight = clock::midnight(NOW, 1);
    assert_eq!(face["from"], json!(NOW.as_millis()));
    assert_eq!(face["until"], json!(midnight.as_millis()));

    let holds = |key: &str, value: Value, at: Timestamp| {
        let mut kept = face.clone();
        kept[key] = value;
        from_js::<Validity>(js(&kept)).expect("it can be read").holds(at)
    };
    let of = |key: &str| face[key].clone();
    let moment = Duration::from_millis(1);
    assert!(holds("from", of("from"), NOW) && holds("from", of("from"), midnight.minus(moment)));
    assert!(!holds("from", of("from"), NOW.minus(moment)) && !holds("from", of("from"), midnight));
    assert!(!holds("offset", json!(3_599), NOW) && !holds("preferred", json!("tlh"), NOW));
}

/// What the toolbar shows in a tab after the sensor in it told that of a note.
async fn toolbar_after(note: Value, tab: i32, origin: &str) -> Value {
    let sender = js(&json!({ "origin": origin, "tab": tab }));
    background::show_note(js(&note), sender).await.expect("it is shown");
    serde_json::from_str(&shown_in(tab)).expect("it is JSON")
}

#[wasm_bindgen_test]
async fn a_note_shows_what_is_left_of_its_box_or_else_of_the_account_in_its_tab_alone() {
    const SITE: &str = "https://www.linkedin.com";
    holds(&json!({ "settings": { "consent": 1, "account": "premium" } }));
    let note = |length, limit: Option<u32>| json!({ "length": length, "limit": limit, "seen": length });
    let shown = |text: &str, color: &str| json!({ "text": text, "color": color });
    assert_eq!(toolbar_after(note(20, Some(200)), 1, SITE).await, shown("180", "#50616c"));
    assert_eq!(toolbar_after(note(180, Some(200)), 1, SITE).await, shown("20", "#8a5600"));
    assert_eq!(toolbar_after(note(200, Some(200)), 1, SITE).await, shown("0", "#ac1f2d"));
    assert_eq!(toolbar_after(note(211, Some(200)), 1, SITE).await, shown("0", "#ac1f2d"));
    assert_eq!(toolbar_after(note(200, None), 1, SITE).await, shown("100", "#50616c"));
    assert_eq!(toolbar_after(json!(null), 1, SITE).await, json!({ "text": null, "color": "#1a6587" }));
    assert_eq!(toolbar_after(note(20, Some(200)), 2, "https://example.com").await, json!(null));
    assert_eq!(toolbar_after(json!({ "length": -1 }), 2, SITE).await, json!(null));
}

#[wasm_bindgen_test]
async fn what_is_told_of_a_note_last_is_what_stays() {
    let sensor = || js(&json!({ "origin": "https://www.linkedin.com", "tab": 3 }));
    let told = |note: Value| background::show_note(js(&note), sensor());
    holds(&json!({}));
    // The first has to ask how long a note may be, the second doesn't.
    let slow = told(json!({ "length": 1, "limit": null, "seen": 1 }));
    let quick = told(json!({ "length": 2, "limit": 200, "seen": 2 }));
    let (slow, quick) = (
        wasm_bindgen_futures::future_to_promise(async { slow.await.map(|()| JsValue::NULL) }),
        wasm_bindgen_futures::future_to_promise(async { quick.await.map(|()| JsValue::NULL) }),
    );
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::all(&Array::of2(&slow, &quick)))
        .await
        .expect("both are shown");
    let shown: Value = serde_json::from_str(&shown_in(3)).expect("it is JSON");
    assert_eq!(shown, json!({ "text": "198", "color": "#50616c" }));
}

#[wasm_bindgen_test]
async fn every_signal_of_the_sensor_is_understood_and_none_is_told_again_once_acknowledged() {
    let reply =
        Closure::<dyn Fn(u32) -> JsValue>::new(|number| to_js(&Reply::Done { number }).expect("it is JSON"));
    let messages = run_sensor(SENSOR, NOTE, VOCABULARY, reply.as_ref()).await.expect("the script ran");
    let messages = Array::from(&messages);
    let mut signals = Vec::new();
    let mut documents = Vec::new();
    for message in messages.iter() {
        let Message::Signals { document, signals: some } = from_js(message).expect("a message") else {
            panic!("the sensor tells only signals");
        };
        signals.extend(some);
        documents.push(document);
    }
    documents.dedup();
    assert_eq!(documents.len(), 1);
    let place = Place::Unknown;
    let box_says = Happened::NoteBox { limit: Some(Characters(200)), remaining: Some(3) };
    let expected = [
        (1, Happened::Connect { place, link: false, rule: Rule::Label }),
        (1, Happened::Flipped),
        (1, Happened::Reverted),
        (2, Happened::Connect { place, link: false, rule: Rule::Label }),
        (2, Happened::DialogOpened),
        (3, box_says.clone()),
        (3, Happened::Send { place, note: Some(Characters(5)) }),
        (3, box_says),
        (3, Happened::Send { place, note: None }),
        (3, Happened::DialogClosed),
        (3, Happened::Denied),
    ];
    let told: Vec<_> = signals.iter().map(|signal| (signal.attempt, signal.happened.clone())).collect();
    assert_eq!(told, expected);
    assert!(signals.iter().map(|signal| signal.number).eq(1..=11));
}

/// What answers the sensor that all it said was heard.
fn heard() -> Closure<dyn Fn(u32) -> JsValue> {
    Closure::new(|number| to_js(&Reply::Done { number }).expect("it is JSON"))
}

fn texts(list: &JsValue) -> Vec<String> {
    Array::from(list).iter().filter_map(|text| text.as_string()).collect()
}

#[wasm_bindgen_test]
async fn who_turns_away_right_after_a_click_in_the_dialog_sends_nothing() {
    for by_key in [true, false] {
        let reply = heard();
        let said =
            run_turning_away(SENSOR, VOCABULARY, reply.as_ref(), by_key).await.expect("the script ran");
        assert_eq!(texts(&said), ["send", "connect", "flipped"], "by key: {by_key}");
    }
}

#[wasm_bindgen_test]
async fn what_becomes_of_a_clicked_control_is_told_by_where_it_stood() {
    let reply = heard();
    let said = run_fates(SENSOR, VOCABULARY, reply.as_ref()).await.expect("the script ran");
    let fates = [
        ("taken away with seven around it", "removed"),
        ("taken away with eight around it", ""),
        ("taken away, and what it stood in after it", "removed"),
        ("made anew, and Pending", "flipped"),
        ("made anew in a slot of a slot, and Pending", "flipped"),
        ("made anew, and again as it was", "flipped, reverted"),
        ("made anew, and for somebody else", "flipped"),
        ("made anew with its card, and Pending", "flipped"),
        ("made anew with its card, and again as it was", "flipped, reverted"),
        ("taken away with the host of its shadow root", "removed"),
        ("taken away, and only called Connect", ""),
        ("taken away from a page with another base", "removed"),
    ];
    let each_twice = fates.iter().flat_map(|fate| [fate, fate]).map(|(fate, said)| format!("{fate}: {said}"));
    assert_eq!(texts(&said), each_twice.collect::<Vec<_>>());
}

#[wasm_bindgen_test]
async fn a_second_copy_of_the_sensor_ends_the_first_and_what_it_watched() {
    let reply = heard();
    let said = run_second_copy(SENSOR, VOCABULARY, reply.as_ref()).await.expect("the script ran");
    assert_eq!(texts(&said), ["connect", "flipped"]);
}

#[wasm_bindgen_test]
async fn of_a_note_is_told_what_it_counts_and_what_a_reader_sees_of_it() {
    let family = "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}";
    let texts_written = ["Hello", "", "Grüße, 株式会社", "Hi 👋", "re\u{301}sume\u{301}", family];
    let reply = heard();
    let written = texts_written.map(str::to_owned).to_vec();
    let told = run_writing(SENSOR, NOTE, VOCABULARY, reply.as_ref(), written).await.expect("the script ran");
    let expected = [(5, 5), (0, 0), (11, 11), (5, 4), (8, 6), (8, 1)];
    let expected = expected.map(|(length, seen)| format!("{length} of 200, seen {seen}"));
    assert_eq!(texts(&told), [&expected[..], &["gone".to_owned()]].concat());
}

#[wasm_bindgen_test]
async fn of_a_page_that_was_left_before_it_was_looked_at_nothing_is_said() {
    let reply = heard();
    let said = run_blind(SENSOR, VOCABULARY, reply.as_ref()).await.expect("the script ran");
    assert_eq!(texts(&said), ["search"]);
}

/// LinkedIn's answer may have come later than the first look.
#[wasm_bindgen_test]
async fn that_a_control_stays_pending_is_said_after_some_seconds_and_at_the_end() {
    let reply = heard();
    let said = run_keeping(SENSOR, VOCABULARY, reply.as_ref()).await.expect("the script ran");
    assert_eq!(texts(&said), ["connect", "flipped", "kept", "kept"]);
}

/// A frame goes with its dialog. A page that goes shows only that the user went on.
#[wasm_bindgen_test]
async fn a_frame_that_goes_after_the_click_says_that_its_dialog_closed() {
    for (framed, expected) in [(true, vec!["send", "dialogClosed"]), (false, vec!["send"])] {
        let reply = heard();
        let said = run_leaving(SENSOR, VOCABULARY, reply.as_ref(), framed).await.expect("the script ran");
        assert_eq!(texts(&said), expected, "{framed}");
    }
}

#[wasm_bindgen_test]
async fn a_press_asks_what_the_click_will_and_says_nothing() {
    // Of a shadow root the press tells no more than the host.
    for (within, expected) in
        [(false, vec!["asked", "connect", "flipped"]), (true, vec!["connect", "flipped"])]
    {
        let reply = heard();
        let said = run_pressing(SENSOR, VOCABULARY, reply.as_ref(), within).await.expect("the script ran");
        assert_eq!(texts(&said), expected, "in a shadow root: {within}");
    }
}

#[wasm_bindgen_test]
async fn what_nobody_acknowledged_is_told_again_after_growing_pauses() {
    let reply = heard();
    let said = run_repeating(SENSOR, VOCABULARY, reply.as_ref()).await.expect("the script ran");
    let [told, waits] = texts(&said).try_into().expect("two lists");
    assert_eq!(told, "1 1 1 1 1 1 1 1 1 1 1 1 1 2");
    assert_eq!(waits, "500 1000 2000 4000 8000 16000 32000 60000 60000 60000 60000 60000");
}

/// The worker may have been stopped while it was told of the first; a page that is gone tells nothing again, and one
/// that was frozen doesn't know whether it was heard.
#[wasm_bindgen_test]
async fn a_page_that_goes_or_comes_back_tells_all_that_nobody_acknowledged() {
    let said = run_going(SENSOR, VOCABULARY).await.expect("the script ran");
    assert_eq!(texts(&said), ["1", "1,2", "1,2"]);
}

#[wasm_bindgen_test]
fn replies_are_the_words_that_the_scripts_know() {
    assert_eq!(to_js(&Reply::Refused).expect("it is JSON"), JsValue::from("refused"));
    assert_eq!(from_js::<Reply>("notStored".into()).expect("a reply"), Reply::NotStored);
    let done = to_js(&Reply::Done { number: 7 }).expect("it is JSON");
    assert_eq!(js_sys::JSON::stringify(&done).expect("it is JSON"), r#"{"done":{"number":7}}"#);
}

#[wasm_bindgen_test]
async fn what_no_script_of_ours_would_say_is_no_event() {
    let request = |at: Value, phase: Value| json!({ "request": { "id": "1", "tab": 7, "way": "dialog", "at": at, "phase": phase } });
    let signal = |number: Value, happened: Value| {
        let signals = [json!({ "number": number, "at": 5, "attempt": 1, "happened": happened })];
        json!({ "message": { "message": { "signals": { "document": "d", "signals": signals } }, "sender": {} } })
    };
    let wrong = [
        json!(null),
        json!(7),
        json!("arise"),
        json!({}),
        json!({ "startup": {}, "alarm": {} }),
        json!({ "startup": null, "alarm": null }),
        json!({ "installed": {} }),
        json!({ "message": { "message": "start" } }),
        json!({ "message": { "message": "burn", "sender": {} } }),
        json!({ "message": { "message": { "add": { "id": "a", "number": 0 } }, "sender": {} } }),
        json!({ "message": { "message": { "add": { "id": "a", "number": 1.5 } }, "sender": {} } }),
        json!({ "message": { "message": "start", "sender": { "tab": "7" } } }),
        request(json!("noon"), json!("started")),
        request(json!(1e300), json!("started")),
        request(json!(5), json!("answered")),
        request(json!(5), json!({ "answered": { "status": 70000 } })),
        signal(json!(-1), json!("kept")),
        signal(json!(1), json!("sneezed")),
        signal(json!(1), json!({ "connect": { "place": "moon", "link": false } })),
        signal(json!(1), json!({ "send": { "place": "feed", "note": "the text of it" } })),
    ];
    assert!(from_js::<Event>(js(&signal(json!(1), json!("kept")))).is_ok());
    assert!(from_js::<Event>(js(&request(json!(5), json!("started")))).is_ok());
    for event in &wrong {
        assert!(from_js::<Event>(js(event)).is_err(), "{event}");
    }
    holds(&json!({}));
    let handled = handle(&wrong[0]).await;
    assert_eq!((handled.reply, writes("local")), (Reply::Refused, 0));
}

/// Reading goes by position. Where a field stands in the object is nobody's business, nor what stands beside it.
#[wasm_bindgen_test]
fn fields_are_read_by_their_names_and_variants_by_theirs() {
    let read = |value: Value| from_js::<Written>(js(&value));
    let note = |limit| Written { length: Characters(7), limit, seen: 5 };
    let limit = Some(Characters(200));
    assert_eq!(read(json!({ "seen": 5, "x": [1], "limit": 200, "length": 7 })), Ok(note(limit)));
    assert_eq!(read(json!({ "length": 7, "seen": 5 })), Ok(note(None)));
    assert_eq!(read(json!({ "length": 7, "limit": null, "seen": 5 })), Ok(note(None)));
    for wrong in [
        json!({ "length": 7 }),
        json!({ "length": null, "seen": 5 }),
        json!({ "length": 7, "limit": "200", "seen": 5 }),
        json!({ "length": 7, "seen": 4_294_967_296_u64 }),
        json!({ "length": 7, "seen": 5.5 }),
        json!([7, 200, 5]),
        json!("7"),
        json!(null),
    ] {
        assert_eq!(read(wrong.clone()), Err(Unfit), "{wrong}");
    }
    assert_eq!(from_js::<Event>(js(&json!({ "alarm": null }))), Ok(Event::Alarm));
    assert_eq!(from_js::<Reply>(js(&json!({ "done": {} }))), Ok(Reply::Done { number: 0 }));
    assert_eq!(from_js::<Reply>("refused".into()), Ok(Reply::Refused));
    // It stands before `refused`, and is never read.
    assert_eq!(from_js::<Reply>(js(&json!({ "invalid": [] }))), Err(Unfit));
    assert_eq!(
        from_js::<BTreeMap<Rule, u32>>(js(&json!({ "label": 3, "link": 1 }))).map(|rules| rules.len()),
        Ok(2)
    );
    assert_eq!(from_js::<BTreeMap<Rule, u32>>(js(&json!({ "smell": 3 }))), Err(Unfit));
}

#[wasm_bindgen_test]
fn a_time_with_a_fraction_is_that_millisecond_and_what_is_no_time_is_refused() {
    let read = |number: f64| from_js::<Timestamp>(number.into());
    assert_eq!(read(1_795_309_200_000.999).expect("a time"), NOW);
    assert_eq!(read(-0.5).expect("a time"), Timestamp::from_millis(-1));
    assert_eq!(to_js(&NOW).expect("it is JSON").as_f64(), Some(1_795_309_200_000.0));
    for wrong in [f64::NAN, f64::INFINITY, 1e300] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[wasm_bindgen_test]
fn the_platform_knows_zones_at_any_time_of_year_and_in_any_age() {
    // Each at the start of January and of July 2027, in minutes ahead of UTC.
    let seasons = [1_798_761_600_000, 1_814_400_000_000].map(Timestamp::from_millis);
    for (name, winter, summer) in [
        ("America/Los_Angeles", -480, -420),
        ("Europe/London", 0, 60),
        ("Asia/Kathmandu", 345, 345),
        ("America/St_Johns", -210, -150),
        ("Pacific/Chatham", 825, 765),
        ("UTC", 0, 0),
    ] {
        let zone = Zone::Named(name.to_owned());
        let ahead = seasons.map(|at| Platform.offset(&zone, at).expect("it is known").0 / 60);
        assert_eq!(ahead, [winter, summer], "{name}");
    }
    let historic =
        Platform.offset(&Zone::Named("America/Los_Angeles".to_owned()), Timestamp::from_millis(-3e12 as i64));
    assert_eq!(historic, Some(Offset(-(7 * 3_600 + 52 * 60 + 58))), "its mean solar time");
}

#[wasm_bindgen_test]
fn the_platforms_own_zone_is_that_of_its_clock() {
    let name = js_sys::eval("Intl.DateTimeFormat().resolvedOptions().timeZone").expect("it has one");
    let own = Zone::Named(name.as_string().expect("it is a text"));
    for month in 0..12 {
        let at = Timestamp::from_millis(1_798_761_600_000 + month * 30 * 86_400_000);
        assert_eq!(Platform.offset(&Zone::Local, at), Platform.offset(&own, at));
    }
}

#[wasm_bindgen_test]
fn a_zone_that_the_platform_does_not_know_is_none() {
    for name in ["", "America/Nowhere", "8 hours behind"] {
        assert_eq!(Platform.offset(&Zone::Named(name.to_owned()), NOW), None, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_standing_that_cannot_be_read_is_kept_aside() {
    let broken = json!({ "restrictions": "many" });
    let loaded = load_and_write(&json!({ "standing": broken })).await;
    assert_eq!(loaded.stored.standing, Default::default());
    assert_eq!(lies_in("local")[aside("standing")], broken);
}

#[wasm_bindgen_test]
async fn health_and_templates_that_cannot_be_read_are_kept_aside_and_begun_anew() {
    let (health, templates) = (json!({ "mute": "many" }), json!({ "0": "mine" }));
    holds(&json!({ "schema": 1, "health": health, "templates": templates }));
    let template = json!({ "id": "mine", "wording": { "own": { "name": "Mine", "text": "Hi" } } });
    let message = json!({ "rearrange": { "put": { "at": 0, "template": template } } });
    let sender = json!({ "origin": "chrome-extension://plimsoll" });
    let handled = handle(&json!({ "message": { "message": message, "sender": sender } })).await;
    assert_eq!(handled.reply, Reply::Done { number: 0 });
    let now = lies_in("local");
    let kept = |name: &str| {
        let begins = format!("aside/{name}/");
        let found = now.as_object().and_then(|all| all.iter().find(|(key, _)| key.starts_with(&begins)));
        found.map(|(_, value)| value.clone())
    };
    assert_eq!([kept("health"), kept("templates")], [Some(health), Some(templates)]);
    assert_eq!((&now["health"]["mute"], &now["templates"][0]), (&json!(0), &template));
    assert_eq!(now["templates"].as_array().map(Vec::len), Some(5), "those to start with, and the new one");
}

#[wasm_bindgen_test]
async fn settings_are_checked_by_the_background_and_refused_field_by_field() {
    fill(
        "local",
        &json!({ "settings": { "consent": 7, "allowance": { "limit": 90, "buffer": 70 } } }).to_string(),
    );
    let mut draft = Draft::of(&Settings::default());
    (draft.limit, draft.weekday, draft.zone) = (None, Some(Weekday::Monday), "Mars/Olympus".to_owned());
    let event = |draft: &Draft| {
        let message = serde_json::to_value(Save::new(draft)).expect("it is JSON");
        json!({ "message": { "message": message, "sender": { "origin": "chrome-extension://plimsoll" } } })
    };
    let save = async |draft: &Draft| {
        let handled = background::handle(js(&event(draft))).await.expect("it is carried through");
        Reflect::get(&handled, &"reply".into()).expect("it is there")
    };
    let mistakes = [(Field::Limit, Problem::Empty), (Field::Zone, Problem::UnknownZone)];
    let refused = Reply::Invalid(mistakes.map(|(field, problem)| Mistake { field, problem }).into());
    let refused = serde_json::to_value(refused).expect("it is JSON");
    assert_eq!(
        serde_wasm_bindgen::from_value::<Value>(save(&draft).await).expect("it is JSON-like"),
        refused
    );
    assert_eq!(lies_in("local")["settings"]["allowance"], json!({ "limit": 90, "buffer": 70 }));
    (draft.limit, draft.zone) = (Some(120.0), "America/Los_Angeles".to_owned());
    let saved: Saved = from_js(save(&draft).await).expect("an answer to a form");
    assert_eq!(saved, Saved::Done {});
    let stored = lies_in("local")["settings"].clone();
    assert_eq!(stored["allowance"], json!({ "limit": 120, "share": 80 }));
    assert_eq!(stored["consent"], json!(7));
}

#[wasm_bindgen_test]
fn every_pattern_and_selector_of_the_vocabulary_is_one_to_the_browser() {
    let vocabulary: Value = serde_json::from_str(VOCABULARY).expect("it is JSON");
    let (mut patterns, mut selectors) = (Vec::new(), Vec::new());
    gather("", &vocabulary, &mut patterns, &mut selectors);
    assert!(patterns.len() >= 13 && selectors.len() >= 10, "{patterns:?} {selectors:?}");
    let list = |texts: Vec<String>| texts.into_iter().map(JsValue::from).collect::<Array>();
    assert_eq!(unreadable(list(vec!["(".into()]), list(vec!["a[".into()])).length(), 2);
    let wrong = unreadable(list(patterns), list(selectors));
    assert!(wrong.length() == 0, "{wrong:?}");
}

/// By the vocabulary's names for them, wherever in it they stand.
fn gather(name: &str, value: &Value, patterns: &mut Vec<String>, selectors: &mut Vec<String>) {
    match (name, value) {
        ("labels", _) => {}
        ("path" | "matches" | "remaining" | "counter", Value::String(text)) => patterns.push(text.clone()),
        (
            "contains" | "opensDialog" | "outlet" | "frame" | "dialog" | "send" | "note" | "selector"
            | "toast",
            Value::String(text),
        ) => selectors.push(text.clone()),
        (_, Value::Array(list)) => list.iter().for_each(|value| gather("", value, patterns, selectors)),
        (_, Value::Object(fields)) => {
            fields.iter().for_each(|(name, value)| gather(name, value, patterns, selectors));
        }
        _ => {}
    }
}

// ---- Texts and messages ---------------------------------------------------------------------------------------------

#[wasm_bindgen_test]
fn a_plural_form_that_a_text_lacks_is_the_one_for_other_numbers() {
    speak("sheep_one", "$1 sheep alone");
    speak("sheep_other", "$1 sheep");
    speak("fish_other", "$1 fish");
    assert_eq!(i18n::plural("sheep", 1), "1 sheep alone");
    assert_eq!(i18n::plural("sheep", 2), "2 sheep");
    assert_eq!(i18n::plural("fish", 1), "1 fish");
    assert_eq!(i18n::plural("fish", 1200), "1,200 fish");
}

#[wasm_bindgen_test]
fn where_nothing_was_sent_a_week_that_begins_on_a_day_names_it() {
    for (name, words) in [("comesBackNoneHint", "after seven days"), ("comesBackNoneReset", "on $1")] {
        speak(name, words);
    }
    let hint = |window| {
        let settings = Settings { window, ..Settings::default() };
        let status = Status::at(NOW, &settings, &Standing::default(), &Ledger::default(), &Platform);
        words::comes_back(&status, NOW).1
    };
    assert_eq!(hint(Window::Rolling), "after seven days");
    assert_eq!(hint(Window::Calendar(Reset::local_monday())), "on Monday");
}

#[wasm_bindgen_test]
fn a_zone_of_which_the_browser_has_no_clock_is_said() {
    speak("noticeZoneWhat", "no such zone");
    let zone = Zone::Named("Atlantis/Harbour".into());
    let mut stored = Stored::default();
    stored.settings.consent = Some(NOW);
    stored.settings.window = Window::Calendar(Reset { zone, ..Reset::local_monday() });
    let said = matter::matter(&stored, NOW, None).map(|matter| (matter.tone, matter.what));
    assert_eq!(said, Some((Tone::Attention, "no such zone".into())));
}

/// The languages of the texts. Of another one `digits` would have to know whether it writes small numbers plainly.
const TEXTS: [&str; 5] = [
    include_str!("../../extension/_locales/de/messages.json"),
    include_str!("../../extension/_locales/en/messages.json"),
    include_str!("../../extension/_locales/es/messages.json"),
    include_str!("../../extension/_locales/fr/messages.json"),
    include_str!("../../extension/_locales/pt_BR/messages.json"),
];

#[wasm_bindgen_test]
fn small_numbers_are_written_as_the_platform_would_in_each_language_of_the_texts() {
    for texts in TEXTS {
        let texts: Value = serde_json::from_str(texts).expect("it is JSON");
        let language = texts["language"]["message"].as_str().expect("a tag");
        speak("language", language);
        for number in 0..1000 {
            let platforms = js_sys::Number::from(number).to_locale_string(language);
            assert_eq!(i18n::digits(number), String::from(platforms), "{language}");
        }
    }
    speak("language", "en");
    assert_eq!(i18n::digits(1000), "1,000");
}

#[wasm_bindgen_test]
async fn a_page_gets_the_backgrounds_reply() {
    let replies = [
        (json!({ "done": { "number": 4 } }), Reply::Done { number: 4 }),
        (json!({ "done": {} }), Reply::Done { number: 0 }),
        (json!("notStored"), Reply::NotStored),
        (json!("refused"), Reply::Refused),
    ];
    for (said, reply) in replies {
        answer_with(js(&said));
        assert_eq!(runtime::send(&Message::Start).await.ok(), Some(reply), "{said}");
    }
    let add = Message::Add { id: InvitationId::new("a"), number: NonZeroU32::MIN };
    let _ = runtime::send(&add).await;
    assert_eq!(last_sent(), r#"{"add":{"id":"a","number":1}}"#);
}

#[wasm_bindgen_test]
async fn a_page_learns_that_nobody_answered_or_in_no_words_it_knows() {
    fail_with("Could not establish connection. Receiving end does not exist.");
    let refused = runtime::send(&Message::Start).await.expect_err("nobody listened");
    assert!(matches!(refused, runtime::Undelivered::Refused(_)));
    assert!(refused.to_string().ends_with("Receiving end does not exist."), "{refused}");
    for answer in [JsValue::UNDEFINED, JsValue::NULL, "maybe".into()] {
        answer_with(answer);
        let garbled = runtime::send(&Message::Start).await.expect_err("that is no reply");
        assert!(matches!(garbled, runtime::Undelivered::Garbled(_)), "{garbled}");
    }
}
