// The content script. It watches what the user clicks, and after a click on a Connect control or a send button, for
// some seconds, what the page shows. It says what happened and decides nothing; it changes nothing, and no name,
// address or text leaves the page: only kinds, times and the length of a note are reported. The build puts the
// vocabulary, by which controls are recognised, in front. What a page pays on its way is kept small: two listeners on a
// load, the facts that may change on a click, and everything else, which is made only then, in a task of its own.
"use strict";
{
  // A second copy in the same page makes the first one stop; so does the background, by this very handle.
  globalThis.plimsollSensor?.stop();
  const sensor = (globalThis.plimsollSensor = { stop, stopped: false });

  const { anyDialog, opensDialog, text } = globalThis.plimsollVocabulary;
  const CONTROLS = "a, button, [role='button'], [role='menuitem']";
  /** Further up than this, what vanishes is no card but the page. */
  const CARD_DEPTH = 8;
  const LISTENING = { capture: true, passive: true };

  /** What was clicked and isn't considered yet. */
  const clicks = [];
  /** What considers it, from the first click on a control on. */
  let watcher;

  const awake = () => (watcher ??= wake());

  // Most clicks are on nothing, and whatever is asked of the browser has its price: those pay for as little as can be.
  function onClick(event) {
    const { target } = event;
    // From within an open shadow root only the path tells; to ask for it always would be dear.
    const deep = !!target.shadowRoot;
    const control = deep ? closest(event.composedPath()[0], CONTROLS) : target.closest?.(CONTROLS);
    if (!control && !watcher) return;
    if (!event.isTrusted) return;
    if (control) note(control, deep);
    else watcher.elsewhere(deep ? event.composedPath()[0] : target);
  }

  /** As the node's own method, and out of shadow roots. */
  function closest(node, selector) {
    const found = node.closest?.(selector);
    const host = found ? undefined : node.getRootNode().host;
    return host ? closest(host, selector) : found;
  }

  /** What of a control the page's own listeners may change. */
  function copyOf(control) {
    // The control's own word for the page's address: to ask the window for it would be dear.
    const { outerHTML: copy, baseURI: address } = control;
    return { at: Date.now(), control, copy, address, link: control.matches(opensDialog) };
  }

  function onPress(event) {
    setTimeout(prepare, 0, event);
  }

  /** Whatever is asked of the browser for the first time in a page takes it several times as long. So what a click needs
      is asked once while the first button is still held down, in a task of its own, for which nothing waits. */
  function prepare({ target }) {
    if (sensor.stopped) return;
    listenToRemoval();
    const control = target.closest?.(CONTROLS);
    if (control) copyOf(control);
    // What comes with a click, and isn't made before.
    new PointerEvent("click");
  }

  /** From now on it matters when the page goes: it may go in a click. To listen twice changes nothing. */
  function listenToRemoval() {
    addEventListener("pagehide", onRemoved, LISTENING);
  }

  /** Keeps what was clicked. What it means is considered once the page's own listeners are done. */
  function note(control, deep) {
    const click = copyOf(control);
    if (!click.link) noteSurroundings(click, deep);
    clicks.push(click);
    listenToRemoval();
    setTimeout(consider);
  }

  /** What a control stands in. Of one that only opens a dialog it doesn't matter, and is dear to ask. */
  function noteSurroundings(click, deep) {
    click.ancestors = ancestorsOf(click.control);
    const dialog = deep ? closest(click.control, anyDialog) : click.control.closest(anyDialog);
    if (dialog) click.sending = awake().see(click.control, dialog);
  }

  function ancestorsOf(control) {
    const line = [];
    for (let node = control.parentNode; node && line.length < CARD_DEPTH; node = node.parentNode ?? node.host) {
      line.push(node);
    }
    return line;
  }

  function consider() {
    if (clicks.length > 0) awake().look();
  }

  function onRemoved() {
    if (watcher || clicks.length > 0) awake().goes();
  }

  function stop() {
    sensor.stopped = true;
    removeEventListener("click", onClick, true);
    removeEventListener("mousedown", onPress, true);
    removeEventListener("pagehide", onRemoved, true);
    clicks.length = 0;
    watcher?.stop();
  }

  addEventListener("click", onClick, LISTENING);
  addEventListener("mousedown", onPress, { ...LISTENING, once: true });

  /** Everything else. Until a control is clicked the browser does no more than skim it. */
  function wake() {
    /** For how many milliseconds after a click the page's reaction is watched. */
    const WATCHED = { clicked: 15_000, flipped: 20_000, reverted: 15_000, sent: 30_000, closed: 5_000 };
    /** After how many milliseconds what the page shows is taken to stay so. */
    const KEPT = 3_000;
    /** The shortest time between two looks at a page that changes all the time, in milliseconds. */
    const PAUSE = 40;

    // ---- What there is to recognise ---------------------------------------------------------------------------------

    // It ships as a comment, past which a browser skips.
    const kept = String(text);
    const vocabulary = JSON.parse(kept.slice(kept.indexOf("/*") + 2, kept.lastIndexOf("*/")));
    // As texts, for of a literal a browser reads the whole expression even where it only skims the code around it.
    const MARKS = new RegExp("[\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]", "g");
    const SPACES = new RegExp("\\s+", "g");

    /** The labels of each kind that was asked about, each as what stands before and behind its gap, if it has one. */
    const known = {};

    /** Whether a text is one of the labels of a kind: in the page's language, or in any if it names none that is
        known. */
    function says(kind, text) {
      known[kind] ??= spoken(vocabulary.labels).flatMap((labels) => labels[kind].map((label) => label.split("{}")));
      return known[kind].some(([before, behind]) =>
        behind === undefined
          ? text === before
          : text.startsWith(before) && text.slice(before.length).endsWith(behind),
      );
    }

    /** The words of the page's language. If it names none, or none that is listed, any language will do. */
    function spoken(labels) {
      const subtags = (document.documentElement?.lang ?? "").toLowerCase().replaceAll("_", "-").split("-");
      for (; subtags.length > 0; subtags.pop()) {
        const tag = subtags.join("-");
        const names = labels[tag] ? [tag] : vocabulary.languages[tag];
        if (names) return names.map((name) => labels[name]);
      }
      return Object.values(labels);
    }

    /** Spaces of any kind are one; marks of direction and joining are heard by nobody. */
    const heard = (text) => text.replace(MARKS, "").trim().replace(SPACES, " ");

    /** The names under which a control is announced: its label, that of a part of it, its text. */
    const names = (control) =>
      [labelOf(control), control.textContent, ...[...control.querySelectorAll("[aria-label]")].map(labelOf)]
        .map((text) => heard(text ?? ""))
        .filter(Boolean);

    const labelOf = (node) => node.getAttribute("aria-label");

    function applies({ attribute, matches, contains, labels }, control) {
      if (attribute) return new RegExp(matches).test(control.getAttribute(attribute) ?? "");
      if (contains) return control.querySelector(contains) !== null;
      return names(control).some((name) => labels.some((label) => says(label, name)));
    }

    /** The signs by which a control says Pending. */
    const pending = (control) => vocabulary.pending.filter((rule) => applies(rule, control)).map(({ rule }) => rule);

    /** Whether a control offers to connect. A key that says Pending can sit on one that does. */
    const connects = (control) => rule(control) && pending(control).every((rule) => rule === "key");

    /** By which rule a control that offers to connect is known. */
    const rule = (control) => vocabulary.connect.find((rule) => applies(rule, control))?.rule;

    /** Whether a control is known by one word alone, by which other things may be called as well. */
    const isBare = (control) =>
      rule(control) === "label" && !keyOf(control) && !names(control).some((name) => says("invite", name));

    /** Whether a control says Pending by a sign that it didn't show when it was clicked. */
    const turned = (control, before) => pending(control).some((rule) => !before.includes(rule));

    /** What tells that a control made anew is the same one. It never leaves the page. */
    const identity = (control) => keyOf(control) ?? labelOf(control);

    const keyOf = (control) =>
      vocabulary.identity
        .map(({ attribute, matches }) => control.getAttribute(attribute)?.match(matches)?.[1])
        .find(Boolean);

    function place(address) {
      const { pathname } = new URL(address);
      return vocabulary.pages.find(({ path }) => new RegExp(path).test(pathname))?.place ?? "unknown";
    }

    /** Where dialogs mount: the document, and the open shadow root beside it. */
    function roots() {
      const outlet = document.querySelector(vocabulary.outlet)?.shadowRoot;
      return outlet ? [document, outlet] : [document];
    }

    const displayed = (selector) =>
      roots().flatMap((root) => [...root.querySelectorAll(selector)].filter((node) => node.checkVisibility()));

    /** The invite dialogs that are open, the innermost of what is nested last. */
    const openDialogs = () => displayed(anyDialog);

    const showsDialog = () => displayed(vocabulary.frame).length > 0 || openDialogs().length > 0;

    /** The elements that say that an invitation wasn't sent. */
    function denials() {
      const { selector, toast, texts } = vocabulary.denied;
      const failed = (message) => texts.some((text) => message.textContent.includes(text));
      return roots().flatMap((root) => [
        ...root.querySelectorAll(selector),
        ...[...root.querySelectorAll(toast)].filter(failed),
      ]);
    }

    // ---- Clicks -----------------------------------------------------------------------------------------------------

    let attempts = 0;

    /** What a dialog shows when a control in it is clicked. */
    function see(control, dialog) {
      const { send, note } = vocabulary.dialogs.find((rules) => dialog.matches(rules.dialog));
      const box = dialog.querySelector(note);
      return {
        dialog,
        primary: control.matches(send),
        note: box?.value.length || null,
        box: box && sensor.note?.read(box, dialog),
      };
    }

    /** A control as it was, in a document without a window, where nothing loads and nothing runs. */
    const restore = (copy) => new DOMParser().parseFromString(copy, "text/html").body.firstElementChild;

    function considerClicks() {
      if (clicks.length === 0) return;
      // After an update of the extension this copy is an orphan, and the new one is in the page already.
      if (!chrome.runtime?.id) return sensor.stop();
      // Where a page names another base, only it itself knows its address.
      const based = document.querySelector("base[href]") !== null;
      for (const click of clicks.splice(0)) {
        if (based) click.address = location.href;
        if (click.sending) onDialogClick(click, click.sending);
        else onControlClick(click);
        lookAround(new URL(click.address));
      }
    }

    function onControlClick({ at, control, copy, address, link, ancestors }) {
      noteCancelling();
      const clicked = restore(copy);
      const own = identity(clicked);
      const same = [...watched].filter((attempt) => attempt.control === control || (own && attempt.identity === own));
      if (!connects(clicked)) {
        // Who clicks on what says Pending is about to withdraw it: that it offers to connect then takes nothing back.
        if (pending(clicked).length > 0) for (const attempt of same) attempt.withdrawn = true;
        return;
      }
      const before = pending(clicked);
      const attempt = same.find(({ phase }) => phase === "clicked") ?? {
        number: ++attempts, control, identity: own, ancestors, before, address, link, bare: isBare(clicked),
      };
      say("connect", attempt, { place: place(address), link, rule: rule(clicked) }, at);
      watch(attempt, "clicked");
    }

    function onDialogClick({ at, copy, address }, { dialog, primary, note, box }) {
      if (!primary && !names(restore(copy)).some((name) => says("send", name))) {
        expectNote();
        return noteCancelling();
      }
      const repeated = ({ phase, dialog: clicked }) => phase === "sent" && clicked === dialog;
      const attempt = [...watched].find(repeated) ?? { number: ++attempts, dialog };
      attempt.cancelled = false;
      if (box) keep("noteBox", attempt, box, at);
      say("send", attempt, { place: place(address), note }, at);
      watch(attempt, "sent");
    }

    /** Has `note.js` put into this page, in which a note may be written now: no other page pays for it. If nobody hears it,
        the next click in the dialog asks again. */
    function expectNote() {
      if (!sensor.note && chrome.runtime?.id) chrome.runtime.sendMessage("noteExpected").catch(() => {});
    }

    let around;

    /** Says when on a page that always offers to connect nothing is recognised that does: once a page, when it is
        idle. */
    function lookAround({ pathname }) {
      if (pathname === around) return;
      around = pathname;
      const page = vocabulary.pages.find(({ offers }) => offers && new RegExp(offers).test(pathname));
      if (!page) return;
      requestIdleCallback(() => {
        if (sensor.stopped || location.pathname !== pathname) return;
        const known = (control) => connects(control) || pending(control).length > 0;
        const found = [...document.querySelectorAll(CONTROLS)].some(known);
        if (!found) say("blind", { number: 0 }, { place: page.place });
      });
    }

    /** A dialog that closes after anything but the send button proves nothing. A click on nothing within it closes
        none. */
    function noteCancelling(node) {
      for (const attempt of watched) {
        const within = node && node !== attempt.dialog && attempt.dialog?.contains(node);
        if (attempt.phase === "sent" && !within) attempt.cancelled = true;
      }
    }

    // ---- What the page shows after a click --------------------------------------------------------------------------

    const watched = new Set();
    let observer;
    let looked = 0;
    let timer;
    /** The denials that were on show at the last look. */
    let denied = [];

    function watch(attempt, phase) {
      const since = performance.now();
      watched.add(Object.assign(attempt, { phase, since, until: since + WATCHED[phase], kept: false }));
      observer ??= new MutationObserver(onChange);
      observe();
    }

    /** Observing what is observed already changes nothing, and the shadow root may have come since. */
    function observe() {
      for (const root of roots()) {
        observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      }
    }

    function onKey({ isTrusted, key }) {
      if (isTrusted && key === "Escape") elsewhere();
    }

    /** A click on nothing, or Escape. What was clicked before comes before. */
    function elsewhere(node) {
      considerClicks();
      noteCancelling(node);
    }

    function onChange() {
      const wait = looked + PAUSE - performance.now();
      if (wait <= 0) look();
      else schedule(wait);
    }

    function schedule(wait) {
      clearTimeout(timer);
      timer = setTimeout(look, wait);
    }

    function look() {
      considerClicks();
      looked = performance.now();
      noteDenial();
      for (const attempt of watched) {
        if (examine(attempt) === false) watched.delete(attempt);
        else if (attempt.until < looked) {
          // LinkedIn's answer may have come later than the first look at whether the control stays Pending.
          if (attempt.phase === "flipped") say("kept", attempt);
          watched.delete(attempt);
        }
      }
      if (watched.size === 0) return rest();
      observe();
      schedule(Math.min(...[...watched].map(next)) - looked + 1);
    }

    const shown = ({ phase }) => phase === "flipped" || phase === "closed";

    /** When an attempt must be looked at again even if nothing changes. */
    const next = (attempt) => (shown(attempt) && !attempt.kept ? attempt.since + KEPT : attempt.until);

    function rest() {
      clearTimeout(timer);
      observer?.disconnect();
      observer = undefined;
      watched.clear();
    }

    /** The page doesn't say to which invitation a denial belongs: to the last one, most likely. */
    function noteDenial() {
      if (watched.size === 0) return;
      const shown = denials();
      const open = [...watched].filter(({ denied }) => !denied);
      if (open.length > 0 && shown.some((denial) => !denied.includes(denial))) {
        say("denied", open.at(-1));
        for (const attempt of open) attempt.denied = true;
      }
      denied = shown;
    }

    /** Looks what became of an attempt. False when there is nothing more to see. */
    function examine(attempt) {
      const more = attempt.dialog ? examineDialog(attempt) : examineControl(attempt);
      if (more && shown(attempt) && !attempt.kept && looked >= attempt.since + KEPT) {
        attempt.kept = true;
        say("kept", attempt);
      }
      return more;
    }

    /** Whether nothing was clicked since that may send. */
    const isLatest = ({ number }) => number === attempts;

    function examineDialog(attempt) {
      if (attempt.phase === "closed" || (attempt.dialog.isConnected && attempt.dialog.checkVisibility())) return true;
      if (attempt.cancelled) return false;
      // The button only led on to the dialog's next step, if that is an element of its own.
      const next = isLatest(attempt) && openDialogs().at(-1);
      if (next) {
        attempt.dialog = next;
        return true;
      }
      say("dialogClosed", attempt);
      watch(attempt, "closed");
      return true;
    }

    function examineControl(attempt) {
      // A menu closes over its control at once; its dialog may take a moment.
      const opens = attempt.phase === "clicked" || (attempt.removed && isLatest(attempt));
      if (opens && showsDialog()) {
        say("dialogOpened", attempt);
        expectNote();
        return false;
      }
      // A link only ever opens the dialog: it doesn't matter what becomes of it.
      if (attempt.link) return true;
      // The user went on to another page of the site: what is gone proves nothing.
      if (location.href !== attempt.address && !attempt.control.isConnected) return false;
      const state = follow(attempt);
      if (attempt.phase === "flipped") {
        // The place can be another member's by now.
        if (state !== "connects" || identity(attempt.control) !== attempt.identity) return true;
        if (attempt.withdrawn) return false;
        say("reverted", attempt);
        watch(attempt, "reverted");
      } else if (state === "flipped" || (state === "removed" && attempt.phase === "clicked")) {
        attempt.removed = state === "removed";
        // A menu closes over its control before the dialog is there, and where LinkedIn shows a limit instead; and what is
        // called Connect can be about something else.
        if (attempt.removed && (attempt.denied || attempt.bare)) return !attempt.denied;
        say(state, attempt);
        watch(attempt, "flipped");
      }
      return true;
    }

    /** What the clicked control shows now, also where the page made it anew. */
    function follow(attempt) {
      const nearest = attempt.ancestors.find((node) => node.isConnected);
      // More is gone than a card: the page was made anew.
      if (!nearest) return "unclear";
      const control = attempt.control.isConnected ? attempt.control : successor(attempt, nearest);
      if (!control) return "removed";
      if (control !== attempt.control) Object.assign(attempt, { control, ancestors: ancestorsOf(control) });
      if (turned(control, attempt.before)) return "flipped";
      return connects(control) ? "connects" : "unclear";
    }

    function successor({ ancestors: [parent], identity: own }, nearest) {
      const controls = [...nearest.querySelectorAll(CONTROLS)];
      const same = controls.find((control) => own && identity(control) === own);
      if (same || nearest !== parent) return same;
      // In the very place of the old one, whatever it is called now.
      return controls.find((control) => turned(control, []) || connects(control));
    }

    // ---- Telling the background -------------------------------------------------------------------------------------

    const unheard = [];
    let id;
    let said = 0;
    let telling = false;
    let patience = 500;
    let again;

    function say(kind, attempt, more, at) {
      keep(kind, attempt, more, at);
      tell();
    }

    /** Keeps what is to be told with the next that is said. */
    function keep(kind, { number: attempt }, more, at = Date.now()) {
      unheard.push({ number: ++said, at, attempt, happened: more ? { [kind]: more } : kind });
    }

    /** A worker that is stopped while it is told something may never answer. */
    const silence = () => new Promise((over) => setTimeout(over, 4_000));

    /** Tells all that wasn't acknowledged, oldest first, one message at a time, until it is. */
    async function tell() {
      if (telling || unheard.length === 0) return;
      clearTimeout(again);
      telling = true;
      id ??= crypto.randomUUID();
      const signals = [...unheard];
      let reply;
      try {
        reply = await Promise.race([chrome.runtime.sendMessage({ signals: { document: id, signals } }), silence()]);
      } catch {
        // Nobody listened: the worker or the extension is just being started. It will be told again.
        if (!chrome.runtime?.id) return sensor.stop();
      } finally {
        telling = false;
      }
      // What isn't understood won't be the next time either.
      const heard = reply === "refused" ? signals.at(-1).number : (reply?.done?.number ?? 0);
      while (unheard.length > 0 && unheard[0].number <= heard) unheard.shift();
      const wait = heard > 0 ? 0 : patience;
      patience = heard > 0 ? 500 : Math.min(patience * 2, 60_000);
      if (unheard.length > 0 && !sensor.stopped) again = setTimeout(tell, wait);
    }

    // ---- The page's life --------------------------------------------------------------------------------------------

    const life = new AbortController();
    const listening = { ...LISTENING, signal: life.signal };
    addEventListener("keydown", onKey, listening);
    // A page that comes back from the cache of the browser may have been frozen with something to say.
    addEventListener("pageshow", onShown, listening);

    /** What is being told may never be heard, and a page that is gone tells nothing again: all of it goes in one
        message, once more. */
    function goes() {
      telling = true;
      considerClicks();
      sensor.note?.forget();
      // The frame of a dialog goes with the dialog. A page that goes, and hears of it before its frames, shows only that
      // the user went on.
      sensor.going = true;
      if (window !== window.top && !(window.frameElement && window.parent.plimsollSensor?.going)) {
        for (const attempt of watched) {
          if (attempt.phase === "sent" && !attempt.cancelled) say("dialogClosed", attempt);
        }
      }
      tellAnew();
    }

    function onShown() {
      sensor.going = false;
      tellAnew();
    }

    function tellAnew() {
      telling = false;
      tell();
    }

    function stop() {
      life.abort();
      rest();
      sensor.note?.stop();
      clearTimeout(again);
    }

    // What `note.js` has of this.
    sensor.vocabulary = vocabulary;
    return { see, look, elsewhere, goes, stop };
  }
}
