//! Measures the extension against an empty one, and prints a table: `./build.sh bench`.
//!
//! Both are loaded into browsers of their own, side by side, on the same page of the stand-in site, and each figure
//! is taken of one and then of the other, round after round, so that whatever else the machine does meets both. The
//! figures are medians. A target that is missed is marked and fails nothing: no test depends on a machine's speed.
//!
//! `--rounds N` (15), `--only sensor,clicks,note,popup,message,count,years,memory,size`, `--package FOLDER`
//! (dist/chromium), and `--with NAME=FOLDER`, any number of times, which measures further packages, such as a variant of
//! the extension.

#[path = "../bench/mod.rs"]
mod bench;

use anyhow::Result;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let plan = bench::Plan::from_arguments(std::env::args().skip(1))?;
    println!("{}", bench::run(&plan).await?);
    Ok(())
}
