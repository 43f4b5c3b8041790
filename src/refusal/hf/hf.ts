import { ExitpollError, messageOf } from '../../base/errors.ts';
import { answerOf, isScore } from '../answer.ts';
import { classifierInput, type ClassifierText } from '../conversation-text.ts';
import { scoreOfLabels, type LabelProbability } from '../label-probabilities.ts';
import type { RefusalScorer } from '../score.ts';
import { failureOf } from '../scorer-failure.ts';
import { keepEnds, type Tokenizer } from './keep-ends.ts';
import { folderVersion, modelFolder } from './model-folder.ts';

const library = '@huggingface/transformers';

/** What of the library is used. */
interface Library {
  readonly pipeline: (
    task: 'text-classification',
    model: string,
    options: object,
  ) => Promise<Classify & { readonly tokenizer: Tokenizer }>;
}

type Classify = (text: string, options: { readonly top_k: null }) => Promise<unknown>;

/**
 * A scorer that runs a text classifier on this machine: `hf:NAME`, a folder with an ONNX file (relative to `baseDir`), or
 * where there is none a model of the Hugging Face hub. Loads the library, which the package does not bring, and the
 * weights. The version of a folder follows its files; a name on the hub is taken for what it was.
 *
 * @throws ExitpollError when the library is not installed, or the model cannot be loaded.
 */
export async function openHfScorer(model: string, text: ClassifierText, baseDir: string): Promise<RefusalScorer> {
  const { pipeline } = await loadLibrary();
  const folder = modelFolder(model, baseDir);
  let classify: Classify;
  try {
    const opened = await pipeline('text-classification', folder ?? model, { dtype: 'fp32' });
    classify = Object.assign(opened, { tokenizer: keepEnds(opened.tokenizer) });
  } catch (thrown) {
    throw new ExitpollError(
      `the classifier "${model}" cannot be loaded: ${messageOf(thrown).replaceAll(/\s+/g, ' ').slice(0, 300)}`,
      {
        code: 'unloadable-classifier',
        hint:
          folder === null
            ? 'There is no folder of that name with a config.json, so it was looked for on the Hugging Face hub, where it needs onnx/model.onnx.'
            : 'The folder needs config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.',
        cause: thrown,
      },
    );
  }
  return {
    // Two that are shown different texts are two scorers.
    name: `hf:${model}${text === 'exchange' ? '' : `?text=${text}`}`,
    version: folder === null ? `2-${text}` : `2-${text}-${await folderVersion(folder)}`,
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
