// Another tool's document is read in a worker of the browser, told in the report, and kept over the night.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { AT, facts, feed, open, shown } from './board.mjs';
import { launch } from './driver.mjs';
import { SITE, reply, serve } from './server.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));

let path;
let tests = 0;
beforeEach(() => { path = `/other-${(tests += 1)}.json`; });

/** A board of goals as Trello exports it: two objectives, each with a checklist of two results. */
const trello = () => {
  const list = { id: '6500000000000000000000a1', idBoard: 'b', name: 'Mål', closed: false, pos: 1 };
  const card = (n) => ({ id: `6500000000000000000000c${n}`, idList: list.id, idBoard: 'b', shortLink: `card${n}`, name: `Målbild nummer ${n}`, closed: false, pos: n });
  const check = (n) => ({
    id: `6500000000000000000000d${n}`, idCard: card(n).id, name: 'Nyckelresultat',
    checkItems: [{ id: `i${n}a`, name: `Fler kunder ${n}`, state: 'complete', pos: 1 }, { id: `i${n}b`, name: `Färre fel ${n}`, state: 'incomplete', pos: 2 }],
  });
  return { id: 'b', name: 'Målen', labelNames: {}, lists: [list], cards: [card(1), card(2)], checklists: [check(1), check(2)], labels: [], members: [], actions: [] };
};
/** Rows as a sheet of an office gives them: nobody's format. */
const rows = [1, 2, 3].map((n) => ({ mål: 'Nöjda resenärer', nyckelresultat: `Resultat ${n}`, startvärde: 0, nuläge: 20 * n, målvärde: 100 }));
const titles = () => [...document.querySelectorAll('main > .slide:last-child [data-goal] h2')].map((one) => one.textContent);

test('a heavy document of the board\'s own is read without the worker where its reader is missing', async () => {
  const own = await serve();
  for (const name of readdirSync(SITE).filter((name) => /^maltavla-reader/.test(name))) own.route(`/${name}`, reply({ status: 404 }));
  const heavy = JSON.stringify({ ...feed(2), vision: 'En stad för alla. '.repeat(10) }).padEnd(200_000);
  own.route(path, reply({ body: heavy, etag: true }));
  const page = await open(browser, own, { feed: path, at: AT, scenes: 'overview', hold: 1 }, { state: 'begun', speed: null });
  await page.waitFor(() => window.maltavla.state().failures > 0);
  await page.evaluate(() => window.maltavla.read());
  await page.waitFor(() => document.body.getAttribute('data-state') === 'live');
  assert.equal((await page.evaluate(facts)).objectives, 2);
  await page.close();
  await own.close();
});

test('a Trello board is read in the worker, and the report says so', async () => {
  server.route(path, reply({ body: trello() }));
  const page = await open(browser, server, { feed: path, at: AT, locale: 'sv', scenes: 'overview', hold: 1 }, { state: 'live', speed: null });
  const { objectives, keyResults, readings } = await page.evaluate(facts);
  assert.deepEqual([objectives, keyResults, readings], [2, 4, 1]);
  assert.deepEqual(await page.evaluate(titles), ['Målbild nummer 1', 'Målbild nummer 2']);
  await page.press('i');
  await page.waitFor(() => /Tolkat som Trello/.test(document.querySelector('.over').textContent));
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('rows that no reader knows are inferred, and a mapping reads what was left', async () => {
  server.route(path, reply({ body: rows }));
  let page = await open(browser, server, { feed: path, at: AT, scenes: 'results', hold: 1 }, { state: 'live', speed: null });
  assert.equal((await page.evaluate(facts)).keyResults, 3);
  await page.close();
  const renamed = { xs: rows.map((row) => ({ q: row.mål, r: row.nyckelresultat, s: 0, t: row.nuläge, u: 100 })) };
  server.route(path, reply({ body: renamed }));
  server.route('/map.json', reply({ body: {
    format: 'maltavla-mapping/1',
    // A function, to see that the worker knows them, too.
    objectives: { at: '$.xs[?length(@.q) > 1]', groupBy: '$.q', title: '$.q' },
    keyResults: { at: '$.xs[*]', title: '$.r', start: '$.s', current: '$.t', target: '$.u' },
  } }));
  page = await open(browser, server, { feed: path, at: AT, mapping: '/map.json', scenes: 'results', hold: 1 }, { speed: null });
  const told = await page.evaluate(() => [document.body.getAttribute('data-state'), document.querySelector('main').innerText]);
  assert.equal(told[0], 'live', told[1]);
  assert.deepEqual([told[0], (await page.evaluate(facts)).objectives, (await page.evaluate(facts)).keyResults], ['live', 1, 3]);
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('what is no goals is refused in words, and keeps the last good board', async () => {
  server.route(path, reply({ body: trello() }));
  const page = await open(browser, server, { feed: path, at: AT, scenes: 'overview', hold: 1, every: 5 }, { state: 'live', speed: null });
  server.route(path, reply({ body: { errors: [{ message: 'Not authorised to see this' }], data: null } }));
  await page.waitFor(() => document.querySelector('.note') && /Not authorised/.test(document.querySelector('.note').textContent), { timeout: 30_000 });
  assert.equal((await page.evaluate(shown)).state, 'stale');
  assert.deepEqual(await page.evaluate(titles), ['Målbild nummer 1', 'Målbild nummer 2']);
  await page.close();
});

test('the last reading is on the wall after a start without the feed, and says that it is old', async () => {
  for (const body of [feed(2), trello()]) {
    server.route(path, reply({ body }));
    const settings = { feed: path, at: AT, scenes: 'overview', hold: 1 };
    const page = await open(browser, server, settings, { state: 'live', speed: null });
    const before = await page.evaluate(titles);
    // The writing ends a moment after the drawing.
    await new Promise((done) => { setTimeout(done, 500); });
    server.route(path, reply({ status: 503 }));
    await page.goto(server.url(settings));
    await page.waitFor(() => document.body && document.body.getAttribute('data-state') === 'stale', { timeout: 20_000 });
    assert.deepEqual(await page.evaluate(titles), before);
    assert.match(await page.evaluate(() => document.querySelector('.fresh-words').textContent), /\S/);
    await page.close();
  }
});

test('a board that falls is loaded anew without the slide that did it, and stands still after the fourth fall', async () => {
  server.route(path, reply({ body: feed(3) }));
  const page = await open(browser, server, { feed: path, at: AT, scenes: 'objective', hold: 1 }, { state: 'live', speed: null });
  const key = await page.evaluate(() => window.maltavlaWatchdog.slide);
  assert.match(key, /^objective\//);
  await page.evaluate(() => { window.before = true; window.maltavlaWatchdog.fell('a test'); });
  await page.waitFor(() => !window.before && document.body && document.body.getAttribute('data-state') === 'live', { timeout: 20_000 });
  assert.equal((await page.evaluate(facts)).slides, 2);
  assert.equal(await page.evaluate(() => window.maltavlaWatchdog.falls().length), 1);
  for (let n = 2; n <= 3; n += 1) {
    await page.evaluate(() => { window.before = true; window.maltavlaWatchdog.slide = ''; window.maltavlaWatchdog.fell('again'); });
    await page.waitFor(() => !window.before && document.body && document.body.getAttribute('data-state') === 'live', { timeout: 20_000 });
  }
  await page.evaluate(() => { window.before = true; window.maltavlaWatchdog.fell('once more'); });
  await page.waitFor(() => window.before && /stands still/.test(document.getElementById('fell').textContent));
  assert.ok((await page.evaluate(titles)) !== undefined);
  await page.close();
});
