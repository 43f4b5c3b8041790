// Builds the viewer's pages from web/ into dist/web/: plain scripts without modules, since a folder that is opened from
// a disk cannot load modules. `--watch` builds again on every change.
import { copyFileSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { argv, env } from 'node:process';

import react from '@vitejs/plugin-react';
import { build } from 'vite';

const web = resolve(import.meta.dirname, '../web');
const outDir = resolve(import.meta.dirname, '../dist/web');

// Whoever builds may have another value set, and the pages would then be made for debugging, without their tools.
env['NODE_ENV'] = 'production';
mkdirSync(outDir, { recursive: true });
for (const [name, entry] of [
  ['app', 'main.tsx'],
  ['charts', 'charts/charts.ts'],
] as const) {
  await build({
    root: web,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      watch: argv.includes('--watch') ? {} : null,
      lib: {
        entry: resolve(web, entry),
        formats: ['iife'],
        name: `exitpoll_${name}`,
        fileName: () => `${name}.js`,
        cssFileName: name,
      },
    },
  });
}
copyFileSync(resolve(web, 'index.html'), resolve(outDir, 'index.html'));
