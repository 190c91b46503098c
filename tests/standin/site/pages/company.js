// The "People" tab of a company, in the older markup unless the address asks for another.

import { connect } from '../controls.js';
import { element } from '../dom.js';
import { card, personLine } from '../layout.js';
import { listedIn, say } from '../site.js';

export function company() {
  document.title = say('People');
  const tile = (person) => element('li', { class: 'tile' }, personLine(person), connect(person, 'search-custom-invite'));
  return [card(say('People you may know'), element('ul', { class: 'grid', 'data-view-name': 'company-people' }, ...listedIn('company').map(tile)))];
}
