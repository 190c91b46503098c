// People search, in the 2026 markup or by `?generation=ember` in the older one.

import { openChat } from '../chat.js';
import { connect, followButton, messageButton } from '../controls.js';
import { element } from '../dom.js';
import { card, row } from '../layout.js';
import * as requests from '../requests.js';
import { listedIn, say } from '../site.js';

const control = (person) => ({
  connect: () => connect(person, 'search-custom-invite'),
  follow: () => followButton(person),
  message: () => messageButton(person, openChat),
}[person.offer]());

const results = (many) => element('ul', { role: 'list', 'data-view-name': 'people-search-results' },
  ...listedIn('search').slice(0, many).map((person) => row(person, control(person))));

export function search() {
  document.title = say('Search');
  return [card(say('About 10 results'), results())];
}

const COMPANY = 'Northmere Docks';

// All kinds of results on one page; most of what can be pressed follows something.
export function blended() {
  document.title = say('Search');
  const follow = element('button', {
    type: 'button', class: 'control', 'aria-label': say('Follow {name}', COMPANY), onclick: () => requests.followCompany(),
  }, say('Follow'));
  const posts = listedIn('feed').filter(({ offer }) => offer === 'follow').map((person) => row(person, followButton(person)));
  return [
    card(say('People'), results(5)),
    card(say('Companies'), element('div', { class: 'row' }, element('strong', {}, COMPANY), follow)),
    card(say('Posts'), element('ul', {}, ...posts)),
  ];
}
