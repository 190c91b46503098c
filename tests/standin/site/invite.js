// The invite dialog: with or without a note, behind older steps and gates where the address asks for them.

import { element, emberId } from './dom.js';
import { Dialog, button, mountPlace } from './dialogs.js';
import { inviteInFrame } from './frame.js';
import * as requests from './requests.js';
import { settleDialogSend, showNotice } from './sending.js';
import { option, say, words } from './site.js';

// What a Connect control does that opens a dialog.
export async function invite(person) {
  const place = mountPlace();
  if (place === 'frame') inviteInFrame(person);
  else await settleDialogSend(person, await inviteDialog(person, place), place);
}

// Opens the dialog; resolves with the server's answer, or with nothing when the user closed it.
export async function inviteDialog(person, place) {
  const dialog = new Dialog({ place, id: 'send-invite-modal', className: 'send-invite' });
  let answered = null;
  const send = (note) => async (event) => {
    // A second click finds the button disabled.
    for (const control of dialog.dialog.querySelectorAll('button')) control.disabled = true;
    event.currentTarget.setAttribute('aria-busy', 'true');
    answered = requests.sendFromDialog(person, note());
    if (option('close') !== 'early') await answered;
    dialog.close('sent');
  };
  if (option('step') === 'how') howStep(dialog, person, () => gateStep(dialog, person, place, send));
  else gateStep(dialog, person, place, send);
  return await dialog.closed === 'sent' ? answered : null;
}

// Older: asks how the two know each other.
function howStep(dialog, person, next) {
  const choices = ['Colleague', 'Classmate', 'We have done business together', 'Friend', 'Other'];
  const connect = button(say('Connect'), 'primary', next, { disabled: true });
  const choose = (event) => {
    for (const pill of dialog.content.querySelectorAll('button')) pill.setAttribute('aria-checked', String(pill === event.currentTarget));
    connect.disabled = false;
  };
  const pills = choices.map((choice) => button(say(choice), 'secondary', choose, { role: 'radio', 'aria-checked': 'false' }));
  dialog.show(say('How do you know {name}?', person.name), [element('div', { role: 'radiogroup' }, ...pills)], [connect]);
}

// Asks for the person's e-mail address. By `?gate=email` its button sends, by `?gate=email-first` it goes on to the next step.
function gateStep(dialog, person, place, send) {
  if (!option('gate')) return firstStep(dialog, person, place, send);
  const go = option('gate') === 'email' ? send(() => undefined) : () => firstStep(dialog, person, place, send);
  const primary = option('gate') === 'email' ? say('Send') : say('Continue');
  const next = button(primary, 'primary', go, { disabled: true });
  const email = element('input', {
    type: 'email', id: 'email', name: 'email', 'aria-label': say('Email address'),
    oninput: () => { next.disabled = !email.value.includes('@'); },
  });
  return dialog.show(
    say('Add a note to your invitation?'),
    [element('label', { for: 'email' }, say('To verify this member knows you, please enter their email to connect.')), email],
    [next],
    email,
  );
}

function firstStep(dialog, person, place, send) {
  // Older pages call the same button otherwise.
  const older = { how: 'Send now', done: 'Done' }[option('step')];
  const label = older ? say(older) : words.sendWithoutNote();
  const name = element('strong', {}, person.name);
  dialog.show(
    older ? say('You can customize this invitation') : say('Add a note to your invitation?'),
    [element('p', { class: 'flex-1' }, say('Personalize your invitation to '), name, say(' by adding a note. Members are more likely to accept invitations that include a note.'))],
    [
      button(say('Add a note'), 'secondary', () => addNote(dialog, person, place, send), { id: emberId() }),
      button(label, 'primary', send(() => undefined)),
    ],
  );
}

async function addNote(dialog, person, place, send) {
  if (option('notes') === 'none') {
    dialog.close();
    return showNotice(person, 'upsell', place);
  }
  const free = option('account', 'free') === 'free';
  const limit = free ? 200 : 300;
  const counter = element('div', { class: 'connect-button-send-invite__counter t-14' }, `0/${limit}`);
  const sendButton = button(say('Send invitation'), 'primary', send(() => note.value), { text: say('Send'), disabled: true });
  const note = element('textarea', {
    id: 'custom-message', name: 'message', maxlength: String(limit), rows: '4', minlength: '1',
    class: 'ember-text-area ember-view connect-button-send-invite__custom-message',
    placeholder: say('Ex: We know each other from…'),
    // The site says 300 on every account.
    'aria-label': say('Please limit personal note to 300 characters.'),
    oninput: () => {
      counter.textContent = `${note.value.length}/${limit}`;
      sendButton.disabled = note.value.trim() === '';
    },
  });
  const left = free ? element('p', { class: 't-12' }, say('5 personalized invitations remaining for this month.')) : null;
  const back = option('cancel') === 'back' ? () => firstStep(dialog, person, place, send) : () => dialog.close();
  return dialog.show(
    say('Add a note to your invitation?'),
    [element('label', { for: 'custom-message' }, say('Message')), note, counter, left].filter(Boolean),
    [button(say('Cancel adding a note'), 'secondary', back, { text: say('Cancel') }), sendButton],
    note,
  );
}
