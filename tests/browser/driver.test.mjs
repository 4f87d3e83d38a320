// The driver does what the other tests take for granted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './driver.mjs';
import { reply, serve } from './server.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  server.route('/blank', reply({ body: '<!doctype html><body style="margin:0;background:#d33">', type: 'text/html' }));
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));

/** A page that keeps what happened to it in `window.seen`. */
async function blank(options) {
  const page = await browser.page(options);
  await page.before(() => { window.seen = []; });
  return page;
}

const seen = () => window.seen;

test('a screenshot is exactly as large as asked', async () => {
  const page = await blank({ width: 1080, height: 1920 });
  await page.goto(server.url({}, '/blank'));
  for (const [width, height, scale] of [[1080, 1920, 1], [1024, 600, 1], [1920, 1080, 2]]) {
    await page.setViewport({ width, height, scale });
    const png = await page.screenshot();
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [width * scale, height * scale]);
    assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio]), [width, height, scale]);
  }
  await page.close();
});

test('keys arrive by name and by number', async () => {
  const page = await blank();
  await page.goto(server.url({}, '/blank'));
  await page.evaluate(() => { addEventListener('keydown', (event) => window.seen.push([event.key, event.keyCode])); });
  await page.press('ArrowRight');
  await page.press('Enter');
  await page.press('7');
  await page.press('Unidentified', { keyCode: 461 });
  assert.deepEqual(await page.evaluate(seen), [['ArrowRight', 39], ['Enter', 13], ['7', 55], ['Unidentified', 461]]);
  await page.close();
});

test('fingers and mice arrive', async () => {
  const page = await blank({ touch: true });
  await page.goto(server.url({}, '/blank'));
  await page.evaluate(() => {
    addEventListener('touchstart', (event) => window.seen.push(['start', event.touches[0].clientX]));
    addEventListener('touchend', (event) => window.seen.push(['end', event.changedTouches[0].clientX]));
    addEventListener('mousemove', (event) => window.seen.push(['mouse', event.clientX]));
  });
  // Where the layout comes late, the browser tells once where the mouse is, unasked: at nought.
  await page.frames(2);
  await page.evaluate(() => { window.seen.length = 0; });
  await page.swipe([900, 500], [300, 500]);
  await page.moveMouse(12, 34);
  const arrived = (await page.evaluate(seen)).filter(([what, x]) => what !== 'mouse' || x !== 0);
  assert.deepEqual(arrived, [['start', 900], ['end', 300], ['mouse', 12]]);
  await page.close();
});

test('what goes wrong on a page is collected', async () => {
  const page = await blank();
  await page.goto(server.url({}, '/blank'));
  await page.evaluate(() => {
    console.error('said', 1);
    setTimeout(() => { throw new Error('thrown'); });
    return fetch('/nowhere');
  });
  await page.frames();
  assert.match(page.errors.join('\n'), /console\.error: said 1[^]*thrown[^]*404/);
  await page.close();
});

test('a taken clock stands still, moves on, jumps and hurries', async () => {
  const page = await blank();
  const at = Date.UTC(2026, 10, 23, 8);
  await page.takeTime({ at, speed: 0 });
  await page.goto(server.url({}, '/blank'));
  assert.deepEqual(await page.evaluate(() => [Date.now(), new Date().getTime(), new Date(5).getTime(), performance.now()]), [at, at, 5, 0]);
  await page.evaluate((at) => {
    const tell = (what) => window.seen.push([what, Date.now() - at]);
    window.tell = tell;
    setTimeout(() => tell('late'), 3000);
    setTimeout(() => { tell('early'); Promise.resolve().then(() => setTimeout(() => tell('nested'), 500)); }, 1000);
    const every = setInterval(() => tell('every'), 2000);
    setTimeout(() => clearInterval(every), 5000);
    clearTimeout(setTimeout(() => tell('never'), 10));
  }, at);
  assert.deepEqual(await page.evaluate(seen), []);
  await page.advance(6000);
  assert.deepEqual(await page.evaluate(seen), [['early', 1000], ['nested', 1500], ['every', 2000], ['late', 3000], ['every', 4000]]);
  assert.equal(await page.evaluate(() => Date.now()), at + 6000);

  await page.evaluate(() => { window.seen = []; setTimeout(() => window.tell('slept'), 60_000); });
  await page.jump(3_600_000);
  assert.deepEqual(await page.evaluate(seen), []);
  await page.speed(1000);
  await page.waitFor(() => window.seen.length > 0, { timeout: 5000 });
  assert.ok(await page.evaluate(() => Date.now()) >= at + 3_606_000);
  await page.close();
});

test('answers of the server are as slow, broken and conditional as asked', async () => {
  const page = await blank();
  await page.goto(server.url({}, '/blank'));
  const ask = (path, headers = {}) => page.evaluate(async (path, headers) => {
    try {
      const response = await fetch(path, { headers, cache: 'no-store' });
      return [response.status, await response.text(), response.headers.get('ETag')];
    } catch (error) {
      return [error.name];
    }
  }, path, headers);
  server.route('/feed', { a: 1 });
  assert.deepEqual(await ask('/feed'), [200, '{"a":1}', null]);
  server.route('/feed', reply({ body: 'é', etag: true }));
  const [, , tag] = await ask('/feed');
  assert.deepEqual((await ask('/feed', { 'If-None-Match': tag })).slice(0, 2), [304, '']);
  server.route('/feed', reply({ body: 'x'.repeat(100), truncate: 10 }));
  assert.deepEqual(await ask('/feed'), ['TypeError']);
  server.route('/feed', reply({ status: 503, body: 'no', delay: 150 }));
  const begun = Date.now();
  assert.equal((await ask('/feed'))[0], 503);
  assert.ok(Date.now() - begun >= 140);
  assert.equal(server.hits('/feed'), 5);
  await page.close();
});

test('counts of the page are those of what it holds', async () => {
  const page = await blank();
  await page.goto(server.url({}, '/blank'));
  const before = await page.metrics({ collect: true });
  await page.evaluate(() => {
    for (let n = 0; n < 100; n += 1) {
      const node = document.body.appendChild(document.createElement('p'));
      node.addEventListener('click', () => {});
    }
  });
  const then = await page.metrics({ collect: true });
  assert.equal(then.Nodes - before.Nodes, 100);
  assert.equal(then.JSEventListeners - before.JSEventListeners, 100);
  assert.equal(then.WasmMemory, 0);
  await page.goto(server.url());
  await page.waitFor(() => document.body.getAttribute('data-state') !== 'booting');
  assert.ok((await page.metrics()).WasmMemory > 0);
  await page.close();
});
