// What stands on the page now: for each rule of a control how many visible ones fulfil it, each dialog, its button and
// its box. Runs behind the part of the sensor that recognises.
const counts = {};
const add = (name, number) => { if (number > 0) counts[name] = (counts[name] ?? 0) + number; };
const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]).filter(visible);
const open = vocabulary.dialogs.flatMap(({ dialog }) => all(dialog));
for (const control of all(CONTROLS)) {
    if (open.some((dialog) => dialog.contains(control))) continue;
    for (const kind of ['connect', 'pending']) {
        for (const { rule } of vocabulary[kind].filter((rule) => applies(rule, control))) add(`${kind} by ${rule}`, 1);
    }
    add('offers to connect', Number(connects(control)));
    add('only opens the dialog', Number(control.matches(opensDialog)));
}
vocabulary.dialogs.forEach((rules, index) => {
    for (const dialog of all(rules.dialog)) {
        if (dialog.parentElement?.closest(rules.dialog)) continue;
        add(`dialog ${index + 1}`, 1);
        for (const part of ['send', 'note']) add(`dialog ${index + 1} ${part}`, [...dialog.querySelectorAll(rules[part])].filter(visible).length);
    }
});
add('frame', all(vocabulary.frame).length);
return counts;
