import { ExitpollError, messageOf } from '../../base/errors.ts';
import { answerOf, isScore } from '../answer.ts';
import { classifierInput, type ClassifierText } from '../conversation-text.ts';
import { scoreOfLabels, type LabelProbability } from '../label-probabilities.ts';
import type { RefusalScorer } from '../score.ts';
import { failureOf } from '../scorer-failure.ts';

const library = '@huggingface/transformers';

/** What of the library is used. */
interface Library {
  readonly pipeline: (task: 'text-classification', model: string, options: object) => Promise<Classify>;
}

type Classify = (text: string, options: { readonly top_k: null }) => Promise<unknown>;

/**
 * A scorer that runs a text classifier on this machine: `hf:NAME`, a model of the Hugging Face hub or a folder with an
 * ONNX file. Loads the library, which the package does not bring, and the weights.
 *
 * @throws ExitpollError when the library is not installed, or the model cannot be loaded.
 */
export async function openHfScorer(model: string, text: ClassifierText): Promise<RefusalScorer> {
  const { pipeline } = await loadLibrary();
  let classify: Classify;
  try {
    classify = await pipeline('text-classification', model, { dtype: 'fp32' });
  } catch (thrown) {
    throw new ExitpollError(`the classifier "${model}" cannot be loaded: ${messageOf(thrown).slice(0, 300)}`, {
      code: 'unloadable-classifier',
      hint: 'It is a name on the Hugging Face hub with onnx/model.onnx, or a folder laid out alike.',
      cause: thrown,
    });
  }
  return {
    name: `hf:${model}`,
    version: `1-${text}`,
    async score(prompt, reply, signal) {
      const answer = answerOf(reply);
      if (isScore(answer)) return answer;
      try {
        const found = await classify(classifierInput(prompt, answer.text, text), { top_k: null });
        return scoreOfLabels(classesOf(found));
      } catch (thrown) {
        return failureOf(thrown, signal);
      }
    },
  };
}

async function loadLibrary(): Promise<Library> {
  // Named by a variable, so that neither the compiler nor a bundler looks for what need not be there.
  const name: string = library;
  try {
    return (await import(name)) as Library;
  } catch (thrown) {
    throw new ExitpollError(`hf: needs ${library}, which is not installed`, {
      code: 'missing-library',
      hint: `npm install ${library}  (about 500 MB); or serve the classifier with vLLM and use endpoint:.`,
      cause: thrown,
    });
  }
}

/** The library's list of `{label, score}`; anything else is no class. */
function classesOf(found: unknown): readonly LabelProbability[] {
  const list = Array.isArray(found) ? (found.flat() as unknown[]) : [];
  return list.flatMap((one) => {
    const { label, score } = (one ?? {}) as { readonly label?: unknown; readonly score?: unknown };
    return typeof label === 'string' && typeof score === 'number' ? [{ label, probability: score }] : [];
  });
}
