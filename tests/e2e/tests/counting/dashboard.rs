//! The dashboard: every number leads to its invitations, what makes no sense isn't saved, and what is deleted is gone.

use anyhow::{Context, Result};
use plimsoll::domain::invitation::{Evidence, Place};
use plimsoll_e2e::scene::{SUGGESTION, Scene};
use plimsoll_e2e::{Key, Outcome, css};
use serde_json::json;

async fn dashboard(scene: &Scene, part: &str) -> Result<()> {
    scene.browser.extension_page("dashboard.html").await?;
    scene.browser.click(css(".tabs button").named(part)).await
}

async fn await_text(scene: &Scene, selector: &str, expected: &str) -> Result<()> {
    let read = async || scene.browser.text(selector).await;
    scene.browser.until_holds(&format!("{expected:?} in {selector}"), read, |text| text == expected).await?;
    Ok(())
}

/// Three by hand and one that was seen.
async fn four(scene: &Scene) -> Result<()> {
    scene.visit("/mynetwork/").await?;
    scene.browser.click(css(SUGGESTION).nth(0)).await?;
    // Only then does it not change any more.
    let evidence = async || Ok(scene.counted().await?.first().map(|one| one.evidence));
    let proven = |evidence: &Option<Evidence>| *evidence == Some(Evidence::Confirmed);
    scene.browser.until_holds("the proof of what was sent", evidence, proven).await?;
    scene.browser.extension_page("popup.html").await?;
    scene.browser.clear(".stepper__value").await?;
    scene.browser.type_into(".stepper__value", "3").await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("96").await
}

#[tokio::test]
async fn a_number_of_a_chart_opens_the_invitations_behind_it() -> Outcome {
    let scene = Scene::counting().await?;
    four(&scene).await?;
    dashboard(&scene, "Overview").await?;
    // A low window, in which the number is far from the top.
    scene.browser.set_viewport(1000, 320, 1.0).await?;
    scene.browser.click(css(".figure").named("3, Elsewhere: show these invitations")).await?;
    await_text(&scene, ".book__sum", "3 invitations").await?;
    await_text(&scene, ".book__table tbody td:nth-of-type(5)", "By hand").await?;
    // The reader is where the ledger begins, by eye and by keyboard.
    let place = "return [scrollY, document.activeElement.className]";
    let place = async || scene.browser.run(place, &[]).await;
    scene.browser.until_holds("the ledger's beginning", place, |at| *at == json!([0, "book__table"])).await?;
    scene.browser.click(".chip").await?;
    await_text(&scene, ".book__sum", "4 invitations").await?;
    Ok(())
}

#[tokio::test]
async fn a_number_of_a_drawing_is_read_out_under_the_pointer_and_by_arrow_keys() -> Outcome {
    let scene = Scene::counting().await?;
    four(&scene).await?;
    dashboard(&scene, "Overview").await?;
    // The middle of half a year, and the week that is under way.
    let number = ".chart:has([data-kind=columns]) .chart__read b";
    scene.browser.hover(css(".plot__field").nth(0)).await?;
    await_text(&scene, number, "0").await?;
    scene.browser.hover("h1").await?;
    scene.browser.await_gone(number).await?;
    scene.browser.run("document.querySelector('.plot__field').focus()", &[]).await?;
    await_text(&scene, number, "4").await?;
    scene.browser.press(Key::Left).await?;
    await_text(&scene, number, "0").await?;
    scene.browser.press(Key::Right).await?;
    await_text(&scene, number, "4").await?;
    scene.browser.press(Key::Enter).await?;
    await_text(&scene, ".book__sum", "4 invitations").await?;
    Ok(())
}

