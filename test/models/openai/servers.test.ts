import { describe, expect, test } from 'vitest';

import { openAiTraits } from '../../../src/models/openai/config.ts';
import { openAiProviders, serverAt } from '../../../src/models/openai/providers.ts';
import { serverNamed, serverNames, servers } from '../../../src/models/openai/servers.ts';

const config = { baseUrl: 'http://127.0.0.1:1/v1', model: 'm' };

describe('the table of servers', () => {
  test.each(serverNames)('holds no contradiction: %s', (name) => {
    const row = serverNamed(name);
    expect(row.topLogprobs === 0).toBe(row.logprobs === 'none');
    expect(row.drawsPerCall).toBeGreaterThanOrEqual(1);
    // What is not there cannot hang on anything.
    if (row.prefill === 'none') expect(row.depends).not.toContain('prefill');
    if (row.logprobs === 'none') expect(row.depends).not.toContain('logprobs');
    if (row.drawsPerCall === 1) expect(row.depends).not.toContain('draws');
    if (row.seedField === null) expect(row.depends).not.toContain('seed');
  });

  test('has a row for every provider with a short name', () => {
    for (const [name, { server }] of Object.entries(openAiProviders)) expect(servers[server]).toBe(serverNamed(name));
  });

  test('is looked up by the name a study gives, then by the host of a known service, and never by a port', () => {
    expect(serverAt('https://api.openai.com', undefined)).toBe(servers.openai);
    expect(serverAt('https://api.openai.com', 'vllm')).toBe(servers.vllm);
    expect(serverAt('http://127.0.0.1:8000', undefined)).toBe(servers.generic);
    expect(serverAt('https://api.openai.com.evil.example', undefined)).toBe(servers.generic);
  });

  test.each([
    ['vllm', { prefill: true, readout: true, drawsPerCall: 16 }],
    ['llamacpp', { prefill: null, readout: null, drawsPerCall: 1 }],
    ['openai', { prefill: false, readout: null, drawsPerCall: 16 }],
    ['groq', { prefill: null, readout: false, drawsPerCall: 1 }],
    ['generic', { prefill: false, readout: null, drawsPerCall: 1 }],
  ])('says what is known of a model before it is asked: %s', (name, traits) => {
    expect(openAiTraits(config, serverNamed(name))).toMatchObject({ ...traits, stopsEarly: true, tools: null });
  });
});
