// Builds the boards of benches/peers/, as good as their tools make them: minified, only what is used of each library.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const FOLDER = fileURLToPath(new URL('peers/', import.meta.url));

/** Each peer's files, by path: `{ name: { 'index.html': bytes, … } }`. */
export async function peers() {
  if (!existsSync(join(FOLDER, 'node_modules', 'uplot'))) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: FOLDER, stdio: 'inherit' });
  }
  const bundle = async (entry, css) => {
    const { outputFiles } = await build({
      entryPoints: [join(FOLDER, entry)], bundle: true, minify: true, write: false, format: 'esm', target: 'es2020', jsx: 'automatic',
      legalComments: 'none', define: { 'process.env.NODE_ENV': '"production"' },
    });
    const style = await build({ stdin: { contents: css.map((path) => readFileSync(join(FOLDER, path), 'utf8')).join('\n'), loader: 'css' }, minify: true, write: false });
    return { script: outputFiles[0].text, style: style.outputFiles[0].text };
  };
  const head = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Goals</title>';
  const uplot = await bundle('uplot.js', ['node_modules/uplot/dist/uPlot.min.css', 'board.css']);
  const react = await bundle('react.jsx', ['board.css']);
  return {
    // All in one page: nothing is faster.
    'vanilla + uPlot': { 'index.html': `${head}<style>${uplot.style}</style><main></main><script type="module">${uplot.script.replace(/<\/script/g, '<\\/script')}</script>` },
    // As a bundler lays it out.
    'React + ECharts': {
      'index.html': `${head}<script type="module" src="app.js"></script><link rel="stylesheet" href="app.css"><div id="root"></div>`,
      'app.js': react.script,
      'app.css': react.style,
    },
  };
}
