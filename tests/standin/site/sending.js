// What pages do with the server's answer to an invitation: flip, revert, and say what has to be said.

import { element, nextTask } from './dom.js';
import { Dialog, button, noticePlace, toast } from './dialogs.js';
import * as requests from './requests.js';
import { generation, option, say } from './site.js';

// The dialog has closed with this answer.
export async function settleDialogSend(person, answer, place = noticePlace()) {
  if (!answer) return;
  if (answer.status === 200) {
    person.become('pending');
    toast(say('Your invitation to {name} was sent.', person.name), 'success');
    const now = generation() === '2026' ? await requests.followUp(person) : await nextTask().then(() => answer);
    if (now.state !== 'pending') {
      person.become('none');
      toast(say('Your invitation to {name} was not sent.', person.name), 'error');
    }
  }
  await showNotice(person, answer.notice, place);
}

// The click itself sends. The control turns to Pending before the answer, or after it by `?flip=late`.
export async function sendDirectly(person, event) {
  // The second click of a double click says nothing new.
  if (person.sending || event.detail > 1) return;
  person.sending = true;
  if (option('flip') !== 'late') person.become('pending');
  const answer = await requests.sendDirectly(person);
  person.sending = false;
  if (answer.status === 200 && option('flip') === 'late') {
    person.become('pending');
    await nextTask();
  }
  if (answer.state !== 'pending') person.become('none');
  await showNotice(person, answer.notice, noticePlace());
}

export const isDialogNotice = (notice) => ['limit', 'soft-limit', 'upsell'].includes(notice);

// Resolves when a dialog shown has been closed; a toast waits for nobody.
export async function showNotice(person, notice, place) {
  if (notice === 'limit') await limitDialog(place).closed;
  if (notice === 'soft-limit') await softLimitDialog(place).closed;
  if (notice === 'upsell') await upsellDialog(place).closed;
  if (notice === 'limit-toast') {
    toast(say('Your invitation to {name} was not sent because you have reached the weekly limit for connection invitations. Please try again next week', person.name), 'error');
  }
  if (notice === 'failure') {
    toast(say('Your invitation to {name} was not sent. You can resend an invitation 3 weeks after withdrawing it.', person.name), 'error');
  }
}

function alertDialog(place, heading, warning, text) {
  const dialog = new Dialog({ place, id: 'fuse-limit-alert', heading: 'ip-fuse-limit-alert__header', className: 'ip-fuse-limit-alert' });
  return dialog.show(
    heading,
    [warning ? element('div', { class: 'ip-fuse-limit-alert__warning' }, '!') : null, element('p', {}, text)].filter(Boolean),
    [button(say('Got it'), 'primary', () => dialog.close())],
  );
}

const limitDialog = (place) => alertDialog(
  place,
  say('You’ve reached the weekly invitation limit'),
  true,
  say('Invitations help build meaningful connections. You can send more next week.'),
);

const softLimitDialog = (place) => alertDialog(
  place,
  say("You're growing your network!"),
  false,
  say("You've sent more invitations than most. You are close to the weekly invitation limit."),
);

export function upsellDialog(place) {
  const dialog = new Dialog({ place, id: 'modal-upsell', heading: 'modal-upsell-header', className: 'modal-upsell' });
  return dialog.show(
    say('No personalized invitations left this month'),
    [element('p', {}, say('Write as many notes as you like with a paid account.'))],
    [button(say('Maybe later'), 'secondary', () => dialog.close()), button(say('Try for free'), 'primary', () => dialog.close())],
  );
}

// Asks before it withdraws; its primary button is no send.
export async function withdrawFrom(person) {
  const dialog = new Dialog({ place: noticePlace(), id: 'withdraw-invitation-modal', className: 'withdraw-invitation' });
  dialog.show(
    say('Withdraw invitation'),
    [element('p', {}, say('If you withdraw now, you will not be able to resend to this person for up to 3 weeks.'))],
    [button(say('Cancel'), 'secondary', () => dialog.close()), button(say('Withdraw'), 'primary', () => dialog.close('withdraw'))],
  );
  if (await dialog.closed !== 'withdraw') return;
  const answer = await (generation() === 'ember' ? requests.withdrawOlder(person) : requests.withdraw(person));
  if (answer.status === 200) person.become('none');
}
