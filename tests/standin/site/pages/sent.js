// The invitations that were sent and not answered, each with a way to withdraw it.

import { element } from '../dom.js';
import { card, row } from '../layout.js';
import { withdrawFrom } from '../sending.js';
import { everyone, say } from '../site.js';

export function sent() {
  document.title = say('Manage invitations');
  const list = element('ul', { 'data-view-name': 'sent-invitations' });
  for (const person of everyone().filter(({ state }) => state === 'pending')) {
    const item = row(person, element('button', {
      type: 'button', class: 'control', 'aria-label': say('Withdraw invitation sent to {name}', person.name), onclick: () => withdrawFrom(person),
    }, say('Withdraw')));
    person.followers.add(() => { if (person.state !== 'pending') item.remove(); });
    list.append(item);
  }
  return [card(say('Sent invitations'), list)];
}
