import { expect, test } from 'vitest';

import { styleOf } from '../../src/report/figures/theme.ts';

test('as many series as a chart may have are told apart by colour and shape together', () => {
  const styles = Array.from({ length: 36 }, (_, index) => JSON.stringify(styleOf(index)));
  expect(new Set(styles).size).toBe(styles.length);
});
