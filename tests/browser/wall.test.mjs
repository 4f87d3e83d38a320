// Months on a wall that nobody stands by: rest, clocks, the nightly renewal, what a monitor sees. Drift, new builds and
// missing parts: the fault battery.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AT, NOON, feed, open, walk } from './board.mjs';
import { launch } from './driver.mjs';
import { reply, serve } from './server.mjs';
import { arrived, reloads, withoutWorker } from './faults/site.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  server.route('/feed.json', feed(3));
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));

const settings = { feed: '/feed.json', at: AT, tz: 'Europe/Stockholm' };
const state = (page) => page.evaluate(() => document.body.getAttribute('data-state'));
const HOUR = 3_600_000;
// ── rest ──

test('outside office hours the screen is dark but for a faint clock that moves, asks nothing, and wakes fresh', async () => {
  server.route('/rest.json', feed(3));
  const page = await open(browser, server, { ...settings, feed: '/rest.json', hours: 'mon-fri 07:00-12:01' });
  assert.equal(await state(page), 'live');
  await walk(page, 61_000);
  assert.equal(await state(page), 'resting');
  await page.frames(3);
  const clock = () => {
    const clock = document.querySelector('.rest-clock');
    const box = clock.getBoundingClientRect();
    return { text: clock.textContent, x: box.x, y: box.y, inside: box.x >= 0 && box.y >= 0 && box.right <= innerWidth && box.bottom <= innerHeight };
  };
  const seen = [await page.evaluate(clock)];
  for (let n = 0; n < 4; n += 1) {
    await page.advance(60_000);
    seen.push(await page.evaluate(clock));
  }
  assert.ok(seen.every((one) => one.inside), JSON.stringify(seen));
  assert.equal(new Set(seen.map((one) => `${one.x} ${one.y}`)).size, 5, JSON.stringify(seen));
  assert.match(seen[0].text, /Resting until/);
  const dark = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.head')).visibility]);
  assert.deepEqual(dark, ['rgb(0, 0, 0)', 'hidden']);
  assert.equal(await page.evaluate(() => document.querySelector('main').getAttribute('data-slide')), null);
  const hits = server.hits('/rest.json');
  await page.jump(10 * HOUR);
  await walk(page, 120_000);
  assert.equal(server.hits('/rest.json'), hits, 'nothing is read at night');
  // To two minutes before seven.
  const left = await page.evaluate((seven) => seven - Date.now(), NOON + 19 * HOUR);
  await page.jump(left - 121_000);
  await walk(page, 60_000);
  assert.ok(server.hits('/rest.json') > hits, 'it is read before the office comes');
  assert.equal(await state(page), 'resting');
  await walk(page, 62_000);
  assert.equal(await state(page), 'live');
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('the set is kept awake while the board is, and let go at rest; without such a lock nothing is said', async () => {
  const locks = (kind) => {
    window.locks = [];
    const request = (what) => {
      window.locks.push(what);
      const lock = new EventTarget();
      lock.release = () => { window.locks.push('release'); return Promise.resolve(); };
      return kind === 'refused' ? Promise.reject(new Error('battery')) : Promise.resolve(lock);
    };
    Object.defineProperty(Navigator.prototype, 'wakeLock', { configurable: true, value: kind === 'none' ? undefined : { request } });
  };
  for (const [kind, wanted] of [['given', ['screen', 'release']], ['none', []]]) {
    const page = await open(browser, server, { ...settings, hours: 'mon-fri 07:00-12:01' }, { before: (page) => page.before(locks, kind) });
    await walk(page, 62_000);
    assert.equal(await state(page), 'resting');
    assert.deepEqual(await page.evaluate(() => window.locks), wanted, kind);
    assert.deepEqual(page.errors, []);
    await page.close();
  }
  const page = await open(browser, server, settings, { before: (page) => page.before(locks, 'refused') });
  await page.advance(60_000);
  assert.ok((await page.evaluate(() => window.locks.length)) >= 2, 'asked again');
  assert.deepEqual(page.errors, []);
  await page.close();
});

// ── clocks ──

test('a clock that is wrong is told at the frame, in both languages, and dates go by the server', async () => {
  for (const [locale, words] of [['en', 'the clock of this screen is wrong'], ['sv', 'skärmens klocka går fel']]) {
    for (const at of [5_000, NOON - HOUR]) {
      const Date = new globalThis.Date(NOON).toUTCString();
      server.route('/dated.json', reply({ body: feed(2), headers: { Date } }));
      const page = await open(browser, server, { feed: '/dated.json', tz: 'Europe/Stockholm', locale }, { at, state: 'live' });
      await page.waitFor((words) => document.querySelector('.fresh-words').textContent === words || (window.__time.advance(1000), false), { args: [words] });
      // One that was never set is mended, too.
      const head = at < NOON / 2 ? /(week|vecka)\s8.*12:00/ : /(week|vecka)\s8.*11:0/;
      await page.waitFor((head) => new RegExp(head).test(document.querySelector('.head').textContent) || (window.__time.advance(1000), false), { args: [head.source] });
      assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /-\d|NaN|19[67]\d/);
      assert.equal(await state(page), 'live');
      // Then it is set.
      await page.jump(NOON - at);
      await walk(page, 62_000);
      assert.equal(await page.evaluate(() => document.querySelector('.fresh-words').textContent), '');
      await page.close();
    }
  }
});

test('refused, offline and stale are told with since when, in both languages', async () => {
  for (const [locale, offline, refused, stale] of [
    ['en', /^offline since 12:00, read \d+ minutes ago$/, /^refused \(401\) · read \d+ minutes ago$/, /^stale since 12:00, read \d+ minutes ago$/],
    ['sv', /^utan nät sedan 12:00, läst för \d+ minuter sedan$/, /^nekas åtkomst \(401\) · läst för \d+ minuter sedan$/, /^inte uppdaterad sedan 12:00, läst för \d+ minuter sedan$/],
  ]) {
    for (const [answer, words] of [[reply({ hang: 'headers' }), offline], [reply({ status: 401 }), refused], [reply({ status: 500 }), stale]]) {
      server.route('/told.json', feed(2));
      const page = await open(browser, server, { ...settings, feed: '/told.json', locale }, { state: 'live' });
      server.route('/told.json', answer);
      await walk(page, 125_000);
      assert.match((await page.evaluate(() => document.querySelector('.fresh-words').textContent)).replace(/\u00a0/g, ' '), words);
      await page.close();
    }
  }
});

// ── loaded anew ──

test('the page is loaded anew once a night, at a change of slide; not when its server is gone, and not when it is off', async () => {
  // 03:58 in Stockholm.
  const at = NOON + 16 * HOUR - 120_000;
  for (const [more, gone, wanted] of [[{}, false, true], [{}, true, false], [{ renew: 'off' }, false, false]]) {
    const own = await serve();
    own.route('/feed.json', feed(3));
    const page = await open(browser, own, { ...settings, ...more }, { at, state: 'live', before: withoutWorker });
    if (gone) await own.close();
    assert.equal(await reloads(page, 900_000), wanted, JSON.stringify([more, gone]));
    if (wanted) {
      await arrived(page);
      assert.deepEqual((await page.evaluate(() => window.maltavla.state().reloads)).map((reload) => reload.why), ['the nightly renewal']);
      // The taken clock begins anew with the page, so the night comes again: once is enough.
      assert.equal(await reloads(page, 900_000), false, 'once a night');
    }
    await page.close();
    if (!gone) await own.close();
  }
});

// ── closed ──

test('text cannot become a script where the engine holds to Trusted Types, and the board needs none', async () => {
  const page = await open(browser, server, settings, { state: 'live', speed: null });
  const refused = await page.evaluate(() => {
    if (!window.trustedTypes) return null;
    const tried = [
      () => { document.createElement('div').innerHTML = '<b>x</b>'; },
      () => { document.createElement('script').src = 'evil.js'; },
      () => new Worker('evil.js'),
      () => window.maltavlaOwn('evil.js'),
      () => window.trustedTypes.createPolicy('other', {}),
    ];
    return tried.map((one) => { try { one(); return false; } catch (error) { return error instanceof TypeError; } });
  });
  if (refused) assert.deepEqual(refused, [true, true, true, true, true]);
  await page.waitFor(async () => Boolean(await navigator.serviceWorker.getRegistration()));
  await page.close();
});

// ── watched ──

test('?health tells a monitor what it wants to know, as JSON in the page', async () => {
  server.route('/sick.json', feed(2));
  const page = await browser.page();
  await page.goto(`${server.url({ feed: ['/feed.json', '/sick.json'], at: AT, every: 5 })}&health`);
  const told = () => { const page = document.getElementById('health'); return page && JSON.parse(page.textContent); };
  await page.waitFor(() => /"readings": 2/.test(document.getElementById('health').textContent));
  const health = await page.evaluate(told);
  assert.match(health.version, /^\d+\.\d+\.\d+$/);
  assert.match(health.build, /^[0-9a-f]{16}$/);
  assert.deepEqual([health.readings, health.failures, health.reloads, health.falls], [2, 0, [], []]);
  assert.ok(health.uptime >= 0 && health.memory.wasm > 1_000_000 && health.memory.heap > 100_000, JSON.stringify(health.memory));
  assert.deepEqual(health.feeds.map((feed) => [feed.freshness, feed.miss, feed.reader]), [['fresh', null, 'Måltavla'], ['fresh', null, 'Måltavla']]);
  server.route('/sick.json', reply({ status: 503 }));
  await page.waitFor(() => /status 503/.test(document.getElementById('health').textContent));
  const sick = await page.evaluate(told);
  assert.ok(sick.failures >= 2);
  assert.equal(sick.state, 'stale');
  assert.equal(sick.feeds[1].freshness, 'stale');
  assert.equal(await page.evaluate(() => document.body.innerText.trim()[0]), '{', 'nothing else is seen');
  await page.evaluate(() => window.maltavlaWatchdog.fell('a test'));
  await page.waitFor(() => { const page = document.getElementById('health'); return page && /a test/.test(page.textContent); });
  await page.close();
});