#[tokio::test]
async fn the_columns_of_the_weeks_are_those_by_which_the_user_counts() -> Outcome {
    let scene = Scene::counting_in("UTC", "en-US").await?;
    scene.browser.tell(json!({ "add": { "id": "one", "number": 3 } })).await?;
    let began = "const { settings } = await chrome.storage.local.get('settings');
        // The day before today's, so that the week that is under way began yesterday.
        const yesterday = new Date(Date.now() - 86_400_000);
        const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
        settings.window = { calendar: { weekday: names[yesterday.getUTCDay()], minute: 0, zone: 'local' } };
        await chrome.storage.local.set({ settings });
        const day = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' };
        return new Intl.DateTimeFormat('en-US', day).formatRange(yesterday, yesterday.getTime() + 6 * 86_400_000)";
    let began = scene.browser.in_extension(began, &[]).await?;
    dashboard(&scene, "Overview").await?;
    let told = scene.browser.text(".chart:has([data-kind=columns]) .chart__told").await?;
    assert!(told.contains("as you count it"), "{told}");
    scene.browser.click(css(".chart summary").nth(0)).await?;
    await_text(&scene, ".chart__table tbody tr:last-child th", began.as_str().unwrap_or_default()).await?;
    await_text(&scene, ".chart__table tbody tr:last-child .figure", "3").await?;
    Ok(())
}

#[tokio::test]
async fn a_chart_has_its_table_and_the_ledger_its_filters() -> Outcome {
    let scene = Scene::counting().await?;
    four(&scene).await?;
    dashboard(&scene, "Overview").await?;
    scene.browser.click(css(".chart summary").nth(0)).await?;
    await_text(&scene, ".chart__table tbody tr:last-child .figure", "4").await?;
    scene.browser.click(".chart__table tbody tr:last-child .figure").await?;
    await_text(&scene, ".book__sum", "4 invitations").await?;
    let choose = "const select = [...document.querySelectorAll('.filters label')]
            .find((label) => label.textContent.startsWith('Evidence')).querySelector('select');
        select.value = [...select.options].find((option) => option.text === 'Confirmed').value;
        select.dispatchEvent(new Event('change', { bubbles: true }))";
    scene.browser.run(choose, &[]).await?;
    await_text(&scene, ".book__sum", "1 invitation").await?;
    Ok(())
}

#[tokio::test]
async fn an_entry_is_taken_back_and_restored_and_the_popup_agrees() -> Outcome {
    let scene = Scene::counting().await?;
    four(&scene).await?;
    dashboard(&scene, "Ledger").await?;
    scene.browser.click(css(".book__acts button:last-child").nth(0)).await?;
    scene.await_badge("99").await?;
    await_text(&scene, ".book__sum", "1 invitation").await?;
    Ok(())
}

#[tokio::test]
async fn settings_show_their_effect_and_what_makes_no_sense_is_not_saved() -> Outcome {
    let scene = Scene::counting().await?;
    four(&scene).await?;
    dashboard(&scene, "Settings").await?;
    scene.browser.clear("#field-Limit").await?;
    scene.browser.press("50" + Key::Tab).await?;
    let read = async || scene.browser.text(".settings__effect").await;
    let effect = "If you save: 46 left, line at 40, limit 50";
    scene.browser.until_holds(effect, read, |text| text.starts_with(effect)).await?;
    assert_eq!(scene.browser.badge().await?.text, "96");
    for (typed, problem) in [
        ("", "Enter a number."),
        ("many", "This is not a number."),
        ("-3", "Enter at least 1."),
        ("2.5", "Enter a whole number."),
    ] {
        scene.browser.clear("#field-Limit").await?;
        scene.browser.press(typed).await?;
        scene.browser.press(Key::Tab).await?;
        await_text(&scene, "#field-Limit-problem", problem).await?;
        assert!(!scene.browser.is_ready(css("button").named("Save")).await?, "{typed:?} can be saved");
    }
    scene.browser.clear("#field-Limit").await?;
    scene.browser.press("50" + Key::Tab).await?;
    scene.browser.click(css("button").named("Save")).await?;
    scene.await_badge("46").await?;
    await_text(&scene, ".settings__said", "Saved.").await?;
    scene.browser.type_into("[aria-label='Search settings']", "notification").await?;
    scene.browser.await_gone("#field-Limit").await?;
    Ok(())
}

