//! The places from which invitations are sent: how the user gets to the control there, and where its dialog mounts.
//! What they are on the stand-in's pages is told without a word of any language, so that each can be tried in all.

use anyhow::{Context, Result};
use plimsoll::domain::invitation::{Place, Way};
use plimsoll_e2e::scene::Mount;
use plimsoll_e2e::{Locator, css};

/// Where the control's dialog is, if it opens one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// None: the click itself sends.
    Nothing,
    /// The invite dialog.
    Invite(Mount),
    /// Sales Navigator's own.
    Sales,
    /// One of an invented markup.
    Future,
}

/// A place from which invitations are sent.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// What the tables call it.
    pub name: &'static str,
    /// Its page on the stand-in.
    pub path: &'static str,
    /// The kind of page, as the ledger has it.
    pub place: Place,
    /// What has to be clicked before the control is there.
    pub before: Option<&'static str>,
    /// The control, by a selector and which of those that match; none where the dialog is open at once.
    pub control: Option<(&'static str, usize)>,
    /// What a click on it opens.
    pub opens: Opens,
}

const TOP_CARD: &str = "[data-view-name='profile-top-card'] .controls > :first-child";
const RAIL_BUTTONS: &str = "[data-view-name='profile-rail-buttons'] .controls > *";
const RESULTS: &str = "[data-view-name='people-search-results'] .controls > *";
const SUGGESTIONS: &str = "[data-view-name='people-you-may-know'] .tile > :last-child";
const COMPANY: &str = "[data-view-name='company-people'] .tile > :last-child";

const SHADOW: Opens = Opens::Invite(Mount::Shadow);
const LIGHT: Opens = Opens::Invite(Mount::Light);

const fn spot(
    name: &'static str,
    path: &'static str,
    place: Place,
    control: Option<(&'static str, usize)>,
    opens: Opens,
) -> Spot {
    Spot { name, path, place, before: None, control, opens }
}

/// All of them.
pub const SPOTS: [Spot; 26] = [
    spot("profile", "/in/ada-quill/", Place::Profile, Some((TOP_CARD, 0)), SHADOW),
    spot(
        "sticky header",
        "/in/bram-oosterlinck/",
        Place::Profile,
        Some(("[data-view-name='profile-sticky-header'] .controls > :first-child", 0)),
        SHADOW,
    ),
    Spot {
        before: Some("[data-view-name='profile-top-card'] button[aria-haspopup='menu']"),
        ..spot(
            "More menu",
            "/in/ada-quill/?primary=follow",
            Place::Profile,
            Some(("[role='menu'] [role='menuitem']", 1)),
            SHADOW,
        )
    },
    spot("rail, buttons", "/in/ada-quill/", Place::Profile, Some((RAIL_BUTTONS, 0)), Opens::Nothing),
    spot(
        "rail, links",
        "/in/ada-quill/",
        Place::Profile,
        Some(("[data-view-name='profile-rail-links'] .controls > *", 0)),
        SHADOW,
    ),
    spot(
        "profile, frame",
        "/in/ada-quill/?dialog=iframe",
        Place::Profile,
        Some((TOP_CARD, 0)),
        Opens::Invite(Mount::Frame),
    ),
    spot("profile, Ember", "/in/ada-quill/?generation=ember", Place::Profile, Some((TOP_CARD, 0)), LIGHT),
    spot("rail, Ember", "/in/ada-quill/?generation=ember", Place::Profile, Some((RAIL_BUTTONS, 0)), LIGHT),
    spot("invite page", "/preload/custom-invite/?vanityName=ada-quill", Place::InvitePage, None, LIGHT),
    spot(
        "invite page, search",
        "/preload/search-custom-invite/?vanityName=ada-quill",
        Place::InvitePage,
        None,
        LIGHT,
    ),
    spot("search", "/search/results/people/", Place::Search, Some((RESULTS, 0)), SHADOW),
    spot(
        "search, Ember",
        "/search/results/people/?generation=ember",
        Place::Search,
        Some((RESULTS, 0)),
        LIGHT,
    ),
    spot("blended search", "/search/results/all/", Place::Search, Some((RESULTS, 0)), SHADOW),
    spot(
        "blended search, Ember",
        "/search/results/all/?generation=ember",
        Place::Search,
        Some((RESULTS, 0)),
        LIGHT,
    ),
    spot("My Network", "/mynetwork/", Place::MyNetwork, Some((SUGGESTIONS, 0)), Opens::Nothing),
    spot(
        "My Network, Ember",
        "/mynetwork/?generation=ember",
        Place::MyNetwork,
        Some((SUGGESTIONS, 0)),
        Opens::Nothing,
    ),
    spot("see all", "/mynetwork/grow/", Place::MyNetwork, Some((SUGGESTIONS, 0)), Opens::Nothing),
    spot(
        "see all, Ember",
        "/mynetwork/grow/?generation=ember",
        Place::MyNetwork,
        Some((SUGGESTIONS, 0)),
        Opens::Nothing,
    ),
    spot("company", "/company/northmere/people/", Place::Company, Some((COMPANY, 0)), LIGHT),
    spot(
        "company, 2026",
        "/company/northmere/people/?generation=2026",
        Place::Company,
        Some((COMPANY, 0)),
        SHADOW,
    ),
    Spot {
        before: Some("[data-view-name='lead-actions'] button[aria-haspopup='menu']"),
        ..spot(
            "Sales Navigator",
            "/sales/lead/ACwAA310023764",
            Place::SalesNavigator,
            Some(("[role='menu'] [role='menuitem']", 1)),
            Opens::Sales,
        )
    },
    spot("feed", "/feed/", Place::Feed, Some(("main article .controls > button", 0)), Opens::Nothing),
    spot(
        "profile, oldest request",
        "/in/ada-quill/?generation=ember&request=oldest",
        Place::Profile,
        Some((TOP_CARD, 0)),
        LIGHT,
    ),
    spot(
        "address book",
        "/mynetwork/import-contacts/",
        Place::MyNetwork,
        Some(("[data-view-name='contacts-add'] button", 0)),
        Opens::Nothing,
    ),
    spot(
        "invented profile",
        "/in/ada-quill/?generation=future",
        Place::Profile,
        Some((TOP_CARD, 0)),
        Opens::Future,
    ),
    spot(
        "invented My Network",
        "/mynetwork/?generation=future",
        Place::MyNetwork,
        Some((SUGGESTIONS, 0)),
        Opens::Nothing,
    ),
];

/// A part of a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The dialog.
    Dialog,
    /// What sends.
    Send,
    /// What leads on to the note, where that is a step of its own.
    AddNote,
    /// The note.
    Note,
    /// What takes the note back.
    Cancel,
    /// The ×.
    Cross,
}

