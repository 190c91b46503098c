//! What scripts wrote to the console, uncaught errors included, read from the browser's own log: it hears the worker
//! from its first line, and no debugger has to be attached, which would keep the worker awake.

use std::fs;

use anyhow::Result;

use crate::Browser;

/// One message on a console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLine {
    /// What it says. Chromium's log doesn't tell an error from a remark.
    pub text: String,
    /// The address of the script, which for a content script is the extension's.
    pub source: String,
}

impl Browser {
    /// All that was written to the console since the launch, by any page, worker or content script, in order.
    ///
    /// # Errors
    /// When the browser has ended.
    pub fn console(&self) -> Result<Vec<ConsoleLine>> {
        Ok(console_lines(&self.log()?))
    }

    /// What the extension wrote to the console: its worker, its pages and its content scripts. One that works well
    /// writes nothing.
    ///
    /// # Errors
    /// As [`Browser::console`].
    pub fn extension_console(&self) -> Result<Vec<ConsoleLine>> {
        let within = self.extension_url("")?;
        Ok(self.console()?.into_iter().filter(|line| line.source.starts_with(&within)).collect())
    }

    /// The first line of the browser's log that contains `words`.
    pub(crate) fn log_about(&self, words: &str) -> Result<Option<String>> {
        Ok(self.log()?.lines().find(|line| line.contains(words)).map(str::to_owned))
    }

    fn log(&self) -> Result<String> {
        // There is none until Chromium has something to say.
        let log = fs::read(self.profile()?.path().join("chrome_debug.log")).unwrap_or_default();
        Ok(String::from_utf8_lossy(&log).into_owned())
    }
}

/// The console's messages in a log, where each stands as `[…:INFO:CONSOLE:12] "text", source: address (12)` and the
/// text may run over several lines.
fn console_lines(log: &str) -> Vec<ConsoleLine> {
    let entries = log.split(":CONSOLE").skip(1);
    entries
        .filter_map(|entry| {
            let (_, message) = entry.split_once("] \"")?;
            let (text, after) = message.split_once("\", source: ")?;
            let source = after.lines().next()?.rsplit_once(" (")?.0;
            Some(ConsoleLine { text: text.to_owned(), source: source.to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_over_several_lines_and_other_entries_are_left_out() {
        let log = "[1:1:1122/012408.4:INFO:CONSOLE:1] \"Uncaught Error: boom\n  at (1)\", source: chrome-extension://a/b.js (1)\n\
            [1:1:1122/012408.5:ERROR:some/file.cc:7] no console\n\
            [1:1:1122/012408.6:INFO:CONSOLE:3] \"hello\", source:  (3)\n";
        let line = |text: &str, source: &str| ConsoleLine { text: text.into(), source: source.into() };
        let expected =
            vec![line("Uncaught Error: boom\n  at (1)", "chrome-extension://a/b.js"), line("hello", "")];
        assert_eq!(console_lines(log), expected);
    }
}
