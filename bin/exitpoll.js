#!/usr/bin/env node
// Plain JavaScript on purpose: it must parse on any Node, so that an old one is named and not crashed on.
import { existsSync } from 'node:fs';
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 19)) {
  process.stderr.write(
    `exitpoll: needs Node.js 24.19 or newer, and this is ${process.versions.node}.\n` +
      'In a checkout, start it as `npx exitpoll`, which uses the Node.js that `npm ci` installed; elsewhere install a newer Node.js.\n',
  );
  process.exit(1);
}
module.enableCompileCache?.();
const source = new URL('../src/cli/main.ts', import.meta.url);
const built = new URL('../dist/cli/main.js', import.meta.url);
const { main } = await import((existsSync(source) ? source : built).href);
await main(process.argv.slice(2));
