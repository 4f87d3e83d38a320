// What the tests of the board share: how it is opened, what it shows a machine, and feeds that are easy to follow.
import { reply } from './server.mjs';

/** A Monday in the middle of a cycle, in ms since 1970. */
export const NOON = Date.UTC(2026, 10, 23, 11);

/** Freezes every date and measure at `NOON`, whatever the clock of the rotation says. */
export const AT = '2026-11-23T12:00:00+01:00';

/** What the page shows a machine; runs in the page. */
export const shown = () => {
  const main = document.querySelector('main');
  const number = (name) => Number(main.getAttribute(name)) || null;
  return {
    state: document.body.getAttribute('data-state'),
    scene: main.getAttribute('data-scene'),
    slide: number('data-slide'),
    slides: number('data-slides'),
    part: main.getAttribute('data-part'),
  };
};

/** What `window.maltavla.state()` tells. */
export const facts = () => window.maltavla.state();

/** Runs in the page: whether its state is this one. */
export const is = (state) => document.body.getAttribute('data-state') === state;

/** Runs in the page: whether there is a board at all; the page says "booting" before. */
const begun = () => Boolean(window.maltavla);

/** So many objectives with two key results each; `value` is the first one's latest, `more` goes into the document. */
export function feed(objectives = 3, value = 40, more = {}) {
  const one = (n) => ({
    id: `o${n}`,
    title: `Objective number ${n}`,
    keyResults: [
      { id: `o${n}a`, title: `First result of ${n}`, start: 0, target: 100, current: n === 1 ? value : 50 },
      { id: `o${n}b`, title: `Second result of ${n}`, start: 0, target: 100, current: 60 },
    ],
  });
  return {
    format: 'maltavla/1',
    organisation: 'Prov',
    language: 'en',
    cycle: { name: 'Q4 2026', start: '2026-10-01', end: '2026-12-31' },
    objectives: Array.from({ length: objectives }, (_, n) => one(n + 1)),
    ...more,
  };
}

/** Rows as a sheet of an office gives them, nobody's format, with letters beyond ASCII. */
export const rows = [1, 2, 3].map((n) => ({ mål: 'Nöjda resenärer', nyckelresultat: `Resultat ${n}`, startvärde: 0, nuläge: 20 * n, målvärde: 100 }));

/**
 * Opens the board with these settings, its clock in hand and standing still at `at` (`speed: null`: the real clock),
 * and waits until it has left `booting`, or for the `state` ('begun': for any board; 'nothing': for nothing). `before` is run with the page before it goes anywhere.
 */
export async function open(browser, server, settings = {}, options = {}) {
  const { at = NOON, speed = 0, before = () => {}, state, hash = '', ...viewport } = options;
  const page = await browser.page(viewport);
  if (speed !== null) await page.takeTime({ at, speed });
  await before(page);
  await page.goto(server.url(settings) + hash);
  if (state !== 'nothing') await page.waitFor(begun);
  if (state === 'nothing' || state === 'begun') return page;
  await (state ? page.waitFor(is, { args: [state] }) : page.waitFor(() => document.body.getAttribute('data-state') !== 'booting'));
  return page;
}

/** Lets the network have its say: until nothing is under way on the page, or whatever is hangs. */
async function settle(page) {
  for (const end = Date.now() + 250; page.byId.size > 0 && Date.now() < end;) await new Promise((done) => setTimeout(done, 4));
  // What came is taken in within a turn or two of the page's own loop.
  await page.advance(0);
}

/** Moves the page's taken clock on, a second at a time, with the network's answers in between. */
export async function walk(page, ms) {
  for (let gone = 0; gone < ms; gone += 1000) {
    await page.advance(Math.min(1000, ms - gone));
    await settle(page);
  }
}

/** As `walk`, until something holds in the page; gives what it gave. */
export async function pass(page, what, { args = [], most = 120_000 } = {}) {
  for (let gone = 0; ; gone += 1000) {
    const got = await page.evaluate(what, ...args);
    if (got) return got;
    if (gone >= most) throw new Error(`${most} ms have passed on the page's clock without ${what}\n${await page.evaluate('document.body.innerText')}`);
    await walk(page, 1000);
  }
}

/** Waits until something holds here, in the test. */
export async function soon(what, patience = 10_000) {
  for (const end = Date.now() + patience; !what(); await new Promise((done) => setTimeout(done, 5))) {
    if (Date.now() > end) throw new Error(`waited ${patience} ms for ${what}`);
  }
}

/** An answer with an entity tag: who has the same already is told so. */
export const tagged = (body) => reply({ body, etag: true });

/** Reads anew by the board's own remote control, and waits for what comes of it. */
export async function read(page) {
  const before = await page.evaluate(() => window.maltavla.state().readings);
  await page.evaluate(() => window.maltavla.read());
  await page.waitFor((before) => window.maltavla.state().readings > before, { args: [before] });
}
