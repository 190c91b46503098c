// Meets every label of every language on a page of every language, and of none, by the part of the sensor that
// recognises, which stands before this. Returns what isn't as it should be.
const [tags, locales, decoys] = arguments;
const people = ['Ada Quill', 'Connect', 'Juniper Vale \u{1F33F}', '\u2068Hana Mizushima, PhD (she/her)\u2069', 'Ivo Connectović'];
const control = (label) => { const made = document.createElement('button'); made.setAttribute('aria-label', label); return made; };
const wrong = [];
const expect = (what, tag, label, holds) => { if (!holds) wrong.push(`${tag}: ${what}: ${label}`); };
const offers = (label) => connects(control(label));
const waits = (label) => pending(control(label)).length > 0;
const sends = (label) => names(control(label)).some((name) => says('send', name));
const met = { tags: 0, labels: 0 };
const own = document.documentElement.lang;
for (const [tag, languages] of tags) {
    document.documentElement.lang = tag;
    for (const kind in known) delete known[kind];
    met.tags += 1;
    for (const locale of locales) {
        const mine = languages === null || languages.includes(locale.language);
        const invitations = locale.invite.flatMap((pattern) => people.map((name) => pattern.replace('{recipient}', name)));
        if (mine) {
            for (const label of [...locale.connect, ...invitations, ...invitations.map((label) => `\u200f ${label}\u00a0`)]) {
                expect('should offer to connect', tag, label, offers(label));
                expect('should not be pending', tag, label, !waits(label));
            }
            for (const label of locale.pending) expect('should be pending', tag, label, waits(label) && waits(`${label}, 7`));
            for (const label of locale.send) expect('should send', tag, label, sends(label));
        }
        for (const label of [...locale.more, ...locale.pending, ...locale.pending.map((label) => `${label}, Ada Quill`), ...locale.send]) {
            met.labels += 1;
            expect('should not offer to connect', tag, label, !offers(label));
        }
        for (const label of [...locale.connect, ...invitations, ...locale.more, ...locale.pending]) {
            expect('should not send', tag, label, !sends(label));
        }
    }
    for (const decoy of decoys.flatMap((pattern) => people.map((name) => pattern.replace('{}', name)))) {
        met.labels += 1;
        expect('should not offer to connect', tag, decoy, !offers(decoy));
        expect('should not send', tag, decoy, !sends(decoy));
    }
}
document.documentElement.lang = own;
return { wrong, ...met };
