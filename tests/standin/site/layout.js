// What all pages share: the bar at the top, cards, and a person's line in a list.

import { element, hashed } from './dom.js';
import { say } from './site.js';

const initials = (name) => [...name.matchAll(/\p{Lu}/gu)].slice(0, 2).map(([letter]) => letter).join('');

export const portrait = (person) => element('span', { class: `portrait tint-${person.member % 5}`, 'aria-hidden': 'true' }, initials(person.name));

// Links with `data-inside` change the page without loading another.
export const inside = (href, ...children) => element('a', { href, 'data-inside': true }, ...children);

export const personLine = (person) => element('div', { class: 'person' },
  portrait(person),
  element('div', {}, inside(`/in/${person.slug}/`, element('span', { class: hashed('name') }, person.name)), element('p', {}, person.headline)));

export const card = (heading, ...children) => element('section', { class: 'card' }, heading ? element('h2', {}, heading) : null, ...children);

export const row = (person, ...controls) => element('li', { class: 'row' }, personLine(person), element('div', { class: 'controls' }, ...controls));

export const topBar = () => element('header', { id: 'global-nav' },
  element('span', { class: 'mark', 'aria-hidden': 'true' }, '◍'),
  element('nav', { 'aria-label': say('Primary navigation') },
    inside('/feed/', say('Home')),
    inside('/mynetwork/', say('My Network')),
    inside('/search/results/people/', say('Search')),
    inside('/mynetwork/invitation-manager/sent/', say('Sent'))));
