//! How large the package is.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::package::Packages;
use super::report::{Figure, Target};
use super::stats::Samples;

/// What gzip writes around the compressed bytes when it knows no name.
const GZIP_FRAME: usize = 18;
/// What a zip archive holds of each file beside its name, which stands there twice; and once for all.
const ZIP_ENTRY: usize = 30 + 46;
const ZIP_END: usize = 22;

/// The page that was added for the benchmark, which doesn't ship.
const ADDED: [&str; 2] = ["bench.html", "bench.js"];

/// The sizes of the packages and their programs.
///
/// # Errors
/// When a file can't be read or compressed.
pub fn figures(packages: &Packages) -> Result<Vec<Figure>> {
    let mut zipped = Vec::new();
    let mut programs = Vec::new();
    for package in &packages.all {
        let mut total = ZIP_END;
        let mut program = 0;
        for path in files(&package.folder)? {
            let name = path.strip_prefix(&package.folder)?.to_string_lossy().into_owned();
            if ADDED.contains(&name.as_str()) {
                continue;
            }
            let bytes = fs::read(&path)?;
            total += compressed(&bytes)?.min(bytes.len()) + ZIP_ENTRY + 2 * name.len();
            if name.ends_with(".wasm") {
                program += bytes.len();
            }
        }
        zipped.push(Samples::from_iter([kilobytes(total)]));
        programs.push(Samples::from_iter([kilobytes(program)]));
    }
    let figure = |name: &str, target, samples| Figure { name: name.to_owned(), unit: "kB", target, samples };
    Ok(vec![
        figure("package, zipped", Target::Value(400.0), zipped),
        figure("its WebAssembly, as it is", Target::None, programs),
    ])
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// How many bytes are left of these once they are deflated.
fn compressed(bytes: &[u8]) -> Result<usize> {
    let mut gzip = Command::new("gzip")
        .args(["-9", "-n", "-c"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("there is no gzip")?;
    let mut input = gzip.stdin.take().context("gzip has no input")?;
    let written = std::thread::scope(|scope| {
        // What can't be written shows in the exit code.
        scope.spawn(move || input.write_all(bytes).ok());
        gzip.wait_with_output()
    })?;
    ensure!(written.status.success(), "gzip failed");
    Ok(written.stdout.len() - GZIP_FRAME)
}
