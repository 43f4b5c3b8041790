import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** Builds the viewer's pages where what they are made from is newer than they are. */
export function buildStalePages(): void {
  const built = join(root, 'dist/web/index.html');
  const sources = [join(root, 'web'), join(root, 'src'), join(root, 'tools/build-web.ts')];
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest))) return;
  execFileSync(process.execPath, [join(root, 'tools/build-web.ts')], { cwd: root, stdio: 'inherit' });
}

/** When something in it was last changed. */
function newest(path: string): number {
  const times = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(path, name)).mtimeMs)
    : [];
  return Math.max(statSync(path).mtimeMs, ...times);
}
