//! How a page is shown: size, density and colour scheme; and pictures of it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use crate::Browser;

/// How tabs are shown. The browser forgets it with each tab, so it is applied whenever one becomes current.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    dark: bool,
    viewport: Option<Viewport>,
}

#[derive(Clone, Copy, Debug)]
struct Viewport {
    width: u32,
    height: u32,
    scale: f64,
}

impl View {
    pub(crate) fn new(dark: bool) -> Self {
        Self { dark, viewport: None }
    }
}

impl Browser {
    /// Tells pages whether the user prefers dark colours.
    ///
    /// # Errors
    /// When the tab is gone.
    pub async fn set_dark(&self, dark: bool) -> Result<()> {
        self.state().view.dark = dark;
        self.apply_view().await
    }

    /// Shows pages in `width` × `height` CSS pixels, each of `scale` device pixels (1 or 2) either way.
    ///
    /// # Errors
    /// When the tab is gone.
    pub async fn set_viewport(&self, width: u32, height: u32, scale: f64) -> Result<()> {
        self.state().view.viewport = Some(Viewport { width, height, scale });
        self.apply_view().await
    }

    /// Writes a picture of what the current tab shows to `path`, as PNG, once its fonts are there and what it shows
    /// has been drawn.
    ///
    /// # Errors
    /// When the picture can't be taken or written.
    pub async fn screenshot(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        self.to_front().await?;
        self.run(
            "await document.fonts.ready;
             await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))",
            &[],
        )
        .await?;
        let picture = self.page().await?.screenshot_as_png().await?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("can't make the folder {}", folder.display()))?;
        }
        fs::write(path, picture).with_context(|| format!("can't write {}", path.display()))
    }

    pub(crate) async fn apply_view(&self) -> Result<()> {
        let view = self.state().view;
        let scheme = if view.dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.cdp("Emulation.setEmulatedMedia", media).await?;
        if let Some(Viewport { width, height, scale }) = view.viewport {
            let metrics =
                json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
            self.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
        }
        Ok(())
    }
}
