// Makes elements; the pages' scripts use nothing larger.

const SVG = 'http://www.w3.org/2000/svg';

// Attributes that are null or false are left out, true ones are empty, and functions become properties.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made[key] = value;
    else if (value === true) made.setAttribute(key, '');
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

const SHAPES = {
  connect: 'M8 2a3 3 0 1 1-6 0 3 3 0 0 1 6 0M1 14v-4a4 4 0 0 1 8 0v4zM12 4v3H9v2h3v3h2V9h3V7h-3V4z',
  clock: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1m1 7.6 3 1.8-.8 1.4L7.300 9.500V4H9z',
};

// An icon as the site writes it: 2026 pages name it by id, Ember pages by an attribute.
export function icon(shape, generation) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute(generation === 'ember' ? 'data-test-icon' : 'id', `${shape}-small`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('width', '16');
  svg.setAttribute('height', '16');
  svg.setAttribute('viewBox', '0 0 18 16');
  path.setAttribute('d', SHAPES[shape]);
  svg.append(path);
  return svg;
}

// A class name like those that the 2026 pages are built with: it tells nothing, and is the same in every run.
export function hashed(name) {
  let hash = 0x811c9dc5;
  for (const sign of name) hash = Math.imul(hash ^ sign.codePointAt(0), 0x01000193) >>> 0;
  return `_${hash.toString(16).padStart(8, '0')}`;
}

let mounted = 100;

// An Ember id: counted up at every mount.
export const emberId = () => `ember${(mounted += 1)}`;

// Lets the browser draw and others look before what comes next.
export const nextTask = () => new Promise((resolve) => { setTimeout(resolve); });
