import { authorLabel } from '../../../src/report/author-label.ts';
import { methodLabel, modelLabel } from '../../../src/report/labels.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { RateRow } from './rate-row.ts';

/** What tells rates apart, and what the rows of a group can compare. In the order of headings. */
export const attributes = [
  'model',
  'dataset',
  'method',
  'order',
  'wording',
  'lead-in',
  'author',
  'category',
  'scorer',
] as const;

export type Attribute = (typeof attributes)[number];

/** Rows under a heading. */
export interface RowGroup {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly row: RateRow }[];
}

/** An attribute of a rate in words. Safe to show. */
export function attributeOf(row: RateRow, attribute: Attribute): string {
  const { condition } = row;
  switch (attribute) {
    case 'model':
      return modelLabel(condition);
    case 'dataset':
      return visibleLine(condition.dataset, 60);
    case 'method':
      return methodLabel(condition) + basisText(row);
    case 'order':
      return condition.order === null ? 'no order' : condition.order.replace('-', ' ');
    case 'wording':
      return condition.wording === null ? 'no wording' : visibleLine(condition.wording, 60);
    case 'lead-in':
      return condition.leadIn === null ? 'no lead-in' : visibleLine(condition.leadIn, 60);
    case 'author':
      return authorLabel(condition);
    case 'category':
      return row.category === null ? 'all categories' : visibleLine(row.category, 60);
    case 'scorer':
      return row.scorer === null ? '' : `by ${visibleLine(row.scorer, 60)}`;
    default:
      return attribute satisfies never;
  }
}

function basisText({ basis }: RateRow): string {
  switch (basis) {
    case null:
    case 'joint':
      return '';
    case 'product':
      return ' (product)';
    case 'own-reply':
      return ' (in the same reply)';
    default:
      return basis satisfies never;
  }
}

/**
 * Puts rows under headings, so that those of a heading differ in `by` alone; a heading names what else tells the
 * rows shown apart. Rows and headings stay in the order of the rows given.
 */
export function groupRows(rows: readonly RateRow[], by: Attribute): readonly RowGroup[] {
  // The method says the order, but where that is compared.
  const heads = attributes.filter((one) => one !== by && one !== 'order' && tells(rows, one));
  const groups = Map.groupBy(rows, (row) => heads.map((one) => headOf(row, one, by)).join(' · '));
  return [...groups].map(([title, members]) => ({
    title,
    rows: members.map((row) => ({ label: attributeOf(row, by), row })),
  }));
}

function headOf(row: RateRow, attribute: Attribute, by: Attribute): string {
  const bare =
    by === 'order' && attribute === 'method' ? { ...row, condition: { ...row.condition, order: null } } : row;
  return attributeOf(bare, attribute);
}

/** Model and method are always named; anything else where it differs among the rows. */
function tells(rows: readonly RateRow[], attribute: Attribute): boolean {
  if (attribute === 'model' || attribute === 'method') return true;
  const [first] = rows;
  return first !== undefined && rows.some((row) => attributeOf(row, attribute) !== attributeOf(first, attribute));
}

/** Whether rows differ in an attribute, so that it can be compared. */
export function differs(rows: readonly RateRow[], attribute: Attribute): boolean {
  return new Set(rows.map((row) => attributeOf(row, attribute))).size > 1;
}

/**
 * The rates to compare by an attribute: no lead-in, the usual authors and each model's own default wording, but for the
 * attribute itself. With a variation only those that have something beside them.
 *
 * @param worded ids of conditions with another wording than the default one beside them
 * @returns the rows, and how many others there are
 */
export function chooseRows(
  rows: readonly RateRow[],
  by: Attribute,
  worded: ReadonlySet<string>,
): { readonly rows: readonly RateRow[]; readonly left: number } {
  const plain = rows.filter(
    ({ condition }) =>
      (by === 'wording' || !worded.has(condition.id)) &&
      (by === 'lead-in' || condition.leadIn === null) &&
      (by === 'author' || (condition.historyAuthor === 'dataset' && condition.replyAuthor === 'self')),
  );
  const compared = alwaysAlone.has(by)
    ? plain
    : groupRows(plain, by).flatMap((group) => (group.rows.length > 1 ? group.rows.map(({ row }) => row) : []));
  return { rows: compared, left: rows.length - compared.length };
}

const alwaysAlone: ReadonlySet<Attribute> = new Set(['model', 'method', 'category']);
