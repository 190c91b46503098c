//! The site's files, built into the program, and the one document that all its pages share.

use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::people::labels;
use crate::truth::Truth;

/// As strict as LinkedIn's: scripts, styles and requests from the site alone, nothing inline but the rules
/// for making pages ahead, no WebAssembly.
pub(crate) const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'inline-speculation-rules'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'self'",
);

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../site/", $name)))),*] };
}

const FILES: &[(&str, &str)] = files![
    "chat.js",
    "controls.js",
    "dialogs.js",
    "dom.js",
    "frame.js",
    "future.js",
    "icon.svg",
    "invite.js",
    "layout.js",
    "menu.js",
    "pages/company.js",
    "pages/contacts.js",
    "pages/feed.js",
    "pages/network.js",
    "pages/preload.js",
    "pages/profile.js",
    "pages/sales.js",
    "pages/search.js",
    "pages/sent.js",
    "requests.js",
    "sending.js",
    "site.js",
    "start.js",
    "style.css",
];

/// A file of the site by its name below `/static/`.
pub(crate) fn file(name: &str) -> Option<Response> {
    let (_, text) = FILES.iter().find(|(known, _)| *known == name)?;
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };
    Some(([(header::CONTENT_TYPE, kind)], *text).into_response())
}

/// The document of every page: empty but for the data from which the scripts draw the rest.
pub(crate) fn document(truth: &Truth, uri: &Uri) -> Response {
    if option(uri, "body") == Some("none") {
        return without_a_body();
    }
    let every_language = labels();
    let locale = option(uri, "lang").filter(|locale| every_language.contains_key(locale)).unwrap_or("en");
    let data = json!({ "people": truth.people, "labels": every_language.get(locale) });
    let html = include_str!("../site/page.html")
        .replace("{language}", option(uri, "tag").filter(|tag| is_tag(tag)).unwrap_or(language(locale)))
        .replace("{direction}", direction(locale))
        .replace("{rules}", &prerendering(uri))
        // "<" is the only sign that could end the element early.
        .replace("{data}", &data.to_string().replace('<', "\\u003c"));
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// A document that has no body element, for scripts that suppose one.
fn without_a_body() -> Response {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="40"/></svg>"##;
    ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()
}

fn option<'a>(uri: &'a Uri, name: &str) -> Option<&'a str> {
    let pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// The language tag; LinkedIn's own names are those of old Java.
fn language(locale: &str) -> &str {
    match locale.split('_').next() {
        Some("in") => "id",
        Some("iw") => "he",
        Some(language) => language,
        None => "en",
    }
}

/// Has the browser make another page before anybody goes there.
fn prerendering(uri: &Uri) -> String {
    let page = option(uri, "prerender")
        .filter(|page| page.chars().all(|sign| is_tag(&sign.to_string()) || sign == '/'));
    let rules = |page| json!({ "prerender": [{ "urls": [page], "eagerness": "immediate" }] });
    page.map(|page| format!("<script type=\"speculationrules\">{}</script>\n", rules(page)))
        .unwrap_or_default()
}

/// Whether it can stand in the document as it is.
fn is_tag(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_')
}

fn direction(locale: &str) -> &'static str {
    if ["ar_AE", "fa_IR", "iw_IL"].contains(&locale) { "rtl" } else { "ltr" }
}
