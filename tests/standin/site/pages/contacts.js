// The address book: one click invites everybody who is ticked, with one request.

import { toast } from '../dialogs.js';
import { element } from '../dom.js';
import { card, personLine } from '../layout.js';
import * as requests from '../requests.js';
import { showNotice } from '../sending.js';
import { listedIn, say } from '../site.js';

export function contacts() {
  document.title = say('Import contacts');
  const boxes = new Map();
  const known = listedIn('contacts').filter(({ state }) => state === 'none');
  const ticked = () => known.filter((person) => boxes.get(person).checked);
  const caption = () => {
    add.textContent = say(`Add ${ticked().length} connections`);
    add.disabled = ticked().length === 0;
  };
  const add = element('button', {
    type: 'button', class: 'control',
    onclick: async () => {
      const invited = ticked();
      add.disabled = true;
      const answer = await requests.sendToContacts(invited);
      if (answer.state !== 'pending') {
        caption();
        return showNotice(invited[0], answer.notice, 'light');
      }
      for (const person of invited) person.become('pending');
      list.remove();
      return toast(say('Your invitations are on their way.'), 'success');
    },
  });
  const line = (person) => {
    const box = element('input', { type: 'checkbox', checked: true, 'aria-label': say('Select {name}', person.name), onchange: caption });
    boxes.set(person, box);
    return element('li', { class: 'row' }, personLine(person), box);
  };
  const list = element('ul', { 'data-view-name': 'contacts' }, ...known.map(line));
  caption();
  return [card(say('Connect with people you know'), list, element('div', { class: 'controls', 'data-view-name': 'contacts-add' }, add))];
}
