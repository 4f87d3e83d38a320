// From an export to the wall, in a real browser: every real export from drop to report, a nonsense-keyed sheet mapped by
// hand, the QR code read by another's reader, and whatever may be dropped by mistake.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './driver.mjs';
import { ENGINES, canRun, program } from './engines.mjs';
import { reply, serve } from './server.mjs';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const jsqr = require('jsqr');
const EXPORTS = process.env.MALTAVLA_EXPORTS || fileURLToPath(new URL('../../../shared/exports', import.meta.url));

let browser;
let server;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maltavla-setup-'));
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await Promise.all([browser && browser.close(), server && server.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** A file to drop. */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

/** Runs in the page: it is drawn, and nothing is under way. */
const idle = () => document.querySelector('.setup') && Number(document.body.dataset.drawn) > 1 && !document.body.hasAttribute('data-busy');

/** The set-up page, when it has drawn itself. */
async function setup({ width = 1440, height = 900, locale = 'en', hash = '#/setup' } = {}) {
  const page = await browser.page({ width, height });
  await page.locale(locale);
  await page.goto(`${server.origin}/${hash}`);
  await page.waitFor(idle);
  return page;
}

/** Gives files to the page as its button does, and waits until they are taken, or refused in words. */
async function give(page, ...files) {
  const { root } = await page.send('DOM.getDocument');
  const { nodeId } = await page.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input[type=file]' });
  await page.send('DOM.setFileInputFiles', { nodeId, files });
  await page.waitFor(idle, { timeout: 60_000 });
}

const reported = () => [...document.querySelectorAll('.document')].map((one) => one.getAttribute('data-reader'));
const said = () => document.querySelector('.said').textContent;
const rows = () => [...document.querySelectorAll('.row')].reduce((all, row) => Object.assign(all, { [row.dataset.thing]: row.querySelector('.row-count').textContent }), {});
const address = () => document.querySelector('.wall-address').href;

/** The titles on the slides of the board in the frame, once it is live. */
const previewed = () => {
  const board = document.querySelector('iframe').contentWindow;
  const inside = board.document;
  return board.maltavla && inside.body && inside.body.getAttribute('data-state') === 'live' && inside.querySelector('main').textContent;
};

const GOALS = {
  format: 'maltavla/1', organisation: 'Prov', language: 'en', cycle: { name: 'Q4', start: '2020-01-01', end: '2090-12-31' },
  objectives: [
    { id: 'a', title: 'Every bike is whole', team: 'Workshop', keyResults: [{ title: 'Faults', start: 14, target: 5, current: 9 }, { title: 'Launch the app' }] },
    { id: 'b', title: 'Every trip pays', team: 'Money', keyResults: [{ title: 'Cost', start: 20, target: 10, current: 15 }] },
  ],
};
const NONSENSE = { zq: [
  { aa: 'Nöjda resenärer', bb: 'Nord', cc: [{ dd: 'Svar inom en timme', ee: 10, ff: 40, gg: 90 }, { dd: 'Färre klagomål', ee: 50, ff: 30, gg: 5 }] },
  { aa: 'Hela cyklar', bb: 'Syd', cc: [{ dd: 'Dagar till lagad', ee: 9, ff: 6, gg: 2 }] },
] };

test('an export goes from drop to wall: preview, address, QR code, the same board', async () => {
  const page = await setup();
  await give(page, file('goals.json', GOALS));
  assert.deepEqual(await page.evaluate(rows), { objective: '2 found', keyResult: '3 found', current: '2 of 3', target: '2 of 3', team: '2 of 5', supports: 'not found', checkIn: 'not found' });
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('[data-finding]')].map((one) => one.dataset.finding)), ['tasks', 'silent']);
  // The demo stands in the preview until the export does.
  await page.waitFor(() => {
    const inside = document.querySelector('iframe').contentDocument;
    const wall = inside && inside.body && inside.body.getAttribute('data-state') === 'live' && inside.querySelector('main');
    return wall && /Every bike is whole/.test(wall.textContent);
  });
  const to = await page.evaluate(address);
  assert.equal(to, `${server.origin}/#feed=goals.json`);

  const read = await scanned(page);
  assert.equal(read, to);
  server.route('/goals.json', reply({ body: GOALS }));
  const wall = await browser.page();
  await wall.goto(read);
  await wall.waitFor(() => document.body.dataset.state === 'live');
  await wall.evaluate(() => window.maltavla.show(1));
  assert.match(await wall.evaluate(() => document.querySelector('main').textContent), /Every bike is whole/);
  assert.deepEqual(await wall.evaluate(() => window.maltavla.slides()), await page.evaluate(() => document.querySelector('iframe').contentWindow.maltavla.slides()));
  assert.deepEqual([...page.errors, ...wall.errors], []);
  await Promise.all([page.close(), wall.close()]);
});

