import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ExitpollError } from '../../../src/base/errors.ts';
import { builtinSimNames, openSimModel } from '../../../src/models/sim/open-sim-model.ts';
import { ask, contextOf, shareOf, toolExit } from './sim-asking.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exitpoll-sim-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function errorOf(text: string): Promise<ExitpollError> {
  await writeFile(join(folder, 'bad.yaml'), text);
  const thrown: unknown = await openSimModel('sim:bad.yaml', folder).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ExitpollError);
  return thrown as ExitpollError;
}

/** How often a respondent takes the exit in 200 calls. */
async function exitShare(name: string): Promise<number> {
  const model = await openSimModel(`sim:${name}`, folder);
  return shareOf(model, contextOf(), 200, ({ text }) => text.includes('GOODBYE'));
}

describe('built-in respondents', () => {
  test.each([...builtinSimNames])('sim:%s opens and is marked as simulated', async (name) => {
    const model = await openSimModel(`sim:${name}`, folder);
    expect(model.identity).toMatchObject({ protocol: 'sim', name });
    expect(model.traits).toMatchObject({ simulated: true, parallel: null });
  });

  test('never stays, always leaves, even does both', async () => {
    expect(await exitShare('never')).toBe(0);
    expect(await exitShare('always')).toBe(1);
    expect(await exitShare('even')).toBeGreaterThan(0);
    expect(await exitShare('even')).toBeLessThan(1);
  });

  test('no built-in leaves through the placebo as often as through the exit', async () => {
    const always = await openSimModel('sim:always', folder);
    expect((await ask(always, contextOf({ method: 'placebo-tool', exit: toolExit }))).toolCalls).toEqual([]);
  });

  test('an unknown name: says which there are, and the nearest', async () => {
    const thrown = (await openSimModel('sim:evne', folder).catch((error: unknown) => error)) as ExitpollError;
    expect(thrown.message).toContain('Did you mean "even"?');
    expect(thrown.hint).toContain('never');
  });
});

describe('files', () => {
  test('YAML and JSON give the same model; it is called by its name, else by the file', async () => {
    await writeFile(
      join(folder, 'shy.yaml'),
      'seed: 3\nbail: 0.2\nrules:\n  - where: { turn: { from: 2 } }\n    bail: 0.5\n',
    );
    await writeFile(
      join(folder, 'named.json'),
      '{ "name": "shy", "seed": 3, "bail": 0.2, "rules": [{ "where": { "turn": { "from": 2 } }, "bail": 0.5 }] }',
    );
    const yaml = await openSimModel('sim:shy.yaml', folder);
    const json = await openSimModel('sim:named.json', folder);
    expect(json.identity).toEqual(yaml.identity);
    expect(yaml.identity.name).toBe('shy');
  });

  test('a missing file is named', async () => {
    const thrown = (await openSimModel('sim:./none.yaml', folder).catch((error: unknown) => error)) as ExitpollError;
    expect(thrown).toBeInstanceOf(ExitpollError);
    expect(thrown.message).toContain(join(folder, 'none.yaml'));
  });

  test.each([
    ['a misspelt field', 'seed: 1\nbial: 0.2\n', /bad\.yaml:2:1: .*bial.*Did you mean "bail"\?/],
    ['a chance above 1', 'bail: 20\n', /bad\.yaml:1:1: bail: expected at most 1, found 20/],
    ['a chance below 0', 'refusal: -0.1\n', /refusal: expected at least 0/],
    ['a chance in words', 'bail: often\n', /bail: expected a number, found "often"/],
    ['a misspelt method', 'rules:\n  - where: { method: bail-tol }\n    bail: 1\n', /bad\.yaml:2.*bail-tool/],
    ['a rule without where', 'rules:\n  - bail: 1\n', /bad\.yaml:2.*where/],
    ['a turn of 0', 'rules:\n  - where: { turn: 0 }\n    bail: 1\n', /bad\.yaml:2.*turn/],
    ['no YAML', 'bail: [1\n', /bad\.yaml:\d+.*not valid YAML/],
    ['an empty file', '', /bad\.yaml.*found nothing/],
  ])('%s: file, line and field', async (_, text, message) => {
    expect((await errorOf(text)).message).toMatch(message);
  });

  test('several mistakes are told together', async () => {
    expect((await errorOf('bail: 2\nrefusal: 3\n')).message.split('\n')).toHaveLength(2);
  });
});
