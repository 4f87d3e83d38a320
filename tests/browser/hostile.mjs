// What the tests of hostile texts share: the texts of others, a page that notes what would have run, and whether it is as
// harmless as it should be.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AT, open } from './board.mjs';
import { inspect } from './geometry.mjs';

/** Texts that no one here wrote, where they are: see the README beside them. */
export function suite(path) {
  const file = fileURLToPath(new URL(`../../../shared/suites/${path}`, import.meta.url));
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** All payloads and naughty strings of others; none where they are not. */
export function hostileTexts() {
  const [xss, blns] = [suite('xss/xss-payload-list.txt'), suite('blns/blns.json')];
  return xss && blns ? [...JSON.parse(blns), ...xss.split('\n')].filter((text) => text.trim()) : [];
}

/** Notes whatever would have run. */
const trap = () => {
  window.ran = [];
  document.addEventListener('securitypolicyviolation', (event) => window.ran.push([event.violatedDirective, event.blockedURI, event.sample]));
  for (const name of ['alert', 'prompt', 'confirm', 'print', 'open']) window[name] = (...args) => { window.ran.push([name, ...args]); };
};

/** Shows every slide; gives what is in the page that a board has no use for, the text of every slide, and what is not in its
 *  place. */
const walkSlides = (inspect) => {
  const KNOWN = /^(div|section|header|footer|main|article|h[1-6]|p|span|strong|em|b|i|small|ul|ol|li|dl|dt|dd|q|blockquote|figure|figcaption|table|thead|tbody|tr|td|th|caption|time|kbd|svg|g|path|rect|line|circle|polyline|polygon|ellipse|text|tspan|defs|clippath|pattern|lineargradient|stop|use|title|desc|marker|mask)$/i;
  const strange = [];
  const texts = [];
  const findings = [];
  for (let n = 1; n <= window.maltavla.slides().length; n += 1) {
    window.maltavla.show(n);
    for (const one of document.querySelectorAll('.board *')) {
      if (!KNOWN.test(one.tagName)) strange.push(`<${one.tagName}>`);
      for (const { name, value } of one.attributes) {
        if (/^on/i.test(name) || (/href|src|action|data$/i.test(name) && /^\s*(javascript|data|vbscript):/i.test(value))) strange.push(`${name}=${value}`);
      }
    }
    findings.push(...inspect());
    texts.push(document.querySelector('main > .slide:last-child').textContent);
  }
  return { strange, texts, findings, ran: window.ran, scripts: document.scripts.length, styles: document.styleSheets.length };
};

/** A board that notes what would have run, and its dialogs. */
export async function board(browser, server, settings = {}) {
  const dialogs = [];
  const page = await open(browser, server, { feed: '/feed.json', at: AT, motion: 'off', hold: 1, ...settings }, { before: (page) => page.before(trap) });
  page.listeners.push((method) => { if (method === 'Page.javascriptDialogOpening') dialogs.push(method); });
  // The scripts that are there: the watchdog, the one that mends a broken start, and the board.
  return { page, dialogs, server, own: 3 };
}

/** Goes through all slides: nothing ran, nothing became an element, nothing was asked for, all is in its place. Gives their texts. */
export async function harmless({ page, dialogs, server, own }) {
  const { strange, texts, findings, ran, scripts, styles } = await page.evaluate(`(${walkSlides})(${inspect})`);
  assert.deepEqual(strange.slice(0, 5), []);
  assert.deepEqual(ran, []);
  assert.deepEqual(findings.slice(0, 5), [], `${findings.length} out of place`);
  assert.deepEqual([scripts, styles], [own, 1]);
  assert.deepEqual(dialogs, []);
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.requests.filter(({ url }) => !url.startsWith(`${server.origin}/`)), []);
  return texts;
}

export const tidy = (text) => text.replace(/\s+/g, ' ').trim();
