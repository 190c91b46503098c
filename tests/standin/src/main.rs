//! Runs the stand-in until Ctrl-C, for trying its pages by hand.

use std::process::ExitCode;

use plimsoll_standin::{Standin, StandinError};

#[tokio::main]
async fn main() -> ExitCode {
    let Some(port) = port(std::env::args().skip(1)) else {
        eprintln!("usage: plimsoll-standin [--port N]");
        return ExitCode::from(2);
    };
    match run(port).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The port asked for, 0 when none was; `None` for arguments that mean nothing.
fn port(mut arguments: impl Iterator<Item = String>) -> Option<u16> {
    match (arguments.next(), arguments.next()) {
        (None, None) => Some(0),
        (Some(name), Some(value)) if name == "--port" => value.parse().ok(),
        _ => None,
    }
}

async fn run(port: u16) -> Result<(), StandinError> {
    let site = Standin::start_on(port).await?;
    println!("{}", site.port());
    tokio::signal::ctrl_c().await?;
    println!("accepted: {}", site.accepted());
    Ok(())
}
