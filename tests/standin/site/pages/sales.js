// A lead in Sales Navigator: Connect is in a menu, and the dialog is one of its own.

import { openChat } from '../chat.js';
import { followButton, messageButton, opens } from '../controls.js';
import { Dialog, button, noticePlace } from '../dialogs.js';
import { element } from '../dom.js';
import { card, portrait } from '../layout.js';
import { menu } from '../menu.js';
import * as requests from '../requests.js';
import { settleDialogSend } from '../sending.js';
import { byMember, option, say, words } from '../site.js';

export function lead(member) {
  const person = byMember(Number(member));
  if (!person) return [card(null, element('p', {}, say('This page does not exist.')))];
  document.title = person.name;
  return [element('section', { class: 'card', 'data-view-name': 'lead-actions' },
    portrait(person), element('h1', {}, person.name), element('p', {}, person.headline),
    element('div', { class: 'controls' }, followButton(person), messageButton(person, openChat), actions(person)))];
}

const actions = (person) => menu(say('Open actions overflow menu'), (closing) => {
  const item = (text, onclick, attributes = {}) => element(
    'button',
    { type: 'button', role: 'menuitem', class: 'ember-view', onclick, ...attributes },
    element('div', {}, text),
  );
  const connect = person.state === 'pending'
    ? item(`${words.connect()} — ${words.pending()}`, null, { disabled: true })
    : item(words.connect(), closing(() => opens(person, () => connectForm(person))));
  return [item(say('Copy profile link'), closing(() => {})), connect];
});

async function connectForm(person) {
  const dialog = new Dialog({ place: noticePlace(), id: 'connect-cta-form', heading: 'connect-cta-form__header', className: 'connect-cta-form' });
  const note = element('textarea', { id: 'connect-cta-form__invitation', maxlength: '300', rows: '4', 'aria-label': say('Add a note') });
  const email = option('gate') === 'email'
    ? element('input', { id: 'connect-cta-form__email', type: 'email', 'aria-label': say('Email address'), oninput: () => { send.disabled = !email.value.includes('@'); } })
    : null;
  let answered = null;
  const send = button(say('Send Invitation'), 'primary', async () => {
    for (const control of dialog.dialog.querySelectorAll('button')) control.disabled = true;
    answered = requests.sendFromSales(person, note.value, email?.value);
    if (option('close') !== 'early') await answered;
    dialog.close('sent');
  }, { class: 'connect-cta-form__send artdeco-button artdeco-button--primary', disabled: email !== null });
  const cancel = button(say('Cancel'), 'tertiary', () => dialog.close(), { class: 'connect-cta-form__cancel artdeco-button' });
  dialog.show(say('Invite {name} to connect', person.name), [note, email].filter(Boolean), [cancel, send], note);
  if (await dialog.closed === 'sent') await settleDialogSend(person, await answered);
}
