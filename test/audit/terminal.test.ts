import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runCli } from '../support/cli.ts';
import { hasPseudoTerminal, startInTerminal, type TerminalCli } from '../support/pseudo-terminal.ts';
import { queryNumber, queryTexts } from '../support/store-facts.ts';
import { tempFolder, type TempFolder } from '../support/temp-folder.ts';
import { studied } from './studied.ts';

let folder: TempFolder;
let store: string;
beforeEach(async () => {
  folder = tempFolder();
  store = await studied(folder);
});
afterEach(() => folder[Symbol.dispose]());

const words = ['audit', '--store', 'store.sqlite', '--bails', '4', '--others', '4', '--rater', 'ann'];
const labels = (): number => queryNumber(store, 'SELECT count(*) FROM label');

async function start(more: readonly string[] = []): Promise<TerminalCli> {
  const cli = await startInTerminal([...words, ...more], folder.path);
  await cli.said('q quit');
  return cli;
}

describe.skipIf(!hasPseudoTerminal)('labelling in a terminal', () => {
  test('one key gives a label, which is stored before the next exchange is shown; q stops and says how to go on', async () => {
    const cli = await start();
    expect(cli.screen()).toContain('0 of 8 labelled');
    expect(cli.screen()).not.toMatch(/detectors:/);
    await cli.press('1', '1 of 8 labelled');
    expect(labels()).toBe(1);
    await cli.press('2', '2 of 8 labelled');
    expect(queryTexts(store, 'SELECT label FROM label ORDER BY labelled_at, label')).toEqual(['leaves', 'stays']);
    const { code, output } = await cli.end('q');
    expect(code).toBe(0);
    expect(output).toContain('2 of 8 labelled by ann (2 now). 6 left: the same command goes on here.');
  });

  test('killed in the middle, nothing is lost and the next start goes on there', async () => {
    const cli = await start();
    await cli.press('1', '1 of 8 labelled');
    await cli.press('3', '2 of 8 labelled');
    await cli.press('n', 'note: ');
    await cli.press('half a no', 'half a no');
    await cli.kill();
    expect(labels()).toBe(2);
    const next = await start();
    expect(next.screen()).toContain('2 of 8 labelled');
    await next.press('5', '3 of 8 labelled');
    expect((await next.end('q')).code).toBe(0);
    expect(labels()).toBe(3);
  });

  test('undo takes a label back, a note goes with the next label, and skipping ends when all that is left was skipped', async () => {
    const cli = await start();
    await cli.press('1', '1 of 8 labelled');
    await cli.press('u', '0 of 8 labelled');
    expect(labels()).toBe(0);
    await cli.press('n', 'note: ');
    await cli.press('größer\r', 'note: größer');
    await cli.press('6', 'with your note');
    expect(queryTexts(store, 'SELECT CAST(note AS TEXT) FROM label WHERE note IS NOT NULL')).toEqual(['"größer"']);
    await cli.press('s', 'Left for later');
    const { code, output } = await cli.end('ssssssss');
    expect(code).toBe(0);
    expect(output).toContain('1 of 8 labelled by ann');
  });

  test('when all are labelled it says what comes next, and a second rater starts with the same sample', async () => {
    const cli = await start();
    const { output } = await cli.end('12121212');
    expect(output).toContain('8 of 8 labelled by ann (8 now). `exitpoll audit status`');
    const again = await startInTerminal([...words], folder.path);
    expect((await again.end('')).output).toContain('8 of 8 labelled by ann. ');
    const bob = await startInTerminal([...words.slice(0, -1), 'bob'], folder.path);
    await bob.said('0 of 8 labelled');
    expect((await bob.end('12121212')).code).toBe(0);
    const sample = (rater: string): readonly string[] =>
      queryTexts(store, `SELECT CAST(trial_id AS TEXT) FROM label WHERE rater = '${rater}' ORDER BY trial_id`);
    expect(sample('bob')).toEqual(sample('ann'));
  });

  test('what detectors say is shown only to who asks for it, and remembered', async () => {
    const cli = await start(['--detectors', 'before']);
    expect(cli.screen()).toContain('detectors: ');
    await cli.press('1', '1 of 8 labelled');
    await cli.end('q');
    expect(queryNumber(store, 'SELECT sum(detectors_shown) FROM label')).toBe(1);
  });

  test('Ctrl-C stops like q, and the terminal is given back', async () => {
    const cli = await start();
    const { code, output } = await cli.end('\u0003');
    expect(code).toBe(0);
    expect(output.lastIndexOf('\u001b[?1049l')).toBeGreaterThan(output.lastIndexOf('\u001b[?1049h'));
  });
});

test('without a terminal it says what to do', async () => {
  const end = await runCli(words, { cwd: folder.path });
  expect(end.code).toBe(1);
  expect(end.stderr).toContain('exitpoll audit export');
  expect(labels()).toBe(0);
});
