// Shows that each case of the battery can fail: takes out what the board does about a fault, one remedy at a time, and sees
// the case fail. Remedies in scripts are taken out of a copy of the site; those in Rust out of a copy of the sources, all in
// one build, since they do not meet.
//
//   node tests/browser/faults/remedies.mjs [WORD]    (only those whose case holds WORD; after `cargo xtask build --quick`)
//   node tests/browser/faults/remedies.mjs --rust [PATTERN] (compiles; some minutes)
//
// What was seen is put into docs/remedies.md.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const TARGET = join(ROOT, process.env.CARGO_TARGET_DIR || 'target');
const RUSTS = process.argv[2] === '--rust';
const WORK = join(TARGET, RUSTS ? 'remedies-rust' : 'remedies');
/** What was seen the last time, one line a remedy: written by this command, read by people. */
const TABLE = join(ROOT, 'docs/remedies.md');
const tests = (file) => `tests/browser/faults/${file}.test.mjs`;

/** Of the scripts of the quick site, which are as they were written: the file of the case, the case, what is taken out, and what
 *  stands there instead. Where nothing can be taken out, a careless board's way stands in the place of ours. */
const SCRIPTS = [
  ['site', 'fault 2', 'return kept || fetch(request);', 'return fetch(request);'],
  ['wire', 'fault 4', 'line.out.abort.abort();\n      line.out = null;', 'line.out = null;'],
  ['wire', 'fault 8: 503 with Retry-After 120', "headers.get('Retry-After') || undefined", 'undefined'],
  ['wire', 'fault 10', 'return refuse({ kind: REFUSED });', 'return { kind: UNCHANGED };'],
  ['wire', 'fault 19', "fetch(address, { cache: 'no-cache'", "(navigator.onLine ? fetch : function () { return Promise.reject(new Error('offline')); })(address, { cache: 'no-cache'"],
  ['content', 'fault 27: a feed without end', 'var LIMIT = 67108864;', 'var LIMIT = Infinity;'],
  // (Where the engine has Trusted Types, those refuse the careless way as well.)
  ['content', 'fault 29', 'arg0.createTextNode(', "(function (text) { var box = document.createElement('span'); box.innerHTML = text; return box; })("],
  ['content', 'fault 31', 'if (text !== node.data) node.data = text;', ''],
  ['clock', 'fault 39', "document.addEventListener('visibilitychange', board.tick);", "document.addEventListener('visibilitychange', function () { board.read(); setTimeout(board.read, 900); });"],
  ['growth', 'fault 41', 'clearTimeout(timer);\n', "clearTimeout(timer); var kept = document.createElement('p'); kept.onclick = function () { return kept; }; (window.grown = window.grown || []).push(kept);\n"],
  ['kills', 'fault 42', 'done(newest ? [newest.at].concat(newest.parts) : null);', 'done(null);'],
  ['page', 'fault 43: a panic in a timer', 'if (error && typeof WebAssembly', 'if (!error && typeof WebAssembly'],
  ['page', 'fault 43: a panic while a slide is drawn', "return slide && slides.indexOf(slide) === i;", 'return false;'],
  ['page', 'fault 43: a heart', 'HEART = 15000', 'HEART = 15000000'],
  ['page', 'fault 44', 'MOST_FALLS = 3', 'MOST_FALLS = 3000'],
  ['page', 'fault 45: no WebAssembly', 'say(words.old, navigator.userAgent);', ''],
  ['page', 'fault 45: a policy', "if (!began) say(words.starting, why);", ''],
  ['site', 'fault 47: an old page whose parts', 'missing = true;', 'missing = true; return;'],
  ['site', 'fault 48: the program', ".catch(function () { return load('reload'); })", ''],
  ['site', 'fault 49', "{ cache: cache, integrity: script.getAttribute('data-sum') }", '{ cache: cache }'],
  ['site', 'fault 50', "plan('a new build', 'sessionStorage', TAKEN, build);", ';'],
  ['page', 'fault 51: storage is full', 'Promise.resolve().then(what).then(end, function () { end(); });', 'Promise.resolve().then(what).then(end);'],
  ['page', 'fault 51: storage throws', "localStorage.setItem(name, text); } catch (refused) {", "localStorage.setItem(name, text); } finally {"],
  ['page', 'fault 52: junk', 'return Boolean(kept) &&', 'return Boolean(kept) ||'],
  ['page', 'fault 52: the database is gone', 'turn(all[n][0]) <= turn(all[n][1]) ? 0 : 1', '0'],
  ['page', 'fault 54', 'var MOST = 12, ROOM = 0.7', 'var MOST = 0, ROOM = 0.7'],
];

