// Starts the page's program. What it will ask of the storage first is asked while the program is still being compiled.
{
  const WEEK = 7 * 24 * 60 * 60 * 1000;
  const week = Math.floor(Date.now() / WEEK);
  const drawers = [week - 1, week, week + 1].map((number) => `ledger/${number}`);
  const keys = ["schema", "settings", "faults", ...drawers];
  globalThis.plimsollAsked = { keys, items: chrome.storage.local.get(keys) };
  wasm_bindgen({ module_or_path: "welcome.wasm" });
}
