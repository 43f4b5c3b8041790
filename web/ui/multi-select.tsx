import { useState, type ReactNode } from 'react';

import { visibleLine } from '../../src/report/visible-text.ts';
import { setQuery, useRoute } from '../route.ts';
import type { Option } from './choice.tsx';
import { keepInside } from './keep-inside.ts';

export interface MultiSelectProps {
  /** Name in the address, repeated for each value. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
}

/** What the address wants of a field; all where it names none. */
export function useWanted(name: string): ReadonlySet<string> {
  return new Set(useRoute().query.getAll(name));
}

/** Several of many: a list that opens, with a search box where it is long. None chosen means all. */
export function MultiSelect({ name, label, options }: MultiSelectProps): ReactNode {
  const wanted = useWanted(name);
  const [search, setSearch] = useState('');
  const needle = search.trim().toLowerCase();
  const shown = options.filter((one) => one.label.toLowerCase().includes(needle));
  const choose = (values: readonly string[]): void => setQuery({ [name]: values }, { replace: true });
  const toggle = (value: string): void =>
    choose(wanted.has(value) ? [...wanted].filter((one) => one !== value) : [...wanted, value]);
  return (
    <details className="multi-select" onToggle={(event) => keepInside(event.currentTarget)}>
      <summary>
        {label} <span className="count">{wanted.size === 0 ? 'all' : `${wanted.size} of ${options.length}`}</span>
      </summary>
      <fieldset>
        <legend className="unseen">{label}</legend>
        {options.length > 8 ? (
          <input
            type="search"
            aria-label={`Search in ${label}`}
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        ) : null}
        <ul>
          {shown.map(({ value, label: text }) => (
            <li key={value}>
              <label>
                <input type="checkbox" checked={wanted.has(value)} onChange={() => toggle(value)} />
                <bdi>{visibleLine(text)}</bdi>
              </label>
            </li>
          ))}
        </ul>
        <button type="button" className="quiet" disabled={wanted.size === 0} onClick={() => choose([])}>
          Show all
        </button>
      </fieldset>
    </details>
  );
}