/** What another's reader finds in a picture of the page. */
async function scanned(page) {
  await page.waitFor(() => document.querySelector('.wall-code svg'));
  const { data, width, height } = await page.evaluate(async () => {
    const code = document.querySelector('.wall-code svg');
    code.scrollIntoView();
    const side = code.viewBox.baseVal.width * 8;
    const canvas = document.createElement('canvas');
    canvas.width = side;
    canvas.height = side;
    const pen = canvas.getContext('2d');
    pen.fillStyle = getComputedStyle(code.querySelector('.code-ground')).fill;
    pen.fillRect(0, 0, side, side);
    pen.fillStyle = getComputedStyle(code.querySelector('.code-dark')).fill;
    pen.scale(8, 8);
    pen.fill(new Path2D(code.querySelector('.code-dark').getAttribute('d')));
    return { data: [...pen.getImageData(0, 0, side, side).data], width: side, height: side };
  });
  const found = jsqr(Uint8ClampedArray.from(data), width, height);
  return found && found.data;
}

test('every real export goes from drop to report', { skip: !existsSync(EXPORTS) && 'no exports beside the project' }, async (t) => {
  const all = [];
  (function walk(below) {
    for (const entry of readdirSync(below, { withFileTypes: true })) {
      if (entry.isDirectory()) walk(join(below, entry.name));
      else if (/\.json$/.test(entry.name)) all.push(join(below, entry.name));
    }
  })(EXPORTS);
  const page = await setup();
  let taken = 0;
  for (const path of all) {
    await page.evaluate(() => document.querySelector('.setup-tools button').click());
    await page.waitFor(idle);
    await give(page, path);
    const [state, sentence, readers] = await page.evaluate(() => [document.body.dataset.state, document.querySelector('.said').textContent, document.querySelectorAll('.document').length]);
    if (state === 'set') taken += readers;
    else assert.ok(sentence.length > 20, `${path}: not taken, and nothing said`);
  }
  t.diagnostic(`${all.length} files, ${taken} taken`);
  assert.ok(taken > all.length / 2);
  // Starting over takes a preview away that may be loading still, which the browser tells.
  const given = (error) => /Fetch API cannot load \S+\.wasm\. /.test(error);
  assert.deepEqual(page.errors.filter((error) => !given(error)), []);
  await page.close();
});

test('real exports of several tools go all the way to the wall', { skip: !existsSync(EXPORTS) && 'no exports beside the project' }, async () => {
  for (const names of [
    ['trello/humberto-zayas-export.json'], ['_reconstructed/homemade-sv/rader.json'], ['leapsome/get-goals.json'],
    ['okr-tracker/objectives.json', 'okr-tracker/keyResults.json', 'okr-tracker/departments.json'],
  ]) {
    const paths = names.map((name) => join(EXPORTS, name)).filter((path) => existsSync(path));
    if (!paths.length) continue;
    const page = await setup();
    await give(page, ...paths);
    await page.waitFor(previewed);
    for (const path of paths) server.route(`/${basename(path).toLowerCase()}`, reply({ body: readFileSync(path) }));
    const to = await scanned(page);
    assert.equal(to, await page.evaluate(address));
    const wall = await browser.page();
    await wall.goto(to);
    await wall.waitFor(() => document.body.dataset.state === 'live');
    assert.equal(await page.evaluate(() => document.querySelectorAll('.document').length), paths.length);
    const slides = await wall.evaluate(() => window.maltavla.slides());
    // The demo stands in the preview until the export does.
    await page.waitFor((slides) => {
      const board = document.querySelector('iframe').contentWindow.maltavla;
      return board && JSON.stringify(board.slides()) === slides;
    }, { args: [JSON.stringify(slides)] });
    assert.deepEqual([...page.errors, ...wall.errors], []);
    await Promise.all([page.close(), wall.close()]);
  }
});

