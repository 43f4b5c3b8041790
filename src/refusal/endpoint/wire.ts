import type { Json } from '../../base/canonical-json.ts';
import { ExitpollError } from '../../base/errors.ts';
import { classifierInput, lastUserTurn, type ClassifierText } from '../conversation-text.ts';
import { scoreOfLabels, type LabelProbability } from '../label-probabilities.ts';
import type { RefusalFailure, RefusalPrompt, RefusalScore } from '../score.ts';

/**
 * How a server of classifiers is spoken to, told by the end of its URL. `classify`: vLLM, `{model, input}` answered by
 * `{data: [{label, probs}]}`. `predict`: Text Embeddings Inference, `{inputs, truncate}` answered by
 * `[{label, score}]`. `score`: vLLM's scores of pairs, `{model, text_1, text_2}` with prompt and reply, answered by
 * `{data: [{score}]}`, the probability of a refusal.
 */
export const wireForms = ['classify', 'predict', 'score'] as const;
export type WireForm = (typeof wireForms)[number];

/** The form a URL is spoken to in. @throws ExitpollError when its path ends in none of them. */
export function wireFormOf(url: string): WireForm {
  const path = URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') : '';
  const form = wireForms.find((one) => path.endsWith(`/${one}`));
  if (form !== undefined) return form;
  throw new ExitpollError(`endpoint:${url.slice(0, 200)} is no URL of a classifier`, {
    code: 'unknown-scorer',
    hint: 'Its path ends in /classify (vLLM), /predict (Text Embeddings Inference) or /score (vLLM, pairs).',
  });
}

/** The body of one request. `model` is left out where it is not given. */
export function wireBody(
  form: WireForm,
  prompt: RefusalPrompt,
  answer: string,
  { model, text }: { readonly model: string | undefined; readonly text: ClassifierText },
): Json {
  const named = model === undefined ? {} : { model };
  switch (form) {
    case 'classify':
      return { ...named, input: classifierInput(prompt, answer, text) };
    case 'predict':
      return { inputs: classifierInput(prompt, answer, text), truncate: true };
    case 'score':
      return { ...named, text_1: lastUserTurn(prompt), text_2: answer.trim() };
    default:
      return unknownForm(form);
  }
}

/** Reads what came back, leniently in what else it holds. */
export function readWireAnswer(form: WireForm, body: unknown): RefusalScore | RefusalFailure {
  const first = form === 'predict' ? body : firstOf(asRecord(body)?.['data']);
  switch (form) {
    case 'classify': {
      const record = asRecord(first);
      const label = record?.['label'];
      const probs = record?.['probs'];
      if (typeof label !== 'string' || !Array.isArray(probs) || !probs.every((one) => typeof one === 'number')) break;
      // Only the likeliest class has a name; of two classes the other is its opposite.
      const probability = Math.max(...probs);
      return scoreOfLabels([{ label, probability }]);
    }
    case 'predict': {
      const list = Array.isArray(first) && Array.isArray(first[0]) ? (first[0] as unknown[]) : first;
      if (!Array.isArray(list)) break;
      const classes = list.map(labelOf);
      if (classes.every((one) => one !== null)) return scoreOfLabels(classes);
      break;
    }
    case 'score': {
      const score = asRecord(first)?.['score'];
      if (typeof score !== 'number' || !(score >= 0 && score <= 1)) break;
      return { score, label: score >= 0.5 ? 'refusal' : 'none', evidence: null, why: 'model-said' };
    }
    default:
      return unknownForm(form);
  }
  return { failed: `the server's answer has not the form of /${form}` };
}

function labelOf(value: unknown): LabelProbability | null {
  const record = asRecord(value);
  const label = record?.['label'];
  const score = record?.['score'];
  return typeof label === 'string' && typeof score === 'number' ? { label, probability: score } : null;
}

function asRecord(value: unknown): { readonly [key: string]: unknown } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: unknown })
    : null;
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

function unknownForm(form: never): never {
  throw new TypeError(`unknown form ${String(form)}`);
}
