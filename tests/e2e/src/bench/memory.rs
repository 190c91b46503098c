//! What the extension's process takes while only the worker is up.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use plimsoll_e2e::Browser;

/// How long the worker is left alone before its process is looked at.
const SETTLE: Duration = Duration::from_secs(4);

/// What a process takes, in megabytes (of 1024² bytes).
pub struct Memory {
    /// Its share of all that it maps: what is shared is divided among those who share it.
    pub proportional: f64,
    /// What it wrote to and nobody else has.
    pub private: f64,
}

/// Starts the browser again on its profile, which wakes the worker by `onStartup` and opens no page of the extension,
/// and looks at the process.
///
/// # Errors
/// When there is no such process.
pub async fn of_worker(browser: Browser, profile: &Path) -> Result<(Browser, Memory)> {
    let browser = browser.restart().await?;
    browser.until("the worker to be up", async || Ok(browser.worker_running().await?.then_some(()))).await?;
    tokio::time::sleep(SETTLE).await;
    let process = extension_process(profile)?;
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let sum = |names: &[&str]| -> f64 {
        let lines = text.lines().filter_map(|line| line.split_once(':'));
        let kilobytes = lines
            .filter(|(name, _)| names.contains(name))
            .filter_map(|(_, value)| value.trim().trim_end_matches(" kB").parse::<f64>().ok());
        kilobytes.sum::<f64>() / 1024.0
    };
    let memory = Memory { proportional: sum(&["Pss"]), private: sum(&["Private_Dirty"]) };
    Ok((browser, memory))
}

/// The one process of the browser on `profile` that runs an extension.
fn extension_process(profile: &Path) -> Result<u32> {
    let ours = format!("--user-data-dir={}", profile.display());
    let found = fs::read_dir("/proc")?.flatten().find_map(|entry| {
        let process: u32 = entry.file_name().to_str()?.parse().ok()?;
        let runs = command_line(process).iter().any(|word| word == "--extension-process");
        let mut ancestors = std::iter::successors(Some(process), |process| parent(*process));
        let of_ours = ancestors.any(|process| command_line(process).contains(&ours));
        (runs && of_ours).then_some(process)
    });
    found.context("the extension has no process")
}

/// The words of a process's command line. Chromium's own processes rewrite theirs with spaces between.
fn command_line(process: u32) -> Vec<String> {
    let text = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    text.split(['\0', ' ']).map(str::to_owned).collect()
}

fn parent(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
    line.trim().parse().ok().filter(|parent| *parent > 1)
}