#[tokio::test]
async fn settings_are_found_by_the_names_of_their_fields_and_options_and_the_preset_in_force_is_marked()
-> Outcome {
    let scene = Scene::counting().await?;
    dashboard(&scene, "Settings").await?;
    let pressed =
        "return [...document.querySelectorAll('.preset')].map((preset) => preset.ariaPressed).join()";
    let pressed = async || scene.browser.run(pressed, &[]).await;
    assert_eq!(pressed().await?, json!("false,true,false,false"), "100, line at 80");
    scene.browser.click(css(".preset").nth(0)).await?;
    assert_eq!(pressed().await?, json!("true,false,false,false"));
    scene.browser.clear("#field-Buffer").await?;
    scene.browser.press("70" + Key::Tab).await?;
    let none = |pressed: &serde_json::Value| *pressed == json!("false,false,false,false");
    scene.browser.until_holds("none of them", pressed, none).await?;

    let groups = "return [...document.querySelectorAll('.group:not([hidden])')].map((group) => group.children[0].innerText).join()";
    for (typed, found) in [
        ("time zone", "Window"),
        ("sales navigator", "Allowance"),
        ("too many at once", "Pace"),
        // What is switched off has its fields all the same.
        ("first week", "Slow start"),
        ("credits a month", "Other allowances"),
        ("messages a day", "Other allowances"),
        ("zzz", ""),
    ] {
        scene.browser.clear("[aria-label='Search settings']").await?;
        scene.browser.type_into("[aria-label='Search settings']", typed).await?;
        let groups = async || scene.browser.run(groups, &[]).await;
        scene
            .browser
            .until_holds(&format!("{found:?} for {typed:?}"), groups, |groups| *groups == json!(found))
            .await?;
    }
    await_text(&scene, ".settings__none", "No setting is called that.").await?;
    Ok(())
}

#[tokio::test]
async fn a_form_follows_what_is_saved_in_another_and_keeps_what_was_typed_into_it() -> Outcome {
    let scene = Scene::counting().await?;
    let one = scene.browser.extension_page("dashboard.html").await?;
    scene.browser.click(css(".tabs button").named("Settings")).await?;
    scene.browser.clear("#field-BurstNumber").await?;
    scene.browser.press("7" + Key::Tab).await?;

    dashboard(&scene, "Settings").await?;
    scene.browser.clear("#field-Limit").await?;
    scene.browser.press("50" + Key::Tab).await?;
    scene.browser.click(css("button").named("Save")).await?;
    scene.await_badge("50").await?;

    scene.browser.switch_to(&one).await?;
    let values =
        "return ['Limit', 'BurstNumber'].map((name) => document.getElementById(`field-${name}`).value)";
    let values = async || scene.browser.run(values, &[]).await;
    scene.browser.until_holds("what both say", values, |values| *values == json!(["50", "7"])).await?;
    scene.browser.click(css("button").named("Save")).await?;
    await_text(&scene, ".settings__said", "Saved.").await?;
    let settings = &scene.browser.storage_local().await?["settings"];
    assert_eq!((&settings["allowance"]["limit"], &settings["burst"]["number"]), (&json!(50), &json!(7)));
    Ok(())
}

