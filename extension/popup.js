// Opens the popup: fills its first frame with the face that the background kept with its last write, and starts the
// program, which takes the frame over. What the program will ask of the storage first is asked here already.
"use strict";
{
  const DAY = 24 * 60 * 60 * 1000;
  const week = (days) => Math.floor((Date.now() + days * DAY) / (7 * DAY));
  // As `recent` in store.rs has it: the longest window back, and a week ahead for a clock that was set back.
  const [first, last] = [week(-8), week(7)];
  const drawers = Array.from({ length: last - first + 1 }, (_, index) => `ledger/${first + index}`);
  const keys = ["schema", "settings", "standing", "faults", "health", ...drawers];
  const { local, session } = chrome.storage;
  const items = local.get([...keys, "face"]);
  globalThis.plimsollAsked = { keys, items };

  const parsed = new Promise((done) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", done);
    else done();
  });

  async function showFace() {
    const [{ face }, { unsaved }] = await Promise.all([items, session.get(["unsaved"]), parsed]);
    const now = new Date();
    // What is still to be written is known to the program alone; and time, clock and language may be others by now.
    const holds = face && !unsaved && face.from <= now && now < face.until
      && face.offset === -60 * now.getTimezoneOffset() && face.preferred === navigator.language;
    if (!holds) return;
    const { documentElement: root } = document;
    root.lang = chrome.i18n.getMessage("language");
    root.dir = chrome.i18n.getMessage("direction");
    for (const [slot, attribute, value] of face.parts) {
      const node = document.querySelector(`[data-slot="${slot}"]`);
      if (attribute) node.setAttribute(attribute, value);
      else node.textContent = value;
    }
    document.getElementById("app").removeAttribute("aria-busy");
  }

  function startProgram() {
    const script = document.createElement("script");
    script.src = "pages-program.js";
    document.head.append(script);
  }

  showFace().catch(console.error).finally(startProgram);
}
