import type { ModelErrorKind } from '../model-error.ts';
import type { ErrorBody } from './error-body.ts';

// Phrases of servers seen in their sources and in reports about them. Each comment names who writes so.
const contextPhrases = [
  /maximum context length/i, // OpenAI, vLLM, SGLang, OpenRouter
  /context length is only/i, // vLLM, newer
  /maximum model length/i, // vLLM, on the decoder prompt
  /exceeds? the available context size|context size has been exceeded/i, // llama.cpp
  /longer than the model'?s context length|exceeds? the maximum allowed length/i, // SGLang
  /exceeds? (the )?(maximum |model'?s )*context (length|window)|exceeds? context limit/i, // Ollama, LM Studio, gateways
  /requested tokens .*exceed context window/i, // llama-cpp-python
  /must be <= \d+\. given: \d+ `inputs` tokens/i, // Text Generation Inference
  /prompt is too long|too many tokens in (the )?(prompt|input)/i, // gateways to other protocols
];
const contextCodes = new Set(['context_length_exceeded', 'exceed_context_size_error', 'string_above_max_length']);

const toolPhrases = [
  /does(n't| not) support (the )?(tools?|functions?)\b/i, // Ollama, gateways
  /support tool use/i, // OpenRouter
  /tools param requires/i, // llama.cpp without --jinja
  /(unsupported|unrecognized|unknown)( request)? (param|parameter|argument|field)s?\b[^.]{0,40}\b(tools|functions)\b/i, // llama.cpp before tools, OpenAI
  /requires --enable-auto-tool-choice/i, // vLLM
  /\btools?( use| choice| call(s|ing)?)?\b[^.]{0,20}\b(is|are) not (supported|enabled|available)/i, // gateways
  /\bfunction call(s|ing)\b[^.]{0,20}\b(is|are) not (supported|enabled|available)/i,
];

const readoutPhrases = [
  /log_?probs\b.{0,120}\b(not|un)\s?(supported|available|allowed|enabled|permitted|recognized)/i, // gateways, llama-cpp-python
  /(not|un)\s?(supported|allowed|recognized|permitted)\b.{0,120}\blog_?probs/i, // OpenAI's reasoning models
  /\b(prefill|continue_final_message|add_generation_prompt|prefix)\b/i, // vLLM, SGLang, llama.cpp, gateways
  /(last|final) message\b.{0,80}\b(role|user|assistant)/i, // servers that end a request at a user turn
  /assistant\b.{0,60}\b(last|final) message/i,
];

const modelPhrases = [
  /model\b.{0,120}\b(not found|does not exist|doesn't exist)/i,
  /not a valid model|invalid model|unknown model|no such model|no endpoints found for/i,
];
const modelCodes = new Set(['model_not_found', 'invalid_model', 'model_not_available']);

// Not "exceeded your current quota": some servers say that of a limit per minute.
const creditPhrases = [/insufficient[ _](balance|quota|credits?|funds)/i];
const creditCodes = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active']);

const filterCodes = new Set([
  'content_filter', // Azure OpenAI
  'responsibleaipolicyviolation', // Azure OpenAI, inside
  'content_policy_violation', // OpenAI, LiteLLM
  'data_inspection_failed', // Alibaba Cloud
]);

/**
 * What an answer that is not a reply means, by its HTTP status (200 to 599) and by what the body says of itself.
 * `filtered` is no failure: the provider withheld the reply, and that is an outcome.
 *
 * @param hadReadout whether a reply was begun with given words, or log probabilities were asked for.
 */
export function failureKind(
  status: number,
  body: ErrorBody | null,
  hadTools: boolean,
  hadReadout = false,
): ModelErrorKind | 'filtered' {
  const message = body?.message ?? '';
  const says = (codes: ReadonlySet<string>, phrases: readonly RegExp[] = []): boolean =>
    (body?.codes.some((code) => codes.has(code)) ?? false) || phrases.some((phrase) => phrase.test(message));

  if (status >= 300 && status < 400) return 'not-found';
  if (status === 401) return 'auth';
  if (says(filterCodes)) return 'filtered';
  if (status === 402 || says(creditCodes, creditPhrases)) return 'no-credit';
  // OpenRouter: a model that wants moderation, and a prompt that was flagged.
  if (status === 403) return /requires moderation.*flagged/i.test(message) ? 'filtered' : 'auth';
  if (status === 429) return 'rate-limit';
  if (says(contextCodes, contextPhrases)) return 'context-too-long';
  if (hadTools && says(new Set(), toolPhrases)) return 'unsupported-tools';
  if (hadReadout && says(new Set(), readoutPhrases)) return 'unsupported-readout';
  if (status === 404 || status === 405) return 'not-found';
  if (status < 500 && says(modelCodes, modelPhrases)) return 'not-found';
  if (status === 408) return 'timeout';
  if (status === 409 || status === 425 || status === 503 || status === 529) return 'overloaded';
  return status >= 500 ? 'server' : 'bad-request';
}
