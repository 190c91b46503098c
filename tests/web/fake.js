// A browser of the few interfaces that the bindings use, and the extension's own scripts run in it.

/** An area of storage. It keeps texts, as the real one does: what isn't JSON doesn't survive. */
function area() {
  const texts = new Map();
  let writes = 0;
  let refused;
  const written = (change) => {
    if (refused) return Promise.reject(new Error(refused));
    writes += 1;
    change();
    return Promise.resolve();
  };
  const get = async (keys) => {
    const found = keys.filter((key) => texts.has(key)).map((key) => [key, JSON.parse(texts.get(key))]);
    return Object.fromEntries(found);
  };
  const put = ([key, value]) => { if (value !== undefined) texts.set(key, JSON.stringify(value)); };
  return {
    get,
    set: (items) => written(() => Object.entries(items).forEach(put)),
    remove: (keys) => written(() => keys.forEach((key) => texts.delete(key))),
    // For the tests.
    fill(items) {
      texts.clear();
      Object.entries(items).forEach(put);
      writes = 0;
      refused = undefined;
    },
    refuse(why) { refused = why; },
    text: () => `{${[...texts].map(([key, text]) => `${JSON.stringify(key)}:${text}`).join()}}`,
    writes: () => writes,
  };
}

const areas = { local: area(), session: area() };
const spoken = { language: "en" };
let answer = async () => undefined;
let sent;

/** What the toolbar was told to show: in each tab, and, under its colour's name alone, in all of them. */
const toolbar = { all: "#1a6587", tabs: {} };
const show = (change) => async ({ tabId, ...told }) => Object.assign((toolbar.tabs[tabId] ??= {}), change(told));

const chrome = {
  action: {
    getBadgeBackgroundColor: async () => toolbar.all,
    setBadgeText: show(({ text }) => ({ text })),
    setBadgeBackgroundColor: show(({ color }) => ({ color })),
  },
  storage: areas,
  i18n: { getMessage: (name, filled) => (spoken[name] ?? "").replace("$1", filled[0]) },
  runtime: {
    id: "plimsoll",
    getURL: (path) => `chrome-extension://plimsoll/${path}`,
    sendMessage: async (message) => {
      sent = JSON.stringify(message);
      return answer(message);
    },
    onMessage: { addListener() {}, removeListener() {} },
  },
};
Object.defineProperty(globalThis, "chrome", { value: chrome, configurable: true, writable: true });

export const fill = (name, items) => areas[name].fill(JSON.parse(items));
export const refuse = (name, why) => areas[name].refuse(why);
export const stored = (name) => areas[name].text();
export const writes = (name) => areas[name].writes();
export const shownIn = (tab) => JSON.stringify(toolbar.tabs[tab] ?? null);
export const speak = (name, text) => { spoken[name] = text; };
export const lastSent = () => sent;
export const answerWith = (value) => { answer = async () => value; };
export const failWith = (message) => { answer = async () => { throw new Error(message); }; };

async function until(happened) {
  for (let waited = 0; !happened() && waited < 3_000; waited += 20) await pause(20);
  if (!happened()) throw new Error(`in vain waited for ${happened}`);
}
const pause = (time) => new Promise((over) => setTimeout(over, time));

/** Runs `background.js` with a core that writes down what it is told and always says `handled`. Requests are told of each
    of these addresses. */
