import { simSchema, type SimParameters } from './parameters.ts';

const builtin = {
  /** Leaves about three times in ten, differs between clusters and items, refuses now and then. */
  even: {
    name: 'even',
    bail: 0.3,
    refusal: 0.2,
    nonsense: 0.02,
    spread: { cluster: 0.1, item: 0.1 },
    rules: [{ where: { method: 'placebo-tool' }, bail: 0.05 }],
  },
  /** Takes no exit. */
  never: { name: 'never' },
  /** Takes every exit, and no placebo. */
  always: { name: 'always', bail: 1, rules: [{ where: { method: 'placebo-tool' }, bail: 0 }] },
} as const;

export type BuiltinSimName = keyof typeof builtin;

/** Simulated respondents that need no file: `sim:even` and so on. */
export const builtinSimNames = Object.keys(builtin) as readonly BuiltinSimName[];

/** The parameters of a built-in respondent; `undefined` for a name that is none. */
export function builtinSim(name: string): SimParameters | undefined {
  return Object.hasOwn(builtin, name) ? simSchema.parse(builtin[name as BuiltinSimName]) : undefined;
}
