// The second content script. It tells how long an invite note is while it is being written: its length, its limit, and
// nothing else of it. The background puts it beside the sensor when the user comes to an invite dialog, so that a page
// in which nobody writes a note never has it.
"use strict";
{
  const sensor = globalThis.plimsollSensor;
  const { vocabulary } = sensor;
  // A dialog that is used fast asks for it twice; and the sensor that asked may have stopped, or have made way for another.
  if (vocabulary && !sensor.stopped) sensor.note ??= watchNotes();

  function watchNotes() {
    /** The box in which a note is being written, its limit, and what was told of it last. */
    let writing;
    let segmenter;

    /** What may look like fewer characters than it counts. */
    const WIDE = /[\p{M}\u200d\u{10000}-\u{10ffff}]/u;

    function onInput({ target }) {
      const box = boxIn(target);
      if (box && (box === writing?.box || begin(box))) tell();
    }

    /** The box may stand in a dialog's shadow root, which shows its host only. */
    function boxIn(target) {
      const box = target?.shadowRoot?.activeElement ?? target;
      return box?.localName === "textarea" ? box : undefined;
    }

    function begin(box) {
      const rules = vocabulary.dialogs.find(({ dialog, note }) => box.matches(note) && box.closest(dialog));
      if (!rules) return false;
      forget();
      const over = new AbortController();
      writing = { box, over, limit: limitOf(box, box.closest(rules.dialog)) };
      const watching = { passive: true, signal: over.signal };
      box.addEventListener("blur", onFocus, watching);
      box.addEventListener("focus", onFocus, watching);
      // A box that goes away has no size any more. While it is typed into, this costs nothing.
      const size = new ResizeObserver(() => { if (!box.isConnected || !box.checkVisibility()) forget(); });
      size.observe(box);
      // A page of the extension that was just opened asks. Of all frames, the one in which a note is being written
      // answers.
      const onMessage = (message, _, answer) => { if (message === "note" && writing?.told) answer(writing.told); };
      chrome.runtime?.onMessage?.addListener(onMessage);
      over.signal.addEventListener("abort", () => {
        size.disconnect();
        chrome.runtime?.onMessage?.removeListener(onMessage);
      });
      return true;
    }

    /** The most that the box takes: by the counter beside it, which is right where the two differ, or by itself. */
    function limitOf(box, dialog) {
      for (const node of dialog.querySelectorAll(":not(textarea)")) {
        const counter = node.childElementCount === 0 && node.textContent.match(vocabulary.counter);
        if (counter) return Number(counter[1]);
      }
      return box.maxLength > 0 ? box.maxLength : null;
    }

    /** How many notes LinkedIn says remain this month, this one included; null where it doesn't, or in other words. */
    function remainingIn(dialog) {
      for (const { textContent } of dialog.querySelectorAll("*")) {
        const said = textContent.match(vocabulary.remaining);
        if (said) return Number(said[1]);
      }
      return null;
    }

    /** What a dialog says of notes. */
    const read = (box, dialog) => ({ limit: limitOf(box, dialog), remaining: remainingIn(dialog) });

    /** How many characters a reader sees. */
    function seenIn(text) {
      if (!WIDE.test(text)) return text.length;
      segmenter ??= new Intl.Segmenter();
      let number = 0;
      for (const _ of segmenter.segment(text)) number++;
      return number;
    }

    function onFocus() {
      const { box } = writing;
      // If it is still the page's active element, only the window lost the focus: to the side panel, for one.
      if (box.getRootNode().activeElement === box) tell();
      else hide();
    }

    /** Tells the length of the note, and nothing else of it, to whoever shows it. Nobody acknowledges it: it is told
        anew with the next character. */
    function tell() {
      const { box, limit } = writing;
      writing.told = { length: box.value.length, limit, seen: seenIn(box.value) };
      passOn(writing.told);
    }

    function hide() {
      if (!writing?.told) return;
      writing.told = undefined;
      passOn(null);
    }

    function forget() {
      hide();
      writing?.over.abort();
      writing = undefined;
    }

    function passOn(note) {
      if (chrome.runtime?.id) chrome.runtime.sendMessage({ note }).catch(() => {});
    }

    const life = new AbortController();
    addEventListener("input", onInput, { capture: true, passive: true, signal: life.signal });
    // Who is fast has begun already.
    if (boxIn(document.activeElement)?.value) onInput({ target: document.activeElement });

    function stop() {
      life.abort();
      forget();
    }

    return { forget, read, stop };
  }
}
