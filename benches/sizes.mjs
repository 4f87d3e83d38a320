// Prints what a site weighs: raw, and as brotli (quality 11) carries it. Argument: the folder of the site.
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/** What the budget of 160 KB counts. */
const COUNTED = ['wasm', 'glue', 'styles'];
const ORDER = ['page', 'styles', 'glue', 'wasm', 'reader glue', 'reader wasm', 'typeface'];

function kind(path) {
  if (path === 'index.html') return 'page';
  if (/^maltavla-reader-/.test(path)) return path.endsWith('.wasm') ? 'reader wasm' : 'reader glue';
  if (/\.wasm$/.test(path)) return 'wasm';
  if (/^maltavla-[0-9a-f]+\.js$/.test(path)) return 'glue';
  if (/^maltavla-[0-9a-f]+\.css$/.test(path)) return 'styles';
  if (/\.woff2$/.test(path)) return 'typeface';
  return path;
}

/** The bytes that travel when the server compresses as well as brotli can; packed formats travel as they are. */
function carried(path, bytes) {
  if (['.woff2', '.png'].includes(extname(path))) return bytes.length;
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** Every file of a site: `{ path, kind, raw, brotli }`, in bytes. */
export function sizes(site) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        walk(path);
        continue;
      }
      const bytes = readFileSync(path);
      const name = relative(site, path).replaceAll('\\', '/');
      found.push({ path: name, kind: kind(name), raw: bytes.length, brotli: carried(name, bytes) });
    }
  };
  walk(site);
  const rank = (entry) => (ORDER.includes(entry.kind) ? ORDER.indexOf(entry.kind) : ORDER.length);
  return found.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

/** The table, as lines. */
export function table(entries) {
  const line = (name, raw, brotli) => `  ${name.padEnd(28)}${String(raw).padStart(10)}${String(brotli).padStart(10)}`;
  const counted = entries.filter((entry) => COUNTED.includes(entry.kind));
  const sum = (key) => counted.reduce((all, entry) => all + entry[key], 0);
  return [
    line('bytes', 'raw', 'brotli'),
    ...entries.map((entry) => line(entry.kind, entry.raw, entry.brotli)),
    line(COUNTED.join(' + '), sum('raw'), sum('brotli')),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(table(sizes(process.argv[2])).join('\n'));
