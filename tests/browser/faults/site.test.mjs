// The fault battery, the site itself: its server gone, old pages whose parts are gone, broken parts, parts of two builds, a
// worker of an old one.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { AT, feed, open } from '../board.mjs';
import { launch } from '../driver.mjs';
import { SITE, reply, serve } from '../server.mjs';
import { AGE, fault, text, titled, told } from './faults.mjs';
import { arrived, builds, reloads, withoutWorker } from './site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser && browser.close());

const settings = { feed: '/feed.json', at: AT, tz: 'Europe/Stockholm' };
const still = { ...settings, scenes: 'overview', hold: 1 };
const build = (page) => page.evaluate(() => window.maltavla && window.maltavla.state().build);
const index = readFileSync(join(SITE, 'index.html'), 'utf8');
const wasm = /data-wasm="([^"]+)"/.exec(index)[1];
const script = readdirSync(SITE).find((name) => /^maltavla-[0-9a-f]{16}\.js$/.test(name));
/** A server of a case's own, which ends with it. */
async function ours(t, options) {
  const server = await serve(options);
  t.after(() => server.close());
  return server;
}
/** What a server says of a file whose name is its checksum. */
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };
/** Runs in the page: what it says instead of a board. */
const fell = () => { const box = document.getElementById('fell'); return box && box.textContent; };
/** Runs in the page: whether the worker has a whole build. */
const isKept = async () => {
  for (const name of await caches.keys()) if (await (await caches.open(name)).match('./')) return true;
  return false;
};

fault(2, 'the server is gone at the start: the board and its last goals are on the wall within 2 s, and say how old they are', async (t) => {
  const own = await ours(t);
  own.route('/feed.json', titled('Goal'));
  const page = await open(browser, own, settings, { state: 'live', speed: null });
  await page.waitFor(isKept, { timeout: 20_000 });
  await page.waitFor(() => window.maltavlaKeep.load('/feed.json'));
  await own.close();
  await page.goto(own.url(settings));
  const shown = await page.waitFor(() => document.body && /Goal number 1/.test(document.body.innerText) && performance.now(), { every: 10 });
  assert.ok(shown < 2_000, `after ${shown} ms`);
  const { state, fresh } = await page.evaluate(told);
  assert.match(state, /stale|offline/);
  assert.match(fresh, AGE);
  await page.waitFor(() => document.body.getAttribute('data-state') === 'offline');
  await own.open();
  await page.waitFor(() => document.body.getAttribute('data-state') === 'live', { timeout: 60_000 });
  await page.close();
});

fault(47, 'an old page whose parts are gone mends itself, and says so meanwhile', async (t) => {
  const two = builds();
  const own = await ours(t, { site: two.site });
  own.route('/feed.json', feed(2));
  two.part();
  two.drop();
  // What a cache between here and the server still has: the first page; without the worker that would know better.
  const page = await browser.page();
  await withoutWorker(page);
  await page.goto(own.url(settings));
  await page.waitFor(() => document.getElementById('fell') && /tries again|försöker igen/.test(document.getElementById('fell').textContent));
  two.page();
  await arrived(page, '00000000000000b2');
  await page.close();
  two.end();
});

fault(47, 'an old page whose program is gone says so, and comes back with the next page', async (t) => {
  const own = await ours(t);
  own.route('/feed.json', feed(2));
  own.route(`/${wasm}`, reply({ status: 404 }));
  own.route('/', reply({ body: index.split(wasm).join('maltavla-00000000000000a1.wasm'), type: 'text/html' }));
  const page = await browser.page();
  await withoutWorker(page);
  await page.goto(own.url(settings));
  assert.match(await page.waitFor(fell), /could not start/);
  own.unroute('/');
  own.unroute(`/${wasm}`);
  await arrived(page);
  await page.close();
});

