//! Listens on this machine alone, speaks TLS (and plain HTTP, should anyone try it), and logs what it is asked.

use std::convert::Infallible;
use std::io;

use axum::Router;
use axum::body::Body;
use axum::http::header::HOST;
use axum::http::{self, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{
    ServerConfig, crypto::ring, pki_types::PrivateKeyDer, pki_types::PrivatePkcs8KeyDer,
};
use tower::ServiceExt;

use crate::StandinError;
use crate::routes::{CloseConnection, Shared, router};
use crate::truth::Request;

/// The hosts whose pages are played. Every other host is answered with 404, and logged all the same.
const PLAYED: &[&str] = &["www.linkedin.com", "linkedin.com", "127.0.0.1", "localhost"];

/// The first byte of every TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;

/// A TLS acceptor with a certificate made for this run.
pub(crate) fn acceptor() -> Result<TlsAcceptor, StandinError> {
    let names = PLAYED.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let made = rcgen::generate_simple_self_signed(names)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Serves until it is dropped, and every connection with it.
pub(crate) async fn serve(listener: TcpListener, acceptor: TlsAcceptor, truth: Shared) {
    let router = router(Arc::clone(&truth));
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            arrived = listener.accept() => if let Ok((stream, _)) = arrived {
                connections.spawn(welcome(stream, acceptor.clone(), router.clone(), Arc::clone(&truth)));
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn welcome(stream: TcpStream, acceptor: TlsAcceptor, router: Router, truth: Shared) -> io::Result<()> {
    let mut first = [0];
    stream.peek(&mut first).await?;
    if first[0] == TLS_HANDSHAKE {
        converse(acceptor.accept(stream).await?, router, truth).await;
    } else {
        converse(stream, router, truth).await;
    }
    Ok(())
}

async fn converse(stream: impl AsyncRead + AsyncWrite + Unpin, router: Router, truth: Shared) {
    let answer = service_fn(|request| answer(request, router.clone(), Arc::clone(&truth)));
    // A connection that breaks off is the browser's business: what it asked is in the log.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}

/// Logs the request, has it answered, and logs the status. An error closes the connection.
async fn answer(request: http::Request<Incoming>, router: Router, truth: Shared) -> io::Result<Response> {
    let host = host(&request);
    let played = PLAYED.contains(&host.as_str());
    let mut number = 0;
    truth.send_modify(|truth| {
        number = truth.requests.len();
        truth.requests.push(Request {
            host,
            method: request.method().to_string(),
            path_and_query: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
            status: None,
        });
    });
    let answered: Result<Response, Infallible> = if played {
        router.oneshot(request.map(Body::new)).await
    } else {
        Ok(StatusCode::NOT_FOUND.into_response())
    };
    let Ok(response) = answered;
    if response.extensions().get::<CloseConnection>().is_some() {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    truth.send_modify(|truth| truth.requests[number].status = Some(response.status().as_u16()));
    Ok(response)
}

fn host(request: &http::Request<Incoming>) -> String {
    let named = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let named = named.or_else(|| request.uri().host()).unwrap_or_default();
    named.split(':').next().unwrap_or_default().to_owned()
}
