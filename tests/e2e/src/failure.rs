//! Why a test failed, as a person wants to read it in the test's output.

use std::fmt;

/// What a test returns: `async fn a_click_counts() -> Outcome`. Any error turns into a [`Failure`] by `?`.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Any error, printed as one sentence with its causes: no trace of addresses within the driver, and no backtrace
/// through the runtime, which a test's harness would print otherwise.
pub struct Failure(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_plain_words(&self.0))
    }
}

/// The error and its causes, without what the driver adds for its own developers: it ends with a stack trace.
pub(crate) fn in_plain_words(error: &anyhow::Error) -> String {
    let whole = format!("{error:#}");
    let told = whole.lines().map(str::trim).take_while(|line| *line != "Stacktrace:");
    let noise = ["Status:", "Additional info:", "(Session info:", "Error: "];
    let plain = told.filter(|line| !line.is_empty() && !noise.iter().any(|start| line.starts_with(start)));
    plain.collect::<Vec<_>>().join(" ")
}
