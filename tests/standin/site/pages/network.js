// My Network: people whom one click invites, and invitations from others.

import { connectAtOnce } from '../controls.js';
import { element } from '../dom.js';
import { card, inside, personLine, row } from '../layout.js';
import * as requests from '../requests.js';
import { listedIn, option, say } from '../site.js';

export function network() {
  document.title = say('My Network');
  return [incoming(), card(say('People you may know'), inside('/mynetwork/grow/', say('See all')), suggestions())];
}

// The page behind "See all".
export function grow() {
  document.title = say('Grow your network');
  return [card(say('People you may know'), suggestions())];
}

function suggestions() {
  const people = listedIn('network');
  const list = element('ul', { class: 'grid', 'data-view-name': 'people-you-may-know' });
  const cards = people.map((person) => suggestion(person, list));
  const redraw = () => list.replaceChildren(...cards.filter(({ person, gone }) => !gone && !leaves(person)).map(({ item }) => item));
  for (const entry of cards) {
    entry.redraw = redraw;
    if (option('after') === 'remove') entry.person.followers.add(redraw);
  }
  redraw();
  return list;
}

// By `?after=remove` the card goes away with the invitation, and comes back when it is refused.
const leaves = (person) => option('after') === 'remove' && person.state === 'pending';

function suggestion(person) {
  const entry = { person, gone: false, redraw: null };
  const remove = async () => {
    entry.gone = true;
    entry.redraw();
    await requests.dismiss(person);
  };
  entry.item = element('li', { class: 'tile' },
    element('button', { type: 'button', class: 'corner', 'aria-label': say('Remove {name} as a suggestion', person.name), onclick: remove }, '×'),
    personLine(person),
    connectAtOnce(person));
  return entry;
}

function incoming() {
  const list = element('ul', { 'data-view-name': 'incoming-invitations' });
  const answer = (item, ask) => async () => {
    for (const control of item.querySelectorAll('button')) control.disabled = true;
    await ask();
    item.remove();
  };
  for (const person of listedIn('incoming').filter(({ state }) => state === 'incoming')) {
    const item = row(person,
      element('button', { type: 'button', class: 'control', 'aria-label': say('Ignore an invitation to connect from {name}', person.name), onclick: () => answer(item, () => requests.ignore(person))() }, say('Ignore')),
      element('button', { type: 'button', class: 'control', 'aria-label': say('Accept {name}’s request to connect', person.name), onclick: () => answer(item, () => requests.accept(person))() }, say('Accept')));
    list.append(item);
  }
  return card(say('Invitations'), list);
}
