// The same board in Firefox and WebKit: what engines.test.mjs asserts, as far as their drivers allow. A command of its own
// (`cargo xtask test --engines`), as it needs Debian's packages.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AT, facts, feed, read, rows, shown } from './board.mjs';
import { CACHE, missing } from './engines.mjs';
import { charts, inspect, walk } from './geometry.mjs';
import { SITE, reply, serve } from './server.mjs';
import { OTHERS, begin } from './webdriver.mjs';

let server;
before(async () => {
  server = await serve();
  // WPE's window is 800 x 600, and it can't be told otherwise: there the wall is a frame of its size, shown smaller.
  server.route('/wall', (request) => reply({
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><style>body{margin:0;overflow:hidden}iframe{border:0;transform:scale(.41);transform-origin:0 0}</style>
      <iframe width="1920" height="1080" src="${new URL(request.url, server.origin).searchParams.get('at').replace(/&/g, '&amp;')}"></iframe>`,
  }));
});
after(() => server && server.close());

/** Goes to the board on a wall of 1920 x 1080, and waits for it. */
async function show(page, settings) {
  const url = server.url(settings);
  await page.goto(page.inside ? `${server.origin}/wall?at=${encodeURIComponent(url)}` : url);
  if (page.inside) await page.inside();
  await page.waitFor(() => Boolean(document.body) && document.body.getAttribute('data-state') === 'live');
}

/** Whether the board fell is known everywhere; what the console was told, only in Firefox. */
async function done(page) {
  assert.deepEqual(page.errors, []);
  assert.deepEqual(await page.evaluate(() => window.maltavlaWatchdog.falls()), []);
}

for (const engine of OTHERS) {
  test(engine.name, async (t) => {
    const page = await begin(engine);
    t.diagnostic(page.version);
    try {
      await t.test('every scene is drawn whole and in its place', async () => {
        await show(page, { locale: 'en', at: '2026-11-23T09:42:00+01:00', tz: 'Europe/Stockholm', motion: 'off', hold: 1 });
        assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight]), [1920, 1080]);
        const { findings, texts } = await page.evaluate(`(${walk})(${inspect})`);
        assert.deepEqual(findings, []);
        assert.deepEqual(missing(texts), [], 'titles that are nowhere on the wall');
        const slides = await page.evaluate(() => window.maltavla.slides());
        let marks = 0;
        for (const [at, { scene }] of slides.entries()) {
          await page.evaluate((n) => window.maltavla.show(n), at + 1);
          const drawn = await page.evaluate(charts);
          assert.equal(drawn.empty, 0, `charts of ${scene} ${at + 1}`);
          marks += drawn.marks;
          if (slides.findIndex((slide) => slide.scene === scene) !== at) continue;
          mkdirSync(join(CACHE, 'sheet'), { recursive: true });
          await page.screenshot(join(CACHE, 'sheet', `${engine.name.replace(/ /g, '-')}-${scene}.png`));
        }
        assert.ok(marks > 100, `${marks} marks`);
        await done(page);
      });
      await t.test('slides turn, and not before their time', async () => {
        server.route('/turning.json', feed(4));
        await show(page, { feed: '/turning.json', at: AT });
        const { slide, slides } = await page.evaluate(shown);
        const ends = await page.evaluate(() => {
          const main = document.querySelector('main');
          new MutationObserver(() => { window.turned = window.turned || [Date.now(), Number(main.getAttribute('data-slide'))]; })
            .observe(main, { attributes: true, attributeFilter: ['data-slide'] });
          return window.maltavla.state().ends;
        });
        const [at, next] = await page.waitFor(() => window.turned, { timeout: 90_000 });
        assert.ok(at >= ends, `${ends - at} ms early`);
        assert.equal(next, (slide % slides) + 1);
        await page.waitFor(() => document.querySelectorAll('main > .slide').length === 1);
        await done(page);
      });
      await t.test('a changed reading is taken over', async () => {
        server.route('/changing.json', feed(2, 40));
        await show(page, { feed: '/changing.json', at: AT, scenes: 'results', hold: 1 });
        server.route('/changing.json', feed(2, 73));
        await read(page);
        await page.waitFor(() => /73/.test(document.querySelector('main').textContent));
        await done(page);
      });
      await t.test("another tool's export is read in the worker", async () => {
        server.route('/rows.json', reply({ body: rows }));
        await show(page, { feed: '/rows.json', at: AT, locale: 'sv', scenes: 'results', hold: 1 });
        assert.equal((await page.evaluate(facts)).keyResults, 3);
        await done(page);
      });
      await t.test('the one page opens as a file', async () => {
        await page.goto(pathToFileURL(join(SITE, 'maltavla.html')).href);
        await page.waitFor(() => document.body.getAttribute('data-state') === 'live');
        assert.ok((await page.evaluate(facts)).keyResults > 10);
        await done(page);
      });
    } finally {
      await page.close();
    }
  });
}