test('a sheet with nonsense for names is mapped by hand, and the preview follows', async () => {
  const page = await setup();
  await give(page, file('sheet.json', NONSENSE));
  const choose = async (thing, path) => {
    await page.waitFor((thing) => document.querySelector(`[data-thing-button="${thing}"]`) || (document.querySelector('.mend-tools button').click(), false), { args: [thing] });
    await page.evaluate((thing) => document.querySelector(`[data-thing-button="${thing}"]`).click(), thing);
    await page.evaluate((path) => [...document.querySelectorAll('.choice')].find((one) => one.dataset.path === path).click(), path);
    await page.waitFor(idle);
  };
  await choose('objective', '$.zq[*]');
  await choose('keyResult', '$.zq[*].cc[*]');
  await choose('current', '$.ff');
  await choose('start', '$.ee');
  await choose('target', '$.gg');
  await choose('team', '$.bb');
  const found = await page.evaluate(rows);
  assert.deepEqual([found.objective, found.keyResult, found.current, found.target, found.team], ['2 found', '3 found', '3 found', '3 found', '5 found']);
  await page.waitFor(() => /Nöjda resenärer/.test((document.querySelector('iframe').contentDocument.body || {}).textContent));
  assert.equal(await page.evaluate(address), `${server.origin}/#feed=sheet.json&mapping=mapping.json`);
  // The mapping that is saved reads the sheet on the wall.
  const mapping = await page.evaluate(() => window.maltavlaSetUp.state.mapping);
  server.route('/sheet.json', reply({ body: NONSENSE }));
  server.route('/mapping.json', reply({ body: mapping }));
  const wall = await browser.page();
  await wall.goto(await page.evaluate(address));
  await wall.waitFor(() => document.body.dataset.state === 'live');
  await wall.evaluate(() => window.maltavla.show(1));
  assert.match(await wall.evaluate(() => document.querySelector('main').textContent), /Nöjda resenärer/);
  // A path that is typed counts letter by letter, and one that finds nothing takes nothing else along.
  await page.evaluate(() => document.querySelector('[data-thing-button="team"]').click());
  await page.evaluate(() => { const path = document.querySelector('#path-team'); path.focus(); path.value = '$.nowhere'; path.dispatchEvent(new Event('input', { bubbles: true })); });
  await page.waitFor(() => document.querySelector('[data-thing="team"] .row-count').textContent === 'not found');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'path-team');
  await Promise.all([page.close(), wall.close()]);
});

test('one row of a tool\u2019s export is changed, and all else stays as its reader read it', async () => {
  const page = await setup();
  const jira = readFileSync(new URL('../feeds/mapping-over-what-a-reader-read/feed.json', import.meta.url));
  await give(page, file('jira.json', jira));
  const before = await page.evaluate(rows);
  await page.evaluate(() => document.querySelector('[data-thing-button="team"]').click());
  await page.evaluate(() => [...document.querySelectorAll('.choice')].find((one) => one.dataset.path === '$.fields.customfield_10021.value').click());
  await page.waitFor(idle);
  assert.deepEqual(await page.evaluate(reported), ['Jira']);
  assert.match(await page.evaluate(() => document.querySelector('.document h2').textContent), /Jira, with what you said/);
  // The epic had no team; the story has no such field, and keeps the team that was read.
  assert.deepEqual(await page.evaluate(rows), { ...before, team: '2 found' });
  const [team] = await page.evaluate(() => [...document.querySelectorAll('[data-thing="team"] .row-source > *')].map((one) => one.textContent).slice(0, 1));
  assert.equal(team, '$.fields.customfield_10021.value');
  assert.deepEqual(await page.evaluate(() => window.maltavlaSetUp.state.mapping), { format: 'maltavla-mapping/1', over: true, goals: { team: '$.fields.customfield_10021.value' } });
  // The preview follows, and so does the wall with the mapping that is saved.
  await page.waitFor(() => {
    const board = document.querySelector('iframe').contentWindow.maltavla;
    return board && board.slides().some(({ scene, subject }) => scene === 'team' && /Workshop/.test(subject));
  });
  server.route('/jira.json', reply({ body: jira }));
  server.route('/mapping.json', reply({ body: await page.evaluate(() => window.maltavlaSetUp.state.mapping) }));
  const wall = await browser.page();
  await wall.goto(await page.evaluate(address));
  await wall.waitFor(() => document.body.dataset.state === 'live' && window.maltavla.slides().length > 0);
  const titles = () => window.maltavla.slides().map((slide, at) => { window.maltavla.show(at + 1); return document.querySelector('main').textContent; }).join(' ');
  assert.match(await wall.evaluate(titles), /Every bike is whole.*Workshop/);
  // What is said to be nowhere is gone, a path that finds nothing takes nothing along and is told, and all can be taken back.
  await page.evaluate(() => { window.maltavlaSetUp.state.mapping.goals = { team: { value: '' } }; return window.maltavlaSetUp.look(); });
  assert.equal((await page.evaluate(rows)).team, 'not found');
  await page.evaluate(() => { window.maltavlaSetUp.state.mapping.goals = { team: '$.nowhere' }; return window.maltavlaSetUp.look(); });
  assert.equal((await page.evaluate(rows)).team, 'not found');
  assert.match(await page.evaluate(() => document.querySelector('.give .changes').textContent), /finds nothing.*Team/);
  assert.equal(await page.evaluate(() => window.maltavlaSetUp.seen.look.rows.find((row) => row.thing === 'team').found > 0), true);
  await page.evaluate(() => [...document.querySelectorAll('.mend-tools button')].find((one) => /Back to/.test(one.textContent)).click());
  await page.waitFor(idle);
  assert.equal(await page.evaluate(() => window.maltavlaSetUp.state.mapping), null);
  assert.deepEqual(await page.evaluate(rows), before);
  assert.deepEqual([...page.errors, ...wall.errors], []);
  await Promise.all([page.close(), wall.close()]);
});

