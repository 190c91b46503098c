// The feed: posts, and controls that invite nobody but for one author's Connect.

import { openChat } from '../chat.js';
import { connectButton, followButton, messageButton } from '../controls.js';
import { element } from '../dom.js';
import { card, row } from '../layout.js';
import * as requests from '../requests.js';
import { listedIn, say } from '../site.js';

const TEXTS = ['Rain over the locks today. Please connect the spare pump before you send the barge through.', 'Pending repairs on pier 4, everything else is open.'];

const post = (person, text) => element('article', { class: 'card' },
  element('ul', {}, row(person, person.offer === 'connect' ? connectButton(person) : followButton(person), messageButton(person, openChat))),
  element('p', {}, text),
  element('div', { class: 'controls' },
    element('button', { type: 'button', class: 'control', 'aria-label': say('React Like'), onclick: () => requests.react(person) }, say('Like')),
    element('button', { type: 'button', class: 'control', 'aria-label': say('Send in a private message'), onclick: () => openChat(person) }, say('Send'))));

export function feed() {
  document.title = say('Feed');
  return [card(say('Feed')), ...listedIn('feed').map((person, at) => post(person, TEXTS[at]))];
}
