// The worker's glue. It registers every listener while the script runs for the first time, as the browser demands
// of what is to be woken by them, and hands each event to the core, one after the other. The core decides. The build
// puts the vocabulary and `makeCore`, which makes a core, in front: one file starts sooner than several.
"use strict";
const { requests } = globalThis.plimsollVocabulary;

// Whatever woke the worker needs the core. It is fetched and compiled while the listeners are registered.
let core = startCore();
let queue = Promise.resolve();
let crashed = () => {};

// A panic in the core leaves its promise open for ever; here is where it shows.
for (const kind of ["error", "unhandledrejection"]) {
  self.addEventListener(kind, (event) => crashed(event.reason ?? event.error));
}

/** Hands one event to the core. Resolves to its reply, once all that the event changes is stored. */
function tell(event) {
  const told = queue.then(() => attempt(event).catch(() => afresh(event)));
  queue = told.then(async () => (await core).finish()).catch(console.error);
  return told;
}

async function attempt(event) {
  const gone = new Promise((_, reject) => (crashed = reject));
  const { handle } = await (core ??= startCore());
  const { reply, counting } = await Promise.race([handle(event), gone]);
  listenToRequests(counting);
  return reply;
}

/** After a panic nothing in the core can be trusted: another takes its place, and the event is tried once more. */
function afresh(event) {
  core = undefined;
  return attempt(event);
}

async function startCore() {
  const made = makeCore();
  await made({ module_or_path: "background.wasm" });
  return made;
}

chrome.runtime.onMessage.addListener((message, { origin, tab, documentId }, answer) => {
  if (message === "noteExpected") {
    if (tab) countNotesIn(tab.id, documentId);
    return false;
  }
  const sender = { origin, tab: tab?.id };
  // Not an event: nothing of it is stored, so that it needn't wait for any.
  if (message?.note !== undefined) {
    core?.then(({ note }) => note(message.note, sender)).catch(console.error);
    return false;
  }
  tell({ message: { message, sender } }).then(answer, () => answer("notStored"));
  return true;
});

/** Puts beside the sensor what counts notes, in a page in which one may be written now. If it is gone, none is. */
function countNotesIn(tabId, documentId) {
  const target = { tabId, documentIds: [documentId] };
  chrome.scripting.executeScript({ target, files: ["note.js"], injectImmediately: true }).catch(() => {});
}

chrome.runtime.onInstalled.addListener(({ reason }) => tell({ installed: { first: reason === "install" } }));
chrome.runtime.onStartup.addListener(() => tell("startup"));
// The browser opens the panel only while the key is being handled, so this can't wait for the core either.
chrome.commands.onCommand.addListener((_, tab) => tab && chrome.sidePanel.open({ windowId: tab.windowId }).catch(console.error));
chrome.alarms.onAlarm.addListener(() => tell("alarm"));
chrome.notifications.onClicked.addListener((id) => press(id, "open"));
chrome.notifications.onButtonClicked.addListener((id, button) => press(id, button === 0 ? "open" : "snooze"));

function press(id, button) {
  chrome.notifications.clear(id);
  tell({ pressed: button });
}

// One listener an event for all that is asked about, and as few events as tell it all: a woken worker first registers every
// one of them, and each takes long. What an address means is told apart here, so that it goes no further.
const { onBeforeRequest, onHeadersReceived, onErrorOccurred } = chrome.webRequest;
const filter = { urls: requests.flatMap(({ urls }) => urls) };
const report = (phase) => (details) => {
  if (details.method !== "POST") return;
  const { requestId: id, tabId: tab, timeStamp: at, url } = details;
  const rules = requests.filter(({ urls }) => urls.some((pattern) => fits(pattern, url)));
  const [{ way } = { way: "unknown" }] = rules;
  tell({ request: { id, tab, way, several: rules.some(({ several }) => several), at, phase: phase(details) } });
};
const requestListeners = [
  [onBeforeRequest, report(() => "started")],
  // The server has decided by then, whatever becomes of the rest of its answer; a redirection is one, too.
  [onHeadersReceived, report(({ statusCode: status }) => ({ answered: { status } }))],
  [onErrorOccurred, report(({ error }) => ({ failed: { error } }))],
];

/** Whether an address is one of a pattern, whose stars stand for anything. */
function fits(pattern, url) {
  const parts = pattern.split("*").map((part) => part.replace(/\W/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(url);
}

/** Without consent, and while paused, the browser isn't even asked about requests. */
function listenToRequests(on) {
  for (const [event, listener] of requestListeners) {
    if (!on) event.removeListener(listener);
    else if (!event.hasListener(listener)) event.addListener(listener, filter);
  }
}
listenToRequests(true);