test('our own format is read as it stands, and the rows say so', async () => {
  const page = await setup();
  await give(page, file('goals.json', GOALS));
  await page.evaluate(() => document.querySelector('[data-thing-button="team"]').click());
  assert.match(await page.evaluate(() => document.querySelector('[data-thing="team"] .editor').textContent), /changed in the document itself/);
  await page.close();
});

test('the page works in Chromium 68', { skip: canRun ? false : 'its programs are for Linux on x86-64' }, async () => {
  const [oldest] = ENGINES;
  assert.equal(oldest.major, 68);
  const old = await launch({ chrome: program(oldest), socket: true });
  try {
    const page = await old.page({ width: 1280, height: 800 });
    await page.goto(`${server.origin}/#/setup`);
    await page.waitFor(idle);
    await page.evaluate((text) => window.maltavlaSetUp.take([new File([text], 'sheet.json')]), JSON.stringify(NONSENSE));
    await page.waitFor(idle);
    for (const [thing, path] of [['objective', '$.zq[*]'], ['keyResult', '$.zq[*].cc[*]'], ['current', '$.ff'], ['target', '$.gg']]) {
      await page.evaluate((thing) => document.querySelector(`[data-thing-button="${thing}"]`).click(), thing);
      await page.evaluate((path) => [...document.querySelectorAll('.choice')].find((one) => one.dataset.path === path).click(), path);
      await page.waitFor(idle);
    }
    assert.equal((await page.evaluate(rows)).current, '3 found');
    await page.waitFor(() => document.querySelector('.wall-code svg'));
    await page.waitFor(() => /Nöjda resenärer/.test((document.querySelector('iframe').contentDocument.body || {}).textContent), { timeout: 60_000 });
    const html = await page.evaluate(() => window.maltavlaSetUp.oneFile().then((html) => html.length));
    assert.ok(html > 100_000);
    await page.evaluate(() => window.maltavlaSetUp.keepNow());
    await page.reload();
    await page.waitFor(() => document.querySelector('.document') && !document.body.hasAttribute('data-busy'));
    assert.equal((await page.evaluate(rows)).current, '3 found');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    if (process.env.SHOW) await page.screenshot(join(process.env.SHOW, 'setup-68.png'));
    assert.deepEqual(page.errors, []);
  } finally {
    await old.close();
  }
});

