//! The benchmark's parts: what is measured, how, and the table of it.

mod clicks;
mod memory;
mod note;
mod package;
mod popup;
mod report;
mod sensor;
mod size;
mod stats;
mod trace;
mod worker;
mod years;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use plimsoll_e2e::{Browser, scene};
use plimsoll_standin::Standin;

use package::Packages;
use report::{Figure, Report, Target};
use stats::Samples;

/// How many rounds there are if nobody says otherwise.
const ROUNDS: usize = 15;
/// How many Connect controls the stand-in's My Network page has.
const SUGGESTIONS: usize = 18;

/// What is to be measured.
pub struct Plan {
    package: PathBuf,
    rounds: usize,
    only: Option<Vec<String>>,
    with: Vec<(String, PathBuf)>,
}

impl Plan {
    /// From the program's arguments.
    ///
    /// # Errors
    /// When one isn't understood.
    pub fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut plan = Self { package: scene::package(), rounds: ROUNDS, only: None, with: Vec::new() };
        while let Some(name) = arguments.next() {
            let value = arguments.next().with_context(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--rounds" => plan.rounds = value.parse().context("--rounds needs a number")?,
                "--only" => plan.only = Some(value.split(',').map(str::to_owned).collect()),
                "--package" => plan.package = value.into(),
                "--with" => {
                    let (name, folder) = value.split_once('=').context("--with needs NAME=FOLDER")?;
                    plan.with.push((name.to_owned(), folder.into()));
                }
                _ => bail!("what is {name}?"),
            }
        }
        Ok(plan)
    }

    fn wants(&self, part: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.iter().any(|name| name == part))
    }
}

/// Measures, and says what came of it.
///
/// # Errors
/// When something can't be measured.
pub async fn run(plan: &Plan) -> Result<Report> {
    let packages = Packages::prepare(&plan.package, &plan.with).await?;
    let mut report = Report {
        names: packages.all.iter().map(|package| package.name.clone()).collect(),
        figures: Vec::new(),
    };
    if plan.wants("sensor") {
        say("the sensor");
        report.figures.extend(sensor::figures(&packages, plan.rounds).await?);
    }
    if plan.wants("clicks") {
        say("clicks");
        report.figures.extend(clicks::figures(&packages, plan.rounds).await?);
    }
    if plan.wants("note") {
        say("the note");
        report.figures.push(note_figure(&packages).await?);
    }
    if ["popup", "message", "count"].iter().any(|part| plan.wants(part)) {
        report.figures.extend(side_by_side(plan, &packages).await?);
    }
    if plan.wants("years") {
        say("ten years of invitations");
        report.figures.extend(years_figures(plan, &packages).await?);
    }
    if plan.wants("memory") {
        say("memory");
        report.figures.extend(memory_figures(plan, &packages).await?);
    }
    if plan.wants("size") {
        report.figures.extend(size::figures(&packages)?);
    }
    Ok(report)
}

/// All of them with their places, in each round another one first: who comes first finds another machine.
fn in_turn<T>(all: &[T], round: usize) -> impl Iterator<Item = (usize, &T)> {
    all.iter().enumerate().cycle().skip(round % all.len()).take(all.len())
}

/// The popup, the messages and the count, in browsers that stay open.
async fn side_by_side(plan: &Plan, packages: &Packages) -> Result<Vec<Figure>> {
    let site = Standin::start().await?;
    let mut browsers = packages.launch(site.port()).await?;
    let none = || vec![Samples::default(); browsers.len()];
    let (mut cold, mut warm, mut usable) = (none(), none(), none());
    let (mut woken, mut awake, mut counted) = (none(), none(), none());
    // The first round is for the browsers to get warm: what is compiled is kept, what is read is cached.
    for round in 0..=plan.rounds {
        say(&format!("round {round} of {}", plan.rounds));
        let keep = |samples: &mut Vec<Samples>, package: usize, value: f64| {
            if round > 0 {
                samples[package].add(value);
            }
        };
        for (package, browser) in in_turn(&browsers, round) {
            if plan.wants("popup") {
                keep(&mut cold, package, popup::open(browser, &packages.figure, false).await?.shown);
            }
        }
        for (package, browser) in in_turn(&browsers, round) {
            if plan.wants("popup") {
                let opened = popup::open(browser, &packages.figure, true).await?;
                keep(&mut warm, package, opened.shown);
                keep(&mut usable, package, opened.usable);
            }
        }
        for (package, browser) in in_turn(&browsers, round) {
            if plan.wants("message") {
                let answers = worker::ask(browser).await?;
                keep(&mut woken, package, answers.asleep);
                keep(&mut awake, package, answers.awake);
            }
        }
    }
    if plan.wants("count") {
        say("the count");
        // The empty extension counts nothing. Who was invited stays so on the site: the first who is left is another
        // each time, and the site has only so many.
        let counting: Vec<_> = browsers.iter().enumerate().filter(|(package, _)| *package != 1).collect();
        for round in 0..plan.rounds.min(SUGGESTIONS / counting.len()) {
            for (_, (package, browser)) in in_turn(&counting, round) {
                counted[*package].add(worker::count(browser, &site).await?);
            }
        }
    }
    for browser in browsers.drain(..) {
        browser.quit().await?;
    }
    let figure = |part: &str, name: &str, target: Target, samples: Vec<Samples>| {
        plan.wants(part).then(|| Figure { name: name.to_owned(), unit: "ms", target, samples })
    };
    Ok([
        figure("popup", "popup with its figures, worker asleep", Target::Ratio(1.35), cold),
        figure("popup", "popup with its figures, worker awake", Target::Ratio(1.35), warm),
        figure("popup", "popup until it can be used, worker awake", Target::None, usable),
        figure("message", "message to a sleeping worker, answered", Target::Ratio(2.5), woken),
        figure("message", "message to a worker that is awake, answered", Target::None, awake),
        figure("count", "click until the invitation is stored", Target::Value(100.0), counted),
    ]
    .into_iter()
    .flatten()
    .collect())
}

