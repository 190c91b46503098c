// An invented markup such as a later page might have: no element, attribute, word or place of today's is left,
// only the addresses of the requests.

import { element } from './dom.js';
import { following } from './controls.js';
import * as requests from './requests.js';
import { sendDirectly, settleDialogSend } from './sending.js';
import { say } from './site.js';

const tie = (operation, text, act) => element('x-tie', {
  'data-op': operation, role: 'button', tabindex: '0', class: 'control', onclick: act,
  onkeydown: (event) => { if (event.key === 'Enter') act(event); },
}, text);

export const futureConnect = (person, { direct = false } = {}) => following(person, () => (person.state === 'pending'
  ? tie('rest', say('On its way'), () => {})
  : tie('join', say('Link up'), (event) => (direct ? sendDirectly(person, event) : sheet(person)))));

function sheet(person) {
  document.querySelector('x-sheet')?.remove();
  const note = element('textarea', { 'data-slot': 'words', rows: '3' });
  const layer = element('x-sheet', { class: 'card' },
    element('p', {}, say('A word for {name}?', person.name)),
    note,
    element('div', { class: 'controls' },
      tie('leave', say('Not now'), () => layer.remove()),
      tie('go', say('Off it goes'), async () => {
        if (layer.inert) return;
        layer.inert = true;
        const answer = await requests.sendFromDialog(person, note.value || undefined);
        layer.remove();
        settleDialogSend(person, answer);
      })));
  document.body.append(layer);
  note.focus();
}
