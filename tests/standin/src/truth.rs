//! What the server knows: who has been invited, what it was told to answer, and everything it was asked.

use std::collections::{BTreeSet, VecDeque};

use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::people::{Person, Relation, everyone};

/// An invitation that the server accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The last part of the person's profile address.
    pub slug: String,
    /// The person's number.
    pub member: u64,
    /// Path and query of the request that sent it.
    pub path_and_query: String,
    /// Length of the note in UTF-16 code units, as `maxlength` counts them; `None` without a note.
    pub note_length: Option<usize>,
}

/// A request that the server was sent, for whichever host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The host asked for, without a port.
    pub host: String,
    /// The method, in capitals.
    pub method: String,
    /// Path and query as asked.
    pub path_and_query: String,
    /// The status answered; `None` while the answer is held, and for good where the connection was closed instead.
    pub status: Option<u16>,
}

/// The sending of an invitation, or of several at once, as read from a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sending {
    pub(crate) path_and_query: String,
    pub(crate) members: Vec<u64>,
    pub(crate) note: Option<String>,
    /// The page's own number of this request. Browsers repeat a request by themselves when a kept connection
    /// closes under it; by this number the repetition is known.
    pub(crate) tracking: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Truth {
    pub(crate) people: Vec<Person>,
    pub(crate) accepted: Vec<Accepted>,
    pub(crate) requests: Vec<Request>,
    queued: VecDeque<Answer>,
    always: Answer,
    closed_under: BTreeSet<String>,
    holding: bool,
    releases: u64,
}

impl Truth {
    pub(crate) fn new() -> Truth {
        Truth {
            people: everyone(),
            accepted: Vec::new(),
            requests: Vec::new(),
            queued: VecDeque::new(),
            always: Answer::Accept,
            closed_under: BTreeSet::new(),
            holding: false,
            releases: 0,
        }
    }

    pub(crate) fn answer_next(&mut self, answer: Answer) {
        self.queued.push_back(answer);
    }

    pub(crate) fn answer_always(&mut self, answer: Answer) {
        self.queued.clear();
        self.always = answer;
    }

    pub(crate) fn meet_anew(&mut self) {
        self.people = everyone();
    }

    pub(crate) fn hold(&mut self) {
        self.holding = true;
    }

    pub(crate) fn release(&mut self) {
        self.holding = false;
        self.releases += 1;
    }

    /// What an answer decided now has to wait for: the number of the release that lets it go.
    pub(crate) fn ticket(&self) -> u64 {
        self.releases + u64::from(self.holding)
    }

    pub(crate) fn lets_go(&self, ticket: u64) -> bool {
        self.releases >= ticket
    }

    /// Decides about an invitation and remembers it.
    pub(crate) fn decide(&mut self, sending: &Sending) -> Reply {
        if sending.tracking.as_ref().is_some_and(|number| self.closed_under.contains(number)) {
            return Answer::Drop.reply();
        }
        let invited: Vec<usize> = sending.members.iter().filter_map(|member| self.find(*member)).collect();
        if invited.is_empty() || invited.len() != sending.members.len() {
            return Reply::unknown_person();
        }
        let mut answer = self.queued.pop_front().unwrap_or(self.always);
        let strangers = invited.iter().all(|at| self.people[*at].state == Relation::None);
        if answer.supposes_a_stranger() && !strangers {
            answer = Answer::AlreadyInvited;
        }
        if answer.accepts() {
            for at in invited {
                self.accept(at, sending);
            }
        }
        let reply = answer.reply();
        if reply.status.is_none() {
            self.closed_under.extend(sending.tracking.clone());
        }
        reply
    }

    fn accept(&mut self, at: usize, sending: &Sending) {
        let person = &mut self.people[at];
        person.state = Relation::Pending;
        self.accepted.push(Accepted {
            slug: person.slug.clone(),
            member: person.member,
            path_and_query: sending.path_and_query.clone(),
            note_length: sending.note.as_ref().map(|note| note.encode_utf16().count()),
        });
    }

    /// Changes how the user stands to a person, where they stand as `from` says. Answers with the state after.
    pub(crate) fn turn(&mut self, member: u64, from: Relation, to: Relation) -> Value {
        let Some(at) = self.find(member) else { return json!({}) };
        if self.people[at].state == from {
            self.people[at].state = to;
        }
        json!({ "state": self.people[at].state })
    }

    /// How the user stands to a person now.
    pub(crate) fn state(&self, member: u64) -> Value {
        self.find(member).map_or(json!({}), |at| json!({ "state": self.people[at].state }))
    }

    fn find(&self, member: u64) -> Option<usize> {
        self.people.iter().position(|person| person.member == member)
    }
}
