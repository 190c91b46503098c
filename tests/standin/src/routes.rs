//! Which address is answered how: the pages, their files, and the requests by which pages send invitations.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::people::Relation;
use crate::truth::{Sending, Truth};
use crate::{answer::Reply, pages};

/// What all handlers share; whoever subscribes is woken at each change.
pub(crate) type Shared = Arc<watch::Sender<Truth>>;

/// Marks a response that is not to be sent: the connection is closed instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CloseConnection;

const PAGES: &[&str] = &[
    "/in/{slug}",
    "/search/results/people",
    "/search/results/all",
    "/mynetwork",
    "/mynetwork/grow",
    "/mynetwork/import-contacts",
    "/mynetwork/invitation-manager/sent",
    "/preload/custom-invite",
    "/preload/search-custom-invite",
    "/company/{slug}/people",
    "/sales/lead/{lead}",
    "/feed",
];

pub(crate) fn router(truth: Shared) -> Router {
    let mut router = Router::new()
        .route("/static/{*name}", get(file))
        .route("/voyager/api/{*rest}", post(ask))
        .route("/sales-api/{*rest}", post(ask))
        .route("/flagship-web/rsc-action/actions/server-request", post(ask))
        .fallback(|| async { StatusCode::NOT_FOUND });
    for address in PAGES {
        router = router.route(address, get(page)).route(&format!("{address}/"), get(page));
    }
    router.with_state(truth)
}

async fn file(Path(name): Path<String>) -> Response {
    pages::file(&name).map_or(StatusCode::NOT_FOUND.into_response(), dressed)
}

async fn page(State(truth): State<Shared>, uri: Uri) -> Response {
    dressed(pages::document(&truth.borrow(), &uri))
}

/// The headers of every page and file. Nothing is cached, so that each load asks for the same again.
fn dressed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, pages::CONTENT_SECURITY_POLICY);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// What a page asks for by a POST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Send,
    FollowUp,
    Withdraw,
    AcceptIncoming,
    IgnoreIncoming,
    /// Follow, Message and the like.
    Other,
}

fn wish(uri: &Uri) -> Wish {
    let path = uri.path();
    let query = uri.query().unwrap_or_default();
    let voyager = |resource: &str| path.starts_with(&format!("/voyager/api/{resource}"));
    if voyager("voyagerRelationshipsDashMemberRelationships") && query.contains("action=verifyQuotaAndCreate")
        || voyager("growth/normInvitations")
        || path == "/sales-api/salesApiConnection" && query.contains("action=connect")
        || query.contains("addaAddConnection")
    {
        Wish::Send
    } else if query.contains("interopconnection") {
        Wish::FollowUp
    } else if query.contains("addaWithdrawInvitation") || query.contains("action=withdraw") {
        Wish::Withdraw
    } else if query.contains("addaInvitationAction") || query.contains("action=accept") {
        if query.contains("action=ignore") { Wish::IgnoreIncoming } else { Wish::AcceptIncoming }
    } else {
        Wish::Other
    }
}

async fn ask(State(truth): State<Shared>, method: Method, uri: Uri, body: Bytes) -> Response {
    debug_assert_eq!(method, Method::POST);
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let members = members(&body);
    let turn = |from, to| {
        let mut state = json!({});
        truth.send_modify(|truth| {
            for member in &members {
                state = truth.turn(*member, from, to);
            }
        });
        axum::Json(state).into_response()
    };
    match wish(&uri) {
        Wish::Send => send(&truth, &uri, &body, members).await,
        Wish::FollowUp => {
            let state = members.first().map(|member| truth.borrow().state(*member));
            axum::Json(state.unwrap_or_default()).into_response()
        }
        Wish::Withdraw => turn(Relation::Pending, Relation::Withdrawn),
        Wish::AcceptIncoming => turn(Relation::Incoming, Relation::Connected),
        Wish::IgnoreIncoming => turn(Relation::Incoming, Relation::None),
        Wish::Other => axum::Json(json!({})).into_response(),
    }
}

async fn send(truth: &Shared, uri: &Uri, body: &Value, members: Vec<u64>) -> Response {
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let sending = Sending {
        path_and_query: uri.to_string(),
        members,
        note: text("customMessage"),
        tracking: text("trackingId"),
    };
    // Subscribed before the decision, so that no release between the two is missed.
    let mut changes = truth.subscribe();
    let mut decided = None;
    truth.send_modify(|truth| decided = Some((truth.decide(&sending), truth.ticket())));
    let Some((Reply { status, body, takes }, ticket)) = decided else { return closing() };
    match takes {
        Some(takes) => tokio::time::sleep(takes).await,
        None => std::future::pending().await,
    }
    if changes.wait_for(|truth| truth.lets_go(ticket)).await.is_err() {
        return closing();
    }
    let Some(status) = status.and_then(|status| StatusCode::from_u16(status).ok()) else { return closing() };
    if status.is_redirection() {
        return (status, [(header::LOCATION, "/uas/login")]).into_response();
    }
    match body {
        Some(body) => (status, axum::Json(body)).into_response(),
        None => (status, broken_off()).into_response(),
    }
}

/// A body that fails before anything of it is sent. By then the head is: what has to wait lets the server send it.
fn broken_off() -> Body {
    Body::from_stream(stream::once(async {
        tokio::task::yield_now().await;
        Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionAborted))
    }))
}

fn closing() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.extensions_mut().insert(CloseConnection);
    response
}

/// Every person whom a request names, in order, wherever in the body its name stands: each way of sending has
/// its own shape, and all name people by one of two kinds of URN.
fn members(body: &Value) -> Vec<u64> {
    match body {
        Value::String(text) => ["urn:li:member:", "urn:li:fsd_profile:ACoAA"]
            .iter()
            .filter_map(|prefix| text.strip_prefix(prefix)?.parse().ok())
            .collect(),
        Value::Array(items) => items.iter().flat_map(members).collect(),
        Value::Object(fields) => fields.values().flat_map(members).collect(),
        _ => Vec::new(),
    }
}
