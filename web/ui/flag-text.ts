import type { Flag } from '../../src/conversation/outcome.ts';

/** What each flag says, in a few words. */
const flagTexts: { readonly [flag in Flag]: string } = {
  'hit-limit': 'the reply ran into the token limit',
  stopped: 'the reply was cut short once it was settled',
  'reply-hit-limit': 'the reply that was asked about ran into the token limit',
  mentioned: 'the word stands where it does not count',
  'malformed-call': 'a call names the exit and cannot be read',
  'other-tool': 'a tool was called that is not the exit',
  'repeated-call': 'the exit was called more than once',
  'text-call': 'the call was written as text',
  echo: 'the answers of the question were repeated',
  'both-answers': 'both answers were given together',
  'untagged-label': 'an answer stands outside its tag',
  'several-answers': 'there is more than one well-formed answer',
  'unclosed-reasoning': 'reasoning was begun and never ended',
  warned: 'it warned before it could leave',
  unwarned: 'it left at once where a warning was to come first',
  'exit-again': 'asked about its exit, it took it again',
};

/** What a flag says; the flag itself where it is none we know. */
export function flagText(flag: string): string {
  return Object.hasOwn(flagTexts, flag) ? flagTexts[flag as Flag] : flag;
}