#[tokio::test]
async fn the_planner_says_whether_a_wish_is_possible() -> Outcome {
    let scene = Scene::counting().await?;
    dashboard(&scene, "Planner").await?;
    scene.browser.clear(".planner input[type=number]").await?;
    scene.browser.press("9000").await?;
    let verdict = async || scene.browser.text(".planner__verdict").await;
    scene.browser.until_holds("a no", verdict, |text| text.starts_with("Not possible")).await?;
    scene.browser.clear(".planner input[type=number]").await?;
    scene.browser.press("10").await?;
    scene.browser.until_holds("a yes", verdict, |text| text.starts_with("Possible: ")).await?;
    // None of what is planned is an invitation that could be opened.
    scene.browser.click(".chart__behind summary").await?;
    scene.browser.await_ready(css(".chart__table .figure").nth(0)).await?;
    assert_eq!(
        scene.browser.run("return document.querySelectorAll('.chart__table button').length", &[]).await?,
        json!(0)
    );
    Ok(())
}

#[tokio::test]
async fn the_planners_day_is_the_one_that_its_field_shows() -> Outcome {
    // Far to the east and to the west of where a date field has its days begin.
    for zone in ["Pacific/Auckland", "America/Los_Angeles"] {
        let scene = Scene::counting_in(zone, "en-US").await?;
        dashboard(&scene, "Planner").await?;
        let shown = "return [document.querySelector('.planner [type=date]').value,
            new Date(Date.now() + 13 * 86_400_000).toLocaleDateString('sv')]";
        let shown = scene.browser.run(shown, &[]).await?;
        assert_eq!(shown[0], shown[1], "{zone}");
        scene.browser.click(".chart__behind summary").await?;
        // A day of work that isn't over yet at any hour.
        let choose = "const field = document.querySelector('.planner [type=date]');
            const friday = new Date(Date.now() + 7 * 86_400_000);
            while (friday.getDay() !== 5) friday.setDate(friday.getDate() + 1);
            field.value = friday.toLocaleDateString('sv');
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return friday.toLocaleDateString('en-US', { dateStyle: 'medium' })";
        let friday = scene.browser.run(choose, &[]).await?;
        let last = ".chart__table tbody tr:last-child th";
        await_text(&scene, last, friday.as_str().context("no day")?).await?;
    }
    Ok(())
}

#[tokio::test]
async fn everything_is_deleted_after_a_real_yes_and_an_undo_in_time_keeps_it() -> Outcome {
    let scene = Scene::counting().await?;
    four(&scene).await?;
    dashboard(&scene, "Your data").await?;
    scene.browser.click(css("button").named("Delete everything…")).await?;
    assert!(!scene.browser.is_ready(css("button").named("Delete")).await?, "one click deletes everything");
    scene.browser.click(".data__sure input").await?;
    scene.browser.click(css("button").named("Delete")).await?;
    scene.browser.click(css("button").named("Undo")).await?;
    scene.browser.await_ready(css("button").named("Delete everything…")).await?;
    assert_eq!(scene.counted().await?.len(), 2);

    scene.browser.click(css("button").named("Delete everything…")).await?;
    scene.browser.click(".data__sure input").await?;
    scene.browser.click(css("button").named("Delete")).await?;
    scene.await_badge("off").await?;
    let stored = async || scene.browser.storage_local().await;
    scene.browser.until_holds("an empty storage", stored, |stored| *stored == json!({})).await?;
    let scripts = "return await chrome.scripting.getRegisteredContentScripts()";
    assert_eq!(scene.browser.in_extension(scripts, &[]).await?, json!([]));
    Ok(())
}