/** Of the sources: the file of the case, the case, the source, what is taken out, what stands there instead. Where all that a board
 *  does about a fault is to say what it is, that is what is taken out. */
const RUST = [
  ['wire', 'fault 1', 'src/words/en.rs', 'Waiting for goals since {since}.', 'Waiting.{since:.0}'],
  ['wire', 'fault 3', 'src/board/poll.rs', 'matches!(self, Miss::Network | Miss::Timeout)', 'matches!(self, Miss::Timeout)'],
  ['wire', 'fault 5', 'src/board/poll.rs', 'const PATIENCE: Millis = 30_000;', 'const PATIENCE: Millis = 30_000_000;'],
  ['wire', 'fault 6', 'src/board/poll.rs', 'wait * (80 + self.roll(41)) / 100', 'wait + self.roll(1)'],
  ['wire', 'fault 7', 'src/board/poll.rs', 'wait * (80 + self.roll(41)) / 100', 'wait + self.roll(1)'],
  ['wire', 'fault 9', 'src/board/poll.rs', '401 | 403 | 407 => Miss::Refused(Some(status))', '407 => Miss::Refused(Some(status))'],
  ['wire', 'fault 11', 'src/feed/clean.rs', "Some(b'<') => Err(Unreadable::Html)", 'Some(0x7f) => Err(Unreadable::Html)'],
  ['wire', 'fault 12', 'src/words/en.rs', 'Miss::Status(404 | 410)', 'Miss::Status(499)'],
  ['wire', 'fault 13: half-written JSON, once', 'src/board/poll.rs', 'const TOLD: u32 = 2;', 'const TOLD: u32 = 1;'],
  ['wire', 'fault 14: an empty answer, once', 'src/board/poll.rs', 'const TOLD: u32 = 2;', 'const TOLD: u32 = 1;'],
  ['wire', 'fault 15: a byte order', 'src/feed/clean.rs', '[0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)', '[0xFF, 0xFE, rest @ ..] => utf8(rest, notices)'],
  ['wire', 'fault 16', 'src/app.rs', '(late && draft.follow.is_none())', '(late && draft.follow.is_some())'],
  ['wire', 'fault 17', 'src/app.rs', 'const PASSED_OVER: Millis = 1_800_000;', 'const PASSED_OVER: Millis = 0;'],
  ['wire', 'fault 18', 'src/words/en.rs', 'it (CORS)?', 'it?'],
  ['wire', 'fault 20', 'src/words/en.rs', "its clock right, the server's certificate good, ", ''],
  ['content', 'fault 21: titles', 'src/feed/readers/maltavla.rs', 'Some(at) if hollow =>', 'Some(at) if hollow && at.is_empty() =>'],
  ['content', 'fault 22', 'src/words/en.rs', 'A goal without a title is left out.', 'A goal is left out.'],
  ['content', 'fault 23', 'src/words/en.rs', '{} is no number that the board knows. It is left out.', '{} is left out.'],
  ['content', 'fault 24', 'src/goals/progress.rs', 'if way.abs() > 0.0 {', 'if way.abs() >= 0.0 {'],
  ['content', 'fault 25', 'src/words/en.rs', 'The feed was read well, and there is no goal in it. ', ''],
  ['content', 'fault 26', 'src/feed/settle/ties.rs', 'const DEEPEST: usize = 32;', 'const DEEPEST: usize = 320;'],
  ['content', 'fault 28', 'src/feed/clean.rs', 'const DEEP: usize = 128;', 'const DEEP: usize = 128_000_000;'],
  ['content', 'fault 30', 'src/feed/settle/text.rs', "| '\\u{202A}'..='\\u{202E}'", ''],
  ['content', 'fault 32', 'src/ui/fit.rs', 'if lines(text, size, room) <= most_lines {', 'if lines(text, size, room) <= most_lines + 900 {'],
  ['content', 'fault 33', 'src/words/en.rs', '{} is no date that the board knows. It is left out.', '{} is left out.'],
  ['content', 'fault 34', 'src/words/en.rs', 'the clock of the feed is ahead', 'it is ahead'],
  ['clock', 'fault 35', 'src/board/mod.rs', '!clock::is_set(self.now) && clock::is_set(now)', 'clock::is_set(self.now) && !clock::is_set(now)'],
  ['clock', 'fault 36: the clock goes back', 'src/board/mod.rs', 'if jump < 0 ||', 'if jump == i64::MIN ||'],
  ['clock', 'fault 37', 'src/app.rs', '|day| day != self.wall.now.today()', '|day| day > self.wall.now.today()'],
  ['clock', 'fault 38', 'src/settings/write.rs', 'let used = value.max(least).min(most);', 'let used = value.max(least).min(most * 1e12);'],
  ['clock', 'fault 40', 'src/board/poll.rs', 'self.misses >= TOLD || self.expires(since) <= now', 'self.misses >= TOLD || self.expires(since) < 0'],
  ['page', 'fault 55', 'src/shell/mod.rs', 'shell.app.resize(canvas, now);', 'let _ = canvas;'],
  ['page', 'fault 56', 'src/shell/page.rs', 'if let Some((gone, _)) = self.leaving.take() {', 'if let Some((gone, _)) = self.leaving.take().filter(|_| false) {'],
];