export async function runBackground(source, vocabulary, urls, handled) {
  const events = [];
  const answers = [];
  const listeners = {};
  const asked = [];
  const on = (name) => {
    const known = (listeners[name] = []);
    return {
      addListener: (listener, filter) => { known.push(listener); asked.push(...(filter?.urls ?? [])); },
      hasListener: (listener) => known.includes(listener),
      removeListener: (listener) => known.splice(known.indexOf(listener), known.includes(listener) ? 1 : 0),
    };
  };
  const put = [];
  const browser = {
    scripting: { executeScript: async (injection) => { put.push(injection); } },
    runtime: { onMessage: on("message"), onInstalled: on("installed"), onStartup: on("startup") },
    alarms: { onAlarm: on("alarm") },
    commands: { onCommand: on("command") },
    notifications: { onClicked: on("clicked"), onButtonClicked: on("pressed"), clear: () => {} },
    webRequest: {
      onBeforeRequest: on("before"), onHeadersReceived: on("answered"), onErrorOccurred: on("failed"),
    },
  };
  const notes = [];
  const core = Object.assign(async () => {}, {
    note: async (...told) => { notes.push(told); },
    handle: async (event) => { events.push(event); return handled; },
    finish: async () => {},
  });
  globalThis.plimsollVocabulary = JSON.parse(vocabulary);
  new Function("chrome", "self", "makeCore", source)(browser, { addEventListener() {} }, () => core);
  const tell = (name, ...told) => [...listeners[name]].forEach((listener) => listener(...told));
  const message = (text, sender) => tell("message", text, sender, (reply) => answers.push(reply));

  const request = { method: "POST", requestId: "4711", tabId: -1, timeStamp: 1795309200000.75 };
  for (const url of urls) {
    tell("before", { ...request, url });
    tell("before", { ...request, url, method: "GET" });
    tell("answered", { ...request, url, statusCode: 429 });
    tell("failed", { ...request, url, error: "net::ERR_ABORTED" });
  }
  message("pause", { origin: "chrome-extension://plimsoll" });
  message({ signals: { document: "d", signals: [] } }, { origin: "https://www.linkedin.com", tab: { id: 7 } });
  message({ note: { length: 3, limit: 200, seen: 3 } }, { origin: "https://www.linkedin.com", tab: { id: 7 } });
  message({ note: null }, { origin: "https://www.linkedin.com", tab: { id: 7 } });
  message("noteExpected", { origin: "chrome-extension://plimsoll" });
  message("noteExpected", { origin: "https://www.linkedin.com", tab: { id: 7 }, documentId: "d" });
  tell("installed", { reason: "install" });
  tell("installed", { reason: "update" });
  tell("startup");
  tell("alarm", { name: "due" });
  tell("clicked", "buffer");
  tell("pressed", "buffer", 0);
  tell("pressed", "buffer", 1);
  await until(() => events.length >= 3 * urls.length + 9 && answers.length === 2 && notes.length === 2);
  await pause(50);
  return { events, answers, notes, put, asked, listening: listeners.before.length };
}

/** Runs `popup.js` on a page with no slot and no program. What it asks of the storage. */
export function runPopup(source) {
  new Function("document", source)({ createElement: () => ({}), head: { append() {} } });
  return globalThis.plimsollAsked.keys;
}

/** The vocabulary as the build ships it to the sensor: a comment, but for what each click on a control needs. */
function shipped(vocabulary) {
  const { opensDialog, requests, ...more } = JSON.parse(vocabulary);
  const anyDialog = more.dialogs.map(({ dialog }) => dialog).join();
  return { anyDialog, opensDialog, text: new Function(`/*${JSON.stringify(more).replaceAll("*/", "*\\/")}*/`) };
}

/** Runs `sensor.js` in this page, where it takes what scripts do for what a user does. What `world` has it sees in
    place of the page's own. When it expects a note, `expect` is called. */
function startSensor(source, vocabulary, reply, world = {}, expect = undefined) {
  const guards = [["if (!event.isTrusted) return;", ""], ["isTrusted && key", "key"]];
  for (const [guard, none] of guards) {
    if (!source.includes(guard)) throw new Error(`${guard} isn't where it was in the sensor`);
    source = source.replace(guard, none);
  }
  const messages = [];
  const notes = [];
  answer = async (message) => {
    if (message === "noteExpected") return void expect?.();
    if (message.note !== undefined) return void notes.push(message.note);
    messages.push(JSON.parse(JSON.stringify(message)));
    return reply(Math.max(...message.signals.signals.map(({ number }) => number)));
  };
  globalThis.plimsollVocabulary = shipped(vocabulary);
  new Function(...Object.keys(world), source)(...Object.values(world));
  const kinds = () =>
    messages.flatMap(({ signals }) => signals.signals).map(({ happened }) => happened).map((happened) =>
      typeof happened === "string" ? happened : Object.keys(happened)[0]);
  const said = (...expected) => until(() => expected.every((kind) => kinds().includes(kind)));
  const stage = document.body.appendChild(document.createElement("div"));
  stage.innerHTML = "<button id=one>Connect</button><p><button id=two>Connect</button></p>";
  const end = () => {
    globalThis.plimsollSensor.stop();
    stage.remove();
  };
  return { messages, notes, kinds, said, stage, end };
}