/// Ten years of them. The page can be used before all is read, and shows fifty at a time.
#[tokio::test]
async fn fifty_thousand_invitations_are_read_and_turned_page_by_page() -> Outcome {
    let scene = Scene::counting().await?;
    let fill = "const week = 7 * 24 * 3600 * 1000, now = Math.floor(Date.now() / week);
        const drawers = {};
        for (let ago = 1; ago <= 500; ago++) {
            drawers[`ledger/${now - ago}`] = Array.from({ length: 100 }, (_, index) => ({ sent: {
                id: `${ago}.${index}`, at: (now - ago) * week + index * 6_000_000, number: 1, place: 'search',
                way: 'dialog', note: index % 3 ? undefined : index * 3, evidence: 'confirmed' } }));
        }
        await chrome.storage.local.set(drawers)";
    scene.browser.in_extension(fill, &[]).await?;
    dashboard(&scene, "Ledger").await?;
    await_text(&scene, ".book__sum", "50,000 invitations").await?;
    await_text(&scene, ".book__pages span", "1 of 1,000").await?;
    scene.browser.click(css("button").named("Older")).await?;
    await_text(&scene, ".book__pages span", "2 of 1,000").await?;
    let lines = "return document.querySelectorAll('.book__acts').length";
    assert_eq!(scene.browser.run(lines, &[]).await?, json!(50));
    // A hundred in a drawer, one every hundred minutes: some fourteen of a day stand under its name.
    let days = "return [...document.querySelectorAll('.book__day')].map((day) => day.innerText)";
    let days = scene.browser.run(days, &[]).await?;
    let days: Vec<_> = days.as_array().into_iter().flatten().filter_map(|day| day.as_str()).collect();
    assert!((4..=5).contains(&days.len()) && days.iter().all(|day| day.contains("day, ")), "{days:?}");
    // How long it took is for whoever runs it with --nocapture to read: no test depends on a machine's speed.
    let times =
        "return performance.getEntriesByType('paint').map(({ name, startTime }) => [name, startTime])";
    println!("{}", scene.browser.run(times, &[]).await?);
    Ok(())
}

/// Enters a number that LinkedIn shows, below the figure of that name.
async fn enter(scene: &Scene, name: &str, number: &str) -> Result<()> {
    scene.browser.click(css(".enter__way").named(format!("Enter LinkedIn’s number: {name}"))).await?;
    scene.browser.type_into(css(".enter__form input").named(name), number).await?;
    scene.browser.press(Key::Enter).await
}

#[tokio::test]
async fn what_waits_for_an_answer_is_what_the_user_read_and_what_was_sent_since() -> Outcome {
    let scene = Scene::counting().await?;
    four(&scene).await?;
    dashboard(&scene, "Overview").await?;
    let waiting = ".tally:nth-child(1)";
    await_text(&scene, &format!("{waiting} .tally__main"), "4 invitations at most").await?;
    enter(&scene, "Waiting for an answer", "498").await?;
    await_text(&scene, &format!("{waiting} .tally__figure"), "498").await?;
    assert_eq!(scene.browser.attribute(waiting, "data-room").await?.as_deref(), Some("comfortable"));

    // Two more by hand: the five hundredth is many, and what is advised then is said.
    scene.browser.tell(json!({ "add": { "id": "a", "number": 2 } })).await?;
    await_text(&scene, &format!("{waiting} .tally__figure"), "500").await?;
    assert_eq!(scene.browser.attribute(waiting, "data-room").await?.as_deref(), Some("nearing"));
    let more = scene.browser.text(css(format!("{waiting} .tally__more"))).await?;
    assert!(more.starts_with("Withdraw the oldest; it gives no place back. You read 498 on "), "{more}");
    assert!(more.ends_with("; 2 sent since."), "{more}");
    let told = scene.browser.text(css(format!("{waiting} .tally__told"))).await?;
    assert!(told.contains("from 500 on") && told.contains("from 3,000 on"), "{told}");

    enter(&scene, "Waiting for an answer", "3000").await?;
    await_text(&scene, &format!("{waiting} .tally__figure"), "3,000").await?;
    assert_eq!(scene.browser.attribute(waiting, "data-room").await?.as_deref(), Some("limit"));
    scene.browser.click(css(format!("{waiting} .enter__way"))).await?;
    scene.browser.click(css("button").named("Forget")).await?;
    await_text(&scene, &format!("{waiting} .tally__main"), "6 invitations at most").await?;
    Ok(())
}

