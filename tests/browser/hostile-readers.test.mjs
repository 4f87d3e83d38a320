// What people write into other tools is text on the wall, too: the payloads and naughty strings of others in every text field
// of every reader. Both programs read all of them in the browser; a part of each is shown and looked over.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './driver.mjs';
import { board, harmless, hostileTexts } from './hostile.mjs';
import { reply, serve } from './server.mjs';

const FEEDS = fileURLToPath(new URL('../feeds', import.meta.url));
/** So many documents of each reader are shown. */
const SHOWN = 2;
const payloads = hostileTexts();

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser && browser.close(), server && server.close()]));

/** Of each reader the fixture with the most goals in it, up to some size. */
function documents() {
  const best = new Map();
  for (const name of readdirSync(FEEDS)) {
    const [feed, expected] = ['feed.json', 'expected.txt'].map((file) => join(FEEDS, name, file));
    if (!existsSync(feed) || existsSync(join(FEEDS, name, 'mapping.json'))) continue;
    const told = readFileSync(expected, 'utf8');
    const reader = /^\s*objective /m.test(told) && /^read as (.*)/.exec(told);
    const text = readFileSync(feed, 'utf8');
    let document;
    try { document = JSON.parse(text); } catch (none) { continue; }
    const other = reader && best.get(reader[1]);
    if (reader && text.length < 20_000 && (!other || text.length > other.text.length)) best.set(reader[1], { reader: reader[1], text, document });
  }
  return [...best.values()];
}

/** Runs in the page: the reader in reach of the rest. */
const prepare = (payloads) => {
  window.payloads = payloads;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  window.readAs = async (document) => {
    const bytes = encoder.encode(JSON.stringify(document));
    const ask = { pieces: [bytes], from: 'feed.json', locale: 'en', languages: ['en'] };
    const [report, feed] = await window.maltavlaReader(ask, new AbortController().signal);
    return { report: decoder.decode(report), feed: decoder.decode(feed), bytes: feed };
  };
  window.leaves = (document) => {
    const found = [];
    const look = (value, path) => {
      if (typeof value === 'string') found.push(path);
      else if (value && typeof value === 'object') for (const name of Object.keys(value)) look(value[name], [...path, name]);
    };
    look(document, []);
    return found;
  };
  window.put = (document, path, text) => {
    const last = path[path.length - 1];
    let at = document;
    for (const name of path.slice(0, -1)) at = at[name];
    at[last] = text;
  };
  /** The document with texts of others, from this one on, in these places. */
  window.filled = (text, paths, from) => {
    const document = JSON.parse(text);
    paths.forEach((path, n) => window.put(document, path, payloads[(from + n) % payloads.length]));
    return document;
  };
};
/** Runs in the page: where texts stand in a document that come through to the board, while it stays the same tool's. */
const textsOf = async ({ reader, text }) => {
  const paths = [];
  let document = text;
  for (const path of window.leaves(JSON.parse(text)).slice(0, 400)) {
    const mark = `Text in place ${paths.length} of it`;
    const marked = JSON.parse(document);
    window.put(marked, path, mark);
    const { report, feed } = await window.readAs(marked);
    if (!feed.includes(mark) || JSON.parse(report).reader !== reader) continue;
    paths.push(path);
    document = JSON.stringify(marked);
  }
  return paths;
};
/** Runs in the page: both programs read every text in some of these places; which documents were refused, or trapped. */
const readAll = async ({ text }, paths) => {
  const wrong = [];
  for (let from = 0; from < window.payloads.length; from += paths.length) {
    try {
      const { report, feed, bytes } = await window.readAs(window.filled(text, paths, from));
      if (!feed) wrong.push(`${from}: ${report}`);
      else if (!wasm_bindgen.native(0, 0, bytes)) wrong.push(`${from}: not the board's own`);
    } catch (error) {
      wrong.push(`${from}: ${error}`);
    }
  }
  return wrong;
};

test('payloads and naughty strings in every text field of every reader', { skip: !payloads.length && 'the suites are not here' }, async (t) => {
  server.route('/feed.json', reply({ body: { format: 'maltavla/1', language: 'en', objectives: [{ title: 'First' }] } }));
  const all = await board(browser, server, { locale: 'en', every: 86_400 });
  // One reader for all, on the page itself.
  all.own += 1;
  await all.page.evaluate(() => { window.Worker = undefined; });
  await all.page.evaluate(prepare, payloads);
  let [fields, next] = [0, 0];
  const wrong = [];
  const tried = documents();
  assert.ok(tried.length > 35, `${tried.length} readers`);
  for (const { reader, text } of tried) {
    const paths = await all.page.evaluate(textsOf, { reader, text });
    assert.ok(paths.length > 0, `${reader}: a text comes through`);
    fields += paths.length;
    assert.deepEqual(await all.page.evaluate(readAll, { text }, paths), [], reader);
    for (let n = 0; n < SHOWN; n += 1, next += paths.length) {
      server.route('/feed.json', reply({ body: await all.page.evaluate((text, paths, from) => JSON.stringify(window.filled(text, paths, from)), text, paths, next) }));
      const before = await all.page.evaluate(() => window.maltavla.state().readings);
      await all.page.evaluate(() => window.maltavla.read());
      await all.page.waitFor((before) => window.maltavla.state().readings > before, { args: [before] });
      await harmless(all).catch((error) => wrong.push(`${reader}, from text ${next}: ${error.message}`));
    }
  }
  assert.deepEqual(wrong, []);
  t.diagnostic(`${tried.length} readers, ${fields} text fields, ${payloads.length} texts`);
  await all.page.close();
});
