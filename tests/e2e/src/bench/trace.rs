//! The browser's trace, as far as it tells when the extension's scripts ran.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// One time that a script of the extension ran.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// When it began, in the trace's milliseconds.
    begun: f64,
    /// How long its thread was at it, with all that it called.
    pub milliseconds: f64,
    /// When it ended, by the clock.
    ended: f64,
    /// The thread on which it ran.
    thread: (u64, u64),
}

/// All calls and marks of one browser.
pub struct Trace {
    calls: Vec<Call>,
    marks: Vec<(String, f64)>,
}

impl Trace {
    /// Reads a trace that Chromium wrote; `extension` is the id of the extension whose scripts matter.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(file: &Path, extension: &str) -> Result<Self> {
        let text = fs::read(file).context("the browser wrote no trace")?;
        let trace: Value = serde_json::from_slice(&text).context("the trace is no JSON")?;
        let origin = format!("chrome-extension://{extension}/");
        let mut calls = Vec::new();
        let mut marks = Vec::new();
        for event in trace["traceEvents"].as_array().context("the trace has no events")? {
            let at = event["ts"].as_f64().unwrap_or_default() / 1000.0;
            let name = event["name"].as_str().unwrap_or_default();
            if name.starts_with("plimsoll-bench ") {
                marks.push((name.to_owned(), at));
            }
            let data = &event["args"]["data"];
            // The worker's calls belong to no frame. The thread's time leaves out what others did in between.
            let of_ours =
                data["frame"].is_string() && data["url"].as_str().is_some_and(|url| url.starts_with(&origin));
            let lasted = event["tdur"].as_f64().or(event["dur"].as_f64());
            if let (true, "EvaluateScript" | "FunctionCall", Some(lasted)) = (of_ours, name, lasted) {
                let number = |key: &str| event[key].as_u64().unwrap_or_default();
                let thread = (number("pid"), number("tid"));
                let ended = at + event["dur"].as_f64().unwrap_or(lasted) / 1000.0;
                calls.push(Call { begun: at, milliseconds: lasted / 1000.0, ended, thread });
            }
        }
        marks.sort_by(|a, b| a.1.total_cmp(&b.1));
        Ok(Self { calls: outermost(calls), marks })
    }

    /// When these marks were made.
    ///
    /// # Errors
    /// When there is none.
    pub fn marks(&self, name: &str) -> Result<Vec<f64>> {
        let marks: Vec<f64> =
            self.marks.iter().filter(|(other, _)| other == name).map(|(_, at)| *at).collect();
        (!marks.is_empty()).then_some(marks).with_context(|| format!("no mark {name:?} in the trace"))
    }

    /// The calls that began in a span of time, the earliest first.
    pub fn within(&self, (begin, end): (f64, f64)) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(move |call| (begin..end).contains(&call.begun))
    }
}

/// Those calls that no other one holds: what a script calls is part of its time already.
fn outermost(mut calls: Vec<Call>) -> Vec<Call> {
    calls.sort_by(|a, b| a.begun.total_cmp(&b.begun).then(b.ended.total_cmp(&a.ended)));
    let mut outer: Vec<Call> = Vec::new();
    for call in calls {
        let held = outer.iter().rev().find(|other| other.thread == call.thread);
        if held.is_none_or(|other| other.ended <= call.begun) {
            outer.push(call);
        }
    }
    outer
}
