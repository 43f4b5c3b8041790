import { firstDialect } from '../../src/models/openai/dialect.ts';
import { formOfModel } from '../../src/models/openai/form.ts';
import { servers, type ServerName } from '../../src/models/openai/servers.ts';
import type { SentForm } from '../../src/models/sent-form.ts';

/** The form of a call of one reply to a server of a kind, with a key and at an address of the user's own. */
export function openAiForm(
  name: ServerName,
  rest: Partial<Extract<SentForm, { protocol: 'openai-compatible' }>> = {},
): SentForm {
  const config = { baseUrl: 'http://127.0.0.1:8000/v1', model: 'm' };
  const server = servers[name];
  const ofModel = formOfModel(config, server, { service: null, hasKey: true });
  const form = { ...ofModel, dialect: firstDialect(config, server), stream: false, draws: 1, alternatives: null };
  return { ...form, ...rest };
}

/** The same of a server that speaks Anthropic's messages. */
export const anthropicForm: SentForm = {
  protocol: 'anthropic',
  model: 'claude-test',
  reasoningEffort: null,
  extraBody: null,
  stream: false,
  sendsTemperature: true,
  mark: null,
  service: null,
  hasKey: true,
};
