import { expect, test } from 'vitest';

import { counted, dollars, duration, rateText, tokensText } from '../../src/base/figures.ts';
import { amount, count } from '../../src/cli/numbers.ts';

test('figures are rounded to be read, and never to a wrong power', () => {
  expect([0, 812, 4_249, 999_499, 999_500, 12_345_678, 2e9].map(tokensText)).toEqual([
    '0',
    '812',
    '4.2k',
    '999k',
    '1.0M',
    '12.3M',
    '2.0G',
  ]);
  expect([0, 0.003149, 0.0999, 4.985, 1204.5].map(dollars)).toEqual(['$0', '$0.0031', '$0.10', '$4.99', '$1,204.50']);
  expect([1234, 38.4, 9.94, 0.1, 0.05, 0.001, 0].map(rateText)).toEqual([
    '1,234/s',
    '38/s',
    '9.9/s',
    '0.1/s',
    '3.0/min',
    '3.6/h',
    '0.0/s',
  ]);
  expect([0.4, 59, 61, 7_500, 90_061].map(duration)).toEqual(['0 s', '59 s', '1 min 1 s', '2 h 5 min', '1 d 1 h']);
  expect([counted(1, 'call'), counted(1_200, 'call'), counted(2, 'reply', 'replies')]).toEqual([
    '1 call',
    '1,200 calls',
    '2 replies',
  ]);
});

test('a count may end in k, M or G; anything else is refused by name', () => {
  expect(['1', '500', '20k', '1.5M', '1.1M', '2G', '2K'].map((text) => count('max-tokens', text))).toEqual([
    1, 500, 20_000, 1_500_000, 1_100_000, 2e9, 2_000,
  ]);
  for (const text of [
    '0',
    '-1',
    '1.5',
    '0.0001k',
    '1e6',
    '10 k',
    'ten',
    '',
    '0x10',
    '99999999999G',
    'Infinity',
    '1m',
  ]) {
    expect(() => count('max-tokens', text), text).toThrow(/^--max-tokens takes a whole number .*; got /);
  }
});

test('an amount is a plain number above 0', () => {
  expect(['5', '0.50', '1204'].map((text) => amount('max-cost', text, '5'))).toEqual([5, 0.5, 1204]);
  for (const text of ['0', '0.00', '-1', '$5', '1e3', '5k', 'NaN', '', '.5']) {
    expect(() => amount('max-cost', text, '5'), text).toThrow('--max-cost takes a number above 0, such as 5; got ');
  }
});
