//! The server by itself, asked over TLS as a browser would: what it accepts, refuses, holds and remembers.

use std::io;
use std::sync::Arc;

use plimsoll_standin::{Answer, Standin};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

const CREATE: &str =
    "/voyager/api/voyagerRelationshipsDashMemberRelationships?action=verifyQuotaAndCreateV2&decorationId=x";
const ADD: &str = "/flagship-web/rsc-action/actions/server-request?sduiid=com.linkedin.sdui.requests.mynetwork.addaAddConnection";
const WITHDRAW: &str = "/flagship-web/rsc-action/actions/server-request?sduiid=com.linkedin.sdui.requests.mynetwork.addaWithdrawInvitation";
const ADA: &str = r#"{"invitee":"urn:li:fsd_profile:ACoAA310000007"}"#;
const BRAM: &str = r#"{"payload":{"inviteeUrn":"urn:li:member:310007926"}}"#;

/// Takes any certificate, as a browser does that was told to ignore its errors.
#[derive(Debug)]
struct AnyCertificate;

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ring::default_provider().signature_verification_algorithms.supported_schemes()
    }
}

async fn connect(port: u16, host: &'static str) -> io::Result<TlsStream<TcpStream>> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring knows the default versions")
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(AnyCertificate))
        .with_no_client_auth();
    let name = ServerName::try_from(host).expect("a host name");
    TlsConnector::from(Arc::new(config)).connect(name, TcpStream::connect(("127.0.0.1", port)).await?).await
}

/// Asks once; answers with status, head and body, or with nothing when the connection was closed instead.
async fn ask(
    site: &Standin,
    host: &'static str,
    method: &str,
    path: &str,
    body: &str,
) -> Option<(u16, String)> {
    let mut stream = connect(site.port(), host).await.expect("a connection");
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("a request sent");
    let mut answer = Vec::new();
    // A connection closed without TLS's goodbye is an error, and what these tests call no answer.
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).expect("text");
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    Some((status, answer))
}

async fn post(site: &Standin, path: &str, body: &str) -> Option<u16> {
    ask(site, "www.linkedin.com", "POST", path, body).await.map(|(status, _)| status)
}

async fn get(site: &Standin, path: &str) -> (u16, String) {
    ask(site, "www.linkedin.com", "GET", path, "").await.expect("an answer")
}

