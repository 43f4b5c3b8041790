import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ExitpollError, messageOf } from '../base/errors.ts';
import { csvLine } from '../report/csv-cell.ts';
import { drawFigure } from '../report/figures/draw.ts';
import type { FigureOutcome } from '../report/figures/figure.ts';
import { paperFigures } from '../report/figures/paper-figures.ts';
import type { ReportResults } from '../report/report-results.ts';
import { wrap } from '../report/wrap.ts';

/**
 * Writes the paper's figures into a folder, each as SVG with its numbers as CSV, and says on stdout which could not be
 * made and what would give them.
 *
 * @throws ExitpollError when the folder cannot be made or written to.
 */
export async function writeFigures(results: ReportResults, dir: string, options: { json: boolean }): Promise<void> {
  const outcomes = paperFigures(results);
  await written(dir, () => mkdir(dir, { recursive: true }));
  for (const outcome of outcomes) {
    if (outcome.kind === 'missing') continue;
    for (const figure of outcome.figures) {
      const { columns, rows } = figure.table;
      const svg = await drawFigure(figure);
      await written(dir, () => writeFile(join(dir, `${figure.name}.svg`), svg));
      const csv = csvLine(columns) + rows.map(csvLine).join('');
      await written(dir, () => writeFile(join(dir, `${figure.name}.csv`), csv));
    }
  }
  process.stdout.write(options.json ? `${JSON.stringify(listed(outcomes, dir), null, 2)}\n` : told(outcomes, dir));
}

async function written(dir: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw new ExitpollError(`the figures cannot be written: ${messageOf(error)}`, {
      code: 'unwritable-file',
      at: { file: dir },
      hint: 'Name a folder with --out; it is made if it is not there.',
    });
  }
}

function listed(outcomes: readonly FigureOutcome[], dir: string): object {
  return {
    dir,
    drawn: outcomes.flatMap((outcome) =>
      outcome.kind === 'drawn'
        ? outcome.figures.map(({ name, title, subtitle }) => ({
            svg: `${name}.svg`,
            csv: `${name}.csv`,
            title,
            about: subtitle,
          }))
        : [],
    ),
    missing: outcomes.flatMap((outcome) => (outcome.kind === 'missing' ? [outcome.missing] : [])),
  };
}

function told(outcomes: readonly FigureOutcome[], dir: string): string {
  const lines = outcomes.map((outcome) => {
    switch (outcome.kind) {
      case 'drawn':
        return outcome.figures
          .map(({ name, title }) => `Drawn: ${join(dir, name)}.svg, with its numbers in .csv: ${title}`)
          .join('\n');
      case 'missing':
        return wrap(
          `Not drawn: ${outcome.missing.title}, as ${outcome.missing.why}. ${outcome.missing.how}`,
          100,
          '  ',
        );
      default:
        return outcome satisfies never;
    }
  });
  return `${lines.join('\n')}\n`;
}
