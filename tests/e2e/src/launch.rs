//! What a browser is started with: the switches that make Chromium quiet, offline and the same every time.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// How to start a browser. The default is headless, with no extension, no site and a fresh profile.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The unpacked extension's folder. Its path is what its id follows from (unless the manifest has a `key`), so a
    /// restart that is to find its storage again must name the same folder.
    pub extension: Option<PathBuf>,
    /// The port on this machine that every name in every address leads to, the site's included. With 0 no name leads
    /// anywhere. 127.0.0.1 itself stays within reach, the network never is.
    pub site_port: u16,
    /// The profile's folder, which stays. By default a fresh one, removed when the browser ends.
    pub profile: Option<PathBuf>,
    /// Whether pages are told that the user prefers dark colours; [`crate::Browser::set_dark`] changes it.
    pub dark: bool,
    /// Whether there is no window. A window needs a display.
    pub headless: bool,
    /// The language of the browser and the `Accept-Language` it sends, such as `de` (default `en-US`).
    pub lang: Option<String>,
    /// The time zone that scripts see, such as `America/Los_Angeles`. By default the machine's.
    pub time_zone: Option<String>,
    /// Further switches, each with its leading dashes. They come last, so that they overrule the others.
    pub extra_args: Vec<String>,
}

impl Default for Launch {
    fn default() -> Self {
        Self {
            extension: None,
            site_port: 0,
            profile: None,
            dark: false,
            headless: true,
            lang: None,
            time_zone: None,
            extra_args: Vec::new(),
        }
    }
}

impl Launch {
    /// With the extension in `folder`, and the site on `site_port`.
    pub fn with(folder: impl Into<PathBuf>, site_port: u16) -> Self {
        Self { extension: Some(folder.into()), site_port, ..Self::default() }
    }

    /// Without any extension: what the page is like when nobody watches.
    #[must_use]
    pub fn without_extension(site_port: u16) -> Self {
        Self { site_port, ..Self::default() }
    }

    /// The capabilities of the session: `chromium` is the program, `profile` where it keeps its files, `installed`
    /// whether the profile has the extension already.
    pub(crate) fn capabilities(&self, chromium: &Path, profile: &Path, installed: bool) -> Value {
        let mut options = json!({
            "binary": chromium,
            "args": self.switches(profile, installed),
            // Its bar would push the page down in the demo's window.
            "excludeSwitches": ["enable-automation"],
        });
        if !installed {
            // Without it an unpacked extension that is loaded again is switched off.
            options["prefs"] = json!({ "extensions": { "ui": { "developer_mode": true } } });
        }
        // The harness waits by itself, for what it names.
        json!({ "goog:chromeOptions": options, "pageLoadStrategy": "none" })
    }

    /// Variables that only the environment can set.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        // On Linux the user interface's language comes from here and not from --lang.
        let mut environment = vec![("LANGUAGE", self.language().replace('-', "_"))];
        environment.extend(self.time_zone.iter().map(|zone| ("TZ", zone.clone())));
        environment
    }

    fn language(&self) -> &str {
        self.lang.as_deref().unwrap_or("en-US")
    }

    fn switches(&self, profile: &Path, installed: bool) -> Vec<String> {
        let target = match self.site_port {
            0 => "^NOTFOUND".to_owned(),
            port => format!("127.0.0.1:{port}"),
        };
        let mut switches: Vec<String> = [
            // A container has neither the rights for the sandbox nor, often, a large /dev/shm.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-quic",
            // The driver talks through a pipe: no port is open, and the browser ends when the driver does.
            "--remote-debugging-pipe",
            // Nothing of its own accord: no first-run page, no updates, no reports, no translation bar.
            "--no-first-run",
            "--no-default-browser-check",
            "--no-proxy-server",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-breakpad",
            "--disable-sync",
            "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication",
            // A tab in the background must run as one in front, or tests with two tabs would depend on luck.
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            // The stand-in's certificate is its own.
            "--ignore-certificate-errors",
            "--window-size=1280,900",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
        ]
        .map(str::to_owned)
        .to_vec();
        switches.push(format!("--host-resolver-rules=MAP * {target}, EXCLUDE 127.0.0.1"));
        switches.push(format!("--lang={}", self.language()));
        switches.push(format!("--accept-lang={}", self.language()));
        switches.push(format!("--user-data-dir={}", profile.display()));
        if self.headless {
            switches.push("--headless=new".to_owned());
        }
        if let Some(folder) = &self.extension
            && !installed
        {
            switches.push(format!("--disable-extensions-except={}", folder.display()));
            switches.push(format!("--load-extension={}", folder.display()));
        }
        switches.extend(self.extra_args.iter().cloned());
        switches
    }
}
