// How fast the reader that ships reads, in MB/s, and what memory it takes, beside JSON.parse of the same bytes in the same
// engine (Node's is the browser's): `cargo xtask bench --only rates`. From bytes to goals in the board's own format.
import { readFileSync, readdirSync } from 'node:fs';
import { grown, issues, rows } from './feeds.mjs';

const MB = 1e6;
const SIZES = [0.1, 1, 10, 50];

/** A reader of its own, as each reading has in its worker. */
async function reader(site) {
  const file = (end) => `${site}/${readdirSync(site).find((name) => name.startsWith('maltavla-reader-') && name.endsWith(end))}`;
  // In this realm, so that its arrays are ours; each time with an instance and a memory of its own.
  const begin = new Function('self', 'window', `${readFileSync(file('.js'), 'utf8')};return maltavla_reader;`);
  const wasm = await begin(globalThis, globalThis)({ module_or_path: readFileSync(file('.wasm')) });
  const read = globalThis.maltavlaRead;
  return { read: (bytes) => read([bytes], undefined, 'bench', 'en', []), memory: () => wasm.memory.buffer.byteLength };
}

/** Prints a row a document. */
export async function rates(site, demo, row) {
  const kinds = { "the board's own": (bytes) => grown(demo, bytes), 'issues of Jira': issues, 'nobody knows the shape': rows };
  console.log('\nReading, from bytes to goals (best of 3), beside TextDecoder and JSON.parse');
  row('', 'MB', 'reader', 'MB/s', 'JSON.parse', 'ratio', 'memory/size');
  for (const [name, make] of Object.entries(kinds)) {
    for (const size of SIZES) {
      const bytes = new TextEncoder().encode(make(size * MB));
      let [ours, theirs, memory, report] = [Infinity, Infinity, 0, ''];
      for (let round = 0; round < (size > 5 ? 1 : 3); round += 1) {
        const one = await reader(site);
        let begun = performance.now();
        const [told] = one.read(bytes);
        ours = Math.min(ours, performance.now() - begun);
        memory = one.memory();
        report = new TextDecoder().decode(told).slice(0, 60);
        begun = performance.now();
        JSON.parse(new TextDecoder().decode(bytes));
        theirs = Math.min(theirs, performance.now() - begun);
      }
      if (report.startsWith('{"refused"')) console.log(report);
      const rate = bytes.length / MB / (ours / 1000);
      row(name, size, `${ours.toFixed(0)} ms`, rate.toFixed(1), `${theirs.toFixed(1)} ms`, (ours / theirs).toFixed(1), (memory / bytes.length).toFixed(1));
    }
  }
}
