// Drives the engines that are no Chromium: Firefox over WebDriver BiDi, which it speaks itself, and WPE WebKit through its
// driver. Of the driver in driver.mjs it can what all engines can; knows nothing of the board.
import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const PATIENCE = 30_000;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Each engine: its name, the programs it needs, the Debian packages that hold them, how it begins. */
export const OTHERS = [
  { name: 'Firefox', programs: ['firefox-esr', 'firefox'], packages: ['firefox-esr'], begin: firefox },
  { name: 'WPE WebKit', programs: ['WPEWebDriver'], packages: ['cog', 'wpewebkit-driver'], begin: webkit },
];

function find(names) {
  const runs = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  return (process.env.PATH || '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))).find(runs);
}

/** Starts one of them; gets it from Debian, where that is possible. */
export async function begin({ name, programs, packages, begin }) {
  if (!find(programs)) {
    if (process.getuid() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(`${name} is not here: install ${packages.join(', ')}`);
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  }
  return begin(find(programs));
}

/** What both have: waiting, and an end that leaves nothing behind. */
class Page {
  constructor(child, folder) {
    Object.assign(this, { child, folder, errors: [] });
    this.onExit = () => child.kill('SIGKILL');
    process.once('exit', this.onExit);
  }

  async waitFor(what, { args = [], timeout = PATIENCE, every = 50 } = {}) {
    for (const end = Date.now() + timeout; ; await sleep(every)) {
      const got = await this.evaluate(what, ...args);
      if (got) return got;
      if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${what}: ${await this.evaluate(() => document.body.innerText.slice(0, 400))}`);
    }
  }

  async close() {
    await this.bye();
    process.removeListener('exit', this.onExit);
    const gone = new Promise((done) => { if (this.child.exitCode !== null || this.child.signalCode) done(); else this.child.once('exit', done); });
    this.child.kill('SIGTERM');
    await Promise.race([gone, sleep(5000)]);
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** A function's call, or an expression as it is. */
const call = (what, args) => (typeof what === 'string' ? what : `(${what})(${args.map((arg) => JSON.stringify(arg) || 'undefined').join(', ')})`);

async function firefox(program) {
  const { default: WebSocket } = await import('ws');
  const folder = mkdtempSync(join(tmpdir(), 'maltavla-firefox-'));
  const child = spawn(program, ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port', '0', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const page = new Firefox(child, folder);
  let said = '';
  child.stderr.on('data', (data) => { said = (said + data).slice(-4000); });
  const address = /listening on (ws:\/\/\S+)/;
  for (const end = Date.now() + PATIENCE; !address.test(said); await sleep(50)) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`Firefox did not begin: ${said}`);
  }
  page.socket = new WebSocket(`${address.exec(said)[1]}/session`, { perMessageDeflate: false });
  page.socket.on('message', (data) => page.receive(JSON.parse(data)));
  await new Promise((yes, no) => page.socket.once('open', yes).once('error', no));
  const { capabilities } = await page.send('session.new', { capabilities: {} });
  page.version = `Firefox ${capabilities.browserVersion}`;
  await page.send('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts } = await page.send('browsingContext.getTree', {});
  page.context = contexts[0].context;
  await page.send('browsingContext.setViewport', { context: page.context, viewport: { width: 1920, height: 1080 } });
  return page;
}

class Firefox extends Page {
  last = 0;
  waiting = new Map();

  receive({ id, method, params, result, error, message }) {
    if (method === 'log.entryAdded') {
      if (params.level === 'error') this.errors.push(params.text);
      return;
    }
    const { yes, no } = this.waiting.get(id) || {};
    this.waiting.delete(id);
    if (error) no && no(new Error(`${error}: ${message}`));
    else yes && yes(result);
  }

  send(method, params) {
    const id = ++this.last;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((yes, no) => this.waiting.set(id, { yes, no }));
  }

  goto(url) {
    return this.send('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  async evaluate(what, ...args) {
    // As text, since BiDi has values of its own.
    const expression = `Promise.resolve(${call(what, args)}).then((value) => JSON.stringify(value === undefined ? null : value))`;
    const got = await this.send('script.evaluate', { expression, target: { context: this.context }, awaitPromise: true });
    if (got.type === 'exception') throw new Error(`in the page: ${got.exceptionDetails.text}`);
    return JSON.parse(got.result.value);
  }

  async screenshot(path) {
    const { data } = await this.send('browsingContext.captureScreenshot', { context: this.context });
    writeFileSync(path, Buffer.from(data, 'base64'));
  }

  async bye() {
    this.socket.close();
  }
}

async function webkit(program) {
  const folder = mkdtempSync(join(tmpdir(), 'maltavla-webkit-'));
  const port = 20000 + Math.floor(Math.random() * 20000);
  const env = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
  const child = spawn(program, [`--port=${port}`], { stdio: 'ignore', env });
  const page = new WebKit(child, folder);
  page.origin = `http://127.0.0.1:${port}`;
  const options = { binary: find(['cog']), args: ['--automation', '--platform=headless'] };
  const wanted = { capabilities: { alwaysMatch: { 'wpe:browserOptions': options } } };
  for (const end = Date.now() + PATIENCE; ; await sleep(100)) {
    try {
      const { sessionId, capabilities } = await page.ask('POST', '/session', wanted);
      page.session = `/session/${sessionId}`;
      page.version = `WPE WebKit ${capabilities.browserVersion}`;
      await page.ask('POST', `${page.session}/timeouts`, { script: PATIENCE, pageLoad: PATIENCE });
      return page;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > end) throw error;
    }
  }
}

class WebKit extends Page {
  async ask(method, path, body) {
    const answer = await fetch(this.origin + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = await answer.json();
    if (value && value.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  goto(url) {
    return this.ask('POST', `${this.session}/url`, { url });
  }

  /** What is evaluated from now on is so in the page's first frame. */
  inside() {
    return this.ask('POST', `${this.session}/frame`, { id: 0 });
  }

  async evaluate(what, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => ${call(what, args)}).then((value) => done(JSON.stringify([value === undefined ? null : value])), (error) => done(String(error)));`;
    const got = await this.ask('POST', `${this.session}/execute/async`, { script, args: [] });
    if (!got.startsWith('[')) throw new Error(`in the page: ${got}`);
    return JSON.parse(got)[0];
  }

  async screenshot(path) {
    writeFileSync(path, Buffer.from(await this.ask('GET', `${this.session}/screenshot`), 'base64'));
  }

  async bye() {
    if (this.session) await this.ask('DELETE', this.session).catch(() => {});
  }
}
