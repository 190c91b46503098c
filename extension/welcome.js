// Starts the page's program.
wasm_bindgen({ module_or_path: "welcome.wasm" });
