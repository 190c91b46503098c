// Menus whose items exist only while they are open.

import { elsewhere, inviteAddress, kept, leftOut, opening, plain, withdrawing } from './controls.js';
import { element, hashed, icon } from './dom.js';
import { generation, say, words } from './site.js';

// A button that opens a menu. `draw` gets a function that makes a click close the menu before it does what it does.
export function menu(label, draw) {
  const holder = element('div', { class: 'menu-holder' });
  const close = () => {
    holder.querySelector('[role="menu"]')?.remove();
    opener.setAttribute('aria-expanded', 'false');
    document.removeEventListener('click', outside);
    document.removeEventListener('keydown', escape);
  };
  const outside = (event) => { if (!holder.contains(event.target)) close(); };
  const escape = (event) => {
    if (event.key !== 'Escape') return;
    close();
    opener.focus();
  };
  const closing = (then) => (event) => {
    if (!elsewhere(event)) {
      close();
      opener.focus();
    }
    then(event);
  };
  const open = () => {
    if (opener.getAttribute('aria-expanded') === 'true') return close();
    opener.setAttribute('aria-expanded', 'true');
    holder.append(element('div', { role: 'menu', class: 'menu' }, ...draw(closing)));
    document.addEventListener('click', outside);
    document.addEventListener('keydown', escape);
    return holder.querySelector('[role="menuitem"]').focus();
  };
  const opener = plain(label, words.more(), open, { 'aria-expanded': 'false', 'aria-haspopup': 'menu' });
  holder.append(opener);
  return holder;
}

// The label stands on a child of the item.
const item = (label, text, attributes, shape = null) => element(
  'a',
  { role: 'menuitem', tabindex: '0', class: hashed('item'), ...attributes },
  element('div', { 'aria-label': label }, shape && !leftOut('icon') ? icon(shape, generation()) : null, element('p', {}, text)),
);

// The More menu of a profile.
export const moreMenu = (person) => menu(words.more(), (closing) => {
  const nothing = { href: '#', onclick: closing((event) => event.preventDefault()) };
  const connect = person.state === 'pending'
    ? item(kept('label', words.pendingLong(person.name)), words.pending(),
      { href: `/preload/custom-withdraw/?vanityName=${person.slug}`, onclick: closing(withdrawing(person)) }, 'clock')
    : item(kept('label', words.invite(person.name)), words.connect(),
      { href: kept('href', inviteAddress(person, 'custom-invite')), onclick: closing(opening(person)) }, 'connect');
  return [
    item(say('Send profile in a message'), say('Send profile in a message'), nothing),
    person.state === 'connected' ? null : connect,
    item(say('Report or block {name}', person.name), say('Report / Block'), nothing),
  ].filter(Boolean);
});
