import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

import type { RenderTemplate } from './chat-template.ts';

/** The part of `@huggingface/jinja` that is used; node-llama-cpp brings the package along. */
interface Jinja {
  readonly Template: new (source: string) => { render(variables: { readonly [name: string]: unknown }): string };
}

/** Texts of the special tokens that templates name; empty where the vocabulary has none. */
export interface NamedTokens {
  readonly bos: string;
  readonly eos: string;
}

/**
 * Compiles a chat template.
 *
 * @throws when the template cannot be parsed, or the template engine is not installed.
 */
export async function compileTemplate(source: string, tokens: NamedTokens): Promise<RenderTemplate> {
  // Resolved from where node-llama-cpp stands, because it is that package's dependency and not ours.
  const require = createRequire(import.meta.resolve('node-llama-cpp'));
  const jinja = (await import(pathToFileURL(require.resolve('@huggingface/jinja')).href)) as Jinja;
  // The engine's own `strftime_now` can be replaced from inside a template only.
  const asksForDate = source.includes('strftime_now');
  const template = new jinja.Template(
    asksForDate ? `{% set strftime_now = exitpoll_fixed_date %}{{ '' }}${source}` : source,
  );
  return (messages, tools) =>
    template.render({
      messages,
      ...(tools === null ? {} : { tools }),
      add_generation_prompt: true,
      bos_token: tokens.bos,
      eos_token: tokens.eos,
      ...(asksForDate ? { exitpoll_fixed_date: fixedDate } : {}),
    });
}

/**
 * Some templates write today's date into the system prompt. A request must give the same prompt on every day,
 * or the same seed would not give the same reply, so for templates it is always 1 January 2025, a Wednesday.
 */
function fixedDate(format: string): string {
  const parts: { readonly [directive: string]: string } = {
    Y: '2025',
    y: '25',
    m: '01',
    B: 'January',
    b: 'Jan',
    d: '01',
    e: ' 1',
    A: 'Wednesday',
    a: 'Wed',
    H: '00',
    M: '00',
    S: '00',
  };
  return format.replace(/%-?([A-Za-z])/g, (whole, directive: string) => parts[directive] ?? whole);
}
