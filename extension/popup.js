// Starts the page's program. What it will ask of the storage first is asked while the program is still being compiled.
{
  const DAY = 24 * 60 * 60 * 1000;
  const week = (days) => Math.floor((Date.now() + days * DAY) / (7 * DAY));
  // As `recent` in store.rs has it: the longest window back, and a week ahead for a clock that was set back.
  const [first, last] = [week(-8), week(7)];
  const drawers = Array.from({ length: last - first + 1 }, (_, index) => `ledger/${first + index}`);
  const keys = ["schema", "settings", "standing", "faults", "health", ...drawers];
  globalThis.plimsollAsked = { keys, items: chrome.storage.local.get(keys) };
  wasm_bindgen({ module_or_path: "popup.wasm" });
}