test('the board in one file opens from a stick, and shows the same', async () => {
  const page = await setup();
  const hostile = { ...GOALS, objectives: [{ ...GOALS.objectives[0], title: 'Whole </script><script>alert(1)</script> <!-- bikes' }, GOALS.objectives[1]] };
  await give(page, file('goals.json', hostile));
  await page.evaluate(() => window.maltavlaSetUp.set('theme', ['light']));
  const html = await page.evaluate(() => window.maltavlaSetUp.oneFile());
  const wall = await browser.page();
  await wall.goto(`file://${file('maltavla.html', html)}`);
  await wall.waitFor(() => document.body.dataset.state === 'live');
  await wall.evaluate(() => window.maltavla.show(1));
  const [text, theme, slides] = await wall.evaluate(() => [document.querySelector('main').textContent, document.documentElement.dataset.theme, window.maltavla.slides()]);
  assert.ok(text.includes('Whole </script><script>alert(1)</script> <!-- bikes'), text);
  assert.equal(theme, 'light');
  await page.waitFor(() => document.querySelector('iframe').contentWindow.maltavla && document.querySelector('iframe').contentDocument.body.dataset.state === 'live');
  assert.deepEqual(slides, await page.evaluate(() => document.querySelector('iframe').contentWindow.maltavla.slides()));
  assert.deepEqual(wall.requests.filter(({ url }) => !/^(file|data):/.test(url)), []);
  await Promise.all([page.close(), wall.close()]);
});

