import { terminalText } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import type { Progress } from '../download/progress.ts';
import { listModels, pullModel } from '../models/local/manage.ts';

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
