// The 31 faults that a feed can be served with, one after the other as the boards of others met them: a good feed, the fault for
// seven readings and more, a good feed with new titles. What the board kept, whether it recovered and what it told, beside
// the record of the others. Each of these faults has a case of its own in the battery, so that a part of them is enough for
// every day:
//
//   SERVED=all node --test tests/browser/faults/served.test.mjs     (all 31, some minutes; or a word: those that hold it)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NOON, feed, is, pass, walk } from '../board.mjs';
import { launch } from '../driver.mjs';
import { reply, serve } from '../server.mjs';
import { LOST, fresh, text, titled, told, wall } from './faults.mjs';

const kit = {};
before(async () => { [kit.browser, kit.server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all(Object.values(kit).map((one) => one && one.close())));

const own = (objectives) => ({ format: 'maltavla/1', language: 'en', cycle: { name: 'Q4 2026', start: '2026-10-01', end: '2026-12-31' }, objectives });
const goal = (more = {}, keyResult = {}) => ({ title: 'Faulty goal', keyResults: [{ title: 'A measure', start: 0, target: 100, current: 40, ...keyResult }], ...more });
const json = JSON.stringify;

/** Nothing is wrong with it: what it was taken for, and how much it holds. */
const READ = /Taken for Måltavla[^]*1 objective/;
/** The number in the list of faults, its name, the answer, and what is said of it: at the frame, or in the report behind `i`. */
const SERVED = [
  [4, 'an answer that never comes', reply({ hang: 'headers' }), /took too long/],
  [5, 'one byte each 50 ms', reply({ body: titled('Drip'), drip: 50 }), /took too long/],
  [6, 'a reset in the middle', reply({ body: titled('Half'), truncate: 300 }), /could not be reached/],
  [7, 'status 500', reply({ status: 500 }), /trouble of its own \(500\)/],
  [8, '503 with Retry-After', reply({ status: 503, headers: { 'Retry-After': '2' } }), /trouble of its own \(503\)/],
  [9, 'status 401', reply({ status: 401 }), /refuse[^]*401/],
  [10, 'a redirect to a login', reply({ status: 302, headers: { Location: '/login' } }), /refuse|login/],
  [11, 'a captive portal with 200', reply({ type: 'text/html', body: '<!doctype html><form>' }), /web page instead of goals/],
  [12, 'status 404', reply({ status: 404 }), /nothing at[^]*moved/],
  [13, 'half-written JSON', reply({ body: json(titled('Half')).slice(0, 300) }), /ends in its middle/],
  [14, 'an empty answer', reply({ body: '' }), /nothing in it/],
  [15, 'a wrong Content-Encoding', reply({ body: titled('Zip'), headers: { 'Content-Encoding': 'gzip' } }), /could not be reached/],
  [15, 'a byte order mark', reply({ body: `\ufeff${json(own([goal()]))}` }), READ],
  [21, 'keys renamed', reply({ body: { goals: [{ nme: 'x', resultlist: [] }], version: 7 } }), /a shape that the board does not know/],
  [21, 'null alone', reply({ body: 'null' }), /a shape that the board does not know/],
  [21, 'a list alone', reply({ body: '[[1,2],[3]]' }), /a shape that the board does not know/],
  [22, 'nulls and missing members', reply({ body: own([goal({}, { current: null }), null, { title: null }]) }), /without a title/],
  [23, 'numbers as texts', reply({ body: own([goal({}, { current: 'soon' })]) }), /no number that the board knows/],
  [23, 'NaN', reply({ body: json(own([goal({}, { current: 'HERE' })])).replace('"HERE"', 'NaN') }), /cannot hold/],
  [24, 'start, target and value the same', reply({ body: own([goal({}, { start: 5, target: 5, current: 5 })]) }), READ],
  [25, 'no objectives', reply({ body: own([]) }), /no goal in it/],
  [26, 'ids twice', reply({ body: own([goal({ id: 'a' }), goal({ id: 'a' })]) }), /are called .a/],
  [26, 'ties in a ring', reply({ body: own([goal({ id: 'a', supports: 'b' }), goal({ id: 'b', supports: 'a' })]) }), /go round in a ring/],
  [27, 'a thousand objectives', reply({ body: feed(1000) }), /1\D?000 objectives/i],
  [28, '100,000 levels deep', reply({ body: '['.repeat(100_000) }), /nested deeper|ends in its middle|another shape/],
  [29, 'scripts in titles', reply({ body: own([goal({ title: 'Faulty goal <script>alert(1)</script>' })]) }), READ],
  [30, 'half a surrogate pair', reply({ body: json(own([goal({ title: 'Faulty goal HERE' })])).replace('HERE', '\\ud800') }), /cannot hold/],
  [32, 'a title of 4,800 characters', reply({ body: own([goal({ title: `Faulty goal ${'word '.repeat(960)}` })]) }), /too long for a wall/],
  [33, 'bad dates', reply({ body: own([goal({}, { current: undefined, checkIns: [{ date: '2026-13-45', value: 1 }, { date: '2026-11-20', value: 5 }] })]) }), /no date/],
  [34, 'made in 2099', reply({ body: { ...own([goal()]), made: '2099-01-01T00:00:00Z' } }), /clock/],
  [34, 'made years ago', reply({ body: { ...own([goal()]), made: new Date(NOON - 3 * 365 * 86_400_000).toISOString() } }), /years ago/],
];
/** Of 31: the record of the others, as it was measured once with page timers sped up 20 times. */
const OTHERS = [
  ['vanilla JS and uPlot', 30, 31, 7], ['React 19 and ECharts 6', 25, 26, 0], ['Leptos, nothing else', 31, 30, 0], ['Perspective 3.8', 30, 31, 0], ['MagicMirror² 2.30', 30, 31, 0], ['freeboard', 31, '–', 0],
];

/** Whether the board kept what was good, told the cause and the age, and came back. */
async function fares(name, answer, says) {
  const { server } = kit;
  const path = fresh();
  server.route('/login', reply({ type: 'text/html', body: '<!doctype html><form>' }));
  server.route(path, titled('Goal'));
  const page = await wall(kit, path, { at: '' }, { state: 'live' });
  const before = await page.evaluate(() => window.maltavla.state().readings);
  server.route(path, answer);
  // Seven readings and more; a server that drips is given up by the clock of the page.
  await walk(page, 45_000);
  // (The state alone says nothing: this page's clock differs from the server's, and that is told as well.)
  await pass(page, (before) => (document.querySelector('.note') && document.querySelector('.note').textContent) || window.maltavla.state().readings > before, { args: [before], most: 200_000 });
  const shown = await page.evaluate(text);
  const kept = /(Goal|Objective) number \d|Faulty goal|no goal in it/.test(shown) && !LOST.test(shown.replace('nothing (null)', ''));
  const frame = await page.evaluate(told);
  await page.press('i');
  const { over } = await page.evaluate(told);
  await page.press('Escape');
  const all = [frame.fresh, frame.note, over, /no goal in it/.test(shown) ? shown : ''].join('\n').replace(/\u00a0/g, ' ');
  const cause = says.test(all);
  const age = /(just now|ago|yesterday|\d\d[:.]\d\d)/.test(all);
  server.route(path, titled('Aim'));
  const recovered = await pass(page, is, { args: ['live'], most: 92_000 })
    .then(() => pass(page, () => /Aim number 1/.test(document.body.innerText), { most: 10_000 })).then(() => true, () => false);
  const errors = page.errors.filter((error) => /^(exception|console)/.test(error));
  await page.close();
  return { name, kept, recovered, told: cause && age, errors, all };
}

/** Every so many of them is enough for every day. */
const EACH = 4;
const { SERVED: WANTED } = process.env;
const isTried = ([, name], n) => (WANTED ? WANTED === 'all' || name.includes(WANTED) : n % EACH === 0);

test('the 31 served faults: kept, recovered, and told with the cause and the age', async (t) => {
  assert.equal(SERVED.length, 31);
  const all = [];
  for (const [number, name, answer, says] of SERVED.filter(isTried)) all.push(await fares(`${number} ${name}`, answer, says));
  const count = (what) => all.filter((one) => one[what]).length;
  const row = ([name, ...figures]) => `${name.padEnd(26)}${figures.map((figure) => String(figure).padStart(11)).join('')}`;
  for (const line of [['of 31', 'kept', 'recovered', 'told'], ...OTHERS, [all.length === SERVED.length ? 'Måltavla' : `Måltavla, of ${all.length}`, count('kept'), count('recovered'), count('told')]]) t.diagnostic(row(line));
  assert.deepEqual(all.filter((one) => !one.kept || !one.recovered || !one.told || one.errors.length), []);
});
