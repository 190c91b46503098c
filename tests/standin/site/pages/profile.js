// A person's profile: the top card, its twin in the sticky header, and the rail beside them.

import { openChat } from '../chat.js';
import { connect, connectAtOnce, connectLink, emberConnect, followButton, messageButton } from '../controls.js';
import { element, hashed } from '../dom.js';
import { card, personLine, portrait, row } from '../layout.js';
import { moreMenu } from '../menu.js';
import { bySlug, generation, listedIn, option, say } from '../site.js';

export function profile(slug) {
  const person = bySlug(slug);
  if (!person) return [card(null, element('p', {}, say('This page does not exist.')))];
  document.title = person.name;
  return [sticky(person), element('div', { class: 'columns' }, element('div', {}, topCard(person), about(person)), rail())];
}

// By `?primary=follow` Connect is found in the menu only.
function primary(person) {
  if (person.state === 'connected' || person.state === 'incoming') return null;
  if (option('primary') === 'follow') return followButton(person);
  return generation() === 'ember' ? emberConnect(person, { kind: 'primary' }) : connect(person);
}

const topCard = (person) => element('section', { class: 'card', 'data-view-name': 'profile-top-card' },
  portrait(person),
  element('h1', {}, person.name),
  element('p', {}, person.headline),
  element('div', { class: 'controls' },
    primary(person),
    messageButton(person, openChat),
    option('primary') === 'follow' ? null : followButton(person),
    generation() === 'future' ? null : moreMenu(person)),
  hiddenDuplicate(person));

// Kept for measuring; nobody sees it, and nobody can click it.
const hiddenDuplicate = (person) => (generation() !== '2026' || person.state === 'connected' ? null
  : element('div', { class: `${hashed('measure')} unseen`, 'aria-hidden': 'true' }, connectLink(person)));

const sticky = (person) => element('div', { class: 'sticky', 'data-view-name': 'profile-sticky-header' },
  personLine(person),
  element('div', { class: 'controls' }, primary(person), messageButton(person, openChat)));

const about = (person) => card(say('About'),
  element('p', {}, say('{name} likes calm seas and short meetings.', person.name)),
  element('p', {}, say('Connect with people who know the harbour, follow the tide, and send a note first.')));

// The rail offers others: buttons that send by themselves, and anchors that open the dialog.
function rail() {
  const older = generation() === 'ember';
  const offered = (person, control) => row(person, control);
  return element('aside', { class: 'rail' },
    element('section', { class: 'card', 'data-view-name': 'profile-rail-buttons' },
      element('h2', {}, say('People you may know')),
      element('ul', {}, ...listedIn('aside-buttons').map((person) => offered(person, older ? emberConnect(person, { kind: 'muted' }) : connectAtOnce(person))))),
    element('section', { class: 'card', 'data-view-name': 'profile-rail-links' },
      element('h2', {}, say('More profiles for you')),
      element('ul', {}, ...listedIn('aside-anchors').map((person) => offered(person, connect(person))))));
}
