// The engines of the TVs that offices own, each a Chromium inside an npm package, and today's: fetched once, checked and
// kept in target/engines/. They are old and unpatched: they meet nothing but this machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { findOrInstall } from './chrome.mjs';
import { SITE } from './server.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What the matrix needs and leaves. */
export const CACHE = join(ROOT, 'target', 'engines');

/** `major`: the version, as the engine has to tell it. Without a package: the Chromium that all tests run in. */
export const ENGINES = [
  { major: 68, wall: 'LG webOS 5, 2020', package: 'chrome-aws-lambda@1.4.0', sha256: 'ce4c1e616b92d34b1ca3001195ac74e3d0b90f310f0dff154caebc6712af8698' },
  { major: 76, wall: 'Samsung Tizen 6.0, 2021', package: 'chrome-aws-lambda@1.17.1', sha256: 'bf7b5f8399a71e77332ac48e447509ad0db78d96d6644e43608e01adfdf75fbf' },
  { major: 85, wall: 'Samsung Tizen 6.5, 2022', package: 'chrome-aws-lambda@5.2.1', sha256: '4af9d2661e995315acecb2bac395c493397c90c7b9bd0cea8a7f3d8b77e5deae' },
  { major: 92, wall: 'below Tizen 7 and webOS 23, 2023', package: 'chrome-aws-lambda@10.1.0', sha256: '6745d06176d629be7021538a901a5a969f335c5a8c10a581b40862e7ed66996e' },
  { major: 108, wall: 'Tizen 8 and webOS 24, 2024', package: '@sparticuz/chromium@108.0.3', sha256: '34521d616af72d5907f229ae3540e0d82ac2db74f22b979d37fe8a3cdd93f641' },
  { major: 'today', wall: 'a computer' },
];

/** Whether the packages hold anything for this machine. */
export const canRun = process.platform === 'linux' && process.arch === 'x64';

/** The demo's titles that are not among these texts: of every goal but the key results of what was paused or given up. */
export function missing(texts) {
  const { objectives } = JSON.parse(readFileSync(join(SITE, 'demo.en.json'), 'utf8'));
  const goals = objectives.flatMap((one) => [one, ...(one.state ? [] : one.keyResults || [])]);
  return goals.map(({ title }) => title).filter((title) => !texts.includes(title));
}

/** Where the program of an engine is; gets it, if need be. */
export function program(engine) {
  if (!engine.package) return findOrInstall();
  const folder = join(CACHE, `chromium-${engine.major}`);
  const path = join(folder, 'chrome');
  if (existsSync(path)) return path;
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const tarball = join(fresh, fetched(engine, fresh));
  const sum = createHash('sha256').update(readFileSync(tarball)).digest('hex');
  if (sum !== engine.sha256) throw new Error(`${engine.package} is not what it was when it was chosen (sha256 ${sum})`);
  execFileSync('tar', ['-xzf', tarball, '-C', fresh]);
  const packed = join(fresh, 'package', 'bin');
  const name = readdirSync(packed).find((file) => /^chromium.*\.br$/.test(file));
  const binary = join(fresh, 'chromium');
  writeFileSync(binary, brotliDecompressSync(readFileSync(join(packed, name))));
  chmodSync(binary, 0o755);
  const script = ['#!/bin/sh', 'here=$(dirname "$(readlink -f "$0")")', 'exec "$here/chromium" "$@"', ''];
  if (!existsSync('/etc/fonts/fonts.conf')) {
    writeFileSync(join(fresh, 'fonts.conf'), '<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir></fontconfig>');
    script.splice(2, 0, 'export FONTCONFIG_FILE="$here/fonts.conf"');
  }
  writeFileSync(join(fresh, 'chrome'), script.join('\n'), { mode: 0o755 });
  if (!answers(binary)) libraries(binary);
  rmSync(join(fresh, 'package'), { recursive: true });
  rmSync(tarball);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  return path;
}

function fetched(engine, folder) {
  try {
    const told = execFileSync('npm', ['pack', engine.package, '--silent'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return told.trim().split('\n').pop();
  } catch (error) {
    const why = String(error.stderr || error.message).trim().split('\n')[0];
    throw new Error(`Chromium ${engine.major} could not be fetched: \`npm pack ${engine.package}\` needs the npm registry once (${why})`);
  }
}

/** A program whose libraries are missing shows no page. */
function answers(binary) {
  const page = ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'about:blank'];
  return spawnSync(binary, page, { timeout: 60_000, stdio: 'ignore' }).status === 0;
}

const NEEDED = ['libnss3', 'libnspr4', 'libexpat1', 'libuuid1'];

function libraries(binary) {
  const wanted = `old engines need the libraries ${NEEDED.join(', ')}: install them`;
  if (process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(wanted);
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...NEEDED], options);
  if (!answers(binary)) throw new Error(wanted);
}