/** Has the sensor's user send by a control, which turns to Pending. */
async function connect(control, said) {
  control.click();
  await said("connect");
  control.textContent = "Pending";
  await said("flipped");
}

/** The invite dialog as the site shows it. */
function showDialog(stage) {
  const dialog = stage.appendChild(document.createElement("div"));
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-labelledby", "send-invite-modal");
  dialog.innerHTML = "<textarea name=message maxlength=200>Hallo</textarea><i>0/200</i>"
    + "<p><b>3</b> personalized invitations remaining for this month.</p>"
    + "<div class=artdeco-modal__actionbar><button class=artdeco-button--primary>Go</button></div>";
  return dialog;
}

/** Has the sensor's user send, be denied and go through the dialog. */
export async function runSensor(source, noteSource, vocabulary, reply) {
  const { messages, said, stage, end } = startSensor(source, vocabulary, reply, {}, new Function(noteSource));
  const [one, two] = stage.querySelectorAll("button");
  try {
    await connect(one, said);
    one.textContent = "Connect";
    await said("reverted");
    two.click();
    const dialog = showDialog(stage);
    await said("dialogOpened");
    dialog.querySelector("button").click();
    await said("send");
    dialog.querySelector("textarea").value = "";
    dialog.querySelector("button").click();
    dialog.remove();
    await said("dialogClosed");
    stage.insertAdjacentHTML("beforeend", "<p role=alert>Your invitation was not sent</p>");
    await said("denied");
    await pause(100);
  } finally {
    end();
  }
  return messages;
}

/** Has the sensor's user press the dialog's button and turn away at once, by Escape or a click on nothing, faster than
    the sensor considers the first click. What the sensor said until it was done with a later click elsewhere. */
export async function runTurningAway(source, vocabulary, reply, byKey) {
  const { kinds, said, stage, end } = startSensor(source, vocabulary, reply);
  const [one] = stage.querySelectorAll("button");
  try {
    const dialog = showDialog(stage);
    dialog.querySelector("button").click();
    if (byKey) document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    else stage.querySelector("p").click();
    dialog.remove();
    await said("send");
    await connect(one, said);
    return kinds();
  } finally {
    end();
  }
}

/** What may become of a control that was clicked, in a list beside one that is Pending. What goes on waits until its
    beginning was told. */
const FATES = [
  ["taken away with seven around it", ({ control }) => up(control, 7).remove()],
  ["taken away with eight around it", ({ control }) => up(control, 8).remove()],
  ["taken away, and what it stood in after it", async ({ control, said }) => {
    const card = control.parentNode;
    control.remove();
    await said("removed");
    card.remove();
  }],
  ["made anew, and Pending", ({ control }) => control.replaceWith(button("Pending"))],
  ["made anew in a slot of a slot, and Pending", ({ control }) => control.replaceWith(button("Pending")), { slotted: true }],
  ["made anew, and again as it was", async ({ control, said }) => {
    const flipped = button("Pending");
    control.replaceWith(flipped);
    await said("flipped");
    flipped.replaceWith(keyed(button("Connect"), "7"));
  }],
  ["made anew, and for somebody else", async ({ control, said }) => {
    const flipped = button("Pending");
    control.replaceWith(flipped);
    await said("flipped");
    flipped.replaceWith(keyed(button("Connect"), "8"));
  }],
  ["made anew with its card, and Pending", ({ control }) => void withCard(control)],
  ["made anew with its card, and again as it was", async ({ control, said }) => {
    const again = withCard(control);
    await said("flipped");
    again.replaceWith(keyed(button("Connect"), "7"));
  }],
  ["taken away with the host of its shadow root", ({ control }) => control.getRootNode().host.remove(), { shadowed: true }],
  ["taken away, and only called Connect", ({ control }) => control.remove(), { bare: true }],
  ["taken away from a page with another base", ({ control }) => control.remove(), { based: true }],
];

const up = (node, levels) => (levels === 0 ? node : up(node.parentNode, levels - 1));

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

const button = (text) => element("button", text);

/** Shows what an element holds in a slot, within what shows it in a slot of its own. */
function slot(host) {
  const inner = element("div", element("slot"));
  inner.attachShadow({ mode: "open" }).append(element("slot"));
  host.attachShadow({ mode: "open" }).append(inner);
  return host;
}

