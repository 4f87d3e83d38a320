// The whole board in one page, opened from a file as from a stick: nothing is fetched, nothing is refused, on the oldest
// engine and on today's.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { facts, feed, rows } from './board.mjs';
import { launch } from './driver.mjs';
import { ENGINES, canRun, program } from './engines.mjs';
import { SITE } from './server.mjs';

let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), 'maltavla-stick-')); });
after(() => rmSync(folder, { recursive: true, force: true }));

const PAGE = readFileSync(join(SITE, 'maltavla.html'), 'utf8');

/** Writes the page with these files in it, as a page in a browser could, and says where it is. */
function onStick(name, files) {
  const blocks = Object.entries(files).map(([file, value]) =>
    `<script type="application/json" data-file="${file}">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`);
  const bare = PAGE.replace(/<script type="application\/json"[^>]*>[^]*?<\/script>\n/g, '');
  // A function, as a text may hold '$&'.
  writeFileSync(join(folder, name), bare.replace('<!--maltavla-files-->', () => blocks.join('\n')));
  return pathToFileURL(join(folder, name)).href;
}

for (const engine of ENGINES.filter(({ major }) => [68, 85, 'today'].includes(major))) {
  const skip = canRun || !engine.package ? false : 'its program is for Linux on x86-64';
  test(`one page from a stick, on Chromium ${engine.major}`, { skip }, async (t) => {
    const browser = await launch({ chrome: program(engine), socket: engine.major === 68 });
    const show = async (url) => {
      const page = await browser.page();
      await page.goto(url);
      await page.waitFor(() => document.body.getAttribute('data-state') === 'live');
      return page;
    };
    const done = async (page) => {
      assert.deepEqual(page.errors, []);
      assert.deepEqual(page.console, []);
      assert.deepEqual(page.requests.map(({ url }) => url).filter((url) => !/^(data|blob):/.test(url)).slice(1), []);
      await page.close();
    };
    try {
      await t.test('the demo, in its typeface', async () => {
        const page = await show(pathToFileURL(join(SITE, 'maltavla.html')).href);
        assert.ok((await page.evaluate(facts)).keyResults > 10);
        assert.ok(await page.evaluate(() => document.fonts.ready.then(() => [...document.fonts].some((one) => one.status === 'loaded'))));
        await done(page);
      });
      await t.test('a feed of its own, which is read again', async () => {
        const goals = feed(4, 40, { organisation: 'Prov </script>' });
        const page = await show(onStick('own.html', { 'goals.json': goals, 'board.json': { feed: ['goals.json'] } }));
        assert.equal((await page.evaluate(facts)).objectives, 4);
        assert.ok(await page.evaluate(() => document.querySelector('.head').textContent.indexOf('Prov </script>') >= 0));
        await page.evaluate(() => window.maltavla.read());
        await page.waitFor(() => document.body.getAttribute('data-state') === 'live');
        await done(page);
      });
      await t.test("another tool's export", async () => {
        const page = await show(onStick('rows.html', { 'rows.json': rows, 'board.json': { feed: ['rows.json'], scenes: ['results'] } }));
        assert.equal((await page.evaluate(facts)).keyResults, 3);
        assert.ok(await page.evaluate(() => document.querySelector('main').textContent.indexOf('Nöjda resenärer') >= 0));
        await done(page);
      });
      await t.test('what is slipped into it does not run', { skip: browser.major < 97 && 'its engine could not be told' }, async () => {
        writeFileSync(join(folder, 'slipped.html'), PAGE.replace('</body>', '<script>window.slipped = true</script></body>'));
        const page = await show(pathToFileURL(join(folder, 'slipped.html')).href);
        assert.equal(await page.evaluate(() => window.slipped), undefined);
        await page.close();
      });
    } finally {
      await browser.close();
    }
  });
}
