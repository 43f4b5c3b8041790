import type { ReactNode } from 'react';

import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { listFields, type TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import { setQuery } from '../../route.ts';
import { clearedFilter } from './cleared-filter.ts';
import { fieldLabels, placeLabels, valueLabel } from './field-labels.ts';

/** Every part of the filter that is set, each a button that takes it away. */
export function FilterChips({
  filter,
  conditions,
}: {
  readonly filter: TrialFilter;
  readonly conditions: readonly ConditionName[];
}): ReactNode {
  const chips = listFields.flatMap((field) =>
    (filter.lists[field] ?? []).map((value, _, values) => ({
      name: fieldLabels[field],
      text: valueLabel(field, value, conditions),
      remove: () => setQuery({ [field]: values.filter((other) => other !== value), at: undefined }),
    })),
  );
  if (filter.text !== '') {
    const where = filter.places.map((place) => placeLabels[place]).join(', ');
    chips.unshift({
      name: where === '' ? 'Text' : `Text in ${where}`,
      text: filter.text,
      remove: () => setQuery({ text: undefined, place: undefined, at: undefined }),
    });
  }
  if (chips.length === 0) return null;
  return (
    <ul className="chips" aria-label="Filter">
      {chips.map(({ name, text, remove }) => (
        <li key={`${name} ${text}`}>
          <button type="button" onClick={remove} aria-label={`Remove ${name}: ${text}`}>
            <span className="soft">{name}</span> <bdi>{text}</bdi> <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="quiet" onClick={() => setQuery(clearedFilter)} aria-keyshortcuts="x">
          Clear all
        </button>
      </li>
    </ul>
  );
}
