//! The folder in which a browser keeps its files, and who removes it.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Chromium's `Manifest::Location` of an extension loaded by "Load unpacked".
const UNPACKED: u8 = 4;

/// A browser's folder: one of our own, removed with this value, or one that was given and stays.
#[derive(Debug)]
pub(crate) enum Profile {
    Own(TempDir),
    Given(PathBuf),
}

impl Profile {
    /// The folder `given`, else a fresh one.
    pub(crate) fn new(given: Option<PathBuf>) -> Result<Self> {
        match given {
            Some(folder) => {
                fs::create_dir_all(&folder)
                    .with_context(|| format!("can't make the profile's folder {}", folder.display()))?;
                Ok(Self::Given(folder.canonicalize()?))
            }
            None => {
                let folder = tempfile::Builder::new().prefix("plimsoll-profile-").tempdir();
                Ok(Self::Own(folder.context("can't make a folder for the browser's profile")?))
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Given(folder) => folder,
        }
    }

    /// Makes the extension one that the user installed: the next start finds it in the profile, as after any restart
    /// of the browser. One that comes by `--load-extension` instead is installed anew at each start, which fires
    /// `onInstalled` and never `onStartup`, and forgets its registered content scripts.
    ///
    /// Says whether the profile knew the extension of this `id` in `folder`. It doesn't when it is fresh, or when the
    /// browser was killed before it wrote its preferences, which it does some seconds after a change.
    pub(crate) fn keep_installed(&self, id: &str, folder: &Path) -> Result<bool> {
        let path = self.path().join("Default/Preferences");
        let Ok(text) = fs::read(&path) else { return Ok(false) };
        let mut preferences: Value =
            serde_json::from_slice(&text).context("the profile's preferences are no JSON")?;
        let entry = &mut preferences["extensions"]["settings"][id];
        if entry["path"].as_str().map(Path::new) != Some(folder) {
            return Ok(false);
        }
        entry["location"] = json!(UNPACKED);
        // Without it Chromium switches unpacked extensions off.
        preferences["extensions"]["ui"]["developer_mode"] = json!(true);
        fs::write(&path, preferences.to_string()).context("can't write the profile's preferences")?;
        Ok(true)
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        let Self::Own(folder) = self else { return };
        // The browser's last processes may still be closing their files, and one new file makes the removal fail.
        for _ in 0..100 {
            match fs::remove_dir_all(folder.path()) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {}
                _ => return,
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}
