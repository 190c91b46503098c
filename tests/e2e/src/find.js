// Finds one element in this document for the harness: returns {element}, or {why} it can't be used yet. It changes
// nothing in the page but, for "uncovered", how far it is scrolled.
const [hosts, css, name, nth, need] = arguments;

const shown = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true });
};
const words = (text) => (text ?? "").trim().replace(/\s+/g, " ");
const nameOf = (element) => {
  const label = words(element.getAttribute("aria-label"));
  if (label) return label;
  const ids = words(element.getAttribute("aria-labelledby")).split(" ").filter(Boolean);
  const labels = ids.map((id) => words(element.getRootNode().getElementById(id)?.textContent)).filter(Boolean);
  return labels.length ? labels.join(" ") : words(element.textContent) || words(element.value);
};
// What a click at the point would hit, inside shadow roots too.
const hit = (x, y) => {
  let found = document.elementFromPoint(x, y);
  while (found?.shadowRoot) {
    const inner = found.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found;
};
const holds = (outer, inner) => {
  for (let node = inner; node; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    if (node === outer) return true;
  }
  return false;
};

let roots = [document];
for (const host of hosts) {
  const elements = roots.flatMap((root) => [...root.querySelectorAll(host)]);
  roots = elements.map((element) => element.shadowRoot).filter(Boolean);
  if (!roots.length) return { why: elements.length ? `${host} has no open shadow root` : `there is no ${host}` };
}
const all = roots.flatMap((root) => [...root.querySelectorAll(css)]);
const found = name === null ? all : all.filter((element) => nameOf(element) === name);
if (!found.length) {
  const names = all.map((element) => JSON.stringify(nameOf(element))).join(", ");
  return { why: all.length ? `${css} is there, but named ${names}` : `there is no ${css}` };
}

let element = found[nth ?? 0];
if (nth === null && found.length > 1) {
  const visible = found.filter(shown);
  if (visible.length > 1) return { why: `${visible.length} visible elements match ${css}` };
  element = visible[0] ?? element;
}
if (!element) return { why: `only ${found.length} elements match ${css}` };
if (need === "there") return { element };

if (!shown(element)) return { why: `${css} is not visible` };
if (element.matches(":disabled, [aria-disabled=true]")) return { why: `${css} is disabled` };
if (element.closest("[inert]")) return { why: `${css} is inert` };
if (need === "ready") return { element };

element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
const box = element.getBoundingClientRect();
const top = hit(box.left + box.width / 2, box.top + box.height / 2);
if (!holds(element, top)) return { why: `${css} is covered by ${top?.cloneNode(false).outerHTML ?? "nothing"}` };
return { element };
