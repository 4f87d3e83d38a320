// Serves the site and feeds that a test sets as it likes; knows nothing of the board.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const MIME = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2',
};

/** The site under test: what `cargo xtask test` has built, or dist/. */
export const SITE = process.env.MALTAVLA_SITE || fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * Starts a server on a free port of this machine. Routes are set with `server.route(path, answer)`; all else is the site.
 *
 * An answer is a string, bytes or a JSON value (served as 200), or a function of the request that gives an answer,
 * or `reply({ … })`:
 *   status, headers, type   as they say; type defaults to JSON
 *   body                    string, bytes, or a value that becomes JSON
 *   delay                   ms before the first byte
 *   pause                   ms between the two halves of the body
 *   drip                    ms between any two bytes of the body
 *   hang                    'headers' (never answers) or 'body' (stops after half of it)
 *   truncate                breaks the connection after so many bytes, the full length having been promised
 *   cors                    true, or the origin to allow
 *   etag                    true: of the body, and 304 to who has it
 *   events                  true: a stream of server-sent events, fed by `server.push(path, text)`
 *
 * `tls`: `{ key, cert }` to serve over https. `packed`: as the recipes in deploy/ have it, with brotli, and with files that
 * carry their digest kept for good.
 */
export async function serve({ site = SITE, port = 0, tls, packed = false } = {}) {
  const routes = new Map();
  const pack = packed ? packer() : (request, headers, bytes) => bytes;
  const streams = new Map();
  const requests = [];

  const server = (tls ? createSecureServer : createServer)(tls || {}, (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    requests.push({ path, url: request.url, method: request.method, headers: request.headers, at: Date.now() });
    const answering = routes.has(path) ? answer(routes.get(path), path, request, response) : file(site, path, request, response, pack);
    answering.catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error && error.stack));
    });
  });

  async function answer(route, path, request, response) {
    const given = typeof route === 'function' ? await route(request) : route;
    const { status = 200, headers = {}, type, body = '', delay = 0, pause = 0, drip = 0, hang, truncate, cors, etag, events } =
      given instanceof Reply ? given : { body: given };
    if (delay) await sleep(delay);
    if (hang === 'headers') return;
    const all = { 'Cache-Control': 'no-cache', ...headers };
    if (cors) {
      all['Access-Control-Allow-Origin'] = cors === true ? '*' : cors;
      all['Access-Control-Allow-Headers'] = '*';
    }
    if (cors && request.method === 'OPTIONS') {
      response.writeHead(204, all).end();
      return;
    }
    if (events) {
      response.writeHead(200, { ...all, 'Content-Type': 'text/event-stream' });
      response.write(': here\n\n');
      streams.set(path, (streams.get(path) || new Set()).add(response));
      response.on('close', () => streams.get(path).delete(response));
      return;
    }
    let bytes = Buffer.isBuffer(body) || typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
    all['Content-Type'] = type || 'application/json';
    if (etag) {
      all.ETag = etag === true ? `"${createHash('sha1').update(bytes).digest('hex')}"` : etag;
      if (request.headers['if-none-match'] === all.ETag) {
        response.writeHead(304, all).end();
        return;
      }
    }
    bytes = pack(request, all, bytes);
    if (drip) {
      response.writeHead(status, { ...all, 'Content-Length': bytes.length });
      for (let at = 0; at < bytes.length && !response.destroyed; at += 1) {
        response.write(bytes.subarray(at, at + 1));
        await sleep(drip);
      }
      response.end();
      return;
    }
    const broken = hang === 'body' || truncate !== undefined;
    response.writeHead(status, { ...all, 'Content-Length': bytes.length });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    if (broken || pause) {
      const half = truncate !== undefined ? truncate : bytes.length >> 1;
      await new Promise((done) => response.write(bytes.subarray(0, half), done));
      if (truncate !== undefined) {
        // Let the bytes leave before the line is cut.
        await sleep(20);
        response.destroy();
      } else if (!hang) {
        await sleep(pause);
        response.end(bytes.subarray(half));
      }
      return;
    }
    response.end(bytes);
  }

  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  const origin = `http${tls ? 's' : ''}://127.0.0.1:${server.address().port}`;
  return {
    origin,
    /** The board's address with these settings: `url({ feed: '/feed.json', at: '…' })`; lists repeat. */
    url(settings = {}, page = '/') {
      const query = Object.entries(settings).flatMap(([name, value]) => [].concat(value).map((one) => `${name}=${encodeURIComponent(one)}`));
      return `${origin}${page}${query.length ? `?${query.join('&')}` : ''}`;
    },
    /** Sets what a path answers, from its next request on. */
    route(path, given) { routes.set(path, given); },
    unroute(path) { routes.delete(path); },
    /** Every request so far: `{ path, url, method, headers, at }`. */
    requests,
    /** How often a path was asked for. */
    hits(path) { return requests.filter((request) => request.path === path).length; },
    /** Sends an event to all who listen at a path. */
    push(path, data = 'changed') {
      for (const stream of streams.get(path) || []) stream.write(`data: ${data}\n\n`);
    },
    listeners(path) { return (streams.get(path) || new Set()).size; },
    /** Ends the server and every connection, at once; `open` brings it back on the same port. */
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
    async open() {
      await new Promise((done) => server.listen(Number(new URL(origin).port), '127.0.0.1', done));
    },
  };
}

class Reply {
  constructor(fields) { Object.assign(this, fields); }
}

/** An answer that is more than a body; the fields are listed at `serve`. */
export const reply = (fields) => new Reply(fields);

/** Gives the bytes as brotli to who takes it, and says so in the headers; what is the same is packed once. */
function packer() {
  const known = new Map();
  const pack = (request, headers, bytes) => {
    if (!/\bbr\b/.test(request.headers['accept-encoding'] || '') || bytes.length < 1000 || headers['Content-Type'] === MIME['.woff2']) return bytes;
    const digest = createHash('sha1').update(bytes).digest('hex');
    // What changes again and again is packed as it goes, by the servers too.
    const quality = headers['Content-Type'] === 'application/json' ? 5 : 11;
    if (!known.has(digest)) known.set(digest, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
    headers['Content-Encoding'] = 'br';
    return known.get(digest);
  };
  pack.packs = true;
  return pack;
}

async function file(site, path, request, response, pack) {
  const inside = normalize(path.endsWith('/') ? `${path}index.html` : path);
  let bytes;
  try {
    bytes = await readFile(join(site, inside));
  } catch (error) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not here\n');
    return;
  }
  const headers = { 'Content-Type': MIME[extname(inside)] || 'application/octet-stream' };
  if (pack.packs && /-[0-9a-f]{16}\./.test(inside)) headers['Cache-Control'] = 'max-age=31536000, immutable';
  const sent = pack(request, headers, bytes);
  response.writeHead(200, { ...headers, 'Content-Length': sent.length });
  response.end(request.method === 'HEAD' ? undefined : sent);
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
