// Text is text: whatever a feed holds neither runs, nor becomes an element, nor leaves its place.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { read } from './board.mjs';
import { board, harmless, hostileTexts, tidy } from './hostile.mjs';
import { launch } from './driver.mjs';
import { serve } from './server.mjs';

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser && browser.close(), server && server.close()]));

/** Every text is the title of a goal, and stands in most of the other places that a feed has for texts. */
function hostile(texts) {
  const at = (n) => texts[n % texts.length];
  const titles = texts.filter((_, n) => n % 2 === 0);
  return {
    format: 'maltavla/1',
    organisation: at(0),
    vision: at(1),
    language: 'en',
    teams: texts.slice(0, 8).map((name, n) => ({ id: `t${n}`, name })),
    objectives: titles.map((title, n) => ({
      id: `o${n}`,
      title,
      description: at(n + 1),
      team: `t${n % 8}`,
      url: at(n + 2),
      keyResults: [{
        id: `k${n}`, title: at(2 * n + 1), unit: at(n + 4), start: 0, target: 10,
        checkIns: [{ date: '2026-11-20', value: 4, note: at(n + 5), cause: at(n + 6), lesson: at(n + 7), support: at(n + 8), by: at(n + 9) }],
      }],
      initiatives: [{ title: at(n + 10) }],
    })),
  };
}

test('markup and scripts stand on the wall as they were written', async () => {
  const titles = [
    '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "' onmouseover='alert(1)", '{{constructor.constructor("alert(1)")()}}',
    '<style>*{display:none}</style>', '</title><iframe src="javascript:alert(1)">', '&lt;b&gt; &amp; &#x41;', '<a href="javascript:alert(1)">x</a>', '<!--', ']]>', '${alert(1)}',
    '<base href="//elsewhere.example/">', '<meta http-equiv=refresh content=0;url=//elsewhere.example>', '<link rel=stylesheet href=//elsewhere.example/x.css>',
  ];
  server.route('/feed.json', hostile(titles));
  const all = await board(browser, server);
  const texts = (await harmless(all)).map(tidy).join('\n');
  for (const title of titles) assert.ok(texts.includes(tidy(title)), title);
  assert.match(await all.page.evaluate(() => document.title), /^<script>alert\(1\)<\/script>/);
  await all.page.press('i');
  assert.deepEqual(await all.page.evaluate(() => window.ran), []);
  await all.page.close();
});

test('characters that turn or control the text are taken out, and what is too long is cut', async () => {
  const long = 'Nyckelresultatsuppföljning '.repeat(190);
  const word = 'Å'.repeat(5_000);
  const titles = ['user\u202egnp.exe\u2066', 'one\u0000two\u0007three', '\u200b\u202e', 'Line one\nline two\ttab', `Z${'\u0300'.repeat(400)}algo`, long, word, '\ud800 alone', '\ufeff\ufffe\uffff end'];
  server.route('/feed.json', hostile(titles));
  for (const size of [{ width: 1920, height: 1080 }, { width: 1024, height: 600 }]) {
    const all = await board(browser, server, { scenes: 'objective' });
    await all.page.setViewport(size);
    await all.page.advance(1_100);
    const texts = (await harmless(all)).join('\n');
    assert.doesNotMatch(texts, /[\u0000-\u0008\u000e-\u001f\u202a-\u202e\u2066-\u2069]/);
    assert.ok(texts.includes('one') && texts.includes('three'));
    const over = await all.page.evaluate(() => {
      const over = [];
      for (let n = 1; n <= window.maltavla.slides().length; n += 1) {
        window.maltavla.show(n);
        const stage = document.querySelector('main').getBoundingClientRect();
        for (const one of document.querySelectorAll('main > .slide:last-child h1, main > .slide:last-child h2, main > .slide:last-child p')) {
          const box = one.getBoundingClientRect();
          if (box.right > stage.right + 1 || box.left < stage.left - 1) over.push(`${n}: ${one.textContent.slice(0, 30)} ${box.left}..${box.right}`);
        }
      }
      const { scrollWidth, clientWidth } = document.documentElement;
      return { over, wider: scrollWidth - clientWidth };
    });
    assert.deepEqual(over, { over: [], wider: 0 });
    await all.page.close();
  }
});

const payloads = hostileTexts();
test('thousands of payloads from elsewhere do nothing, and break no layout', { skip: !payloads.length && 'the suites are not here' }, async () => {
  const BATCH = 600;
  let all;
  let shown = 0;
  let visible = 0;
  for (let from = 0; from < payloads.length; from += BATCH) {
    const batch = payloads.slice(from, from + BATCH);
    server.route('/feed.json', hostile(batch));
    if (all) await read(all.page);
    else all = await board(browser, server, { scenes: 'objective' });
    const texts = (await harmless(all)).map(tidy).join('\n');
    // Plain ones are there word for word; the others were cleaned, which is tried natively.
    for (const text of batch.filter((text) => /^[\x20-\x7e]{1,150}$/.test(text))) {
      shown += 1;
      if (texts.includes(tidy(text))) visible += 1;
    }
  }
  assert.ok(shown > 4_000, `${shown} plain ones`);
  assert.equal(visible, shown);
  await all.page.close();
});