/** Faults whose case has no remedy of its own that could be taken out. */
export const WITHOUT = {
  46: 'two layers do it, each by itself: the board never streams what has another name, and the glue of wasm-bindgen falls back (the case passed without the first)',
  53: 'nothing of the board is lost with the process that draws: it has no canvas, only elements, and the browser draws them anew',
};
/** The numbers of the faults that have one. */
export const WITH = new Set([...SCRIPTS, ...RUST].map(([, name]) => Number(/\d+/.exec(name)[0])));

/** How the case fails on this site, in its own words; nothing if it does not. */
function fails(file, name, site) {
  const env = { ...process.env, MALTAVLA_SITE: site };
  const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // 'fault 1' is not 'fault 15'.
  const { status, stdout } = spawnSync('node', ['--test', '--test-reporter=tap', `--test-name-pattern=${pattern}(?!\\d)`, tests(file)], { cwd: ROOT, env, encoding: 'utf8', timeout: 300_000 });
  const ran = /^# pass (\d+)[^]*^# fail (\d+)/m.exec(stdout || '');
  if (status === 0 || !ran || Number(ran[2]) === 0) return undefined;
  const said = /^ +error: (?:\|-\n\s*)?'?(.*?)'?$/m.exec(stdout);
  return said ? said[1] : 'it failed';
}

/** Puts a changed script in the place of the one in a site, with its checksum wherever that stands. */
function change(site, from, to) {
  const sum = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  const page = join(site, 'index.html');
  const file = readdirSync(site).filter((name) => /\.js$/.test(name)).map((name) => join(site, name)).find((path) => readFileSync(path, 'utf8').includes(from));
  if (!file) throw new Error(`nowhere: ${from}`);
  const before = readFileSync(file);
  const after = Buffer.from(before.toString().replace(from, () => to));
  writeFileSync(file, after);
  writeFileSync(page, readFileSync(page, 'utf8').split(sum(before)).join(sum(after)));
}