#[tokio::test]
async fn connections_and_notes_left_are_entered_where_they_are_shown() -> Outcome {
    let scene = Scene::counting().await?;
    dashboard(&scene, "Overview").await?;
    await_text(&scene, ".tally:nth-child(2) .tally__main", "Not known yet").await?;
    enter(&scene, "Connections", "2350").await?;
    await_text(&scene, ".tally:nth-child(2) .tally__main", "2,350 of 30,000").await?;
    let more = scene.browser.text(".tally:nth-child(2) .tally__more").await?;
    assert!(more.ends_with("; room for 27,650 more."), "{more}");

    await_text(&scene, ".tally:nth-child(3) .tally__main", "5 notes left").await?;
    enter(&scene, "Notes this month", "1").await?;
    await_text(&scene, ".tally:nth-child(3) .tally__main", "1 note left").await?;

    // An account without such a limit has no such figure.
    scene.browser.click(css(".tabs button").named("Settings")).await?;
    let premium = "const select = document.querySelector('.group select');
        select.value = '1';
        select.dispatchEvent(new Event('change', { bubbles: true }))";
    scene.browser.run(premium, &[]).await?;
    scene.browser.click(css("button").named("Save")).await?;
    await_text(&scene, ".settings__said", "Saved.").await?;
    scene.browser.click(css(".tabs button").named("Overview")).await?;
    await_text(&scene, ".tally:nth-child(2) .tally__main", "2,350 of 30,000").await?;
    scene.browser.await_gone(".tally:nth-child(3)").await?;
    Ok(())
}

#[tokio::test]
async fn credits_and_messages_are_counted_by_hand_and_an_answer_returns_a_credit() -> Outcome {
    let scene = Scene::counting().await?;
    dashboard(&scene, "Overview").await?;
    scene.browser.await_gone(".tally:nth-child(4)").await?;
    scene.browser.click(css(".tabs button").named("Settings")).await?;
    for name in ["InMail credits", "Direct messages"] {
        scene.browser.click(css(".check").named(name)).await?;
    }
    scene.browser.click(css("button").named("Save")).await?;
    await_text(&scene, ".settings__said", "Saved.").await?;
    scene.browser.click(css(".tabs button").named("Overview")).await?;

    let credits = ".tally:nth-child(4) .tally__main";
    await_text(&scene, credits, "5 credits left").await?;
    let take_back = css("button").named("Take back: InMail credits");
    assert!(!scene.browser.is_ready(take_back.clone()).await?, "there is nothing to take back");
    for left in ["4 credits left", "3 credits left"] {
        scene.browser.click(css("button").named("Count one: InMail credits")).await?;
        await_text(&scene, credits, left).await?;
    }
    scene.browser.click(css(".enter__way").named("Which were answered?")).await?;
    scene.browser.click(css(".answers input").nth(0)).await?;
    await_text(&scene, credits, "4 credits left").await?;
    // By mistake: it can be undone, and the list stays where the user is.
    scene.browser.click(css(".answers input").nth(0)).await?;
    await_text(&scene, credits, "3 credits left").await?;
    // Another that is counted elsewhere comes before it, and the focus stays with the message that it was on.
    scene.browser.run("globalThis.plimsollAnswered = document.activeElement", &[]).await?;
    scene.browser.tell(json!({ "inMail": { "sent": 1 } })).await?;
    await_text(&scene, credits, "2 credits left").await?;
    let second = "const [, second] = document.querySelectorAll('.answers input');
        return second === plimsollAnswered && second === document.activeElement";
    assert_eq!(scene.browser.run(second, &[]).await?, json!(true));
    for left in ["3 credits left", "4 credits left"] {
        scene.browser.click(take_back.clone()).await?;
        await_text(&scene, credits, left).await?;
    }

    let messages = ".tally:nth-child(5) .tally__main";
    await_text(&scene, messages, "120 messages left today").await?;
    scene.browser.click(css("button").named("Count one: Direct messages")).await?;
    await_text(&scene, messages, "119 messages left today").await?;
    scene.browser.click(css("button").named("Take back: Direct messages")).await?;
    await_text(&scene, messages, "120 messages left today").await?;
    // The same in the panel, where one is while messages are sent.
    scene.browser.extension_page("panel.html").await?;
    scene.browser.click(css("button").named("Count one: InMail credits")).await?;
    await_text(&scene, ".tally:has([aria-label='Count one: InMail credits']) .tally__main", "3 credits left")
        .await?;
    Ok(())
}

