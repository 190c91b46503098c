// The least that a worker can do: it answers a message with that message.
chrome.runtime.onMessage.addListener((message, sender, answer) => {
  answer(message);
});
// A listener, so that the browser starts this worker whenever it starts the other.
chrome.runtime.onStartup.addListener(() => {});
chrome.runtime.onInstalled.addListener(async () => {
  const ids = ["content"];
  if ((await chrome.scripting.getRegisteredContentScripts({ ids })).length > 0) return;
  await chrome.scripting.registerContentScripts([
    {
      id: "content",
      matches: ["https://www.linkedin.com/*"],
      js: ["content.js"],
      allFrames: true,
      runAt: "document_start",
      persistAcrossSessions: true,
    },
  ]);
});
