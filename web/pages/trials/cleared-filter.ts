import { listFields } from '../../../src/server/wire/trial-filter.ts';
import type { Query } from '../../route.ts';

/** The change of an address that takes every part of a filter away. */
export const clearedFilter: Query = Object.fromEntries(
  [...listFields, 'text', 'place', 'at'].map((name) => [name, undefined]),
);
