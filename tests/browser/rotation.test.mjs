// Which slide is on the wall is a matter of the wall clock alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AT, NOON, feed, open, pass, shown, walk } from './board.mjs';
import { launch } from './driver.mjs';
import { serve } from './server.mjs';

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
  server.route('/feed.json', feed(5));
});
after(() => Promise.all([browser && browser.close(), server && server.close()]));

const HOUR = 3_600_000;
const settings = { feed: '/feed.json', at: AT };
const slide = async (page) => (await page.evaluate(shown)).slide;
const now = () => ({ now: Date.now(), ends: window.maltavla.state().ends });

/** The slide that a board which starts at a moment shows. */
async function slideAt(at) {
  const page = await open(browser, server, settings, { at });
  const found = await slide(page);
  await page.close();
  return found;
}

test('each slide is shown for its time, one after the other, round and round since 1970', async () => {
  const page = await open(browser, server, settings);
  const { slides } = await page.evaluate(shown);
  assert.ok(slides >= 3, `${slides} slides`);
  // To the beginning of a slide, so that the next ones are seen whole.
  const turn = async () => {
    const { now: is, ends } = await page.evaluate(now);
    const here = await slide(page);
    await page.advance(ends - is - 1);
    assert.equal(await slide(page), here, 'it stays until its last millisecond');
    // A timer may be early by a part of a millisecond, so the board waits for one more.
    await page.advance(2);
    return ends;
  };
  let begins = await turn();
  let round = 0;
  let first;
  let here = await slide(page);
  for (let n = 0; n < slides; n += 1) {
    if (here === 1) first = begins;
    const ends = await turn();
    const lasts = (ends - begins) / 1000;
    assert.ok(lasts >= 8 && lasts <= 45, `slide ${here} lasts ${lasts} s`);
    round += ends - begins;
    begins = ends;
    const next = await slide(page);
    assert.equal(next, (here % slides) + 1);
    here = next;
  }
  assert.equal(first % round, 0, 'the first slide begins at a whole number of rounds since 1970');
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('a reload lands on the slide of the moment', async () => {
  let at = NOON;
  const page = await open(browser, server, settings);
  if ((await slide(page)) === 1) {
    const { ends } = await page.evaluate(now);
    at = ends + 1000;
    await page.advance(at - NOON);
  }
  const here = await slide(page);
  assert.notEqual(here, 1);
  await page.close();
  const again = await open(browser, server, settings, { at });
  assert.equal(await slide(again), here);
  await pass(again, (here) => document.querySelector('main').getAttribute('data-slide') !== String(here), { args: [here] });
  // The taken clock begins anew with the page.
  await again.reload();
  await again.waitFor(() => document.body.getAttribute('data-state') === 'live');
  assert.equal(await slide(again), here);
  await again.close();
});

test('two screens are in step, whenever they were turned on', async () => {
  const early = await open(browser, server, settings);
  const seen = new Set();
  for (const later of [7_000, 61_000, 100_500]) {
    await early.advance(NOON + later - (await early.evaluate(() => Date.now())));
    const late = await open(browser, server, settings, { at: NOON + later });
    for (let n = 0; n < 3; n += 1) {
      assert.deepEqual(await early.evaluate(shown), await late.evaluate(shown));
      assert.equal((await early.evaluate(now)).ends, (await late.evaluate(now)).ends);
      seen.add(await slide(late));
      await Promise.all([early.advance(11_000), late.advance(11_000)]);
    }
    await late.close();
  }
  assert.ok(seen.size > 1, 'they turned');
  await early.close();
});

test('a screen that slept for twelve hours shows the slide of the moment at once, and asks once', async () => {
  const page = await open(browser, server, settings);
  const asked = server.hits('/feed.json');
  await page.jump(12 * HOUR + 17_000);
  await page.evaluate(() => { window.slides = []; new MutationObserver(() => window.slides.push(document.querySelector('main').getAttribute('data-slide'))).observe(document.querySelector('main'), { attributes: true, attributeFilter: ['data-slide'] }); });
  await page.advance(1);
  await page.waitFor(() => document.body.getAttribute('data-state') === 'live');
  const here = await slide(page);
  assert.equal(here, await slideAt(NOON + 12 * HOUR + 17_001));
  assert.ok((await page.evaluate(() => window.slides.length)) <= 1, 'no slides are gone through');
  await page.advance(5_000);
  // The reference page above asked once, too.
  assert.equal(server.hits('/feed.json') - asked, 2);
  assert.deepEqual(page.errors, []);
  await page.close();
});

/** Sets the page's wall clock, and leaves its timers alone, as the operating system does. */
const setClock = (by) => {
  const was = Date.now;
  Date.now = () => was() + by;
};

test('a clock that is set back an hour does not stop the board', async () => {
  const page = await open(browser, server, settings);
  await page.advance(90_000);
  await page.waitFor(() => document.body.getAttribute('data-state') === 'live');
  const asked = server.hits('/feed.json');
  await page.evaluate(setClock, -HOUR);
  await page.advance(1_100);
  assert.equal(await slide(page), await slideAt(NOON + 91_100 - HOUR));
  assert.equal(server.hits('/feed.json') - asked, 1, 'nothing is asked for but by the reference page');
  await walk(page, 60_000);
  assert.equal((await page.evaluate(shown)).state, 'live');
  assert.equal(server.hits('/feed.json') - asked, 2, 'and a minute later it is read again');
  await page.close();
});

test('a screen that starts in 1970 shows the board, and finds its place when the clock is set', async () => {
  const page = await open(browser, server, settings, { at: 20_000, state: 'live' });
  assert.ok((await slide(page)) >= 1);
  await page.advance(3_000);
  const asked = server.hits('/feed.json');
  await page.evaluate(setClock, NOON - 23_000);
  await page.advance(1_100);
  const { state, slide: here } = await page.evaluate(shown);
  assert.equal(state, 'live', 'nothing is 56 years old');
  assert.equal(server.hits('/feed.json'), asked, 'nothing is asked for');
  assert.equal(here, await slideAt(NOON + 1_100));
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('half the pace takes half the time', async () => {
  const one = await open(browser, server, settings);
  const half = await open(browser, server, { ...settings, pace: 0.5 });
  const round = async (page) => {
    const { slides } = await page.evaluate(shown);
    let { ends } = await page.evaluate(now);
    const lasts = [];
    for (let n = 0; n < slides; n += 1) {
      await page.advance(ends + 2 - (await page.evaluate(now)).now);
      const next = await page.evaluate(now);
      lasts.push([await slide(page), next.ends - ends]);
      ({ ends } = next);
    }
    return lasts.sort((a, b) => a[0] - b[0]).map(([, lasting]) => lasting);
  };
  const [whole, halved] = [await round(one), await round(half)];
  // Whole seconds: a half one may go either way.
  whole.forEach((ms, n) => assert.ok(Math.abs(ms / 2 - halved[n]) <= 500, `${whole} ${halved}`));
  await Promise.all([one.close(), half.close()]);
});
