// What the cases of the fault battery share: the numbers and the rows are those of the issue 'Months on the wall'.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT, feed, is, open, pass, walk } from '../board.mjs';

/** A case of the battery. `remedy` names what the board does about it: faults/remedies.mjs takes that out. */
export const fault = (number, name, run, options = {}) => test(`fault ${number}: ${name}`, options, run);

let paths = 0;
/** A feed's path of its own for each case, so that no counts mix. */
export const fresh = () => `/fault-${(paths += 1)}.json`;

/** Runs in the page, before its scripts: notes when each feed was asked and answered, by the page's own clock. */
const probe = () => {
  const original = window.fetch;
  window.asked = [];
  window.fetch = function (address) {
    const one = { at: Date.now(), ended: 0 };
    const end = () => { one.ended = Date.now(); };
    const answer = original.apply(window, arguments);
    if (/fault-/.test(String(address))) window.asked.push(one);
    answer.then(end, end);
    return answer;
  };
};

/** The board with a feed, probed; not a wait longer than a poll of 5 s. */
export function wall({ browser, server }, path, settings = {}, options = {}) {
  const before = async (page) => {
    await page.before(probe);
    if (options.before) await options.before(page);
  };
  return open(browser, server, { feed: path, at: AT, every: 5, scenes: 'overview', ...settings }, { ...options, before });
}

/** Runs in the page: all that a passer-by can read on it. */
export const text = () => document.body.innerText;
/** Runs in the page: what the frame says of the age, and of the cause. */
export const told = () => {
  const [fresh, note, over] = ['.fresh', '.note', '.over'].map((one) => document.querySelector(one));
  return {
    state: document.body.getAttribute('data-state'),
    fresh: fresh ? fresh.innerText : '',
    note: note ? note.textContent : '',
    over: over ? over.innerText : '',
  };
};
/** Runs in the page: every request to the feed, by the page's clock. */
export const asked = () => window.asked;

/** A feed whose titles hold a word of their own. */
export const titled = (word, more = {}) => {
  const given = feed(3, 40, more);
  given.objectives.forEach((objective) => { objective.title = objective.title.replace('Objective', word); });
  return given;
};

/** An age in words: 'just now', '12 seconds ago', '3 hours ago'. */
export const AGE = /just now|\d+\s(second|minute|hour|day|week)s? ago|an? \w+ ago|yesterday/;
/** What a program says that has lost its way. */
export const LOST = /\b(NaN|undefined|null|Infinity|\[object)\b/;

/** No exception, no word of the console, one request at a time, no reload. */
export async function sound(page) {
  assert.deepEqual(page.errors.filter((error) => /^(exception|console)/.test(error)), []);
  assert.deepEqual(page.requests.filter((request) => /fault-/.test(request.url) && request.beside > 0), [], 'one request at a time');
  assert.equal(await page.evaluate(() => window.same), true, 'the page was not loaded anew');
}

/**
 * A good board meets a fault and is mended: it is kept, told with the cause and the data's age, and recovers by itself.
 * `answer`: what the feed answers instead; `says`: what is told of the cause; `during`: more to hold while it lasts.
 */
export async function endures(kit, answer, { says, state = /^(stale|offline)$/, settings = {}, during = async () => {}, path = fresh() }) {
  const { server } = kit;
  server.route(path, titled('Goal'));
  const page = await wall(kit, path, settings, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  server.route(path, answer);
  await pass(page, () => document.body.getAttribute('data-state') !== 'live');
  await walk(page, 15_000);
  const found = await page.evaluate(told);
  assert.match(found.state, state);
  assert.match(await page.evaluate(text), /Goal number 1[^]*Goal number 2[^]*Goal number 3/, 'what was good stays');
  assert.match(found.fresh, AGE, 'how old it is');
  assert.match(`${found.fresh} ${found.note}`, says);
  assert.ok(found.note.includes(path), `from where: ${found.note}`);
  assert.doesNotMatch((await page.evaluate(text)).replace('nothing (null)', ''), LOST);
  await during(page, found);
  server.route(path, titled('Aim'));
  // The longest wait between two tries is a minute.
  await pass(page, is, { args: ['live'], most: 62_000 });
  assert.match(await page.evaluate(text), /Aim number 1[^]*Aim number 2[^]*Aim number 3/, 'what is new is shown');
  assert.equal((await page.evaluate(told)).note, '');
  await sound(page);
  await page.close();
}

/** The waits between an answer and the next request, in ms of the page's clock. */
export const waits = (asked) => asked.slice(1).map((next, n) => next.at - asked[n].ended);

/** Whether the waits are 1 s, 2 s, 4 s … 50 s, each ±20 % and not all the same part of it; `late`: an answer's end may be
 *  so much later than its beginning. */
export function backsOff(waits, late = 0) {
  const parts = waits.map((wait, n) => wait / Math.min(1000 * 2 ** n, 50_000));
  parts.forEach((part, n) => assert.ok(part > 0.79 && part < 1.22 + late / (1000 * 2 ** n), `waits of ${waits} ms`));
  assert.ok(new Set(parts.map((part) => part.toFixed(2))).size > 1, `no jitter: ${waits}`);
}
