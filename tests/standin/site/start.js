// Draws the page that the address names, and the next one when the user follows a link inside the site.

import { openChat } from './chat.js';
import { closeAllDialogs, prepareOutlet } from './dialogs.js';
import { element } from './dom.js';
import { inFrame } from './frame.js';
import { topBar } from './layout.js';
import { company } from './pages/company.js';
import { contacts } from './pages/contacts.js';
import { feed } from './pages/feed.js';
import { grow, network } from './pages/network.js';
import { preload } from './pages/preload.js';
import { profile } from './pages/profile.js';
import { lead } from './pages/sales.js';
import { blended, search } from './pages/search.js';
import { sent } from './pages/sent.js';
import { forgetFollowers, listedIn, option, say } from './site.js';

const PAGES = [
  [/^\/in\/([^/]+)\/?$/, profile],
  [/^\/search\/results\/people\/?$/, search],
  [/^\/search\/results\/all\/?$/, blended],
  [/^\/mynetwork\/?$/, network],
  [/^\/mynetwork\/grow\/?$/, grow],
  [/^\/mynetwork\/import-contacts\/?$/, contacts],
  [/^\/company\/([^/]+)\/people\/?$/, company],
  [/^\/sales\/lead\/ACwAA(\d+)[^/]*\/?$/, lead],
  [/^\/mynetwork\/invitation-manager\/sent\/?$/, sent],
  [/^\/preload\/(?:search-)?custom-invite\/?$/, preload],
  [/^\/feed\/?$/, feed],
];

function draw() {
  closeAllDialogs();
  forgetFollowers();
  const [address, page] = PAGES.find(([known]) => known.test(location.pathname)) ?? [/$/, missing];
  const main = element('main', { id: 'workspace' });
  document.body.replaceChildren(...(inFrame() ? [main] : [topBar(), main]));
  prepareOutlet();
  main.append(...page(...address.exec(location.pathname).slice(1)));
  if (option('chat') === 'open' || (page === feed && option('chat') !== 'closed')) openChat(listedIn('chat')[0]);
}

function missing() {
  return [element('p', {}, say('This page is not part of the stand-in.'))];
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-inside]');
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href'));
  draw();
});
window.addEventListener('popstate', draw);

draw();
// Whoever drives the page can tell by this that it is drawn.
document.documentElement.setAttribute('data-drawn', '');
