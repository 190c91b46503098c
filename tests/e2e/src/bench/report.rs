//! The table.

use std::fmt::{self, Display};

use super::stats::Samples;

/// What a figure must not exceed.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A value in the figure's own unit.
    Value(f64),
    /// A multiple of the empty extension's value.
    Ratio(f64),
    /// So much more than the empty extension's value.
    More(f64),
    /// Nothing: it is there to be known.
    None,
}

/// One figure of every package.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// In what.
    pub unit: &'static str,
    /// What it is to stay below.
    pub target: Target,
    /// The measurements, in the packages' order; the first is the extension, the second the empty one.
    pub samples: Vec<Samples>,
}

impl Figure {
    /// How many times the empty extension's value a package takes.
    fn ratio(&self, package: usize) -> Option<f64> {
        let empty = self.samples.get(1)?.median();
        let ratio = self.samples.get(package)?.median() / empty;
        (empty > 0.0 && ratio.is_finite()).then_some(ratio)
    }

    /// How much more than the empty extension a package takes.
    fn more(&self, package: usize) -> Option<f64> {
        Some(self.samples.get(package)?.median() - self.samples.get(1)?.median())
    }

    fn verdict(&self) -> &'static str {
        let within = match self.target {
            Target::Value(most) => self.samples.first().map(|samples| samples.median() <= most),
            Target::Ratio(most) => self.ratio(0).map(|ratio| ratio <= most),
            Target::More(most) => self.more(0).map(|more| more <= most),
            Target::None => return "",
        };
        match within {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "?",
        }
    }
}

/// All figures.
pub struct Report {
    /// The packages' names.
    pub names: Vec<String>,
    /// The figures.
    pub figures: Vec<Figure>,
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| figure |")?;
        for (index, name) in self.names.iter().enumerate() {
            write!(f, " {name} | {}", if index == 1 { "" } else { "× |" })?;
        }
        write!(f, " target | met |\n|---|")?;
        for index in 0..self.names.len() {
            write!(f, "---:|{}", if index == 1 { "" } else { "---:|" })?;
        }
        writeln!(f, "---:|---|")?;
        for figure in &self.figures {
            write!(f, "| {}, {} |", figure.name, figure.unit)?;
            for (index, samples) in figure.samples.iter().enumerate() {
                write!(f, " {} |", Cell(samples))?;
                if index != 1 {
                    match figure.ratio(index) {
                        Some(ratio) => write!(f, " {ratio:.2} |")?,
                        None => write!(f, " |")?,
                    }
                }
            }
            match figure.target {
                Target::Value(most) => write!(f, " {most}")?,
                Target::Ratio(most) => write!(f, " {most} ×")?,
                Target::More(most) => write!(f, " {most} more")?,
                Target::None => {}
            }
            writeln!(f, " | {} |", figure.verdict())?;
        }
        Ok(())
    }
}

/// A median, and the quartiles where there is more than one measurement.
struct Cell<'a>(&'a Samples);

impl Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let samples = self.0;
        let median = samples.median();
        if median.is_nan() {
            return Ok(());
        }
        // Three digits that mean something.
        let places = if median.abs() >= 100.0 || median == 0.0 {
            0
        } else if median.abs() >= 10.0 {
            1
        } else if median.abs() >= 1.0 {
            2
        } else {
            3
        };
        write!(f, "{median:.places$}")?;
        let (low, high) = (samples.quantile(0.25), samples.quantile(0.75));
        if samples.len() > 1 && low < high {
            write!(f, " ({low:.places$}–{high:.places$})")?;
        }
        Ok(())
    }
}
