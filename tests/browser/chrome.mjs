// Finds a Chromium to test in, or gets one. `node tests/browser/chrome.mjs [--install]` prints where it is.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache');
const PACKED = join(CACHE, 'chromium-packed');
const NOTE = join(CACHE, 'chromium-downloaded.txt');

/** A Chromium inside an npm package: nothing but the registry is needed. Pinned with its checksum. */
const PACKAGE = {
  name: '@sparticuz/chromium@153.0.0',
  integrity: 'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'];

function places() {
  const { env, platform } = process;
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['', env.HOME || ''].map((home) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`));
  }
  if (platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean).flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Chromium', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  }
  return ['/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser to use, or nothing: $CHROME, then what is installed, then what an earlier run has got. */
export function find() {
  const { env, platform } = process;
  if (env.CHROME) {
    if (!runs(env.CHROME)) throw new Error(`CHROME says ${env.CHROME}, which is no program`);
    return env.CHROME;
  }
  const folders = platform === 'win32' ? [] : (env.PATH || '').split(delimiter).filter(Boolean);
  const installed = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const got = existsSync(NOTE) ? [readFileSync(NOTE, 'utf8')] : [];
  return [...installed, ...places(), join(PACKED, 'chrome'), ...got].find(runs);
}

/** A browser whose libraries are missing does not even tell its version. */
function answers(path) {
  return spawnSync(path, ['--version'], { timeout: 60_000, stdio: 'ignore' }).status === 0;
}

function npm(...args) {
  const windows = process.platform === 'win32';
  const options = { cwd: CACHE, encoding: 'utf8', shell: windows, stdio: ['ignore', 'pipe', 'ignore'] };
  return execFileSync(windows ? 'npm.cmd' : 'npm', args, options).trim().split('\n').pop();
}

function unpack() {
  const fresh = `${PACKED}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const tarball = join(CACHE, npm('pack', PACKAGE.name, '--silent'));
  const hash = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (`sha512-${hash}` !== PACKAGE.integrity) throw new Error(`${PACKAGE.name} is not what it was when it was chosen`);
  execFileSync('tar', ['-xzf', tarball, '-C', fresh]);
  const packed = (name) => brotliDecompressSync(readFileSync(join(fresh, 'package', 'bin', name)));
  const binary = join(fresh, 'chromium');
  writeFileSync(binary, packed('chromium.br'));
  chmodSync(binary, 0o755);
  for (const name of ['al2023', 'fonts', 'swiftshader']) {
    execFileSync('tar', ['-xf', '-', '-C', fresh], { input: packed(`${name}.tar.br`) });
  }
  // Its own libraries and fonts only where the machine has none.
  const script = ['#!/bin/sh', 'here=$(dirname "$(readlink -f "$0")")', 'exec "$here/chromium" "$@"', ''];
  if (!existsSync('/etc/fonts/fonts.conf')) script.splice(2, 0, 'export FONTCONFIG_PATH="$here"');
  if (!answers(binary)) script.splice(2, 0, 'export LD_LIBRARY_PATH="$here/lib"');
  writeFileSync(join(fresh, 'chrome'), script.join('\n'), { mode: 0o755 });
  rmSync(join(fresh, 'package'), { recursive: true });
  rmSync(tarball);
  rmSync(PACKED, { recursive: true, force: true });
  renameSync(fresh, PACKED);
  return join(PACKED, 'chrome');
}

function aptGet() {
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  return find();
}

function download() {
  // Prints 'chrome-headless-shell@<version> <path>'.
  const told = npm('exec', '--yes', '@puppeteer/browsers@3.2.6', '--', 'install', 'chrome-headless-shell@stable', '--path', CACHE);
  const path = told.replace(/^\S+\s+/, '');
  writeFileSync(NOTE, path);
  return path;
}

const linux = process.platform === 'linux';
const WAYS = [
  ['an npm package with a Chromium inside (70 MB)', () => linux && process.arch === 'x64', unpack],
  ['apt-get install chromium', () => linux && process.getuid() === 0 && existsSync('/usr/bin/apt-get'), aptGet],
  ['npx @puppeteer/browsers install chrome-headless-shell', () => true, download],
];

/** As `find`, but gets one where there is none; says on stderr what it is doing. */
export function findOrInstall() {
  const found = find();
  if (found) return found;
  mkdirSync(CACHE, { recursive: true });
  for (const [what, possible, get] of WAYS) {
    if (!possible()) continue;
    console.error(`      no browser here; getting one: ${what}`);
    try {
      const path = get();
      if (path && answers(path)) return path;
      console.error('      it does not run here');
    } catch (error) {
      console.error(`      that failed: ${String(error.message).split('\n')[0]}`);
    }
  }
  throw new Error('no Chromium, Chrome or Edge found: install one, or say where it is in the environment variable CHROME');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const path = process.argv.includes('--install') ? findOrInstall() : find();
    if (!path) throw new Error('no browser found');
    console.log(path);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
