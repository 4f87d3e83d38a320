// A month on the wall in some minutes: rotation and polling on a clock that is moved from slide to slide, in a browser with
// the memory of a 1 GB player. What the page holds at the end is what it held after the first hour.
//
//   node tests/browser/faults/soak.mjs [DAYS]        (30 unless told; after `cargo xtask build`)
import { fileURLToPath } from 'node:url';
import { AT, NOON, open } from '../board.mjs';
import { launch } from '../driver.mjs';
import { reply, serve } from '../server.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SITE } from '../server.mjs';

const FLAGS = ['--js-flags=--max-old-space-size=64', '--enable-low-end-device-mode'];
const HOUR = 3_600_000;

/** Runs in the page, before its scripts: how many requests are out. */
const count = () => {
  const original = window.fetch;
  window.out = 0;
  window.fetch = function () {
    window.out += 1;
    const end = () => { window.out -= 1; };
    const answer = original.apply(window, arguments);
    answer.then(end, end);
    return answer;
  };
};

/** Lives on until a moment, from one slide to the next, with the network's answers in between; runs in the page. */
const live = async (until) => {
  const { maltavla, __time } = window;
  const turn = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); done(); };
    channel.port2.postMessage(0);
  });
  let slides = 0;
  while (Date.now() < until) {
    const { slide, now, ends } = maltavla.state();
    __time.jump(Math.max(1, ends - now));
    // Over the change of slide, and past the end of its fade.
    await __time.advance(2);
    await __time.advance(1_000);
    while (window.out > 0) await turn();
    if (maltavla.state().slide !== slide) slides += 1;
  }
  return slides;
};

/** So many days; gives what the page held after the first hour and at the end. */
export async function soak(days, { say = () => {} } = {}) {
  const demo = JSON.parse(readFileSync(join(SITE, 'demo.en.json'), 'utf8'));
  const server = await serve();
  const browser = await launch({ flags: FLAGS });
  try {
    // Someone writes the feed every ten minutes or so; in between nothing has changed.
    let asked = 0;
    server.route('/soak.json', () => {
      asked += 1;
      const turn = Math.floor(asked / 10);
      return reply({ body: { ...demo, vision: `${demo.vision} (${turn})`, organisation: `Soak ${turn % 7}` }, etag: true });
    });
    const page = await open(browser, server, { feed: '/soak.json', at: AT, every: 60, renew: 'off' }, { before: (page) => page.before(count), state: 'live' });
    await page.evaluate(() => { window.same = true; });
    // The protocol's network domain keeps what it tells of.
    await page.send('Network.disable');
    const held = async () => {
      // The same slide each time, as slides differ in what they hold.
      await page.evaluate(() => window.maltavla.show(1));
      await page.advance(2_000);
      await page.frames(2);
      const { Nodes, JSEventListeners, JSHeapUsedSize, WasmMemory } = await page.metrics({ collect: true });
      await page.press('Escape');
      await page.advance(2_000);
      return { heap: JSHeapUsedSize, nodes: Nodes, listeners: JSEventListeners, pages: WasmMemory / 65_536 };
    };
    let slides = await page.evaluate(live, NOON + HOUR);
    const first = await held();
    const days_ = [];
    say(`after an hour: ${JSON.stringify(first)}`);
    for (let hour = 4; hour <= days * 24; hour += 4) {
      slides += await page.evaluate(live, NOON + hour * HOUR);
      if (hour % 24 === 0) {
        days_.push(await held());
        say(`after ${hour / 24} days, ${slides} slides, ${asked} readings asked: ${JSON.stringify(days_[days_.length - 1])}`);
      }
    }
    const end = days_[days_.length - 1] || await held();
    return { first, end, slides, asked, same: await page.evaluate(() => window.same === true), errors: page.errors };
  } finally {
    await browser.close();
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const days = Number(process.argv[2]) || 30;
  const began = Date.now();
  const { first, end, slides, asked, same, errors } = await soak(days, { say: console.log });
  console.log(`${days} days, ${slides} slides, ${asked} readings, in ${Math.round((Date.now() - began) / 1000)} s`);
  for (const what of Object.keys(first)) console.log(`${what.padEnd(10)} after an hour ${first[what]}, at the end ${end[what]}`);
  if (!same || errors.length) { console.log('loaded anew, or errors:', errors); process.exitCode = 1; }
}
