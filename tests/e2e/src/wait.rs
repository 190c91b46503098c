//! Waiting for a state by looking at it again and again, since a browser tells nobody when it is done. Nothing here
//! or in the tests waits for a length of time.

use std::fmt::Debug;
use std::time::Duration;

use anyhow::{Result, bail};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use tokio::time::{Instant, sleep};

use crate::failure::in_plain_words;

/// How long a state may take to come about. Far more than anything takes on two busy cores, so that what runs into it
/// is broken and not slow.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(25);

/// What one look showed: the state that is awaited, or something else, in words for the error.
pub(crate) enum Look<T> {
    Awaited(T),
    NotYet(String),
}

/// Looks until `look` gives a value. The error names `what` was awaited.
///
/// Faults that pass by themselves while a page is moving (an element just replaced, a control still covered) count as
/// "not yet"; any other error of `look` is returned at once.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// let mut looks = 0;
/// let third = plimsoll_e2e::until("the third look", async || {
///     looks += 1;
///     Ok((looks == 3).then_some(looks))
/// });
/// assert_eq!(third.await?, 3);
/// # anyhow::Ok(()) })?; anyhow::Ok(())
/// ```
///
/// # Errors
/// When [`PATIENCE`] is over, or at once when `look` fails for good.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    until_seen(what, async || Ok(look().await?.map_or_else(|| Look::NotYet(String::new()), Look::Awaited)))
        .await
}

/// Looks until what `look` gives `holds`, and returns it. The error names `what` was awaited and the last value seen.
///
/// # Errors
/// As [`until`].
pub async fn until_holds<S: Debug>(
    what: &str,
    mut look: impl AsyncFnMut() -> Result<S>,
    holds: impl Fn(&S) -> bool,
) -> Result<S> {
    until_seen(what, async || {
        let state = look().await?;
        Ok(if holds(&state) { Look::Awaited(state) } else { Look::NotYet(format!("{state:?}")) })
    })
    .await
}

/// The loop behind the others: each look that isn't the awaited one says what it saw instead.
pub(crate) async fn until_seen<T>(what: &str, mut look: impl AsyncFnMut() -> Result<Look<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let seen = match look().await {
            Ok(Look::Awaited(value)) => return Ok(value),
            Ok(Look::NotYet(seen)) => seen,
            Err(error) if passes(&error) => in_plain_words(&error),
            Err(error) => return Err(error.context(format!("while awaiting {what}"))),
        };
        if Instant::now() >= deadline {
            let seen = if seen.is_empty() { String::new() } else { format!("; last seen: {seen}") };
            bail!("{what}: not within {} s{seen}", PATIENCE.as_secs());
        }
        sleep(PAUSE).await;
    }
}

/// Whether an error belongs to a page in motion and may be gone at the next look.
fn passes(error: &anyhow::Error) -> bool {
    use WebDriverErrorInner as Fault;
    error.downcast_ref::<WebDriverError>().is_some_and(|error| {
        matches!(
            &**error,
            Fault::ElementClickIntercepted(_)
                | Fault::ElementNotInteractable(_)
                | Fault::MoveTargetOutOfBounds(_)
                | Fault::NoSuchElement(_)
                | Fault::NoSuchFrame(_)
                | Fault::StaleElementReference(_)
        )
    })
}
