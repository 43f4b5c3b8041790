import { openStore } from '../../../src/store/store.ts';
import { modelOf, reply, runModelOf } from '../../support/function-model.ts';
import type { TempFolder } from '../../support/temp-folder.ts';

/** Code that would tell on itself if a page ever ran it. */
const attack = "window.attacked=true;alert('attacked')";

/** Replies as a hostile model writes them, by name; each is also what its item's user said. */
export const hostileTexts: Readonly<Record<string, string>> = {
  html: `<img src=x onerror="${attack}"><h1>A title</h1><script>${attack}</script><iframe srcdoc="<script>parent.${attack}</script>"></iframe>`,
  tags: `</div></section></main></script><style>*{display:none}</style><base href="https://attacker.invalid/"><form action="https://attacker.invalid"><input name=x autofocus>`,
  markdown: `[click](javascript:${attack}) ![seen](https://attacker.invalid/pixel.png) <https://attacker.invalid/> https://attacker.invalid/plain`,
  template: '{{constructor.constructor("' + attack + '")()}} ${' + attack + '} <%= ' + attack + ' %>',
  ansi: '\u001b[2J\u001b[31mred\u001b[0m \u001b]8;;https://attacker.invalid\u0007link\u001b]8;;\u0007 \u009b31m bell \u0007',
  bidi: 'pay \u202egnihton\u202c to \u2066me\u2069 \u200fnow\u061c',
  hidden: `in\u200bvis\u200dib\ufeffle${'\u200b'.repeat(5000)} \u{e0041}tag \u3164 filler \u00ad`,
  broken: 'nul \u0000 lone \ud83d high, lone \ude00 low, \ufffe end',
  piled: `z${'\u0301\u0489'.repeat(50_000)}a${'\u0335'.repeat(40)}l`,
  line: `${'x'.repeat(200_000)}\n${'\u2028\u2029\u0085\r'.repeat(50)}`,
  key: "__proto__ constructor ../../etc/passwd %2e%2e%2f ' OR 1=1; DROP TABLE trial; --",
  long: 'ten megabytes of words, line after line\n'.repeat(262_144),
};

/** A store in which every text from outside is hostile: what users say, what models reply, think and call. */
export async function makeHostileStore(folder: TempFolder): Promise<string> {
  const names = Object.keys(hostileTexts);
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const shown = (name: string): string => (hostileTexts[name] ?? '').slice(0, 2000).replaceAll(/[\r\0]/g, ' ');
  const rows = names.map((name) =>
    [`${name}: ${shown(name)}`, `<b>${name}</b>\u202e`, `<i>${name}</i>`].map(cell).join(','),
  );
  folder.write('prompts.csv', ['prompt,category,cluster', ...rows, ''].join('\n'));
  const model = modelOf((request) => {
    const asked = request.messages.at(-1)?.text ?? '';
    const text = hostileTexts[asked.slice(0, asked.indexOf(':'))] ?? 'none';
    const short = text.slice(0, 3000);
    const call = { id: null, name: short.slice(0, 60), arguments: short };
    return Promise.resolve(reply(text, { reasoning: short, toolCalls: [call], servedModel: short.slice(0, 80) }));
  });
  const file = folder.file('hostile.sqlite');
  await using store = openStore(file);
  await runModelOf(store, folder.path, model, { name: 'hostile', methods: ['baseline', 'bail-tool'] });
  return file;
}
