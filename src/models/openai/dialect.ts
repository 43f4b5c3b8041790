import type { ErrorBody } from '../http/error-body.ts';
import type { OpenAiModelConfig } from './config.ts';
import type { ServerTraits } from './servers.ts';

/** Which words a server is spoken to with. Never changed: what is learnt makes a new one. */
export interface Dialect {
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** `null`: no seed is sent. */
  readonly seedField: 'seed' | 'random_seed' | null;
  /** Whether `top_p` is sent where it is 1, and so changes nothing. */
  readonly sendsTopPOfOne: boolean;
  /** Whether a stream is asked to tell its usage. */
  readonly asksUsage: boolean;
  readonly runningUsage: ServerTraits['runningUsage'];
  /** Whether several replies are asked for in one call. */
  readonly asksDraws: boolean;
}

/** What a study and the table say, before anything was asked. */
export function firstDialect(config: OpenAiModelConfig, server: ServerTraits): Dialect {
  // Where the study says that a seed is taken, the usual word for it is tried.
  const seedField = config.seed === true ? (server.seedField ?? 'seed') : server.seedField;
  return {
    maxTokensField: config.maxTokensField ?? server.maxTokensField,
    seedField: config.seed === false ? null : seedField,
    sendsTopPOfOne: true,
    asksUsage: server.streamUsage === 'asked',
    runningUsage: server.runningUsage,
    asksDraws: true,
  };
}

/** What a refusal taught: how to ask from now on, and a sentence about it for the user. */
export interface Lesson {
  readonly dialect: Dialect;
  readonly notice: string;
}

const refusing =
  /unsupported|not supported|does(n't| not) support|unrecogni[sz]ed|unknown|unexpected|extra (inputs|fields)|additional properties|not (permitted|allowed|implemented|available)|invalid (param|argument|field|property)|deprecated/i;

/** `n` is a letter like any other, so only where it stands as a name. */
const refusingDraws =
  /['"`.]n['"`:]|\bn\s?(must|should|>|is|=|greater|larger)|\bn-?best\b|multiple (choices|completions)/i;

/**
 * What to change after a server refused a request, or `null` when nothing of ours is to blame that can be said in
 * other words or left out without changing what is asked. Temperature, and a `top_p` that is not 1, are never left out.
 *
 * @param draws replies asked for in the call, from 1
 */
export function lessonFrom(body: ErrorBody, dialect: Dialect, draws: number): Lesson | null {
  const text = [body.message ?? '', ...body.codes].join(' ');
  if (draws > 1 && dialect.asksDraws && refusingDraws.test(text)) {
    return { dialect: { ...dialect, asksDraws: false }, notice: 'gives one reply a call: it is asked for each' };
  }
  if (!refusing.test(text)) return null;
  const other = dialect.maxTokensField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  const named = firstNamed(text, dialect);
  switch (named) {
    case 'limit':
      return {
        dialect: { ...dialect, maxTokensField: other },
        notice: `does not take ${dialect.maxTokensField}: it is given ${other}`,
      };
    case 'seed':
      return {
        dialect: { ...dialect, seedField: null },
        notice: 'takes no seed: its replies cannot be drawn again',
      };
    case 'running':
      return {
        dialect: { ...dialect, runningUsage: null },
        notice: 'does not tell its usage while it writes: that of replies cut short is estimated',
      };
    case 'usage':
      return {
        dialect: { ...dialect, runningUsage: null, asksUsage: false },
        notice: 'takes no stream_options: the usage of streamed replies is estimated',
      };
    case 'top-p':
      return {
        dialect: { ...dialect, sendsTopPOfOne: false },
        notice: 'takes no top_p: it is left out where it is 1',
      };
    case null:
      return null;
    default:
      return named satisfies never;
  }
}

/** Which of the fields that were sent a refusal names first: what stands later in it is mostly advice. */
function firstNamed(text: string, dialect: Dialect): 'limit' | 'seed' | 'running' | 'usage' | 'top-p' | null {
  const fields = [
    ['limit', dialect.maxTokensField],
    ['seed', dialect.seedField],
    ['running', dialect.runningUsage],
    ['usage', dialect.asksUsage ? 'stream_options' : null],
    ['top-p', dialect.sendsTopPOfOne ? 'top_p' : null],
  ] as const;
  let found: (typeof fields)[number][0] | null = null;
  let first = Infinity;
  for (const [name, field] of fields) {
    const at = field === null ? -1 : text.search(new RegExp(`(?<![a-z_])${field}(?![a-z_])`, 'i'));
    if (at === -1 || at >= first) continue;
    first = at;
    found = name;
  }
  return found;
}
