import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { classifierTexts, type ClassifierText } from './conversation-text.ts';

/** What a scorer's name asks for. */
export type ScorerReference =
  | { readonly kind: 'lexicon' }
  | { readonly kind: 'judge'; readonly model: string }
  | { readonly kind: 'hf'; readonly model: string; readonly text: ClassifierText }
  | { readonly kind: 'endpoint'; readonly url: string; readonly model?: string; readonly text: ClassifierText };

const kinds = ['lexicon', 'judge', 'hf', 'endpoint'];

/**
 * Reads a scorer's name: `lexicon`, `judge:MODEL` (a model as `openReference` takes it, or `BASEURL#NAME`), `hf:MODEL`,
 * `endpoint:URL`. The last two may end in `?text=reply` for a
 * classifier of replies alone, an endpoint also in `?model=NAME`.
 *
 * @throws ExitpollError on any other.
 */
export function parseScorer(name: string): ScorerReference {
  if (name === 'lexicon') return { kind: 'lexicon' };
  const colon = name.indexOf(':');
  const kind = colon < 0 ? name : name.slice(0, colon);
  const rest = colon < 0 ? '' : name.slice(colon + 1);
  if (!kinds.includes(kind) || kind === 'lexicon' || rest === '') {
    const what =
      kinds.includes(kind) && kind !== 'lexicon' ? `"${kind}:" names nothing` : `there is no scorer "${name}"`;
    throw new ExitpollError(`${what}.${didYouMean(kind, kinds)}`, {
      code: 'unknown-scorer',
      hint: 'Scorers are lexicon, judge:MODEL, judge:URL#MODEL, hf:MODEL and endpoint:URL.',
    });
  }
  if (kind === 'judge') return { kind, model: rest };
  const mark = rest.indexOf('?');
  const target = mark < 0 ? rest : rest.slice(0, mark);
  const settings = new URLSearchParams(mark < 0 ? '' : rest.slice(mark + 1));
  const text = settings.get('text') ?? 'exchange';
  const model = settings.get('model');
  const known = kind === 'hf' ? ['text'] : ['text', 'model'];
  const unknown = [...settings.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined || !classifierTexts.some((one) => one === text)) {
    throw new ExitpollError(
      `${kind}: takes ${known.map((key) => `?${key}=`).join(' and ')}, text being ${classifierTexts.join(' or ')}; got "${rest.slice(mark)}"`,
      {
        code: 'unknown-scorer',
      },
    );
  }
  const form = text as ClassifierText;
  if (kind === 'hf') return { kind, model: target, text: form };
  return { kind: 'endpoint', url: target, text: form, ...(model === null ? {} : { model }) };
}