impl Spot {
    /// The place of that name.
    pub fn named(name: &str) -> Result<Self> {
        SPOTS
            .into_iter()
            .find(|spot| spot.name == name)
            .with_context(|| format!("there is no place {name:?}"))
    }

    /// Whether LinkedIn never had this markup.
    pub fn is_invented(&self) -> bool {
        self.name.starts_with("invented")
    }

    /// Whether one request invites several.
    pub fn is_batch(&self) -> bool {
        self.name == "address book"
    }

    /// Whether its page asks the site, after a dialog's send, how it stands.
    pub fn asks_again(&self, options: &str) -> bool {
        let named = |generation| self.address(options).contains(generation);
        let older = named("generation=ember") || (self.place == Place::Company && !named("generation=2026"));
        matches!(self.opens, Opens::Invite(_)) && !older
    }

    /// By which way the invitation leaves.
    pub fn way(&self) -> Way {
        if self.opens == Opens::Nothing { Way::Direct } else { Way::Dialog }
    }

    /// Its address, with more options.
    pub fn address(&self, options: &str) -> String {
        match options {
            "" => self.path.to_owned(),
            options if self.path.contains('?') => format!("{}&{options}", self.path),
            options => format!("{}?{options}", self.path),
        }
    }

    /// The control.
    pub fn control(&self) -> Option<Locator> {
        self.control.map(|(selector, nth)| css(selector).nth(nth))
    }

    /// A part of the dialog that it opens, if that has it.
    pub fn inside(&self, part: Part) -> Option<Locator> {
        let modal = "[data-test-modal-id='send-invite-modal']";
        let bar = format!("{modal} .artdeco-modal__actionbar");
        match (self.opens, part) {
            (Opens::Nothing, _) => None,
            (Opens::Invite(mount), part) => Some(mount.inside(&match part {
                Part::Dialog => format!("{modal} [role='dialog']"),
                Part::Send => format!("{bar} .artdeco-button--primary"),
                Part::AddNote | Part::Cancel => format!("{bar} .artdeco-button--secondary"),
                Part::Note => "textarea#custom-message".to_owned(),
                Part::Cross => format!("{modal} [data-test-modal-close-btn]"),
            })),
            (Opens::Sales, Part::AddNote) | (Opens::Future, Part::AddNote | Part::Cross) => None,
            (Opens::Sales, part) => Some(css(match part {
                Part::Dialog => "[aria-labelledby='connect-cta-form__header']",
                Part::Send => ".connect-cta-form__send",
                Part::Cancel => ".connect-cta-form__cancel",
                Part::Note => "#connect-cta-form__invitation",
                _ => "[data-test-modal-id='connect-cta-form'] [data-test-modal-close-btn]",
            })),
            (Opens::Future, part) => Some(css(match part {
                Part::Dialog => "x-sheet",
                Part::Send => "x-sheet [data-op='go']",
                Part::Note => "x-sheet textarea",
                _ => "x-sheet [data-op='leave']",
            })),
        }
    }
}
