import { hash } from 'node:crypto';

import { canonicalJson, type Json } from './canonical-json.ts';

/** A seeded source of randomness. The same seed gives the same draws on every machine. */
export interface Random {
  /** A number in [0, 1), 53 bits. */
  next(): number;
  /** A whole number in [0, below). `below` is a whole number from 1 to 2^32. */
  below(below: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
}

/**
 * A generator seeded by any content: equal content, equal draws.
 *
 * Source: sfc32 by Chris Doty-Humphrey (PractRand), state from SHA-256 of the seed's canonical JSON.
 */
export function seededRandom(seed: Json): Random {
  const digest = hash('sha256', canonicalJson(seed), 'buffer');
  return sfc32(digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), digest.readUInt32LE(12));
}

/** One number in [0, 1) that is a function of the content alone: for a single draw named by its key. */
export function uniformOf(key: Json): number {
  const digest = hash('sha256', canonicalJson(key), 'buffer');
  return (digest.readUInt32LE(0) * 2 ** 21 + (digest.readUInt32LE(4) >>> 11)) / 2 ** 53;
}

function sfc32(seedA: number, seedB: number, seedC: number, seedD: number): Random {
  let a = seedA | 0;
  let b = seedB | 0;
  let c = seedC | 0;
  let counter = seedD | 0;
  const next32 = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + result) | 0;
    return result >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next32();
  let spare: number | null = null;
  const next = (): number => (next32() * 2 ** 21 + (next32() >>> 11)) / 2 ** 53;
  return {
    next,
    below: (below) => Math.floor(next() * below),
    normal: () => {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      // Box-Muller; 1 - u keeps the logarithm finite.
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}
