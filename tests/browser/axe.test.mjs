// For everyone: axe-core finds nothing serious in any scene and theme, nor in what lies over them or stands in their
// place; and all text keeps a contrast of 7:1 in dark and light.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch } from './driver.mjs';
import { reply, serve } from './server.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AT = '2026-11-23T09:42:00+01:00';
const THEMES = ['dark', 'light', 'contrast', 'traffic'];

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));

/** A board with axe-core in it. */
async function board(settings, state) {
  const page = await browser.page();
  await page.goto(server.url({ locale: 'en', at: AT, tz: 'Europe/Stockholm', motion: 'off', hold: 1, ...settings }));
  await page.waitFor((state) => document.body.getAttribute('data-state') === state, { args: [state] });
  await page.evaluate(`${AXE}; document.fonts.ready.then(() => true)`);
  return page;
}

/** What axe-core calls serious or critical, one line each. */
async function serious() {
  const { violations } = await window.axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' … ')}`);
}

/** Texts whose colour is less than 7:1 against what they stand on, in drawings as in paragraphs. */
function faint() {
  const parse = (colour) => (/[\d.]+/g[Symbol.match](colour) || []).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let around = element; around; around = around.parentElement) {
      const colour = parse(getComputedStyle(around).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (!text || element.closest('script, style, title, desc, .aloud, .slide-out')) continue;
    const style = getComputedStyle(element);
    const under = ground(element);
    let [r, g, b, a = 1] = parse(element instanceof SVGElement ? style.fill : style.color);
    for (let around = element; around; around = around.parentElement) a *= Number(getComputedStyle(around).opacity);
    const colour = [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
    const [low, high] = [luminance(colour), luminance(under)].sort((x, y) => x - y);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 7) found.push(`${ratio.toFixed(2)}: '${text.slice(0, 40)}' in ${element.tagName} ${element.getAttribute('class') || ''}`);
  }
  return found;
}

for (const theme of THEMES) {
  test(`every scene in ${theme}`, async (t) => {
    const page = await board({ theme }, 'live');
    const slides = await page.evaluate(() => window.maltavla.slides());
    const found = [];
    for (const [at, { scene }] of slides.entries()) {
      await page.evaluate((n) => window.maltavla.show(n), at + 1);
      if (theme !== 'traffic') found.push(...(await page.evaluate(faint)).map((line) => `${scene} ${at + 1}: ${line}`));
      if (slides.findIndex((slide) => slide.scene === scene) !== at) continue;
      t.diagnostic(scene);
      found.push(...(await page.evaluate(serious)).map((line) => `${scene} ${at + 1}: ${line}`));
    }
    assert.deepEqual(found, []);
    await page.close();
  });
}

for (const [what, settings, state, key, feed] of [
  ['the keys', {}, 'live', '?'],
  ['the report', {}, 'live', 'i'],
  ['a board that could read nothing', { feed: '/odd' }, 'broken', '', '<!doctype html><title>Sign in</title>'],
  ['a board without goals', { feed: '/odd' }, 'empty', '', { format: 'maltavla/1', objectives: [] }],
]) {
  test(what, async () => {
    if (feed) server.route('/odd', reply({ body: feed }));
    for (const theme of THEMES) {
      const page = await board({ ...settings, theme }, state);
      if (key) {
        await page.press(key);
        await page.waitFor(() => document.querySelector('.over-card'));
      }
      assert.deepEqual([...await page.evaluate(serious), ...(theme === 'traffic' ? [] : await page.evaluate(faint))], [], theme);
      await page.close();
    }
  });
}

test('what is wrong is found', async () => {
  server.route('/wrong', reply({
    body: '<!doctype html><html lang="en"><title>Wrong</title><body style="background:#000;color:#888"><main><h1>Wrong</h1><img src="icon.svg"><p style="color:#333">Grey</p><svg><text y="20" fill="#777">drawn</text></svg></main>',
    type: 'text/html',
  }));
  const page = await browser.page();
  await page.goto(server.url({}, '/wrong'));
  await page.evaluate(`${AXE}; 0`);
  const named = (await page.evaluate(serious)).map((line) => line.split(':')[0]);
  assert.deepEqual(named.sort(), ['color-contrast', 'image-alt']);
  assert.deepEqual((await page.evaluate(faint)).map((line) => /'(.*)'/.exec(line)[1]), ['Wrong', 'Grey', 'drawn']);
  await page.close();
});
