// The controls by which people are invited, in each generation's markup, and those that look alike.

import { element, emberId, hashed, icon } from './dom.js';
import { futureConnect } from './future.js';
import { invite } from './invite.js';
import * as requests from './requests.js';
import { noticePlace } from './dialogs.js';
import { sendDirectly, showNotice, withdrawFrom } from './sending.js';
import { generation, handedOn, option, say, words } from './site.js';

// Draws a control and draws it anew whenever the person's state changes: in place, as most pages do, or by
// `?render=replace` as another element.
export function following(person, draw) {
  let shown = draw();
  person.followers.add(() => {
    const next = draw();
    if (option('render') === 'replace' || next.localName !== shown.localName) {
      shown.replaceWith(next);
      shown = next;
    } else {
      turnInto(shown, next);
    }
  });
  return shown;
}

function turnInto(shown, next) {
  for (const { name } of [...shown.attributes]) if (!next.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of next.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  shown.onclick = next.onclick;
  shown.replaceChildren(...next.childNodes);
}

// By `?without=key,href,icon,label` a page leaves out some of what a control is known by.
export const leftOut = (sign) => option('without', '').split(',').includes(sign);
export const kept = (sign, value) => (leftOut(sign) ? null : value);

// `?key=uuid` is how pages looked in the spring of 2026.
function key(person, state) {
  if (option('key') === 'uuid') return `5f0c8a1e-7b1d-4c55-9e3a-000${person.member}`;
  const suffix = state === 'none' && !person.staleKey ? option('key') ?? 'connect' : 'pending';
  return `ConnectButtonstate:invitation:urn:li:member:${person.member}_${suffix}`;
}

// A click that the browser takes to open a link elsewhere is left to it.
export const elsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;

// By `?late=50` a dialog comes so many milliseconds after the click; by `?blocked=yes` what comes is the limit.
export function opens(person, dialog) {
  if (option('blocked')) showNotice(person, 'limit', noticePlace());
  else if (option('late')) setTimeout(dialog, Number(option('late')));
  else dialog();
}

export const opening = (person) => (event) => {
  if (elsewhere(event)) return;
  event.preventDefault();
  opens(person, () => invite(person));
};

export const withdrawing = (person) => (event) => {
  if (elsewhere(event)) return;
  event.preventDefault();
  // The second click of a double click meets the control that the first one turned.
  if (!person.sending && event.detail < 2) withdrawFrom(person);
};

const inner = (shape, text) => [
  leftOut('icon') ? null : element('span', { class: hashed('icon') }, icon(shape)),
  element('span', { class: hashed('text') }, text),
].filter(Boolean);

export const inviteAddress = (person, page) => `/preload/${page}/?vanityName=${person.slug}${handedOn()}`;

// 2026: an anchor that opens the dialog. `page` is the address it would go to without the script.
export const connectLink = (person, page = 'custom-invite') => following(person, () => (person.state === 'pending'
  ? element('a', {
    href: kept('href', `/preload/custom-withdraw/?vanityName=${person.slug}`),
    'aria-label': kept('label', words.pendingLong(person.name)),
    componentkey: kept('key', key(person, 'pending')),
    class: `${hashed('pending')} control`, tabindex: '0', onclick: withdrawing(person),
  }, inner('clock', words.pending()))
  : element('a', {
    href: kept('href', inviteAddress(person, page)),
    'aria-label': kept('label', words.invite(person.name)),
    componentkey: kept('key', key(person, 'none')),
    class: `${hashed('connect')} control`, tabindex: '0', onclick: opening(person),
  }, inner('connect', words.connect()))));

// 2026: the bare button that sends by itself.
export const connectButton = (person) => following(person, () => (person.state === 'pending'
  ? element('button', {
    type: 'button', 'aria-label': kept('label', words.pendingLong(person.name)),
    componentkey: kept('key', key(person, 'pending')),
    class: `${hashed('pending')} control`, onclick: withdrawing(person),
  }, inner('clock', words.pending()))
  : element('button', {
    type: 'button', 'aria-label': kept('label', words.invite(person.name)),
    componentkey: kept('key', key(person, 'none')),
    class: `${hashed('connect')} control`,
    onclick: (event) => sendDirectly(person, event),
  }, inner('connect', words.connect()))));

// Older: a button wherever it stands. On My Network it sends, elsewhere it opens the dialog.
export const emberConnect = (person, { direct = false, kind = 'secondary' } = {}) => {
  const id = emberId();
  const send = (event) => sendDirectly(person, event);
  const draw = (shape, label, text, muted, onclick) => element(
    'button',
    { type: 'button', id, 'aria-label': kept('label', label), onclick, class: `artdeco-button artdeco-button--2 artdeco-button--${kind} ${muted}ember-view` },
    leftOut('icon') ? null : icon(shape, 'ember'),
    element('span', { class: 'artdeco-button__text' }, text),
  );
  return following(person, () => (person.state === 'pending'
    ? draw('clock', words.pendingLong(person.name), words.pending(), 'artdeco-button--muted ', withdrawing(person))
    : draw('connect', words.invite(person.name), words.connect(), kind === 'muted' ? 'artdeco-button--secondary ' : '', direct ? send : opening(person))));
};

// The control of a page's own generation that opens the dialog, and the one that sends.
export const connect = (person, page) => ({
  2026: () => connectLink(person, page),
  ember: () => emberConnect(person),
  future: () => futureConnect(person),
}[generation()]());

export const connectAtOnce = (person) => ({
  2026: () => connectButton(person),
  ember: () => emberConnect(person, { direct: true }),
  future: () => futureConnect(person, { direct: true }),
}[generation()]());

export const plain = (label, text, onclick, attributes = {}) => element(
  'button',
  { type: 'button', class: `${hashed('plain')} control`, 'aria-label': label, onclick, ...attributes },
  element('span', { class: hashed('text') }, text),
);

export function followButton(person) {
  const draw = () => (person.followed
    ? plain(say('Following {name}', person.name), say('Following'), null, { 'aria-pressed': 'true' })
    : plain(say('Follow {name}', person.name), say('Follow'), async () => {
      await requests.follow(person);
      person.followed = true;
      person.become(person.state);
    }, { 'aria-pressed': 'false' }));
  return following(person, draw);
}

// Opens nothing but the conversation; the page brings it.
export const messageButton = (person, openChat) => plain(say('Message {name}', person.name), say('Message'), () => openChat(person));
