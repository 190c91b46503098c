// A page of the extension that nobody watches: it does what its address asks for, and its address says what came of
// it. A page that the driver is attached to would take the worker along, and a worker that is watched starts later.
"use strict";
/** A message that goes through storage and changes nothing. */
const message = JSON.parse('MESSAGE');

async function ask() {
  const answer = JSON.stringify(await chrome.runtime.sendMessage(message));
  if (answer.includes("refused") || answer.includes("notStored")) throw new Error(answer);
}

const settled = () => new Promise((done) => setTimeout(done, 400));

const tasks = {
  /** How long the first message took, which wakes the worker, and the median of ten more. */
  async answers() {
    const one = async () => {
      const from = performance.now();
      await ask();
      return performance.now() - from;
    };
    await settled();
    const asleep = await one();
    const awake = [];
    for (let number = 0; number < 11; number++) awake.push(await one());
    return { asleep, awake: awake.sort((a, b) => a - b)[5] };
  },
  /** When the ledger next changes, after the worker has answered once. */
  async ledger() {
    const changed = new Promise((seen) => {
      chrome.storage.onChanged.addListener((changes) => {
        if (Object.keys(changes).some((key) => key.startsWith("ledger"))) seen(performance.timeOrigin + performance.now());
      });
    });
    await ask();
    history.replaceState(null, "", "?ready");
    return { at: await changed };
  },
};

tasks[location.hash.slice(1)]().then(
  (result) => history.replaceState(null, "", `?done=${JSON.stringify(result)}`),
  (error) => history.replaceState(null, "", `?failed=${encodeURIComponent(String(error))}`),
);
