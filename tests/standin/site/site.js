// What the page knows: the options in its address, the people, and the words of its language.

const data = JSON.parse(document.getElementById('site-data').textContent);
const asked = new URLSearchParams(location.search);

// An option of the first address; it stays in force while the user goes from page to page.
export const option = (name, otherwise = null) => asked.get(name) ?? otherwise;

// Options to hand on to a frame or a page that is opened by a link.
export function handedOn() {
  const kept = ['account', 'lang', 'tag', 'gate', 'step', 'close', 'notes', 'cancel', 'words', 'marks'];
  return kept.filter((name) => asked.has(name)).map((name) => `&${name}=${asked.get(name)}`).join('');
}

// Which markup the page is written in: '2026', 'ember' or 'future'. Company pages and Sales Navigator are older.
export const generation = () => option('generation', /^\/(?:company|sales)\//.test(location.pathname) ? 'ember' : '2026');

// A person, and the controls that follow what becomes of them.
class Person {
  constructor(written) {
    Object.assign(this, written);
    // Whom one may not invite again yet is shown like a stranger.
    if (this.state === 'withdrawn') this.state = 'none';
    this.followers = new Set();
    this.followed = false;
  }

  become(state) {
    this.state = state;
    for (const follower of this.followers) follower();
  }
}

const people = data.people.map((written) => new Person(written));

export const everyone = () => people;
export const bySlug = (slug) => people.find((person) => person.slug === slug);
export const byMember = (member) => people.find((person) => person.member === member);
export const listedIn = (place) => people.filter((person) => person.places.includes(place));

// On the way to another page, what was drawn on this one is let go.
export function forgetFollowers() {
  for (const person of people) person.followers.clear();
}

const labels = data.labels;
const english = labels.locale === 'en';
const wording = (all) => all[Math.min(Number(option('words', '0')), all.length - 1)];

// By `?marks=bidi` a name stands in marks that keep its direction to itself, and a label begins with one.
const marked = (name) => (option('marks') === 'bidi' ? `\u2068${name}\u2069` : name);
const beginning = option('marks') === 'bidi' ? '\u200f' : '';

export const words = {
  connect: () => wording(labels.connect),
  invite: (name) => beginning + wording(labels.invite).replace('{recipient}', marked(name)),
  more: () => wording(labels.more),
  pending: () => wording(labels.pending),
  pendingLong: (name) => `${beginning}${wording(labels.pending)}, ${say('click to withdraw invitation sent to {name}', name)}`,
  sendWithoutNote: () => wording(labels.send),
};

const ACCENTED = { a: 'à', e: 'é', i: 'î', o: 'ö', u: 'ü', A: 'À', E: 'É', I: 'Î', O: 'Ö', U: 'Ü' };

// All other wording. Its translations are not known to the stand-in, so that in languages other than English
// the letters are made strange: no rule that knows only the English words finds them.
export function say(text, name = '') {
  const said = english ? text : text.replace(/\{name\}|[aeiou]/gi, (part) => ACCENTED[part] ?? part);
  return said.replace('{name}', name);
}
