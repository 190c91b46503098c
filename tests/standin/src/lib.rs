//! A local stand-in for LinkedIn's pages as of 2026, with invented people and a server that keeps the truth.
//!
//! It is made for testing software that watches how invitations to connect are sent. A browser reaches it as
//! `https://www.linkedin.com` when started with `--host-resolver-rules="MAP * 127.0.0.1:PORT"` and
//! `--ignore-certificate-errors`; the README beside this crate lists its pages and their controls.
//!
//! ```no_run
//! # async fn example() -> Result<(), plimsoll_standin::StandinError> {
//! use plimsoll_standin::{Answer, Standin};
//!
//! let site = Standin::start().await?;
//! site.answer_next(Answer::WeeklyLimit);
//! println!("a browser may now press Connect on 127.0.0.1:{}", site.port());
//! site.wait_for("an invitation", |site| site.accepted() == 1).await?;
//! # Ok(())
//! # }
//! ```

mod answer;
mod pages;
mod people;
mod routes;
mod server;
mod truth;

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::rustls;

pub use crate::answer::Answer;
use crate::truth::Truth;
pub use crate::truth::{Accepted, Request};

/// How long [`Standin::wait_for`] waits before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running stand-in. Clones are handles to the same server, which stops when the last one is dropped.
#[derive(Clone, Debug)]
pub struct Standin {
    running: Arc<Running>,
}

#[derive(Debug)]
struct Running {
    port: u16,
    truth: Arc<watch::Sender<Truth>>,
    server: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// What can go wrong with the stand-in.
#[derive(Debug, thiserror::Error)]
pub enum StandinError {
    /// The port could not be opened.
    #[error("the stand-in could not listen on this machine: {0}")]
    Listen(#[from] io::Error),
    /// No certificate could be made.
    #[error("the stand-in could not make itself a certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The certificate could not be used.
    #[error("the stand-in could not set up TLS: {0}")]
    Tls(#[from] rustls::Error),
    /// What [`Standin::wait_for`] waited for did not come.
    #[error("waited {} s in vain for {what}", PATIENCE.as_secs())]
    TimedOut {
        /// What was waited for, in the caller's words.
        what: String,
    },
}

impl Standin {
    /// Starts a server on a free port of this machine.
    ///
    /// # Errors
    /// When no port can be opened or no certificate be made.
    pub async fn start() -> Result<Standin, StandinError> {
        Standin::start_on(0).await
    }

    /// Starts a server on the given port of this machine; 0 takes a free one.
    ///
    /// # Errors
    /// When the port is taken or no certificate can be made.
    pub async fn start_on(port: u16) -> Result<Standin, StandinError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = listener.local_addr()?.port();
        let truth = Arc::new(watch::Sender::new(Truth::new()));
        let server = tokio::spawn(server::serve(listener, server::acceptor()?, Arc::clone(&truth)));
        Ok(Standin { running: Arc::new(Running { port, truth, server }) })
    }

    /// The port to map hosts to.
    pub fn port(&self) -> u16 {
        self.running.port
    }

    /// How many invitations were accepted so far: the truth.
    pub fn accepted(&self) -> usize {
        self.running.truth.borrow().accepted.len()
    }

    /// Every accepted invitation, oldest first.
    pub fn accepted_list(&self) -> Vec<Accepted> {
        self.running.truth.borrow().accepted.clone()
    }

    /// Queues the answer to one invitation. The first queued answers the next one; then comes what
    /// [`Standin::answer_always`] said, or [`Answer::Accept`].
    pub fn answer_next(&self, answer: Answer) {
        self.change(|truth| truth.answer_next(answer));
    }

    /// Sets the answer to all invitations from now on, and forgets those that were queued.
    pub fn answer_always(&self, answer: Answer) {
        self.change(|truth| truth.answer_always(answer));
    }

    /// Makes everybody who they were at the start: whoever was invited can be invited again. What was accepted and asked
    /// so far stays in the log, and in the number.
    pub fn meet_anew(&self) {
        self.change(Truth::meet_anew);
    }

    /// From now on invitations are decided when they arrive, but answered only after [`Standin::release`].
    pub fn hold(&self) {
        self.change(Truth::hold);
    }

    /// Answers what was held, and what comes from now on.
    pub fn release(&self) {
        self.change(Truth::release);
    }

    /// Everything that the server was asked, in order of arrival, for whichever host.
    pub fn requests(&self) -> Vec<Request> {
        self.running.truth.borrow().requests.clone()
    }

    /// Waits until `f` holds. It is asked now and after each change: a request, a decision, an answer.
    ///
    /// # Errors
    /// When `f` does not hold within 20 seconds; the error names `what`.
    pub async fn wait_for<F: Fn(&Standin) -> bool>(&self, what: &str, f: F) -> Result<(), StandinError> {
        let mut changes = self.running.truth.subscribe();
        let until = async {
            loop {
                changes.mark_unchanged();
                // The server lives as long as this handle, so changes never run out.
                if f(self) || changes.changed().await.is_err() {
                    return;
                }
            }
        };
        let in_time = tokio::time::timeout(PATIENCE, until).await;
        in_time.map_err(|_| StandinError::TimedOut { what: what.to_owned() })
    }

    fn change(&self, how: impl FnOnce(&mut Truth)) {
        self.running.truth.send_modify(how);
    }
}
