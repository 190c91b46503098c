//! The chromedriver process, and the certainty that nothing of it stays behind: it and the browser it starts form one
//! process group, which ends when this process lets go of it or dies.

use std::env;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use tokio::sync::oneshot;

/// Starts the driver and then waits on standard input, which this process holds open. When that ends, however this
/// process ended (a failed assertion, Ctrl-C, SIGKILL), the group is killed, the browser included.
const GUARD: &str = r#""$0" --port=0 </dev/null 2>&1 & exec >/dev/null; read -r _; kill -KILL 0"#;

/// How long the driver may take to listen, and its processes to be gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// One chromedriver on a port of its own.
pub(crate) struct Driver {
    guard: Child,
    lifeline: Option<ChildStdin>,
    gone: mpsc::Receiver<()>,
    port: u16,
}

impl Driver {
    /// Starts chromedriver, with `environment` for it and the browser, and waits until it listens.
    pub(crate) async fn start(environment: &[(&str, String)]) -> Result<Self> {
        let program = find("PLIMSOLL_CHROMEDRIVER", &["chromedriver"])?;
        loop {
            // Whose port was taken has ended by itself; the next one is given another.
            if let Some(driver) = Self::start_once(&program, environment).await? {
                return Ok(driver);
            }
        }
    }

    /// Starts chromedriver once. None if the port that it was given was taken.
    async fn start_once(program: &Path, environment: &[(&str, String)]) -> Result<Option<Self>> {
        let mut guard = Command::new("sh")
            .args(["-c", GUARD])
            .arg(program)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("can't start sh, which guards chromedriver")?;
        let lifeline = guard.stdin.take();
        let output = guard.stdout.take().context("chromedriver has no output")?;

        let (tell_said, said) = oneshot::channel();
        let (tell_gone, gone) = mpsc::channel();
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            let mut other = Vec::new();
            let said = lines.find_map(|line| {
                said_in(&line).or_else(|| {
                    other.push(line);
                    None
                })
            });
            // Nobody listens any more when the start was given up; the reading goes on all the same.
            let _ = tell_said.send(said.ok_or_else(|| other.join("\n")));
            lines.for_each(drop);
            let _ = tell_gone.send(());
        });

        // From here on an early return drops the driver, which ends it.
        let mut driver = Self { guard, lifeline, gone, port: 0 };
        let said = tokio::time::timeout(PATIENCE, said)
            .await
            .context("chromedriver doesn't say where it listens")?
            .context("chromedriver's output can't be read")?
            .map_err(|other| anyhow!("{} ended before it listened, and said: {other}", program.display()))?;
        let Said::Listens(port) = said else { return Ok(None) };
        driver.port = port;
        Ok(Some(driver))
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Kills the driver, its browser and all of the browser's processes, and waits until they are gone.
    pub(crate) fn end(&mut self) {
        if self.lifeline.take().is_some() {
            // The output ends when the last process that holds it has ended. Should it not, the profile's removal
            // finds out.
            let _ = self.gone.recv_timeout(PATIENCE);
            let _ = self.guard.wait();
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.end();
    }
}

/// The browser's program.
pub(crate) fn chromium() -> Result<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome-for-testing", "chrome"];
    find("PLIMSOLL_CHROMIUM", &names)
}

/// The program that `variable` names, else the first of `names` on the path.
fn find(variable: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        let program = PathBuf::from(named);
        if !program.is_file() {
            bail!("{variable} names {}, which is no file", program.display());
        }
        return Ok(program);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    names
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
        .with_context(|| {
            format!("no {} on the PATH: install it, or name it in {variable}", names.join(" or "))
        })
}

/// What chromedriver says of its port.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// It listens there.
    Listens(u16),
    /// It was given one that is free for one of IPv4 and IPv6 and taken for the other, wants both, and ends.
    Taken,
}

/// What a line of chromedriver's says of its port.
fn said_in(line: &str) -> Option<Said> {
    if line.starts_with("IPv4 port not available") || line.starts_with("IPv6 port not available") {
        return Some(Said::Taken);
    }
    line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok().map(Said::Listens)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn a_driver_whose_port_is_taken_is_no_driver_and_the_next_one_is() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let program = folder.path().join("driver");
        let script = r#"#!/bin/sh
            [ -e "$0.6" ] && echo "ChromeDriver was started successfully on port 4711." && exec sleep 60
            if [ -e "$0.4" ]; then family=6; else family=4; fi
            touch "$0.$family"
            echo "IPv$family port not available. Exiting..."
            exit 1"#;
        fs::write(&program, script)?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700))?;
        assert!(Driver::start_once(&program, &[]).await?.is_none());
        assert!(Driver::start_once(&program, &[]).await?.is_none());
        let third = Driver::start_once(&program, &[]).await?.context("a driver")?;
        assert_eq!(third.url(), "http://127.0.0.1:4711");
        Ok(())
    }

    #[tokio::test]
    async fn a_driver_that_ends_for_another_reason_says_it() -> Result<()> {
        let refusal = Driver::start_once(Path::new("ls"), &[]).await.err().context("it ended")?;
        assert!(refusal.to_string().contains("unrecognized option"), "{refusal}");
        Ok(())
    }
}