/// The note's counter. The empty extension has none.
async fn note_figure(packages: &Packages) -> Result<Figure> {
    let site = Standin::start().await?;
    let browser = packages.all[0].launch(packages.all[0].with(site.port())).await?;
    let samples = vec![note::keystrokes(&browser).await?];
    browser.quit().await?;
    let name = "keystroke in a note until the side panel's counter has it".to_owned();
    Ok(Figure { name, unit: "ms", target: Target::Value(16.7), samples })
}

/// What ten years of invitations cost: the popup beside the static one, the dashboard beside itself with none.
async fn years_figures(plan: &Plan, packages: &Packages) -> Result<Vec<Figure>> {
    let [ours, empty] = [&packages.all[0], &packages.all[1]];
    let old = ours.launch(ours.with(0)).await?;
    years::fill(&old).await?;
    // What is left by then the popup says itself.
    let figure = old_figure(&old).await?;
    let (new, still) = (ours.launch(ours.with(0)).await?, empty.launch(empty.with(0)).await?);
    let mut popup = vec![Samples::default(); 2];
    let (mut drawn, mut usable) = (popup.clone(), popup.clone());
    for round in 0..=plan.rounds {
        say(&format!("round {round} of {}", plan.rounds));
        for (package, (browser, figure)) in in_turn(&[(&old, &figure), (&still, &packages.figure)], round) {
            let opened = popup::open(browser, figure, true).await?;
            if round > 0 {
                popup[package].add(opened.shown);
            }
        }
        for (package, browser) in in_turn(&[&old, &new], round) {
            let dashboard = years::dashboard(browser).await?;
            if round > 0 {
                drawn[package].add(dashboard.0);
                usable[package].add(dashboard.1);
            }
        }
    }
    for browser in [old, new, still] {
        browser.quit().await?;
    }
    let figure = |name: &str, target, samples| Figure { name: name.to_owned(), unit: "ms", target, samples };
    Ok(vec![
        figure("popup with ten years of invitations, worker awake", Target::Ratio(1.35), popup),
        figure("dashboard drawn, 50,000 invitations beside 23", Target::None, drawn),
        figure("dashboard until it can be used, 50,000 invitations beside 23", Target::Ratio(1.5), usable),
    ])
}

async fn old_figure(browser: &Browser) -> Result<String> {
    let home = browser.current_tab();
    let popup = browser.extension_page("popup.html").await?;
    let figure = browser.text(".hero__figure").await?;
    browser.close_tab(&popup).await?;
    browser.switch_to(&home).await?;
    Ok(figure)
}

/// The memory, in browsers that are started again for each look.
async fn memory_figures(plan: &Plan, packages: &Packages) -> Result<Vec<Figure>> {
    let profiles = tempfile::Builder::new().prefix("plimsoll-bench-profiles-").tempdir()?;
    let mut browsers: Vec<Option<Browser>> = Vec::new();
    let mut folders = Vec::new();
    for package in &packages.all {
        let folder = profiles.path().join(&package.name);
        let mut launch = package.with(0);
        launch.profile = Some(folder.clone());
        browsers.push(Some(package.launch(launch).await?));
        folders.push(folder.canonicalize()?);
    }
    let none = || vec![Samples::default(); packages.all.len()];
    let (mut proportional, mut private) = (none(), none());
    for round in 0..plan.rounds {
        say(&format!("round {} of {}", round + 1, plan.rounds));
        for (package, _) in in_turn(&packages.all, round) {
            let browser = browsers[package].take().context("the browser is gone")?;
            let (browser, memory) = memory::of_worker(browser, &folders[package]).await?;
            proportional[package].add(memory.proportional);
            private[package].add(memory.private);
            browsers[package] = Some(browser);
        }
    }
    for browser in browsers.into_iter().flatten() {
        browser.quit().await?;
    }
    let figure = |name: &str, samples| Figure {
        name: format!("memory of the extension's process with the worker up, {name}"),
        unit: "MB",
        target: Target::Ratio(1.35),
        samples,
    };
    Ok(vec![figure("PSS", proportional), figure("private", private)])
}

/// What is going on, for whoever waits.
fn say(what: &str) {
    eprintln!("measuring: {what}");
}
