// Starts the program of the side panel, the dashboard and the welcome page, which shows the one that it was loaded by.
wasm_bindgen({ module_or_path: "pages.wasm" });
