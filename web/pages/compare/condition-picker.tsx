import { useId, useRef, useState, type ReactNode } from 'react';

import type { ConditionName } from '../../../src/server/wire/conditions.ts';
import { conditionText } from '../../ui/condition-line.tsx';
import { keepInside } from '../../ui/keep-inside.ts';

/** Names shown at once: of more the search tells. */
const mostShown = 100;

export interface ConditionPickerProps {
  readonly label: string;
  readonly conditions: readonly ConditionName[];
  readonly chosen: string | null;
  /** Ids that are chosen elsewhere. */
  readonly taken: readonly string[];
  readonly onChoose: (id: string) => void;
}

/** One condition of many, found by parts of its name. */
export function ConditionPicker({ label, conditions, chosen, taken, onChoose }: ConditionPickerProps): ReactNode {
  const [search, setSearch] = useState('');
  const id = useId();
  const place = useRef<HTMLDetailsElement>(null);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = conditions.filter((one) => {
    const text = conditionText(one).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const now = conditions.find((one) => one.id === chosen);
  return (
    <details
      ref={place}
      className="multi-select condition-picker"
      onToggle={(event) => keepInside(event.currentTarget)}
    >
      <summary>
        <span className="soft">{label}</span> <bdi>{now === undefined ? 'choose' : conditionText(now)}</bdi>
      </summary>
      <fieldset>
        <legend className="unseen">{label}</legend>
        <input
          type="search"
          aria-label={`Search conditions for ${label}`}
          placeholder="Search: model, method, words …"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <ul>
          {found.slice(0, mostShown).map((one) => (
            <li key={one.id}>
              <label>
                <input
                  type="radio"
                  name={id}
                  checked={one.id === chosen}
                  disabled={one.unsupported !== null || taken.includes(one.id)}
                  onChange={() => {
                    if (place.current !== null) place.current.open = false;
                    onChoose(one.id);
                  }}
                />
                <bdi>{conditionText(one)}</bdi>
                {one.unsupported === null ? null : <span className="soft"> unsupported</span>}
              </label>
            </li>
          ))}
        </ul>
        <p className="note" role="status">
          {found.length > mostShown
            ? `${found.length} fit; the first ${mostShown} are shown.`
            : found.length === 0
              ? 'None fits.'
              : ''}
        </p>
      </fieldset>
    </details>
  );
}
