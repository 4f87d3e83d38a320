// Every slide of every scene, at every size of wall, with goals few and many, short and endless: no text is cut off,
// over another, outside its card or too small to read.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './driver.mjs';
import { inspect, walk } from './geometry.mjs';
import { reply, serve } from './server.mjs';
import { endless, one, sixty } from './stress.mjs';

const WALL = [1920, 1080];
const PILLAR = [1080, 1920];
const HUGE = [3840, 2160];
const SMALL = [1024, 600];
const ALL = [WALL, PILLAR, HUGE, SMALL];
const AT = '2026-11-23T09:42:00+01:00';

/** Real boards of an office's tool, where they lie beside the project. */
const exported = (name) => {
  const path = fileURLToPath(new URL(`../../../shared/exports/trello/${name}.json`, import.meta.url));
  return existsSync(path) ? readFileSync(path) : undefined;
};

const CASES = [
  ['the demo', undefined, { locale: 'en' }, ALL],
  ['the Swedish demo', undefined, { locale: 'sv' }, [WALL, PILLAR, SMALL]],
  ['one goal', one, { locale: 'en' }, ALL],
  ['sixty goals', sixty(), { locale: 'en' }, ALL],
  ['endless words', endless(), { locale: 'sv' }, ALL],
  ['a large board of Trello', exported('gocd-board-large'), { locale: 'en' }, [WALL, PILLAR]],
  ['a board of Trello', exported('humberto-zayas-export'), { locale: 'sv' }, [WALL, SMALL]],
].filter(([what, feed]) => feed || /demo/.test(what));

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));

for (const [what, feed, settings, sizes] of CASES) {
  for (const [width, height] of sizes) {
    test(`a walk through ${what} at ${width} x ${height}`, async (t) => {
      const page = await browser.page({ width, height });
      if (feed) server.route('/walk.json', reply({ body: feed }));
      await page.goto(server.url({ ...settings, ...(feed ? { feed: '/walk.json' } : {}), at: AT, tz: 'Europe/Stockholm', motion: 'off', hold: 1, every: 3600 }));
      await page.waitFor(() => document.body.getAttribute('data-state') === 'live' && window.maltavla.slides().length > 0);
      const { slides, scenes, findings } = await page.evaluate(`(${walk})(${inspect})`);
      t.diagnostic(`${slides} slides of ${scenes.join(', ')}`);
      assert.deepEqual(page.errors, []);
      assert.equal(findings.length, 0, `${findings.length} on ${slides} slides:\n${findings.map(tell).slice(0, 40).join('\n')}`);
      await page.close();
    });
  }
}

const tell = ({ kind, slide, text, by, where }) => `${kind}: ${slide}: '${text}' ${by} (${where})`;

/** What the walk must find: the same page with one fault each, and without any. */
const SAMPLES = [
  ['nothing, where all is well', '<div class="card"><p>A goal</p><p>Another</p></div>', []],
  ['text outside its card', '<div class="card" style="height:2rem;padding-top:4rem"><p>A goal</p></div>', ['outside']],
  ['text cut off', '<div class="card" style="width:6rem;overflow:hidden;white-space:nowrap">Every bike is safe and whole</div>', ['cut']],
  ['text outside the stage', '<p style="position:absolute;top:-3rem">A goal</p>', ['outside']],
  ['a text over another', '<p>A goal</p><p style="margin-top:-1.2rem">Another</p>', ['overlap']],
  ['text too small', '<p style="font-size:1.2rem">A goal</p>', ['small']],
  ['text too small in a drawing', '<div class="card"><p>A goal</p><svg style="width:12rem" viewBox="0 0 200 100"><text y="50" style="font-size:18px">goal</text></svg></div>', ['small']],
  ['a drawing outside its card', '<div class="card" style="height:4rem">A goal<svg style="width:9rem;height:9rem"><path d="M0 0h100v100z"/></svg></div>', ['outside', 'outside']],
  ['a card outside the stage', '<div class="card" style="margin-left:-2rem">.......A goal</div>', ['outside', 'outside']],
  ['an empty slide', '<div class="card" style="height:4rem"></div>', ['empty']],
];
for (const [what, slide, kinds] of SAMPLES) {
  test(`a walk finds ${what}`, async () => {
    const html = await (await fetch(server.url())).text();
    const styles = /<link[^>]*stylesheet[^>]*>/.exec(html)[0];
    server.route('/sample', reply({ body: `<!doctype html>${styles}<body><div class="board"><main class="stage"><div class="slide">${slide}</div></main></div>`, type: 'text/html' }));
    const page = await browser.page();
    await page.goto(server.url({}, '/sample'));
    const findings = await page.evaluate(inspect);
    assert.deepEqual(findings.map(({ kind }) => kind), kinds, JSON.stringify(findings));
    await page.close();
  });
}