#[tokio::test]
async fn number_and_time_of_an_entry_are_put_right_and_back() -> Outcome {
    let scene = Scene::counting().await?;
    four(&scene).await?;
    let before = scene.counted().await?;
    dashboard(&scene, "Ledger").await?;
    // The newest is the one added by hand.
    scene.browser.click(css(".book__acts button").nth(0)).await?;
    scene.browser.clear(".book__number").await?;
    scene.browser.type_into(".book__number", "5").await?;
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("94").await?;
    await_text(&scene, ".book__said span", "Entry changed.").await?;
    await_text(&scene, ".book__sum", "6 invitations").await?;
    let counted = scene.counted().await?;
    let told = counted.iter().map(|one| (one.at, one.number.get())).collect::<Vec<_>>();
    assert_eq!(told, [(before[0].at, 1), (before[1].at, 5)], "the time is what it was, to the millisecond");
    // The focus is at the way back.
    scene.browser.press(Key::Enter).await?;
    scene.await_badge("96").await?;
    await_text(&scene, ".book__sum", "4 invitations").await?;
    assert_eq!(scene.counted().await?, before);

    // The one that was seen was sent nine days ago: it leaves the window, and what was seen of it stays.
    scene.browser.click(css(".book__acts button").nth(2)).await?;
    let nine_days_ago = "const field = document.querySelector('.book__edit input');
        const local = new Date(Date.now() - arguments[0] * 86_400_000 - new Date().getTimezoneOffset() * 60_000);
        field.value = local.toISOString().slice(0, 16);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return field.checkValidity()";
    assert_eq!(scene.browser.run(nine_days_ago, &[json!(-9)]).await?, json!(false), "it lies in the future");
    assert_eq!(scene.browser.run(nine_days_ago, &[json!(9)]).await?, json!(true));
    scene.browser.click(css(".book__edit button").named("Save")).await?;
    scene.await_badge("97").await?;
    await_text(&scene, ".book__sum", "4 invitations").await?;
    let earlier = &scene.counted().await?[0];
    assert_eq!((earlier.place, earlier.evidence), (Place::MyNetwork, Evidence::ByHand));
    assert!(before[0].at.since(earlier.at).as_secs() / 3600 >= 9 * 24 - 1);
    Ok(())
}

#[tokio::test]
async fn a_week_begins_on_monday_and_the_clock_is_the_users_wherever_he_lives() -> Outcome {
    // The days' names come from a list of times, which are another day there.
    for (zone, language, halves) in [("Pacific/Auckland", "en-US", true), ("UTC", "en-GB", false)] {
        let scene = Scene::counting_in(zone, language).await?;
        dashboard(&scene, "Settings").await?;
        let days = "return [...document.querySelectorAll('.days label')].map(({ innerText }) => innerText.trim()).join()";
        let days = scene.browser.run(days, &[]).await?;
        assert_eq!(days, json!("Mon,Tue,Wed,Thu,Fri,Sat,Sun"), "{zone}");
        scene.browser.tell(json!({ "add": { "id": "one", "number": 3 } })).await?;
        scene.await_badge("97").await?;
        dashboard(&scene, "Ledger").await?;
        scene.browser.await_ready(".book__sum").await?;
        let read = "return /[AP]M/.test(document.querySelector('main').innerText)";
        assert_eq!(scene.browser.run(read, &[]).await?, json!(halves), "{language}");
    }
    Ok(())
}