function keyed(control, member) {
  control.setAttribute("componentkey", `urn:li:member:${member}`);
  return control;
}

function withCard(control) {
  const again = button("Pending");
  again.setAttribute("componentkey", control.getAttribute("componentkey"));
  control.parentNode.replaceWith(element("div", again));
  return again;
}

/** A control to click: eight elements deep, in a shadow root or a slot one deep, known by a key if it isn't bare. The
    outermost element holds one that is Pending, too. */
function showControl(stage, { shadowed, slotted, bare }) {
  const control = button("Connect");
  let card = control;
  if (slotted) card = slot(element("div", card));
  else for (let depth = shadowed ? 1 : 8; depth > 1; depth--) card = element("div", card);
  const list = stage.appendChild(element("section"));
  (shadowed ? list.attachShadow({ mode: "open" }) : list).append(element("div", button("Pending"), card));
  return bare ? control : keyed(control, "7");
}

/** What the sensor said of each fate: of one that comes after the click, and of one that is the click's own doing. */
export async function runFates(source, vocabulary, reply) {
  const heard = [];
  for (const [fate, happen, scene = {}] of FATES) {
    for (const inClick of [false, true]) {
      const { messages, kinds, said, stage, end } = startSensor(source, vocabulary, reply);
      const control = showControl(stage, scene);
      if (scene.based) Object.assign(stage.appendChild(element("base")), { href: "/elsewhere/" });
      try {
        let happened;
        if (inClick) control.addEventListener("click", () => { happened = happen({ control, said }); });
        control.click();
        await said("connect");
        await (inClick ? happened : happen({ control, said }));
        // Whenever the sensor looks at this one, it has looked at the first before.
        const [other] = stage.querySelectorAll("button");
        other.click();
        await until(() => kinds().filter((kind) => kind === "connect").length === 2);
        other.textContent = "Pending";
        const signals = () => messages.flatMap(({ signals }) => signals.signals);
        await until(() => signals().some(({ attempt, happened }) => attempt === 2 && happened === "flipped"));
        const own = signals().filter(({ attempt, happened }) => attempt === 1 && typeof happened === "string");
        heard.push(`${fate}: ${own.map(({ happened }) => happened).join(", ")}`);
      } finally {
        end();
      }
    }
  }
  return heard;
}

/** Has the sensor's user click while a second copy comes into the page. What was said of what comes after. */
export async function runSecondCopy(source, vocabulary, reply) {
  const first = startSensor(source, vocabulary, reply);
  const [watched] = first.stage.querySelectorAll("button");
  watched.click();
  await first.said("connect");
  const { kinds, said, stage, end } = startSensor(source, vocabulary, reply);
  try {
    watched.textContent = "Pending";
    const [one] = stage.querySelectorAll("button");
    await connect(one, said);
    return kinds();
  } finally {
    end();
    first.stage.remove();
  }
}

/** Has the sensor's user write these notes, one after the other, and the box go; the first before `note.js` has come into
    the page, and it comes twice. What was told of each. */
