import { describe, expect, it } from 'vitest';

import { ModelError, type ModelErrorKind } from '../../src/models/model-error.ts';
import { ModelHealth } from '../../src/run/model-health.ts';

const failing = (health: ModelHealth, kind: ModelErrorKind, times: number): ModelHealth => {
  for (let time = 0; time < times; time += 1) {
    const error = new ModelError(kind, `no: ${kind}`);
    health.attemptFailed(error);
    health.failure(error);
  }
  return health;
};

describe('a model is given up', () => {
  it.each(['auth', 'no-credit', 'not-found'] as const)('at the first %s, whatever went well before', (kind) => {
    const health = new ModelHealth();
    health.success();
    expect(failing(health, kind, 1).stopped?.kind).toBe(kind);
  });

  it.each(['connection', 'bad-reply'] as const)('at the first %s when nothing ever went well', (kind) => {
    expect(failing(new ModelHealth(), kind, 1).stopped?.kind).toBe(kind);
    const once = new ModelHealth();
    once.success();
    expect(failing(once, kind, 50).stopped).toBeNull();
  });

  it('when it never answered, after twelve calls that waited for nothing', () => {
    expect(failing(new ModelHealth(), 'timeout', 11).stopped).toBeNull();
    expect(failing(new ModelHealth(), 'timeout', 12).stopped?.kind).toBe('timeout');
  });

  it('not for failing, however long, but calls are then tried once only, until one goes well', () => {
    const health = failing(new ModelHealth(), 'server', 19);
    expect(health.attempts(5)).toBe(5);
    failing(health, 'server', 200);
    expect(health.stopped).toBeNull();
    expect(health.attempts(5)).toBe(1);
    health.success();
    expect(health.attempts(5)).toBe(5);
  });
});
