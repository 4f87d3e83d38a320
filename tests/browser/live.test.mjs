// The board reads its feeds again and again, and whatever comes instead of goals is told, and takes nothing down.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { AT, facts, feed, is, open, pass, read, shown, soon, tagged, walk } from './board.mjs';
import { launch } from './driver.mjs';
import { reply, serve } from './server.mjs';

let browser;
let server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(() => Promise.all([browser && browser.close(), server && server.close()]));

// A path of its own for each test, so that no counts mix.
let path;
let tests = 0;
beforeEach(() => { path = `/feed-${(tests += 1)}.json`; });

const settings = (more = {}) => ({ feed: path, at: AT, scenes: 'objective', hold: 1, ...more });
const text = () => document.querySelector('main').innerText;
const note = () => { const note = document.querySelector('.note'); return note ? note.textContent : ''; };

test('asks conditionally, every so many seconds; what has not changed costs no reading', async () => {
  server.route(path, tagged(feed()));
  const page = await open(browser, server, settings({ every: 10 }));
  assert.equal((await page.evaluate(facts)).readings, 1);
  await walk(page, 31_000);
  const asked = server.requests.filter((request) => request.path === path);
  assert.ok(asked.length >= 3 && asked.length <= 4, `${asked.length} requests in 31 s`);
  assert.equal(asked[0].headers['if-none-match'], undefined);
  for (const request of asked.slice(1)) assert.ok(request.headers['if-none-match'], 'a tag is sent');
  const answers = page.requests.filter((request) => request.url.endsWith(path)).map((request) => request.status);
  assert.deepEqual(new Set(answers.slice(1)), new Set([304]));
  assert.equal((await page.evaluate(facts)).readings, 1);
  assert.equal((await page.evaluate(shown)).state, 'live');
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('the same bytes without a tag redraw nothing', async () => {
  server.route(path, feed());
  const page = await open(browser, server, settings({ every: 5 }));
  // What was shown while booting is gone for good by then.
  await walk(page, 2_000);
  await page.evaluate(() => {
    window.changes = [];
    const watch = new MutationObserver((list) => list.forEach((one) => window.changes.push(`${one.type} ${one.attributeName} ${one.target.nodeName}`)));
    watch.observe(document.querySelector('main'), { attributes: true, childList: true, characterData: true, subtree: true });
  });
  const asked = server.hits(path);
  await walk(page, 21_000);
  assert.ok(server.hits(path) - asked >= 3);
  assert.equal((await page.evaluate(facts)).readings, 1);
  assert.deepEqual(await page.evaluate(() => window.changes), []);
  await page.close();
});

test('what changed is changed in place, on the slide that is shown', async () => {
  server.route(path, feed(3, 40));
  const page = await open(browser, server, settings({ hold: 2 }));
  await page.evaluate(() => window.maltavla.show(1));
  const before = await page.evaluate(shown);
  const value = () => document.querySelector('[data-goal="o1a"]').innerText;
  assert.match(await page.evaluate(value), /40/);
  await page.evaluate(() => {
    const card = document.querySelector('[data-goal="o1a"]');
    card.tagged = true;
    card.querySelector('h2').tagged = true;
    document.querySelector('[data-goal="o1b"]').tagged = true;
  });
  server.route(path, feed(3, 73));
  await read(page);
  assert.match(await page.evaluate(value), /73/);
  assert.doesNotMatch(await page.evaluate(value), /40/);
  assert.deepEqual(await page.evaluate(() => [
    document.querySelector('[data-goal="o1a"]').tagged,
    document.querySelector('[data-goal="o1a"] h2').tagged,
    document.querySelector('[data-goal="o1b"]').tagged,
  ]), [true, true, true], 'the elements are the same');
  // A goal that comes before it moves the slide's number, not the slide.
  const grown = feed(3, 73);
  grown.objectives.unshift({ id: 'new', title: 'The newest of all', keyResults: [{ title: 'One', target: 10, current: 1 }] });
  server.route(path, grown);
  await read(page);
  const after = await page.evaluate(shown);
  assert.equal(after.slides, before.slides + 1);
  assert.equal(after.slide, before.slide + 1);
  assert.equal(await page.evaluate(() => document.querySelector('[data-goal="o1a"]').tagged), true);
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('one request at a time, and one that hangs is given up', async () => {
  server.route(path, reply({ hang: 'headers' }));
  const page = await open(browser, server, settings({ every: 5 }), { state: 'begun' });
  await soon(() => server.hits(path) === 1);
  for (let n = 0; n < 5; n += 1) await page.evaluate(() => window.maltavla.read());
  await page.advance(6_000);
  assert.equal(server.hits(path), 1, 'while it is out, there is no other');
  // Given up after 8 s, and asked for anew 0.8 s later at the earliest.
  await page.advance(2_500);
  assert.equal(server.hits(path), 1, 'a miss is not answered by the next request at once');
  for (let n = 0; n < 10 && !(await page.evaluate(is, 'broken')); n += 1) {
    await page.advance(4_000);
    await page.frames(1);
  }
  assert.match(await page.evaluate(text), /took too long/);
  const aborted = page.requests.filter((request) => request.url.endsWith(path) && request.status === 0).length;
  assert.ok(aborted >= 2 && aborted <= server.hits(path), `${aborted} of ${server.hits(path)}`);
  // An answer that begins, and then hangs, has a longer time, but no endless one.
  server.route(path, reply({ body: feed(), hang: 'body' }));
  const asked = server.hits(path);
  for (let n = 0; n < 25; n += 1) {
    await page.advance(4_000);
    await page.frames(1);
  }
  assert.ok(server.hits(path) - asked >= 2, 'it is given up, and asked for anew');
  server.route(path, feed());
  await pass(page, is, { args: ['live'] });
  await page.close();
});

const deep = `${'{"objectives":['.repeat(2_000)}${']}'.repeat(2_000)}`;
const login = reply({ type: 'text/html', body: '<!doctype html><title>Log in</title><form>' });

/** What may come instead of goals, and what the board says to it; where there was a good board: faults/wire.test.mjs. */
const BAD = [
  ['trouble of the server', () => reply({ status: 500, body: 'no' }), /trouble of its own \(500\)[^]*goes on trying/],
  ['nothing there', () => reply({ status: 404 }), /There is nothing at[^]*moved\?/],
  ['a login asked for', () => reply({ status: 401 }), /wants a login/],
  ['access refused', () => reply({ status: 403 }), /wants a login/],
  ['a redirect to a login page', () => { server.route('/login', login); return reply({ status: 302, headers: { Location: '/login' } }); }, /wants a login/],
  ['a page of HTML', () => login, /sent a web page instead of goals/],
  ['nothing at all', () => reply({ body: '' }), /answered with nothing in it/],
  ['JSON that was cut off', () => reply({ body: JSON.stringify(feed()).slice(0, 300) }), /ends in its middle/],
  ['a connection that breaks', () => reply({ body: feed(), truncate: 200 }), /could not be reached/],
  ['text that is no JSON', () => reply({ body: 'Objective;Value\nOne;1\n', type: 'text/csv' }), /is not JSON/],
  ['JSON of another shape', () => ({ rows: [], total: 0 }), /a shape that the board does not know[^]*rows/],
  ['nesting without end', () => reply({ body: deep }), /nested deeper/],
  ['null', () => reply({ body: 'null' }), /a shape that the board does not know/],
];

for (const [name, answer, says] of BAD) {
  test(`${name}: told in a sentence where there was no good board`, async () => {
    server.route(path, answer());
    const page = await open(browser, server, settings({ every: 5, hold: 2 }), { state: 'begun' });
    await pass(page, is, { args: ['broken'] });
    const sentence = await page.evaluate(text);
    assert.match(sentence, says);
    assert.ok(sentence.includes(path), `from where: ${sentence}`);
    assert.deepEqual(page.errors.filter((error) => error.startsWith('exception')), []);
    // The feed is mended, and the board is there without anyone's help.
    server.route(path, feed());
    await pass(page, is, { args: ['live'] });
    await page.close();
  });
}

test('several feeds make one board, and one that is broken takes nothing from the others', async () => {
  const other = `${path}-other`;
  server.route(path, feed(1));
  server.route(other, reply({ status: 500 }));
  const page = await open(browser, server, settings({ feed: [path, other], every: 5 }));
  await pass(page, is, { args: ['stale'] });
  assert.match(await page.evaluate(text), /Objective number 1/);
  assert.match(await page.evaluate(note), /trouble of its own/);
  assert.ok((await page.evaluate(note)).includes(other));
  const second = feed(1);
  second.objectives[0] = { id: 'x', title: 'From the other one', keyResults: [{ title: 'X', target: 1, current: 1 }] };
  server.route(other, second);
  await pass(page, is, { args: ['live'] });
  assert.equal((await page.evaluate(facts)).objectives, 2);
  await page.close();
});

test('a stream of events brings the next reading forward', async () => {
  server.route('/stream', reply({ events: true }));
  server.route(path, feed(3, 40));
  const page = await open(browser, server, settings({ push: '/stream', every: 3600 }));
  await soon(() => server.listeners('/stream') === 1);
  server.route(path, feed(3, 73));
  await walk(page, 2_000);
  const asked = server.hits(path);
  server.push('/stream');
  await page.waitFor(() => window.maltavla.state().readings === 2);
  assert.equal(server.hits(path), asked + 1);
  await page.close();
});

test('a feed of another origin is asked without what would need its leave', async () => {
  const elsewhere = await serve({ site: '/nowhere' });
  elsewhere.route('/feed.json', reply({ body: feed(), etag: true, cors: true }));
  const page = await open(browser, server, settings({ feed: elsewhere.url({}, '/feed.json'), every: 5 }));
  await walk(page, 16_000);
  assert.ok(elsewhere.hits('/feed.json') >= 3);
  assert.deepEqual(new Set(elsewhere.requests.map((request) => request.method)), new Set(['GET']));
  assert.equal((await page.evaluate(facts)).readings, 1);
  assert.deepEqual(page.errors, []);
  await page.close();
  await elsewhere.close();
});
