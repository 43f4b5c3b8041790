import type { Usage } from '../../conversation/reply.ts';
import { ModelError } from '../model-error.ts';

/** The same error, with what the call had taken by then; unchanged where that is unknown or already told. */
export function withSpent(error: ModelError, usage: Usage | null): ModelError {
  if (usage === null || error.usage !== null) return error;
  return new ModelError(error.kind, error.message, {
    usage,
    cause: error,
    ...(error.status === null ? {} : { status: error.status }),
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.hint === null ? {} : { hint: error.hint }),
  });
}
