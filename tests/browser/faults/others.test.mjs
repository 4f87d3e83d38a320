// Faults beside those of the list: settings that come late, broken or from a captive portal, answers that say nothing, streams
// that give up, stores that hang, clocks that leap by years, several boards in one browser.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AT, NOON, feed, is, open, pass, walk } from '../board.mjs';
import { launch } from '../driver.mjs';
import { reply, serve } from '../server.mjs';
import { endures, fresh, sound, text, titled, told, wall } from './faults.mjs';
import { reloads } from './site.mjs';

const kit = {};
before(async () => { [kit.browser, kit.server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all(Object.values(kit).map((one) => one && one.close())));

const page = reply({ type: 'text/html', body: '<!doctype html><form>Welcome to the guest network</form>' });
for (const [name, answer] of [
  ['is a web page', page], ['is half written', reply({ body: '{"feed": "/sett' })], ['never comes', reply({ hang: 'headers' })], ['is refused', reply({ status: 503 })],
]) {
  for (const worker of [true, false]) {
    test(`board.json ${name} at the start: the last one holds (${worker ? 'with' : 'without'} a service worker)`, async (t) => {
      const own = await serve();
      t.after(() => own.close());
      const settings = { feed: '/goals.json', at: AT, scenes: ['overview'], theme: 'light' };
      own.route('/board.json', settings);
      own.route('/goals.json', titled('Goal'));
      const before = (page) => (worker ? undefined : page.before(() => { Object.defineProperty(Navigator.prototype, 'serviceWorker', { configurable: true, value: undefined }); }));
      const page = await open(kit.browser, own, {}, { state: 'live', speed: null, before });
      if (worker) await page.waitFor(() => navigator.serviceWorker.controller !== null);
      await page.waitFor(() => window.maltavlaKeep.load('board.json'));
      own.route('/board.json', answer);
      await page.reload();
      await page.waitFor(() => document.body && /Goal number 1/.test(document.body.innerText));
      assert.equal(await page.evaluate(() => document.documentElement.getAttribute('data-theme')), 'light');
      // Nor is it kept in the place of the good one.
      own.route('/board.json', reply({ status: 500 }));
      await page.reload();
      await page.waitFor(() => document.body && /Goal number 1/.test(document.body.innerText));
      await page.close();
    });
  }
}

test('an answer of 304 to a question without a tag is no reading', async () => {
  const { server } = kit;
  const path = fresh();
  server.route(path, reply({ status: 304 }));
  const page = await wall(kit, path, {}, { state: 'begun' });
  await pass(page, is, { args: ['broken'] });
  assert.match(await page.evaluate(text), /304/);
  server.route(path, titled('Goal'));
  await pass(page, is, { args: ['live'], most: 62_000 });
  assert.match(await page.evaluate(text), /Goal number 1/);
  await page.close();
});

test('204, 206 and a redirect in a ring are told, and passed over', async () => {
  kit.server.route('/ring', reply({ status: 302, headers: { Location: '/ring' } }));
  for (const [answer, says] of [
    [reply({ status: 204 }), /nothing in it/],
    [reply({ status: 206, body: '{"format":"maltavla/1","objec', headers: { 'Content-Range': 'bytes 0-28/999' } }), /ends in its middle/],
    [reply({ status: 302, headers: { Location: '/ring' } }), /could not be reached/],
    [reply({ body: '', headers: { 'Content-Type': 'application/json; charset=utf-16' } }), /nothing in it/],
  ]) await endures(kit, answer, { says });
});

test('a stream of events that gave up is asked for again', async () => {
  const { server } = kit;
  const path = fresh();
  server.route(path, titled('Goal'));
  server.route('/events', reply({ status: 502 }));
  const page = await wall(kit, path, { every: 3_600, push: '/events' }, { state: 'live' });
  await walk(page, 2_000);
  server.route('/events', reply({ events: true }));
  server.route(path, titled('Aim'));
  await pass(page, () => true);
  for (let gone = 0; !server.listeners('/events') && gone < 60_000; gone += 1_000) await walk(page, 1_000);
  assert.equal(server.listeners('/events'), 1);
  server.push('/events');
  await pass(page, () => /Aim number 1/.test(document.body.innerText), { most: 10_000 });
  await page.close();
});

test('a database that never opens holds up neither the start nor the keeping', async () => {
  const { server } = kit;
  const path = fresh();
  const settings = { feed: path, at: AT, every: 5, scenes: 'overview' };
  server.route(path, titled('Goal'));
  const page = await open(kit.browser, server, settings, { state: 'live', speed: null, before: (page) => page.before(() => { indexedDB.open = () => ({}); }) });
  await page.waitFor(async (path) => (await caches.open('readings').then((cache) => cache.keys())).some(({ url }) => url.includes(encodeURIComponent(path))), { args: [path] });
  server.route(path, reply({ status: 503 }));
  await page.reload();
  const shown = await page.waitFor(() => document.body && /Goal number 1/.test(document.body.innerText) && performance.now());
  assert.ok(shown < 3_000, `after ${shown} ms`);
  await page.close();
});

test('a clock that leaps by years while an answer is on its way, and back', async () => {
  const { server } = kit;
  const path = fresh();
  server.route(path, titled('Goal'));
  const page = await wall(kit, path, { at: '' }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  server.route(path, reply({ hang: 'headers' }));
  for (const years of [9, -9, 30, -30]) {
    await walk(page, 6_000);
    await page.evaluate((by) => {
      const was = Date.now;
      Date.now = () => was() + by;
    }, years * 365.25 * 86_400_000);
    await walk(page, 3_000);
    assert.match(await page.evaluate(text), /Goal number 1/);
    assert.doesNotMatch((await page.evaluate(told)).fresh, /-\d|in \d+ years/);
  }
  server.route(path, titled('Aim'));
  await pass(page, () => /Aim number 1/.test(document.body.innerText), { most: 62_000 });
  await pass(page, is, { args: ['live'] });
  assert.deepEqual(page.errors.filter((error) => /^exception/.test(error)), []);
  assert.equal(await page.evaluate(() => window.same), true);
  await page.close();
});

test('boards in two folders of one server keep goals apart, though their feeds have one name', async (t) => {
  const own = await serve();
  t.after(() => own.close());
  const pages = await kit.browser.page();
  // The site under two folders, as a server has it that serves both from one disk.
  const at = (folder) => `${own.origin}/${folder}/?feed=goals.json&at=${encodeURIComponent(AT)}&scenes=overview`;
  const kept = await import('node:fs').then(({ readFileSync }) => readFileSync);
  const { SITE } = await import('../server.mjs');
  const { readdirSync } = await import('node:fs');
  for (const folder of ['a', 'b']) {
    for (const name of readdirSync(SITE).filter((name) => /\.\w+$/.test(name))) {
      const type = { html: 'text/html', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm' }[name.split('.').pop()];
      own.route(`/${folder}/${name === 'index.html' ? '' : name}`, reply({ body: kept(`${SITE}/${name}`), type }));
    }
    own.route(`/${folder}/goals.json`, titled(`Folder${folder.toUpperCase()}`));
    await pages.goto(at(folder));
    await pages.waitFor((word) => document.body && document.body.innerText.includes(word), { args: [`Folder${folder.toUpperCase()} number 1`] });
    await pages.waitFor(() => window.maltavlaKeep.load('goals.json'));
  }
  own.route('/a/goals.json', reply({ status: 503 }));
  await pages.goto(at('a'));
  await pages.waitFor(() => document.body && /Folder[AB] number 1/.test(document.body.innerText));
  assert.match(await pages.evaluate(text), /FolderA number 1/);
  await pages.close();
});
