import { exitCodes } from '../../base/errors.ts';
import { methodNames, orders } from '../../conversation/exit.ts';
import { command, commandGroup } from '../command.ts';

const methods = methodNames.filter((name) => name !== 'baseline');

const methodOption = {
  type: 'enum' as const,
  options: [...methods],
  valueHint: 'METHOD',
  description: 'of this method only, such as bail-tool',
};

const languageOption = {
  type: 'string',
  valueHint: 'CODE',
  default: 'en',
  description: 'of the built-in wordings',
} as const;

const list = command({
  name: 'list',
  summary: 'the factors wordings are built from, and the languages',
  examples: [
    'exitpoll wordings list',
    'exitpoll wordings list --pack wordings/mine.yaml  # what a file of yours holds',
  ],
  args: {
    pack: { type: 'string', valueHint: 'FILE', description: 'the wordings of this pack file in their place' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  async run(args) {
    const { wordingsListPage } = await import('../wordings-pages.ts');
    process.stdout.write(await wordingsListPage(args.pack, args.json === true));
    return exitCodes.done;
  },
});

const nameArgument = {
  type: 'positional',
  required: true,
  description: 'default, factors (reason=distress+journal=invited), or pack.yaml#name',
} as const;

const show = command({
  name: 'show',
  summary: 'the texts of a wording as they are sent',
  details: 'Long lines are wrapped to be read; --json has them as they are.',
  examples: [
    'exitpoll wordings show default',
    'exitpoll wordings show reason=distress --method bail-prompt --order bail-first',
    'exitpoll wordings show labels=symbols --language ja --json',
  ],
  args: {
    name: { ...nameArgument, valueHint: 'NAME' },
    method: methodOption,
    order: { type: 'enum', options: [...orders], description: 'of the bail prompt only, in this order' },
    language: languageOption,
    json: { type: 'boolean', description: 'as JSON' },
  },
  async run(args) {
    const { wordingsShowPage } = await import('../wordings-pages.ts');
    process.stdout.write(
      await wordingsShowPage(args.name, {
        method: args.method,
        order: args.order,
        language: args.language ?? 'en',
        json: args.json === true,
      }),
    );
    return exitCodes.done;
  },
});

const diff = command({
  name: 'diff',
  summary: 'the factors and sentences in which two wordings differ',
  examples: [
    'exitpoll wordings diff default journal=invited',
    'exitpoll wordings diff default wordings/mine.yaml#plain --method bail-string',
  ],
  args: {
    one: { ...nameArgument, valueHint: 'A' },
    other: { ...nameArgument, valueHint: 'B', description: 'another of these' },
    method: methodOption,
    language: languageOption,
  },
  async run(args) {
    const { wordingsDiffPage } = await import('../wordings-pages.ts');
    const { one, other, method } = args;
    process.stdout.write(await wordingsDiffPage(one, other, { method, language: args.language ?? 'en' }));
    return exitCodes.done;
  },
});

/** `exitpoll wordings list`, `exitpoll wordings show` and `exitpoll wordings diff`. */
export const wordings = commandGroup('wordings', 'the words an exit is offered in', [list, show, diff]);
