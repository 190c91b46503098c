// Dialogs: where they mount, how they close, and how the keyboard moves in them.

import { element, emberId } from './dom.js';
import { generation, option, say } from './site.js';

const open = [];

// Where dialogs of this page mount: 'shadow', 'light' or 'frame'.
export function mountPlace() {
  const named = { iframe: 'frame', light: 'light', shadow: 'shadow' }[option('dialog')];
  return named ?? (generation() === '2026' ? 'shadow' : 'light');
}

// Where this page's other dialogs mount: only the invite dialog has a frame of its own.
export const noticePlace = () => (mountPlace() === 'frame' ? 'shadow' : mountPlace());

// Pages keep an empty outlet ready.
export function prepareOutlet() {
  outlet(noticePlace());
}

function outlet(place) {
  if (place === 'shadow') return shadowOutlet();
  const there = document.getElementById('artdeco-modal-outlet');
  if (there) return there;
  const made = element('div', { id: 'artdeco-modal-outlet' });
  document.body.append(made);
  return made;
}

function shadowOutlet() {
  const there = document.getElementById('interop-outlet');
  if (there) return there.shadowRoot.firstElementChild;
  const host = element('div', { id: 'interop-outlet', 'data-testid': 'interop-shadowdom' });
  const root = host.attachShadow({ mode: 'open' });
  // A copy of the page's style sheet is there at once; a link would come after the dialog.
  const styles = new CSSStyleSheet();
  for (const rule of document.styleSheets[0].cssRules) styles.insertRule(rule.cssText, styles.cssRules.length);
  root.adoptedStyleSheets = [styles];
  root.append(element('div', { class: 'theme--light' }));
  document.body.append(host);
  return root.firstElementChild;
}

export const button = (label, kind, onclick, attributes = {}) => element(
  'button',
  { type: 'button', id: emberId(), class: `artdeco-button artdeco-button--2 artdeco-button--${kind} ember-view`, 'aria-label': label, onclick, ...attributes },
  element('span', { class: 'artdeco-button__text' }, attributes.text ?? label),
);

// A modal dialog. `id` names its heading and its wrapper; `close` hears how it was closed, `undefined` by the user.
export class Dialog {
  constructor({ place, id, heading = id, className = '' }) {
    this.header = element('h2', { id: heading });
    this.content = element('div', { class: 'artdeco-modal__content ember-view' });
    this.actions = element('div', { class: 'artdeco-modal__actionbar ember-view text-align-right' });
    const dismiss = element('button', {
      type: 'button', 'aria-label': say('Dismiss'), id: emberId(), 'data-test-modal-close-btn': true,
      class: 'artdeco-modal__dismiss artdeco-button artdeco-button--circle artdeco-button--muted artdeco-button--2 artdeco-button--tertiary ember-view',
      onclick: () => this.close(),
    }, '×');
    this.dialog = element('div', {
      'data-test-modal': true, role: 'dialog', tabindex: '-1', 'aria-labelledby': heading,
      class: `artdeco-modal artdeco-modal--layer-default ${className}`.trim(),
    }, dismiss, element('div', { class: 'artdeco-modal__header' }, this.header), this.content, this.actions);
    this.wrapper = element('div', {
      'data-test-modal-container': true, 'data-test-modal-id': id, 'aria-hidden': 'false', id: emberId(),
      class: 'artdeco-modal-overlay artdeco-modal-overlay--layer-default artdeco-modal-overlay--is-top-layer ember-view',
      onclick: (event) => { if (event.target === this.wrapper) this.close(); },
      onkeydown: (event) => this.keepFocus(event),
    }, this.dialog);
    this.before = deepActive();
    this.closed = new Promise((resolve) => { this.resolve = resolve; });
    outlet(place).append(this.wrapper);
    open.push(this);
  }

  // Shows a step: its heading, what it holds, its buttons, and where the keyboard starts.
  show(heading, content, actions, focused = this.dialog) {
    // By `?steps=anew` each step is an element of its own.
    if (option('steps') === 'anew') {
      const step = this.dialog.cloneNode(false);
      step.append(...this.dialog.childNodes);
      this.dialog.replaceWith(step);
      if (focused === this.dialog) focused = step;
      this.dialog = step;
    }
    this.header.textContent = heading;
    this.content.replaceChildren(...content);
    this.actions.replaceChildren(...actions);
    focused.focus();
    return this;
  }

  close(outcome) {
    const at = open.indexOf(this);
    if (at < 0) return;
    open.splice(at, 1);
    this.wrapper.remove();
    if (this.before?.isConnected) this.before.focus();
    this.resolve(outcome);
  }

  keepFocus(event) {
    if (event.key !== 'Tab') return;
    const stops = [...this.dialog.querySelectorAll('button, input, textarea')].filter((stop) => !stop.disabled);
    const active = this.wrapper.getRootNode().activeElement;
    const last = event.shiftKey ? stops[0] : stops.at(-1);
    const leaving = active === last || (event.shiftKey && active === this.dialog);
    if (!leaving) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') open.at(-1)?.close();
});

function deepActive() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active === document.body ? null : active;
}

export function closeAllDialogs() {
  for (const dialog of [...open]) dialog.close();
}

// A passing word at the edge of the page. It stays until it is dismissed or another comes, so that no clock
// decides what a page holds.
export function toast(text, kind) {
  // The invented later markup says nothing in today's shape.
  if (generation() === 'future') return;
  let toasts = document.getElementById('artdeco-toasts');
  if (!toasts) {
    toasts = element('div', { id: 'artdeco-toasts' });
    document.body.append(toasts);
  }
  const item = element('div', { class: 'artdeco-toast-item', role: 'alert', 'data-test-artdeco-toast-item-type': kind },
    element('p', { class: 'artdeco-toast-item__message' }, text),
    element('button', { type: 'button', class: 'artdeco-toast-item__dismiss', 'aria-label': say('Dismiss'), onclick: () => item.remove() }, '×'));
  toasts.replaceChildren(item);
}
