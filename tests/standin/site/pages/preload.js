// The invite dialog as a page of its own: what a link to it opens in a new tab, and what frames hold.

import { toast } from '../dialogs.js';
import { element } from '../dom.js';
import { inFrame, tellPage } from '../frame.js';
import { inviteDialog } from '../invite.js';
import { card, inside } from '../layout.js';
import { isDialogNotice, settleDialogSend, showNotice } from '../sending.js';
import { bySlug, option, say } from '../site.js';

export function preload() {
  const person = bySlug(option('vanityName'));
  document.title = say('Invite');
  if (!person) return [card(null, element('p', {}, say('This page does not exist.')))];
  // The dialog wants the page to be there first.
  queueMicrotask(() => (inFrame() ? inviteForPage(person) : inviteHere(person)));
  return inFrame() ? [] : [card(person.name, inside(`/in/${person.slug}/`, say('Back to profile')))];
}

async function inviteHere(person) {
  if (person.state === 'pending') return toast(say('Your invitation to {name} is pending.', person.name), 'error');
  return settleDialogSend(person, await inviteDialog(person, 'light'), 'light');
}

async function inviteForPage(person) {
  window.focus();
  const answer = await inviteDialog(person, 'light');
  if (!isDialogNotice(answer?.notice)) return tellPage(person, { answer, close: true });
  // The page turns its controls at once, while the frame goes on showing what it has to.
  tellPage(person, { answer: { ...answer, notice: undefined } });
  await showNotice(person, answer.notice, 'light');
  return tellPage(person, { close: true });
}
