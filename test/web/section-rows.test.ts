import { describe, expect, it } from 'vitest';

import { sections } from '../../src/report/sections.ts';
import { moreSections } from '../../web/pages/rates/more-sections.ts';
import { cellValue, sectionTable } from '../../web/ui/section/section-rows.ts';
import { tableCsv } from '../../web/ui/table/table-csv.ts';
import { effectResults } from '../report/sample-effects.ts';

describe('a part of the report as a table of the viewer', () => {
  it('has every row of it, with the heading beside it and the cells as printed', () => {
    for (const section of [...sections(effectResults()), ...moreSections(effectResults())]) {
      const { rows, columns } = sectionTable(section);
      const printed = section.groups.flatMap(({ title, rows: own }) =>
        own.map(({ label, cells }) => [title, label, ...cells]),
      );
      expect(rows.map(({ group, label, cells }) => [group, label, ...cells])).toEqual(printed);
      expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
    }
  });

  it('saves numbers as numbers, and what is none as text that no spreadsheet runs', () => {
    const groups = [{ title: 'a', rows: [{ label: '=1+1', cells: ['−4.0', '1,234', '9.1–16.2', '–'] }] }];
    const columns = ['x', 'n', '95 %', '95 %'].map((title) => ({ title }));
    const csv = tableCsv(sectionTable({ id: 'some', title: 'Some', notes: [], columns, groups }));
    expect(csv).toBe("group,label,x,n,95 %,95 % (4)\r\na,'=1+1,-4,1234,9.1–16.2,\r\n");
  });

  it('reads a printed cell as a number only where it is one', () => {
    expect(['12.3', '+4.5', '−0.1', '16,300', '<0.1', '+4.5 (of 3)', '–', ''].map(cellValue)).toEqual([
      12.3,
      4.5,
      -0.1,
      16_300,
      '<0.1',
      '+4.5 (of 3)',
      null,
      null,
    ]);
  });
});
