import type { TemplateMessage } from './protocol.ts';
import type { TemplateTool } from './chat-template.ts';

/** Part of a rendered prompt: one control token of the template, or text in which control tokens are mere letters. */
export type PromptPart =
  | { readonly kind: 'control'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

/** Renders with the words of users, models and studies unable to forge a control token (`<|im_end|>` and its like). */
export interface ControlText {
  /**
   * Renders messages and tools.
   *
   * `parts` is `null` when none of them holds the text of a control token: then the whole may be tokenised as one,
   * control tokens included, which is how the model was trained. `text` is the prompt as a reader sees it.
   */
  render(
    messages: readonly TemplateMessage[],
    tools: readonly TemplateTool[] | null,
  ): { readonly text: string; readonly parts: readonly PromptPart[] | null };
}

/** @param controlTokens texts of the vocabulary's control tokens */
export function guardControlText(
  render: (messages: readonly TemplateMessage[], tools: readonly TemplateTool[] | null) => string,
  controlTokens: readonly string[],
): ControlText {
  const names = controlTokens.filter((token) => token !== '').sort((a, b) => b.length - a.length);
  const control = names.length === 0 ? null : new RegExp(names.map(escaped).join('|'), 'g');

  return {
    render: (messages, tools) => {
      const whole = JSON.stringify([messages, tools]);
      if (control === null || !holdsAny(control, [messages, tools]))
        return { text: render(messages, tools), parts: null };
      const mark = freeMark(whole);
      const shielded: string[] = [];
      const shield = (text: string): string =>
        text.replace(control, (name) => `${mark}${shielded.push(name) - 1}${markEnd}`);
      const rendered = render(mapTexts(messages, shield), mapTexts(tools, shield));
      const restore = (text: string): string =>
        text.replace(new RegExp(`${mark}(\\d+)${markEnd}`, 'g'), (_, index: string) => shielded[Number(index)] ?? '');
      return { text: restore(rendered), parts: split(rendered, control, restore) };
    },
  };
}

// Private-use characters: no template tests for them, and no template trims them.
const markEnd = '\ue0f1';

function freeMark(text: string): string {
  let mark = '\ue0f0';
  while (text.includes(mark)) mark += '\ue0f2';
  return mark;
}

function split(rendered: string, control: RegExp, restore: (text: string) => string): PromptPart[] {
  const parts: PromptPart[] = [];
  let end = 0;
  for (const match of rendered.matchAll(control)) {
    if (match.index > end) parts.push({ kind: 'text', text: restore(rendered.slice(end, match.index)) });
    parts.push({ kind: 'control', text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < rendered.length) parts.push({ kind: 'text', text: restore(rendered.slice(end)) });
  return parts;
}

function holdsAny(pattern: RegExp, value: unknown): boolean {
  if (typeof value === 'string') return value.search(pattern) >= 0;
  if (Array.isArray(value)) return value.some((member) => holdsAny(pattern, member));
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some((member) => holdsAny(pattern, member));
}

/** The same structure with every text in it changed; keys stay. */
function mapTexts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (Array.isArray(value)) return value.map((member: unknown) => mapTexts(member, change)) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, mapTexts(member as unknown, change)]),
  ) as Value;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