export async function runWriting(source, noteSource, vocabulary, reply, texts) {
  let box;
  const expect = () => {
    box.focus();
    box.value = texts[0];
    new Function(noteSource)();
    new Function(noteSource)();
  };
  const { notes, said, stage, end } = startSensor(source, vocabulary, reply, {}, expect);
  try {
    stage.querySelector("button").click();
    box = showDialog(stage).querySelector("textarea");
    await said("dialogOpened");
    await until(() => notes.length === 1);
    for (const text of texts.slice(1)) {
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    box.remove();
    await until(() => notes.at(-1) === null);
    return notes.map((note) => (note ? `${note.length} of ${note.limit}, seen ${note.seen}` : "gone"));
  } finally {
    end();
  }
}

/** Has the sensor's user click something on a page of the site where nothing offers to connect, which becomes another
    page at once, and click there, too. Of which pages the sensor said that it recognises nothing. */
export async function runBlind(source, vocabulary, reply) {
  const home = location.href;
  const { messages, said, stage, end } = startSensor(source, vocabulary, reply);
  stage.replaceChildren(button("Follow"));
  try {
    for (const path of ["/mynetwork/", "/search/results/people/"]) {
      history.replaceState(null, "", path);
      stage.firstChild.click();
    }
    await said("blind");
    return messages.flatMap(({ signals }) => signals.signals).map(({ happened }) => happened.blind.place);
  } finally {
    end();
    history.replaceState(null, "", home);
  }
}

/** Has a control that the sensor's user clicked turn to Pending and stay so, in a world a thousand times faster. What
    the sensor said until it lost interest. */
export async function runKeeping(source, vocabulary, reply) {
  const world = {
    performance: { now: () => 1000 * performance.now() },
    setTimeout: (call, time = 0) => setTimeout(call, time / 1000),
  };
  const { kinds, said, stage, end } = startSensor(source, vocabulary, reply, world);
  const [one] = stage.querySelectorAll("button");
  try {
    await connect(one, said);
    await until(() => kinds().filter((kind) => kind === "kept").length === 2);
    return kinds();
  } finally {
    end();
  }
}

/** Has the sensor's user press the dialog's button in a page, or in a frame of one, which goes at once. */
export async function runLeaving(source, vocabulary, reply, framed) {
  const page = { top: {} };
  if (!framed) page.top = page;
  const { kinds, said, stage, end } = startSensor(source, vocabulary, reply, { window: page });
  try {
    showDialog(stage).querySelector("button").click();
    dispatchEvent(new PageTransitionEvent("pagehide"));
    await said("send");
    return kinds();
  } finally {
    end();
  }
}

/** Has the sensor's user press a control, or what stands in its shadow root, and let go elsewhere; then the page go; then
    click. Whether a control was asked of before it was clicked, what the sensor said, and what failed. */
export async function runPressing(source, vocabulary, reply, within) {
  const { kinds, said, stage, end } = startSensor(source, vocabulary, reply);
  const failed = [];
  const onError = ({ message }) => failed.push(message);
  addEventListener("error", onError);
  const [one, two] = stage.querySelectorAll("button");
  const host = stage.appendChild(element("div"));
  const pressed = within ? host.attachShadow({ mode: "open" }).appendChild(button("Connect")) : one;
  const asked = [];
  pressed.matches = () => void asked.push("asked");
  try {
    pressed.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, composed: true }));
    await pause(0);
    dispatchEvent(new PageTransitionEvent("pagehide"));
    await connect(two, said);
    return [...asked, ...kinds(), ...failed];
  } finally {
    removeEventListener("error", onError);
    end();
  }
}

/** Has the sensor's user click once, and nobody listen eleven times; then have the worker die while it is told; then
    click again. What each message told, and how long the sensor meant to wait before it told again: a thousandth of
    that passed. */
export async function runRepeating(source, vocabulary, reply) {
  let heard = 0;
  const hear = (number) => {
    heard += 1;
    if (heard <= 11) throw new Error("Could not establish connection. Receiving end does not exist.");
    return heard === 12 ? new Promise(() => {}) : reply(number);
  };
  const waits = [];
  const hurry = (call, time = 0) => {
    if (call.name === "tell") waits.push(time);
    return setTimeout(call, time / 1000);
  };
  const { messages, stage, end } = startSensor(source, vocabulary, hear, { setTimeout: hurry });
  const [one, two] = stage.querySelectorAll("button");
  try {
    one.click();
    await until(() => messages.length === 13);
    two.click();
    await until(() => messages.length === 14);
    return [told(messages).join(" "), waits.join(" ")];
  } finally {
    end();
  }
}

/** Has the sensor's user click twice, and the page go and come back, while nobody answers. What each message told. */
export async function runGoing(source, vocabulary) {
  const { messages, said, stage, end } = startSensor(source, vocabulary, () => new Promise(() => {}));
  const [one, two] = stage.querySelectorAll("button");
  try {
    one.click();
    await said("connect");
    two.click();
    for (const life of ["pagehide", "pageshow"]) dispatchEvent(new PageTransitionEvent(life));
    return told(messages);
  } finally {
    end();
  }
}

/** The numbers of the signals in each message. */
const told = (messages) => messages.map(({ signals }) => signals.signals.map(({ number }) => number).join());

/** What the browser can't read of these, with its reason. */
export function unreadable(patterns, selectors) {
  const fails = (attempt) => (text) => {
    try { attempt(text); return []; } catch (error) { return [`${text}: ${error.message}`]; }
  };
  return [
    ...patterns.flatMap(fails((text) => new RegExp(text))),
    ...selectors.flatMap(fails((text) => document.createDocumentFragment().querySelector(text))),
  ];
}
