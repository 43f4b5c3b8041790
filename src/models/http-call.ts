import type { ModelRequest } from '../conversation/request.ts';
import { anthropicHeaders, anthropicPath } from './anthropic/http-form.ts';
import { anthropicBody } from './anthropic/request-body.ts';
import { openAiHeaders, openAiPath } from './openai/http-form.ts';
import { firstReadoutCall } from './openai/readout-calls.ts';
import { openAiBody } from './openai/request-body.ts';
import type { SentForm } from './sent-form.ts';

/** A call over HTTP: a POST of JSON. */
export interface HttpCall {
  /** What follows the address of the server. */
  readonly path: string;
  /** Names and values. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/**
 * A request as it goes out in a form, by the code that sends it; of a readout, its first call. Pure.
 *
 * @param seed as of `GenerateOptions`
 * @param key what stands for the key, where one is sent
 */
export function httpCall(request: ModelRequest, form: SentForm, seed: number, key: string): HttpCall {
  const shown = form.hasKey ? key : null;
  switch (form.protocol) {
    case 'openai-compatible': {
      const asked = request.readout === undefined ? request : firstReadoutCall(request, form.prefill);
      return { path: openAiPath, headers: openAiHeaders(shown), body: openAiBody(asked, form, seed) };
    }
    case 'anthropic':
      return {
        path: anthropicPath,
        headers: anthropicHeaders(shown, form.service),
        body: anthropicBody(request, form),
      };
    default:
      return form satisfies never;
  }
}
