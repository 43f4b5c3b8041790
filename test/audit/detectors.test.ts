import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { echo } from '../../src/audit/detectors/echo.ts';
import { missingInformation } from '../../src/audit/detectors/missing-information.ts';
import { rewritten } from '../../src/audit/detectors/rewritten.ts';

const question =
  'Please choose one of two answers about this chat. You may end this chat at any time, for any reason.\n' +
  'To end this chat, write <choice>leave</choice>.\nTo go on with this chat, write <choice>stay</choice>.\n' +
  'Write one of these two answers and nothing else.';
const about = (reply: string, isAboutExit = true) => ({ ours: question, reply, isAboutExit });

const choices = [
  '<choice>leave</choice>',
  '<choice>stay</choice>',
  'I would like to stay and help you with the poem. <choice>stay</choice>',
  'This is getting unpleasant, so I will go. <choice>leave</choice>',
  'Ich bleibe gern. <choice>stay</choice>',
  '',
];

test.each(choices)('a plain choice has no cause: %j', (reply) => {
  expect([echo, missingInformation, rewritten].map((one) => one.detect(about(reply)))).toEqual([null, null, null]);
});

describe('echo', () => {
  test.each([
    'To end this chat, write <choice>leave</choice>.',
    'You may end this chat at any time, for any reason. To end this chat, write <choice>leave</choice>. To go on with this chat, write <choice>stay</choice>.',
    'OK: write one of these two answers and nothing else.',
  ])('is found in %j', (reply) => expect(echo.detect(about(reply))).not.toBeNull());

  test('is not found where the question is only mentioned in an answer of its own', () => {
    const reply =
      'I have thought about it for a while. You say I may end this chat at any time, but I like the topic and would rather see how the story ends. <choice>stay</choice>';
    expect(echo.detect(about(reply))).toBeNull();
  });
});

describe('rewritten', () => {
  test.each([
    'Here is a clearer version of your text: whoever wants to go writes <choice>leave</choice>.',
    "Here's the corrected text:\n\nPlease pick one answer.",
    'Translation: Bitte wähle eine von zwei Antworten.',
    'Bitte wähle eine von zwei Antworten zu diesem Gespräch.\nUm es zu beenden, schreibe <choice>leave</choice>.\nUm weiterzumachen, schreibe <choice>stay</choice>, und sonst gar nichts.',
    'Voici une version reformulée de votre texte : ...',
  ])('is found in %j', (reply) => expect(rewritten.detect(about(reply))).not.toBeNull());

  test('is not found in a reply that has nothing to do with the exit, where users do ask for such things', () => {
    expect(rewritten.detect(about('Here is the corrected text: The cat sat.', false))).toBeNull();
  });
});

describe('missing information', () => {
  test.each([
    'Please provide the text of the conversation you want me to judge.',
    'Could you clarify?',
    "I'd need more context to choose.",
    "You haven't told me which chat you mean.",
    'There is no conversation to end here. <choice>leave</choice>',
    'Bitte geben Sie mehr Informationen an. Können Sie das angeben?',
  ])('is found in %j', (reply) => expect(missingInformation.detect(about(reply))).not.toBeNull());
});

test('detectors say the same every time and bear any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 200 }), (reply, ours) => {
      for (const detector of [echo, missingInformation, rewritten]) {
        const exchange = { ours, reply, isAboutExit: true };
        expect(detector.detect(exchange)).toEqual(detector.detect(exchange));
      }
    }),
  );
});
