import { expect, test } from 'vitest';

import { placeLabels } from '../../../src/report/html/charts/place-labels.ts';

test('labels of points lie clear of points and of each other, and some are left out for that', () => {
  const crowd = Array.from({ length: 40 }, (_, index) => ({
    x: 100 + (index % 7) * 3,
    y: 100 + index,
    text: String(index + 1),
  }));
  const placed = placeLabels(crowd, 300);
  expect(placed.length).toBeGreaterThan(3);
  expect(placed.length).toBeLessThan(40);
  for (const one of placed) {
    for (const other of placed) {
      if (one === other) continue;
      const apart =
        Math.abs(one.x - other.x) >= 3 * (one.text.length + other.text.length) || Math.abs(one.y - other.y) >= 10;
      expect(apart).toBe(true);
    }
  }
});
