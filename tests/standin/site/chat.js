// The conversation at the edge of the page: a dialog by its role, with a Send button that sends no invitation.

import { element, emberId } from './dom.js';
import * as requests from './requests.js';
import { say } from './site.js';

export function openChat(person) {
  document.getElementById('msg-overlay')?.remove();
  const text = element('div', {
    class: 'msg-form__contenteditable', role: 'textbox', contenteditable: 'true', 'aria-multiline': 'true',
    'aria-label': say('Write a message…'), oninput: () => { send.disabled = text.textContent.trim() === ''; },
  });
  const said = element('ul', { class: 'msg-s-message-list' });
  const send = element('button', {
    type: 'button', id: emberId(), class: 'msg-form__send-button artdeco-button artdeco-button--1 artdeco-button--primary', disabled: true,
    onclick: async () => {
      send.disabled = true;
      const written = text.textContent;
      await requests.sendMessage(person, written);
      said.append(element('li', {}, written));
      text.textContent = '';
    },
  }, say('Send'));
  const overlay = element('aside', { id: 'msg-overlay', class: 'msg-overlay-container' },
    element('div', { role: 'dialog', class: 'msg-overlay-conversation-bubble', 'aria-label': say('Messaging conversation with {name}', person.name) },
      element('header', {}, element('h2', {}, person.name),
        element('button', { type: 'button', 'aria-label': say('Close your conversation with {name}', person.name), onclick: () => overlay.remove() }, '×')),
      said, text, element('footer', {}, send)));
  document.body.append(overlay);
}