test('whatever is dropped costs a sentence, and nothing that was set', async () => {
  const page = await setup();
  await give(page, file('goals.json', GOALS));
  await page.evaluate(() => window.maltavlaSetUp.set('theme', ['light']));
  const set = await page.evaluate(address);
  const bad = [
    ['paper.pdf', '%PDF-1.7 \u0000 binary'], ['empty.json', ''], ['page.html', '<!doctype html><title>Log in</title>'], ['cut.json', '{"objectives": ['],
    ['picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])], ['number.json', '7'], ['nothing.json', '{}'], ['goals.json', JSON.stringify(GOALS)],
  ];
  for (const [name, content] of bad) {
    await page.evaluate(() => window.maltavlaSetUp.tell(''));
    await give(page, file(`bad-${name}`, content));
    assert.ok((await page.evaluate(said)).length > 10, `${name}: nothing said`);
    assert.deepEqual(await page.evaluate(reported), ['Måltavla'], name);
    assert.equal(await page.evaluate(address), set, name);
  }
  await give(page, file('bad-paper.pdf', '%PDF-1.7 \u0000 binary'));
  assert.match(await page.evaluate(said), /bad-paper\.pdf is not JSON\. Choose JSON/);
  // A film of 2 GB is never opened.
  await page.evaluate(() => window.maltavlaSetUp.take([{ name: 'film.mp4', size: 2e9 }]));
  assert.match(await page.evaluate(said), /film\.mp4 is 2\.0\sGB/);
  await page.evaluate(() => window.maltavlaSetUp.take([]));
  assert.match(await page.evaluate(said), /no file/);
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('settings come back from an address and from a board.json, also of a later version', async () => {
  server.route('/goals.json', reply({ body: GOALS }));
  const page = await setup();
  await give(page, file('board.json', { feed: 'goals.json', theme: 'contrast', pace: 2, team: 'money', brand: { name: 'Cyklarna' }, hologram: true }));
  await page.waitFor(() => document.querySelector('.document'));
  assert.match(await page.evaluate(said), /board\.json: its settings are set.*hologram/);
  assert.equal(await page.evaluate(address), `${server.origin}/#feed=goals.json&team=money&pace=2&theme=contrast&brand.name=Cyklarna`);
  await page.evaluate((to) => window.maltavlaSetUp.takeAddress(to), `${server.origin}/#feed=goals.json&theme=light&hours=mon-fri%2007:00-18:00`);
  await page.waitFor(() => /theme=light/.test(document.querySelector('.wall-address').href));
  assert.equal(await page.evaluate(address), `${server.origin}/#feed=goals.json&theme=light&hours=mon-fri%2007:00-18:00`);
  // A reload loses nothing, not even what was set in the moment before, and neither does Back.
  await page.evaluate(() => { window.maltavlaSetUp.set('pace', ['2']); });
  await page.reload();
  await page.waitFor(() => document.querySelector('.document') && /pace=2&theme=light/.test(document.querySelector('.wall-address').href));
  await page.evaluate(() => { window.maltavlaSetUp.set('pace', ['0.5']); location.href = './?hold=1'; });
  await page.waitFor(() => window.maltavla && document.body.dataset.state === 'live');
  await page.evaluate(() => history.back());
  await page.waitFor(() => document.querySelector('.document') && /pace=0\.5&theme=light/.test(document.querySelector('.wall-address').href));
  assert.deepEqual(page.errors, []);
  await page.close();
});

test('what a board.json names and this computer cannot read stays set, and a file stands in for it', async () => {
  const page = await setup();
  await give(page, file('board.json', { feed: 'far/away.json', mapping: 'far/map.json', theme: 'light' }));
  assert.equal(await page.evaluate(address), `${server.origin}/#feed=far/away.json&mapping=far/map.json&theme=light`);
  assert.match(await page.evaluate(() => document.querySelector('.missed').textContent), /nothing at that address/);
  await give(page, file('goals.json', GOALS));
  assert.equal(await page.evaluate(address), `${server.origin}/#feed=far/away.json&mapping=far/map.json&theme=light`);
  assert.equal(await page.evaluate(() => document.querySelector('.missed').textContent), '');
  await page.close();
});

test('next quarter is held against this one', async () => {
  const page = await setup();
  await give(page, file('q4.json', NONSENSE));
  await page.evaluate(() => {
    window.maltavlaSetUp.state.mapping = { format: 'maltavla-mapping/1', objectives: { at: '$.zq[*]', title: '$.aa', team: '$.bb', keyResults: { at: '$.cc[*]', title: '$.dd', target: '$.gg' } } };
    return window.maltavlaSetUp.look();
  });
  const next = { zq: NONSENSE.zq.map(({ bb, ...rest }) => ({ ...rest, unit: bb })) };
  await give(page, file('q1.json', next));
  assert.match(await page.evaluate(said), /q1\.json took the place of q4\.json/);
  const changes = await page.evaluate(() => document.querySelector('.changes').textContent);
  assert.match(changes, /Gone: \$\.zq\[\*\]\.bb/);
  assert.match(changes, /New: \$\.zq\[\*\]\.unit/);
  assert.equal(await page.evaluate(address), `${server.origin}/#feed=q4.json&mapping=mapping.json`);
  await page.close();
});

test('an address that cannot be read says why, and what to put beside the board', async () => {
  const page = await setup();
  const other = await serve();
  other.route('/goals.json', reply({ body: GOALS }));
  server.route('/secret.json', reply({ status: 401, body: {} }));
  server.route('/login.json', reply({ body: '<!doctype html><title>Log in</title>', type: 'text/html' }));
  for (const [to, why] of [[`${other.origin}/goals.json`, /CORS/], ['/secret.json', /401/], ['/login.json', /log in/], ['http://127.0.0.1:1/x', /does not answer/], ['/none.json', /404/]]) {
    await page.evaluate((to) => window.maltavlaSetUp.takeAddress(to), to);
    assert.match(await page.evaluate(() => document.querySelector('.missed').textContent), why, to);
  }
  await page.evaluate(() => window.maltavlaSetUp.takeAddress('/secret.json'));
  for (const tool of ['Asana', 'Jira', 'Trello', 'GitHub', 'GitLab', 'Azure DevOps', 'ClickUp', 'Notion', 'Airtable', 'Google Sheets']) {
    const text = await page.evaluate((tool) => {
      const choice = document.querySelector('#tool');
      choice.value = tool;
      choice.dispatchEvent(new Event('change'));
      return [...document.querySelectorAll('.missed pre')].map((one) => one.textContent);
    }, tool);
    assert.equal(text.length, 4, tool);
    assert.match(text[0], /curl[\s\S]*\$token/, tool);
    assert.match(text[2], /proxy_pass https:/, tool);
    assert.match(text[3], /reverse_proxy https:/, tool);
  }
  await Promise.all([page.close(), other.close()]);
});

test('the page is walked by keyboard alone, and nothing is out of reach', async () => {
  const page = await setup();
  await give(page, new URL('../feeds/mapping-over-what-a-reader-read/feed.json', import.meta.url).pathname);
  const seen = [];
  for (let step = 0; step < 120; step += 1) {
    await page.press('Tab');
    const here = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      return { name: (one.getAttribute('aria-label') || one.textContent || one.id || one.tagName).trim().slice(0, 40), tag: one.tagName, marked: style.outlineStyle !== 'none', there: box.width > 0 && box.height > 0 };
    });
    if (here.tag === 'BODY') break;
    seen.push(here);
  }
  assert.deepEqual(seen.filter((one) => !one.marked || !one.there), []);
  const names = seen.map((one) => one.name).join('|');
  for (const wanted of ['Choose a file', 'Paste JSON', 'Objective', 'Next slide', 'Copy the address', 'Save board.json']) assert.ok(names.includes(wanted), `${wanted} in ${names}`);
  // From a row to another path for it, by keys.
  await page.evaluate(() => document.querySelector('[data-thing-button="team"]').focus());
  await page.press('Enter');
  await page.waitFor(() => document.querySelector('#search-team'));
  // Arrows walk from button to button, as a remote does.
  await page.evaluate(() => document.querySelector('[data-thing-button="objective"]').focus());
  await page.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.thingButton), 'keyResult');
  await page.close();
});

