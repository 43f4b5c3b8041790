import { describe, expect, test } from 'vitest';

import type { ModelRequest } from '../../../src/conversation/request.ts';
import {
  examineTemplate,
  templateTools,
  type ChatTemplate,
  type RenderTemplate,
} from '../../../src/models/local/chat-template.ts';
import { compileTemplate } from '../../../src/models/local/jinja.ts';
import { plainRequest } from '../../support/model-requests.ts';

const tool = { name: 'leave', description: 'Leaves.', parameters: { type: 'object', properties: {}, required: [] } };

const turns = `{% for m in messages %}<{{ m.role }}>{{ m.content }}</>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}`;

const templates = {
  plain: turns,
  withDefault: `{% if messages[0].role != 'system' %}<system>You are Testy.</>{% endif %}${turns}`,
  defaultInFrame: `<system>Knows until 2024.\n{% if messages[0].role == 'system' %}{{ messages[0].content }}{% set messages = messages[1:] %}{% else %}You are Framed.{% endif %} End.</>${turns}`,
  refusesSystem: `{% if messages[0].role == 'system' %}{{ raise_exception('no system role') }}{% endif %}${turns}`,
  dropsSystem: `{% for m in messages if m.role != 'system' %}<{{ m.role }}>{{ m.content }}</>{% endfor %}<assistant>`,
  mergesSystem: `{% if messages[0].role == 'system' %}{% set s = messages[0].content + '\n' %}{% set messages = messages[1:] %}{% else %}{% set s = '' %}{% endif %}{% for m in messages %}[{{ s if loop.first else '' }}{{ m.content | trim }}]{% endfor %}`,
  withTools: `{% if tools %}<tools>{% for t in tools %}{{ t | tojson }}{% endfor %}</>{% endif %}${turns}`,
  defaultOnlyWithTools: `{% if tools %}{{ tools | tojson }}{% if messages[0].role != 'system' %}<system>You have tools.</>{% endif %}{% endif %}${turns}`,
  dated: `<system>Today is {{ strftime_now('%d %B %Y') }}.</>${turns}`,
};

async function examine(source: string): Promise<{ template: ChatTemplate; prompt: (request: ModelRequest) => string }> {
  const render: RenderTemplate = await compileTemplate(source, { bos: '<s>', eos: '</s>' });
  const template = examineTemplate(render);
  return { template, prompt: (request) => render(template.messagesOf(request), templateTools(request.tools)) };
}

const hello = plainRequest('Hello');
const instructed = plainRequest('Hello', { instructions: 'You may leave.' });

describe('the system prompt', () => {
  test('is left to the template when nothing is to be said', async () => {
    for (const source of Object.values(templates)) {
      const { prompt } = await examine(source);
      const render = await compileTemplate(source, { bos: '<s>', eos: '</s>' });
      expect(prompt(hello)).toBe(render([{ role: 'user', content: 'Hello' }], null));
    }
  });

  test('keeps the one the template would have added, with the instructions behind it', async () => {
    const { template, prompt } = await examine(templates.withDefault);
    expect(template.defaultSystem([])).toBe('You are Testy.');
    expect(prompt(instructed)).toBe('<system>You are Testy.\n\nYou may leave.</><user>Hello</><assistant>');
  });

  test('finds the default inside a longer frame', async () => {
    const { template, prompt } = await examine(templates.defaultInFrame);
    expect(template.defaultSystem([])).toBe('You are Framed.');
    expect(prompt(instructed)).toContain('Knows until 2024.\nYou are Framed.\n\nYou may leave. End.');
  });

  test('is the instructions alone where the template has no default', async () => {
    for (const source of [templates.plain, templates.withTools, templates.mergesSystem]) {
      expect((await examine(source)).template.defaultSystem([])).toBeNull();
    }
    const { prompt } = await examine(templates.plain);
    expect(prompt(instructed)).toBe('<system>You may leave.</><user>Hello</><assistant>');
  });

  test("the conversation's own replaces the default and comes before the instructions", async () => {
    const { prompt } = await examine(templates.withDefault);
    const request = plainRequest('Hello', { system: 'Be a pirate.', instructions: 'You may leave.' });
    expect(prompt(request)).toBe('<system>Be a pirate.\n\nYou may leave.</><user>Hello</><assistant>');
  });

  test.each(['refusesSystem', 'dropsSystem'] as const)('goes into the first user turn, on a copy: %s', async (name) => {
    const { template, prompt } = await examine(templates[name]);
    expect(template.systemRole).toBe(false);
    const request = plainRequest('', {
      instructions: 'You may leave.',
      messages: [
        { role: 'user', text: 'One' },
        { role: 'assistant', text: 'Two' },
        { role: 'user', text: 'Three' },
      ],
    });
    const before = JSON.stringify(request);
    const expected = '<user>You may leave.\n\nOne</><assistant>Two</><user>Three</><assistant>';
    expect(prompt(request)).toBe(expected);
    expect(prompt(request)).toBe(expected);
    expect(JSON.stringify(request)).toBe(before);
  });

  test('may have a default that depends on tools', async () => {
    const { template } = await examine(templates.defaultOnlyWithTools);
    expect(template.defaultSystem([])).toBeNull();
    expect(template.defaultSystem([tool])).toBe('You have tools.');
  });

  test('has the same date on every day', async () => {
    const { prompt } = await examine(templates.dated);
    expect(prompt(hello)).toContain('Today is 01 January 2025.');
  });
});

describe('tools', () => {
  test('are known by what the template makes of one', async () => {
    expect((await examine(templates.withTools)).template.tools).toBe(true);
    expect((await examine(templates.plain)).template.tools).toBe(false);
  });

  test('are shown to the model as the template writes them', async () => {
    const { prompt } = await examine(templates.withTools);
    expect(prompt({ ...hello, tools: [tool] })).toContain(`"name": "leave"`);
  });

  test('called earlier are given with their arguments as an object, and broken ones as they came', async () => {
    const { prompt } = await examine(
      `{% for m in messages %}{% for c in m.tool_calls or [] %}{{ c.function.name }}:{{ c.function.arguments | tojson }};{% endfor %}{% endfor %}`,
    );
    const toolCalls = [
      { id: '1', name: 'leave', arguments: '{"why":"tired"}' },
      { id: '2', name: 'leave', arguments: '{"why":' },
    ];
    const messages = [
      { role: 'user', text: 'Hi' } as const,
      { role: 'assistant', text: '', toolCalls } as const,
      { role: 'user', text: 'So?' } as const,
    ];
    expect(prompt({ ...hello, messages })).toBe('leave:{"why": "tired"};leave:"{\\"why\\":";');
  });
});
