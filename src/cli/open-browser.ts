import { spawn } from 'node:child_process';

/**
 * Opens an address in the browser, as far as there is a screen to show one.
 *
 * @returns whether it was tried; a program that is not there is passed over.
 */
export function openBrowser(url: string): boolean {
  const { platform, env } = process;
  const hasScreen = platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
  if (!hasScreen) return false;
  const [program, ...words] = openers[platform] ?? ['xdg-open'];
  const child = spawn(program, [...words, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
  return true;
}

const openers: { readonly [platform: string]: readonly [string, ...string[]] } = {
  darwin: ['open'],
  // `start` would read the address as a command line.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