test('axe-core finds nothing serious, and every width holds the page', async () => {
  for (const [locale, scheme] of [['en', 'dark'], ['sv', 'light']]) {
    for (const [width, height] of [[1440, 900], [390, 844], [360, 740]]) {
      const page = await setup({ width, height, locale });
      await page.media({ 'prefers-color-scheme': scheme });
      await page.waitFor((theme) => document.documentElement.getAttribute('data-theme') === theme, { args: [scheme === 'light' ? 'light' : null] });
      await give(page, file('goals.json', GOALS));
      await page.evaluate(() => { for (const one of document.querySelectorAll('details')) one.open = true; document.querySelector('[data-thing-button="team"]').click(); });
      assert.equal(await page.evaluate(() => document.documentElement.lang), locale);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${width}: wider than the screen`);
      await page.evaluate(`${AXE}; 0`);
      const grave = await page.evaluate(async () => {
        const { violations } = await window.axe.run({ exclude: ['iframe'] }, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' … ')}`);
      });
      assert.deepEqual(grave, [], `${locale} ${width}`);
      const small = await page.evaluate(() => [...document.querySelectorAll('.setup button, .setup select')].filter((one) => one.offsetHeight && one.offsetHeight < 40).map((one) => one.textContent));
      assert.deepEqual(small, [], 'room for a finger');
      await page.close();
    }
  }
});

test('where nothing is set, the board says how to come here, and a remote does', async () => {
  const page = await browser.page();
  await page.locale('sv');
  await page.goto(`${server.origin}/`);
  await page.waitFor(() => document.body.dataset.state === 'live' && document.querySelector('.start'));
  assert.match(await page.evaluate(() => document.querySelector('.start').textContent), /demo.*Ställ in en egen tavla.*#\/setup/);
  await page.press('Unidentified', { keyCode: 404 });
  await page.waitFor(() => document.querySelector('.setup'));
  await page.close();
  for (const [width, height] of [[1080, 1920], [390, 844], [1024, 600]]) {
    const small = await browser.page({ width, height });
    await small.goto(`${server.origin}/`);
    await small.waitFor(() => document.body.dataset.state === 'live' && document.querySelector('.start'));
    const [card, head] = await small.evaluate(() => ['.start', '.head'].map((name) => document.querySelector(name).getBoundingClientRect().toJSON()));
    assert.ok(card.top >= head.bottom && card.left >= 0 && card.right <= width && card.bottom <= height, `${width}: ${JSON.stringify([card, head])}`);
    await small.close();
  }
  const set = await browser.page();
  await set.goto(server.url({ theme: 'light' }));
  await set.waitFor(() => document.body.dataset.state === 'live');
  assert.equal(await set.evaluate(() => document.querySelector('.start')), null);
  await set.close();
});

test('the board never loads the set-up page, and the set-up page says the same in both languages', async () => {
  const page = await browser.page();
  await page.goto(server.url({ hold: 1 }));
  await page.waitFor(() => document.body.dataset.state === 'live');
  assert.deepEqual(page.requests.filter(({ url }) => /setup/.test(url)).map(({ url }) => url), []);
  await page.close();
  const other = await setup({ locale: 'sv' });
  const missing = await other.evaluate(() => {
    const keys = (of, at) => Object.keys(of).flatMap((key) => (of[key] && typeof of[key] === 'object' && !Array.isArray(of[key]) ? keys(of[key], `${at}${key}.`) : `${at}${key}:${typeof of[key]}`));
    const [en, sv] = [keys(window.maltavlaSetUp.words.en, ''), keys(window.maltavlaSetUp.words.sv, '')];
    return [en.filter((key) => !sv.includes(key)), sv.filter((key) => !en.includes(key))];
  });
  assert.deepEqual(missing, [[], []]);
  await other.close();
});
