import { ExitpollError } from '../base/errors.ts';
import { terminalLine, terminalText } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import type { Progress } from '../download/progress.ts';
import { openKeys } from '../models/keys.ts';
import { knownModel } from '../models/local/known-models.ts';
import { listModels, pullModel } from '../models/local/manage.ts';
import { openReference } from '../run/open-reference.ts';
import { checkModel, type ModelCheck } from './check-model.ts';

/** The page behind `exitpoll models list`. */
export async function modelsListPage(json: boolean): Promise<string> {
  const models = await listModels();
  if (json) return `${JSON.stringify({ models }, null, 2)}\n`;
  const table = textTable(
    [
      { title: 'model' },
      { title: 'MB', align: 'right' },
      { title: 'license' },
      { title: 'weights' },
      { title: 'what it is' },
    ],
    models.map((model) => [
      `local:${model.name}`,
      (model.sizeBytes / 1e6).toFixed(0),
      model.license,
      model.path === null ? 'not fetched' : 'here',
      model.description,
    ]),
  );
  return `${table}\nAny other GGUF chat model can be used by its path: local:path/to/model.gguf\n`;
}

/** The page behind `exitpoll models pull`. @throws ExitpollError when the weights cannot be had. */
export async function modelsPullPage(name: string, json: boolean, progress: Progress): Promise<string> {
  const model = await pullModel(name, { progress });
  if (json) return `${JSON.stringify(model, null, 2)}\n`;
  return `${model.name} is here: ${terminalText(model.path ?? '')}\n`;
}

/**
 * The page behind `exitpoll models check`.
 *
 * @throws ExitpollError when the model cannot be opened, or does not answer a plain request.
 */
export async function modelsCheckPage(reference: string, json: boolean, progress: Progress): Promise<string> {
  // A known name, or a file, may stand without its kind.
  const bare = knownModel(reference) !== undefined || (!reference.includes(':') && /\.gguf$/i.test(reference));
  const { model, local } = await openReference(bare ? `local:${reference}` : reference, {
    keys: openKeys(process.env),
    baseDir: process.cwd(),
    progress,
    // One is enough for a few words, and loads faster.
    sequences: 1,
  });
  try {
    const check = await checkModel(model, local);
    return json ? `${JSON.stringify(check, null, 2)}\n` : checkText(check);
  } catch (thrown) {
    if (thrown instanceof ExitpollError || !(thrown instanceof Error)) throw thrown;
    throw new ExitpollError(`${terminalLine(reference, 80)} does not answer: ${terminalLine(thrown.message, 200)}`, {
      code: 'model-check-failed',
      cause: thrown,
    });
  } finally {
    await model.close();
  }
}

function checkText(check: ModelCheck): string {
  const { identity, traits, reply } = check;
  const speed =
    reply.outputTokens === null ? '' : `, ${reply.outputTokens} tokens in ${(reply.durationMs / 1000).toFixed(1)} s`;
  const rows: [string, string][] = [
    ['name', terminalLine(identity.name, 100)],
    ['protocol', identity.protocol],
    ...Object.entries(identity.content).map(([key, value]): [string, string] => [
      key,
      terminalLine(typeof value === 'string' ? value : JSON.stringify(value), 80),
    ]),
    ['context', traits.contextTokens === null ? 'unknown' : `${traits.contextTokens} tokens`],
    ['at once', traits.parallel === null ? 'no limit of its own' : String(traits.parallel)],
    ['simulated', traits.simulated ? 'yes' : 'no'],
    ['answers', `"${terminalLine(reply.text, 80)}" (${reply.finish}${speed})`],
    ['tools', check.tools],
    [
      'system role',
      check.systemRole === null ? 'unknown' : check.systemRole ? 'yes' : 'no, the first user turn takes it',
    ],
    ['own system prompt', check.defaultSystem === null ? 'none known' : `"${terminalLine(check.defaultSystem, 80)}"`],
    ['probabilities', check.probabilities],
  ];
  const width = Math.max(...rows.map(([title]) => title.length));
  return rows.map(([title, value]) => `${title.padEnd(width)}  ${value}\n`).join('');
}