#[tokio::test]
async fn an_accepted_invitation_is_remembered_with_the_length_of_its_note() {
    let site = Standin::start().await.expect("a server");
    let with_note = r#"{"invitee":"urn:li:fsd_profile:ACoAA310000007","customMessage":"Grüß 🌿"}"#;
    assert_eq!(post(&site, CREATE, with_note).await, Some(200));
    assert_eq!(post(&site, ADD, BRAM).await, Some(200));
    let accepted = site.accepted_list();
    let told: Vec<_> = accepted
        .iter()
        .map(|one| (one.slug.as_str(), one.path_and_query.as_str(), one.note_length))
        .collect();
    assert_eq!(told, [("ada-quill", CREATE, Some(7)), ("bram-oosterlinck", ADD, None)]);
    let (_, page) = get(&site, "/in/ada-quill/").await;
    assert!(page.contains(r#""slug":"ada-quill","state":"pending""#), "a reload shows who was invited");
}

#[tokio::test]
async fn answers_come_in_the_order_queued_and_then_as_always() {
    let site = Standin::start().await.expect("a server");
    site.answer_always(Answer::ServerError);
    for answer in [Answer::WeeklyLimit, Answer::AlreadyInvited, Answer::NotAcceptable, Answer::RevertedOk] {
        site.answer_next(answer);
    }
    for status in [429, 400, 406, 200, 500, 500] {
        assert_eq!(post(&site, CREATE, ADA).await, Some(status));
    }
    assert_eq!(site.accepted(), 0);
}

#[tokio::test]
async fn nobody_is_invited_twice_nor_right_after_a_withdrawal() {
    let site = Standin::start().await.expect("a server");
    for (path, status) in [(ADD, 200), (CREATE, 400), (WITHDRAW, 200), (CREATE, 400)] {
        assert_eq!(post(&site, path, BRAM).await, Some(status), "{path}");
    }
    assert_eq!(site.accepted(), 1);
}

#[tokio::test]
async fn a_request_that_names_nobody_known_is_refused() {
    let site = Standin::start().await.expect("a server");
    for body in ["", "{", r#"{"invitee":"urn:li:member:1"}"#] {
        assert_eq!(post(&site, CREATE, body).await, Some(400));
    }
    assert_eq!(site.accepted(), 0);
}

#[tokio::test]
async fn an_address_book_is_accepted_person_by_person() {
    let site = Standin::start().await.expect("a server");
    let both =
        r#"{"invitations":[{"invitee":"urn:li:member:310000007"},{"invitee":"urn:li:member:310007926"}]}"#;
    let address = "/voyager/api/growth/normInvitations?action=batchCreate";
    assert_eq!(post(&site, address, both).await, Some(200));
    assert_eq!(site.accepted(), 2);
}

#[tokio::test]
async fn what_is_held_is_decided_at_once_and_answered_on_release() {
    let site = Standin::start().await.expect("a server");
    site.hold();
    let held = tokio::spawn({
        let site = site.clone();
        async move { post(&site, CREATE, ADA).await }
    });
    site.wait_for("the decision", |site| site.accepted() == 1).await.expect("it comes");
    assert_eq!(site.requests()[0].status, None);
    // Held again at once, so that only what waited before goes.
    site.release();
    site.hold();
    assert_eq!(held.await.expect("an answer"), Some(200));
    assert_eq!(site.requests()[0].status, Some(200));
}

#[tokio::test]
async fn a_dropped_request_gets_no_answer_and_its_repetition_by_the_browser_neither() {
    let site = Standin::start().await.expect("a server");
    let numbered = r#"{"invitee":"urn:li:fsd_profile:ACoAA310000007","trackingId":"1"}"#;
    site.answer_next(Answer::AcceptThenDrop);
    assert_eq!(post(&site, CREATE, numbered).await, None);
    assert_eq!(post(&site, CREATE, numbered).await, None);
    assert_eq!(site.accepted(), 1);
    site.answer_next(Answer::Drop);
    assert_eq!(post(&site, CREATE, BRAM).await, None);
    assert_eq!(site.accepted(), 1);
}

#[tokio::test]
async fn an_answer_can_break_off_behind_its_head() {
    let site = Standin::start().await.expect("a server");
    site.answer_next(Answer::AcceptThenBreak);
    let (status, answer) = ask(&site, "www.linkedin.com", "POST", CREATE, ADA).await.expect("a head");
    assert_eq!((status, site.accepted()), (200, 1));
    assert!(answer.ends_with("\r\n\r\n") && !answer.ends_with("0\r\n\r\n"), "{answer}");
}

#[tokio::test]
async fn every_host_is_logged_and_only_the_site_is_played() {
    let site = Standin::start().await.expect("a server");
    let elsewhere = ask(&site, "example.org", "GET", "/in/ada-quill/?x=1", "").await.expect("an answer");
    assert_eq!(elsewhere.0, 404);
    assert_eq!(get(&site, "/in/ada-quill/").await.0, 200);
    let log = site.requests();
    assert_eq!(log.iter().map(|asked| asked.status).collect::<Vec<_>>(), [Some(404), Some(200)]);
    assert_eq!(
        (log[0].host.as_str(), log[0].method.as_str(), log[0].path_and_query.as_str()),
        ("example.org", "GET", "/in/ada-quill/?x=1")
    );
}

#[tokio::test]
async fn pages_forbid_what_linkedin_forbids_and_bring_all_their_files() {
    let site = Standin::start().await.expect("a server");
    let (_, page) = get(&site, "/mynetwork/?lang=ar_AE").await;
    let policy =
        page.lines().find_map(|line| line.strip_prefix("content-security-policy: ")).expect("a policy");
    assert!(
        policy.contains("script-src 'self' 'inline-speculation-rules';") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert!(page.contains(r#"<html lang="ar" dir="rtl">"#));
    for name in ["start.js", "style.css", "pages/network.js"] {
        assert_eq!(get(&site, &format!("/static/{name}")).await.0, 200, "{name}");
    }
    assert_eq!(get(&site, "/static/nothing.js").await.0, 404);
}

#[tokio::test]
async fn every_module_that_a_module_imports_is_served() {
    let site = Standin::start().await.expect("a server");
    let mut waiting = vec!["/static/start.js".to_owned()];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(address) = waiting.pop() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let (status, module) = get(&site, &address).await;
        assert_eq!(status, 200, "{address}");
        for import in module.lines().filter_map(|line| line.strip_prefix("import ")) {
            let name = import.split('\'').nth(1).expect("a module's name");
            let below = if name.starts_with("../") || !address.contains("/pages/") { "" } else { "pages/" };
            let name = name.trim_start_matches("../").trim_start_matches("./");
            waiting.push(format!("/static/{below}{name}"));
        }
    }
    assert!(seen.len() > 15);
}
