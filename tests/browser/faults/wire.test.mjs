// The fault battery, the feed on its way: refused, slow, broken off, forbidden, moved, half there, and old.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { NOON, facts, feed, is, pass, read, soon, walk } from '../board.mjs';
import { launch } from '../driver.mjs';
import { reply, serve } from '../server.mjs';
import { AGE, LOST, asked, backsOff, endures, fault, fresh, sound, text, titled, told, waits, wall } from './faults.mjs';

const kit = {};
before(async () => { [kit.browser, kit.server] = await Promise.all([launch(), serve()]); });
const others = [];
after(() => Promise.all([...Object.values(kit), ...others].map((one) => one.close().catch(() => {}))));

/** A server of another origin. */
async function more(options = {}) {
  const server = await serve({ site: '/nowhere', ...options });
  others.push(server);
  return server;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const login = reply({ type: 'text/html', body: '<!doctype html><title>Log in</title><form>' });

/** Watches the page for any other state than `live`, and any note. */
const watch = () => {
  window.slips = [];
  const look = () => {
    const note = document.querySelector('.note');
    if (document.body.getAttribute('data-state') !== 'live' || (note && note.textContent)) window.slips.push(document.body.getAttribute('data-state'));
  };
  new MutationObserver(look).observe(document.body, { attributes: true, childList: true, subtree: true, characterData: true });
};

fault(1, 'the feed is refused at the start, and comes a minute later', async () => {
  const elsewhere = await more();
  await elsewhere.close();
  const page = await wall(kit, `${elsewhere.origin}${fresh()}`, {}, { state: 'booting' });
  await page.evaluate(() => { window.same = true; });
  await pass(page, is, { args: ['broken'] });
  assert.match(await page.evaluate(text), /[Ww]aiting for goals since \d\d:00[^]*could not be reached/);
  assert.ok(await page.evaluate(() => document.querySelector('.board .head, .board header').offsetHeight > 0), 'the frame is there');
  await walk(page, MINUTE);
  await elsewhere.open();
  elsewhere.route((await page.evaluate(() => new URL(new URLSearchParams(location.search).get('feed')).pathname)), reply({ body: titled('Goal'), cors: true }));
  await pass(page, is, { args: ['live'], most: 62_000 });
  assert.match(await page.evaluate(text), /Goal number 1/);
  await sound(page);
  await page.close();
});

fault(3, 'no network for an hour, for eight, for three days', async () => {
  const { server } = kit;
  const path = fresh();
  server.route(path, titled('Goal'));
  const page = await wall(kit, path, {}, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await page.offline();
  for (const [gone, age] of [[HOUR, /(an|1)\shour ago|60 minutes ago/], [7 * HOUR, /8\shours ago/], [64 * HOUR, /3\sdays ago/]]) {
    await walk(page, 3_000);
    await page.jump(gone);
    await walk(page, 7_000);
    const { state, fresh: says, note } = await page.evaluate(told);
    assert.equal(state, 'offline');
    assert.match(says, age);
    assert.match(note, /could not be reached/);
    assert.match(await page.evaluate(text), /Goal number 1[^]*Goal number 3/);
  }
  server.route(path, titled('Aim'));
  await page.offline(false);
  await pass(page, is, { args: ['live'], most: 62_000 });
  assert.match(await page.evaluate(text), /Aim number 1/);
  await sound(page);
  await page.close();
});

fault(4, 'an answer that never comes', () => endures(kit, reply({ hang: 'headers' }), {
  says: /took too long/,
  async during(page) {
    await walk(page, 20_000);
    const hung = await page.evaluate(() => window.asked.slice(1).filter((one) => one.ended));
    assert.ok(hung.length >= 2, 'the next reading comes');
    const [first, ...later] = hung.map((one) => one.ended - one.at);
    assert.ok(first <= 8_100, `given up after ${first} ms`);
    // A slow server is heard at last, with longer patience.
    for (const wait of later) assert.ok(wait <= 30_100, `given up after ${wait} ms`);
  },
}));

fault(5, 'one byte each 50 ms: a deadline for the whole, not for the next byte', async () => {
  const { server } = kit;
  const path = fresh();
  server.route(path, titled('Goal'));
  // The server drips by the real clock, the page's goes as fast.
  const page = await wall(kit, path, {}, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  server.route(path, reply({ body: titled('Drip'), drip: 50 }));
  await pass(page, () => document.querySelector('.note') && document.querySelector('.note').textContent, { most: 200_000 });
  assert.match(await page.evaluate(text), /Goal number 1/);
  const { fresh: says, note } = await page.evaluate(told);
  assert.match(says, AGE);
  assert.match(note, /took too long/);
  const given = page.requests.filter((request) => request.url.endsWith(path)).length;
  assert.ok(given <= 6, `${given} requests`);
  server.route(path, titled('Aim'));
  await pass(page, is, { args: ['live'], most: 92_000 });
  await sound(page);
  await page.close();
});

fault(6, 'a connection that breaks in the middle', () => endures(kit, reply({ body: titled('Half'), truncate: 300 }), {
  says: /could not be reached/,
  async during(page) {
    await walk(page, 20_000);
    backsOff(waits(await page.evaluate(asked)).slice(1), 1_000);
  },
}));

for (const status of [500, 502]) {
  fault(7, `trouble of the server (${status})`, () => endures(kit, reply({ status, body: 'no' }), {
    says: new RegExp(`trouble of its own \\(${status}\\)`),
    async during(page) {
      await walk(page, 120_000);
      const gaps = waits(await page.evaluate(asked)).slice(1);
      assert.ok(gaps.length >= 6, `${gaps}`);
      backsOff(gaps);
    },
  }));
}

for (const [status, after, waited] of [[503, '120', [120, 122]], [429, '90', [90, 92]], [503, '86400', [300, 302]]]) {
  fault(8, `${status} with Retry-After ${after}: left alone for so long, five minutes at most`, async () => {
    const { server } = kit;
    const path = fresh();
    server.route(path, titled('Goal'));
    const page = await wall(kit, path, {}, { state: 'live' });
    await page.evaluate(() => { window.same = true; });
    server.route(path, reply({ status, headers: { 'Retry-After': after } }));
    await pass(page, () => window.asked.length === 2);
    await walk(page, (waited[0] - 2) * 1000);
    assert.equal(server.hits(path), 2, 'left alone');
    const { state, fresh: says } = await page.evaluate(told);
    assert.match(state, /stale|offline/);
    assert.match(says, AGE);
    assert.match(await page.evaluate(text), /Goal number 1/);
    server.route(path, titled('Aim'));
    await pass(page, is, { args: ['live'], most: 10_000 });
    const [, gap] = waits(await page.evaluate(asked));
    assert.ok(gap >= waited[0] * 1000 && gap <= waited[1] * 1000, `asked again after ${gap} ms`);
    await sound(page);
    await page.close();
  });
}

for (const status of [401, 403]) {
  fault(9, `access refused (${status})`, () => endures(kit, reply({ status, type: 'text/html', body: '<h1>Log in</h1>' }), {
    says: new RegExp(`refuse[^]*${status}`),
    async during(page) { assert.doesNotMatch(await page.evaluate(text), /^Log in$/m); },
  }));
}

fault(10, 'a redirect to a page for logging in', async () => {
  kit.server.route('/login', login);
  await endures(kit, reply({ status: 302, headers: { Location: '/login' } }), {
    says: /wants a login|refuse/,
    async during(page) {
      assert.doesNotMatch(await page.evaluate(() => location.pathname), /login/);
      assert.equal(await page.evaluate(() => document.querySelectorAll('form').length), 0);
    },
  });
});

fault(11, 'a captive portal: a web page with 200', () => endures(kit, login, { says: /web page instead of goals/ }));
fault(11, 'a captive portal that calls its page JSON', () => endures(kit, reply({ body: '\n <html><body>Welcome to the guest network' }), { says: /web page instead of goals/ }));

for (const status of [404, 410]) {
  fault(12, `the feed has moved (${status})`, () => endures(kit, reply({ status }), { says: /nothing at[^]*moved/ }));
}

/** A document that is only half there, in its two cases: once, and for good. */
function broken(number, name, half, says) {
  const answer = (word) => reply({ body: half(JSON.stringify(titled(word))) });
  fault(number, `${name}, once: read again within 2 s, and nothing is said`, async () => {
    const { server } = kit;
    const path = fresh();
    server.route(path, titled('Goal'));
    const page = await wall(kit, path, {}, { state: 'live' });
    await page.evaluate(() => { window.same = true; });
    await page.evaluate(watch);
    server.route(path, () => {
      server.route(path, titled('Aim'));
      return answer('Aim');
    });
    await pass(page, () => /Aim number 3/.test(document.body.innerText), { most: 20_000 });
    assert.deepEqual(await page.evaluate(() => window.slips), []);
    const [, quick] = waits(await page.evaluate(asked));
    assert.ok(quick <= 2_000, `read again after ${quick} ms`);
    await sound(page);
    await page.close();
  });
  fault(number, `${name}, for good: told after two`, () => endures(kit, answer('Aim'), { says }));
}
broken(13, 'half-written JSON', (whole) => whole.slice(0, 300), /ends in its middle/);
broken(14, 'an empty answer', () => '', /nothing in it/);

fault(13, 'JSON cut at any byte is never taken for goals, and never a trap', async () => {
  const { server } = kit;
  const path = fresh();
  const whole = Buffer.from(JSON.stringify(titled('Halved')));
  server.route(path, titled('Goal'));
  const page = await wall(kit, path, {}, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  for (let at = 1; at < whole.length; at += Math.ceil(whole.length / 12)) {
    server.route(path, reply({ body: whole.subarray(0, at) }));
    const before = (await page.evaluate(asked)).length;
    await page.evaluate(() => window.maltavla.read());
    await pass(page, (before) => window.asked.length > before && window.asked[before].ended, { args: [before] });
    await walk(page, 50);
    assert.doesNotMatch(await page.evaluate(text), /Halved/, `cut at ${at}`);
    assert.match(await page.evaluate(text), /Goal number 3/, `cut at ${at}`);
  }
  server.route(path, whole.toString());
  await pass(page, () => /Halved number 3/.test(document.body.innerText), { most: 62_000 });
  await sound(page);
  await page.close();
});

fault(15, 'a Content-Encoding that is not so', () => endures(kit, reply({ body: titled('Aim'), headers: { 'Content-Encoding': 'gzip' } }), { says: /could not be reached/ }));
fault(15, 'a byte order mark, UTF-16 and Latin-1 are read, and told where it matters', async () => {
  const { server } = kit;
  const path = fresh();
  const whole = JSON.stringify(titled('Målbild'));
  server.route(path, titled('Goal'));
  const page = await wall(kit, path, {}, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  for (const body of [Buffer.from(`\ufeff${whole}`), Buffer.from(`\ufeff${whole.replace(/number/g, 'nummer')}`, 'utf16le'), Buffer.from(whole, 'latin1')]) {
    server.route(path, reply({ body }));
    await read(page);
    assert.match(await page.evaluate(text), /Målbild num\w+ 1/);
  }
  assert.ok((await page.evaluate(facts)).notices >= 1, 'bytes that are no UTF-8 are told');
  assert.equal((await page.evaluate(told)).state, 'live');
  await sound(page);
  await page.close();
});

fault(16, 'something in between serves an old copy: the age is that of the data, and it is stale after twice its interval', async () => {
  const { server } = kit;
  const path = fresh();
  const old = titled('Goal', { made: new Date(NOON - 3 * 24 * HOUR).toISOString() });
  server.route(path, reply({ body: old, headers: { Age: '259200' }, etag: '"for-ever"' }));
  let page = await wall(kit, path, { at: '' }, { state: 'live' });
  await walk(page, 12_000);
  assert.match((await page.evaluate(told)).fresh, /3\sdays ago/, 'not a few seconds');
  await page.close();
  // One that says how often it is written is stale when it was not.
  const hourly = { made: new Date(NOON - HOUR - 50 * MINUTE).toISOString(), every: 3_600 };
  server.route(path, reply({ body: titled('Goal', hourly), etag: '"for-ever"' }));
  page = await wall(kit, path, { at: '' }, { state: 'live' });
  await walk(page, 3_000);
  await page.jump(15 * MINUTE);
  await walk(page, 12_000);
  const found = await page.evaluate(told);
  assert.equal(found.state, 'stale');
  assert.match(found.fresh, /2\shours ago/);
  assert.match(found.note, /is made more often/);
  assert.ok(found.note.includes(path));
  assert.match(await page.evaluate(text), /Goal number 1/);
  server.route(path, titled('Aim', { made: new Date(NOON + 16 * MINUTE).toISOString(), every: 3_600 }));
  await pass(page, is, { args: ['live'], most: 20_000 });
  assert.match(await page.evaluate(text), /Aim number 1/);
  await page.close();
});

fault(17, 'two copies, one behind the other: the newest stays, and nothing flips', async () => {
  const { server } = kit;
  const path = fresh();
  const at = (word, minutes) => titled(word, { made: new Date(NOON - minutes * MINUTE).toISOString() });
  let turn = 0;
  const both = (newest) => () => { turn += 1; return reply({ body: turn % 2 ? newest : at('Old', 60), etag: true }); };
  server.route(path, both(at('Goal', 30)));
  const page = await wall(kit, path, { at: '' }, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  await page.evaluate(() => {
    window.flips = 0;
    new MutationObserver(() => { if (/Old number/.test(document.body.innerText)) window.flips += 1; }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await walk(page, 40_000);
  assert.ok(server.hits(path) >= 7);
  assert.equal(await page.evaluate(() => window.flips), 0);
  assert.match(await page.evaluate(text), /Goal number 1/);
  assert.equal((await page.evaluate(told)).state, 'live');
  server.route(path, both(at('Aim', 10)));
  await walk(page, 15_000);
  assert.match(await page.evaluate(text), /Aim number 1/);
  // A feed that was really set back is believed in the end.
  server.route(path, at('Back', 90));
  await walk(page, 10_000);
  assert.match(await page.evaluate(text), /Aim number 1/);
  await page.jump(31 * MINUTE);
  await walk(page, 10_000);
  assert.match(await page.evaluate(text), /Back number 1/);
  await sound(page);
  await page.close();
});

fault(18, 'the CORS header is taken away', async () => {
  const elsewhere = await more();
  const path = fresh();
  elsewhere.route(path, reply({ body: titled('Goal'), cors: true }));
  const page = await wall(kit, `${elsewhere.origin}${path}`, {}, { state: 'live' });
  await page.evaluate(() => { window.same = true; });
  elsewhere.route(path, reply({ body: titled('Aim') }));
  await pass(page, is, { args: ['offline'] });
  const found = await page.evaluate(told);
  assert.match(found.note, /CORS/);
  assert.ok(found.note.includes(path));
  assert.match(found.fresh, AGE);
  assert.match(await page.evaluate(text), /Goal number 1/);
  elsewhere.route(path, reply({ body: titled('Aim'), cors: true }));
  await pass(page, is, { args: ['live'], most: 62_000 });
  assert.match(await page.evaluate(text), /Aim number 1/);
  await sound(page);
  await page.close();
});

fault(19, 'navigator.onLine lies, both ways: only what is fetched counts', async () => {
  const { server } = kit;
  for (const lie of [false, true]) {
    const path = fresh();
    server.route(path, titled('Goal'));
    const before = (page) => page.before((lie) => { Object.defineProperty(Navigator.prototype, 'onLine', { get: () => lie }); }, lie);
    const page = await wall(kit, path, {}, { state: 'live', before });
    await page.evaluate(() => { window.same = true; window.dispatchEvent(new Event(navigator.onLine ? 'online' : 'offline')); });
    await walk(page, 15_000);
    assert.equal((await page.evaluate(told)).state, 'live');
    server.route(path, reply({ status: 500 }));
    await pass(page, is, { args: ['stale'] });
    // The browser says that the network is back: worth one try, and no more is believed.
    const before2 = server.hits(path);
    await page.evaluate(() => { for (let n = 0; n < 20; n += 1) window.dispatchEvent(new Event('online')); });
    await walk(page, 500);
    assert.ok(server.hits(path) - before2 <= 2, `${server.hits(path) - before2} requests`);
    assert.equal((await page.evaluate(told)).state, 'stale');
    server.route(path, titled('Aim'));
    await pass(page, is, { args: ['live'], most: 62_000 });
    await sound(page);
    await page.close();
  }
});

/** A certificate of an authority of our own that was over before it began; nothing where there is no openssl. */
function expired() {
  const folder = mkdtempSync(join(tmpdir(), 'maltavla-tls-'));
  try {
    const file = (name) => join(folder, name);
    const run = (...args) => execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
    writeFileSync(file('ca.cnf'), [
      '[ca]', 'default_ca=own', '[own]', 'database=index.txt', 'serial=serial', 'new_certs_dir=.', 'default_md=sha256', 'policy=any', 'unique_subject=no', 'copy_extensions=copy',
      '[any]', 'commonName=supplied', '[req]', 'distinguished_name=dn', '[dn]', '',
    ].join('\n'));
    writeFileSync(file('index.txt'), '');
    writeFileSync(file('serial'), '01\n');
    run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Test authority', '-config', 'ca.cnf');
    run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-config', 'ca.cnf');
    run('ca', '-batch', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-in', 'request.pem', '-out', 'cert.pem', '-startdate', '20200101000000Z', '-enddate', '20200201000000Z');
    return { key: readFileSync(file('key.pem')), cert: readFileSync(file('cert.pem')) };
  } catch (missing) {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const tls = expired();

fault(20, 'the certificate has expired: the board stays, and the clock is named', async () => {
  const secure = await more({ tls });
  const path = fresh();
  secure.route(path, reply({ body: titled('Aim'), cors: true }));
  // What was kept of the feed before is on the wall.
  const before = (page) => page.before(() => {
    Object.defineProperty(window, 'maltavlaKeep', {
      configurable: true,
      set(keep) {
        const bytes = new TextEncoder().encode(JSON.stringify({ format: 'maltavla/1', language: 'en', objectives: [{ title: 'Kept goal', keyResults: [{ title: 'Kept', target: 1 }] }] }));
        keep.load = () => Promise.resolve([Date.now() - 3_600_000, bytes]);
        Object.defineProperty(window, 'maltavlaKeep', { value: keep });
      },
    });
  });
  const page = await wall(kit, `${secure.origin}${path}`, {}, { before });
  await pass(page, () => document.querySelector('.note') && document.querySelector('.note').textContent);
  const found = await page.evaluate(told);
  assert.match(found.note, /certificate[^]*clock|clock[^]*certificate/);
  assert.match(found.fresh, AGE);
  assert.match(await page.evaluate(text), /Kept goal/);
  assert.doesNotMatch(await page.evaluate(text), LOST);
  await page.close();
}, { skip: !tls && 'openssl is not here' });
