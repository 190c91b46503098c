// The invite dialog in a frame of its own: how page and frame tell each other what happened.

import { element } from './dom.js';
import { settleDialogSend } from './sending.js';
import { bySlug, handedOn } from './site.js';

let before = null;

// The page's side: opens the frame, which asks to be closed.
export function inviteInFrame(person) {
  before = document.activeElement;
  if (document.querySelector('[data-testid="interop-iframe"]')) return;
  document.body.append(element('iframe', {
    'data-testid': 'interop-iframe', title: 'interop', src: `/preload/custom-invite/?vanityName=${person.slug}${handedOn()}`,
  }));
}

window.addEventListener('message', (event) => {
  const frame = document.querySelector('[data-testid="interop-iframe"]');
  if (!frame || event.origin !== location.origin || event.source !== frame.contentWindow) return;
  const { slug, answer, close } = event.data;
  if (close) {
    frame.remove();
    before?.focus();
  }
  // What the frame showed itself is not shown again.
  settleDialogSend(bySlug(slug), answer);
});

export const inFrame = () => window.parent !== window;

// The frame's side.
export function tellPage(person, { answer = null, close = false }) {
  window.parent.postMessage({ slug: person.slug, answer, close }, location.origin);
}
