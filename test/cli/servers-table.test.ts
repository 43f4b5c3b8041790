import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { endpointsMarkdown, otherRows, serverRows } from '../../src/cli/servers-table.ts';
import { openSimModel } from '../../src/models/sim/open-sim-model.ts';
import { serverNames } from '../../src/models/openai/servers.ts';
import { studySchema } from '../../src/study/schema.ts';

const page = readFileSync(new URL('../../docs/endpoints.md', import.meta.url), 'utf8');

/** The cells of the first table below a heading, without the blanks that make it even. */
function tableBelow(heading: string): readonly (readonly string[])[] {
  const section = page.slice(page.indexOf(`\n## ${heading}\n`));
  const lines = section.split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  return cellsOf(
    lines.slice(
      first,
      lines.findIndex((line, index) => index > first && !line.startsWith('|')),
    ),
  );
}

function cellsOf(lines: readonly string[]): readonly (readonly string[])[] {
  return lines
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

describe('docs/endpoints.md', () => {
  test('shows the table of servers as it is in the program', () => {
    expect(tableBelow('What each can do')).toEqual(cellsOf(endpointsMarkdown().split('\n')));
  });

  test('has a row for every server a study can name', () => {
    expect(serverRows().map(({ name }) => name)).toEqual(serverNames);
  });

  const snippets = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text);

  test.each(snippets)('shows models that a study may have: %s', (snippet) => {
    const { models } = parse(snippet) as { models: unknown };
    const study = studySchema.safeParse({ name: 'x', models, datasets: ['neutral'], methods: ['baseline'] });
    expect(study.error).toBeUndefined();
  });

  test('tells of simulated respondents what they say of themselves', async () => {
    const { traits } = await openSimModel('sim:even', '/');
    expect(otherRows.find(({ name }) => name === 'sim')).toMatchObject({
      prefill: traits.prefill === true ? 'yes' : 'no',
      readout: traits.readout === true ? 'exact' : 'no',
      draws: String(traits.drawsPerCall),
    });
  });
});