let missed = 0;
const seen = new Map();
function tell(how, file, name, what) {
  if (!how) missed += 1;
  console.log(`${how ? 'fails  ' : 'PASSES '} ${name}   without   ${what.split('\n')[0]}   ${how || ''}`);
  const cell = (text) => text.replace(/\s+/g, ' ').replace(/[|<]/g, '\\$&').replace(/https?:\/\/\S+/g, '…').slice(0, 150);
  // Two remedies of one case are two lines.
  const [number] = /\d+/.exec(name);
  seen.set(`${cell(name)} | \`${what.split('\n')[0].replace(/\|/g, '\\|')}\``, `| ${number} | ${cell(name)} (${file}) | \`${what.split('\n')[0].replace(/\|/g, '\\|')}\` | ${how ? cell(how) : '**it passed all the same**'} |`);
}
/** Puts what was seen into the table, in the place of what was seen of the same cases before. */
function write() {
  const old = existsSync(TABLE) ? readFileSync(TABLE, 'utf8').split('\n').filter((line) => /^\| \d/.test(line)) : [];
  const key = (line) => line.split(/(?<!\\) \| /).slice(1, 3).map((cell) => cell.replace(/ \(\w+\)$/, '')).join(' | ');
  // A remedy that the list has no more is gone from the table, too.
  const known = new Set([...SCRIPTS.map(([, name, from]) => [name, from]), ...RUST.map(([, name, path, from]) => [name, `${path}: ${from}`])].map(([name, what]) => `${name} | \`${what.split('\n')[0].replace(/\|/g, '\\|')}\``));
  const rows = [...old.filter((line) => known.has(key(line)) && !seen.has(key(line))), ...seen.values()];
  rows.sort((a, b) => parseInt(a.slice(2), 10) - parseInt(b.slice(2), 10) || (a < b ? -1 : 1));
  const without = Object.entries(WITHOUT).map(([number, why]) => `Fault ${number} has none of its own: ${why}.`);
  writeFileSync(TABLE, [
    '# What the cases of the fault battery prove', '',
    'Written by `node tests/browser/faults/remedies.mjs`, with and without `--rust`: each remedy was taken out of a copy of the',
    'board (or, where there is nothing to take out, a careless board\'s way put in its place), and its case was seen to fail.', '',
    '| fault | case (file) | taken out | what was seen |', '|---|---|---|---|', ...rows, '', ...without, '',
  ].join('\n'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const word = process.argv[2] || '';
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(WORK, { recursive: true });
  const site = join(WORK, 'site');
  const good = process.env.MALTAVLA_SITE || join(TARGET, 'site');
  if (RUSTS) {
    const only = process.argv[3] || '';
    const chosen = RUST.filter(([, name]) => new RegExp(only).test(name));
    const tree = join(WORK, 'tree');
    for (const path of execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      cpSync(join(ROOT, path), join(tree, path));
    }
    const done = new Set();
    for (const [, , path, from, to] of chosen) {
      if (done.has(path + from)) continue;
      done.add(path + from);
      const text = readFileSync(join(tree, path), 'utf8');
      if (!text.includes(from)) throw new Error(`not in ${path}: ${from}`);
      writeFileSync(join(tree, path), text.split(from).join(to));
    }
    // Cargo would take what is compiled of the copy for what is compiled of the board.
    const apart = join(TARGET, 'remedies-cargo');
    execFileSync('cargo', ['run', '--quiet', '--package', 'xtask', '--', 'build', '--quick'], { cwd: tree, stdio: 'inherit', env: { ...process.env, CARGO_TARGET_DIR: apart } });
    renameSync(join(apart, 'site'), site);
    rmSync(join(apart, 'site-quick.stamp'), { force: true });
    for (const [file, name, path, from] of chosen) tell(fails(file, name, site), file, name, `${path}: ${from}`);
  } else {
    for (const [file, name, from, to] of SCRIPTS.filter(([, name]) => name.includes(word))) {
      rmSync(site, { recursive: true, force: true });
      cpSync(good, site, { recursive: true });
      change(site, from, to);
      tell(fails(file, name, site), file, name, from);
    }
  }
  write();
  rmSync(WORK, { recursive: true, force: true });
  if (missed > 0) process.exitCode = 1;
}