fault(47, 'a board that the worker has whole needs no part of the server', async (t) => {
  const own = await ours(t);
  own.route('/feed.json', titled('Goal'));
  const page = await open(browser, own, still, { state: 'live', speed: null });
  await page.waitFor(isKept, { timeout: 20_000 });
  // The next deployment is half there: a page that names parts which are not.
  own.route('/', reply({ body: index.split(wasm).join('maltavla-00000000000000a1.wasm').replace(/(maltavla-build" content=")[0-9a-f]+/, '$100000000000000a1'), type: 'text/html' }));
  own.route(`/${wasm}`, reply({ status: 404 }));
  await page.goto(own.url(still));
  await page.waitFor(() => document.body && document.body.getAttribute('data-state') === 'live');
  assert.match(await page.evaluate(text), /Goal number \d/);
  assert.equal(await page.evaluate(fell), null);
  await page.close();
});

for (const [what, part] of [['script', script], ['program', wasm]]) {
  fault(48, `the ${what} came with one byte changed, and a cache has it for a year: fetched anew past the cache`, async (t) => {
    const own = await ours(t);
    own.route('/feed.json', feed(2));
    const bytes = readFileSync(join(SITE, part));
    const broken = Buffer.from(bytes);
    broken[broken.length >> 1] ^= 1;
    let times = 0;
    const type = part.endsWith('.js') ? 'text/javascript' : 'application/wasm';
    own.route(`/${part}`, () => reply({ body: (times += 1) === 1 ? broken : bytes, type, headers: FOR_EVER }));
    const page = await browser.page();
    await withoutWorker(page);
    await page.goto(own.url(settings));
    await arrived(page);
    assert.ok(times >= 2);
    assert.equal(await page.evaluate(fell), null);
    await page.close();
  });
}

fault(49, 'a program of another build under this one’s name is not begun, and said; the right one is', async (t) => {
  const own = await ours(t);
  own.route('/feed.json', feed(2));
  const other = readdirSync(SITE).find((name) => /^maltavla-reader-.*\.wasm$/.test(name));
  own.route(`/${wasm}`, reply({ body: readFileSync(join(SITE, other)), type: 'application/wasm', headers: FOR_EVER }));
  const page = await browser.page();
  await withoutWorker(page);
  await page.before(() => {
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const original = WebAssembly[name];
      WebAssembly[name] = (...all) => original.apply(WebAssembly, all).then((made) => {
        sessionStorage.setItem('begun', Number(sessionStorage.getItem('begun')) + 1);
        return made;
      });
    }
  });
  await page.goto(own.url(settings));
  assert.match(await page.waitFor(fell), /could not start/);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('begun')), null, 'it is not begun');
  assert.doesNotMatch(await page.evaluate(fell), /unreachable|panic/);
  own.unroute(`/${wasm}`);
  await arrived(page);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('begun')), '1');
  await page.close();
});

for (const kind of ['with', 'without']) {
  fault(50, `a new build is fetched whole, and taken once, at a change of slide (${kind} a service worker)`, async (t) => {
    const two = builds();
    const own = await ours(t, { site: two.site });
    own.route('/feed.json', feed(3));
    const page = await open(browser, own, settings, { state: 'live', before: kind === 'without' ? withoutWorker : undefined });
    if (kind === 'with') await page.waitFor(() => navigator.serviceWorker.controller !== null);
    // Half there: the page without its part, and then with a broken one.
    two.page();
    assert.equal(await reloads(page, 400_000), false, 'half a site is not taken');
    two.broken();
    assert.equal(await reloads(page, 400_000), false, 'nor is a broken one');
    assert.equal(await build(page), two.id);
    two.part();
    assert.equal(await reloads(page, 400_000), true, 'a whole one is');
    await arrived(page, '00000000000000b2');
    assert.deepEqual((await page.evaluate(() => window.maltavla.state().reloads)).map((reload) => reload.why), ['a new build']);
    if (kind === 'with') assert.equal(await reloads(page, 700_000), false, 'once');
    else {
      // The page comes back old from a cache: it is not loaded anew for ever.
      two.page(false);
      await page.reload();
      await arrived(page, two.id);
      two.page();
      assert.equal(await reloads(page, 700_000), false, 'once');
    }
    await page.close();
    two.end();
  });
}
