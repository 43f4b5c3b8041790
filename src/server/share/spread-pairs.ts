import type { Preset, PresetGroup } from '../wire/presets.ts';

/** Chooses pairs so that every kind has as many as every other, as far as it has them; each pair once. */
export function spreadPairs(groups: readonly PresetGroup[], most: number): readonly Preset[] {
  const chosen = new Map<string, Preset>();
  const longest = Math.max(0, ...groups.map(({ presets }) => presets.length));
  for (let place = 0; place < longest; place += 1) {
    for (const { presets } of groups) {
      const pair = presets[place];
      if (pair === undefined || chosen.size >= most) continue;
      chosen.set(`${pair.a.id} ${pair.b.id}`, pair);
    }
  }
  return [...chosen.values()];
}
