import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';

import { count } from '../../../src/report/format.ts';

/** A value that can be filtered by, and how many trials that pass the rest of the filter have it. */
export interface FilterValue {
  readonly value: string;
  readonly label: string;
  readonly trials: number;
}

/** Values listed at once: a longer list is searched. */
const mostListed = 200;

/** The values of one field in a list that opens, with how many trials each would give. */
export function FilterMenu({
  label,
  values,
  chosen,
  isCut,
  onChoose,
}: {
  readonly label: string;
  readonly values: readonly FilterValue[];
  readonly chosen: readonly string[];
  /** There are more values than were listed: one that is not can be typed. */
  readonly isCut: boolean;
  readonly onChoose: (values: readonly string[]) => void;
}): ReactNode {
  const [search, setSearch] = useState('');
  const [isOpen, setOpen] = useState(false);
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu, isOpen);
  const needle = search.trim().toLowerCase();
  const found = values.filter((one) => one.label.toLowerCase().includes(needle));
  const toggle = (value: string): void =>
    onChoose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  const canType = isCut && search !== '' && !values.some(({ value }) => value === search);
  return (
    <details
      ref={menu}
      className="filter-menu"
      name="filter"
      data-active={chosen.length > 0 ? true : undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {label}
        {chosen.length > 0 ? <span className="soft"> {chosen.length}</span> : null}
      </summary>
      {isOpen ? (
        <fieldset>
          <legend className="unseen">{label}</legend>
          {values.length > 8 || isCut ? (
            <input
              type="search"
              aria-label={`Search values of ${label}`}
              placeholder="Search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          ) : null}
          <ul>
            {found.slice(0, mostListed).map(({ value, label: text, trials }) => (
              <li key={value}>
                <label>
                  <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
                  <bdi>{text}</bdi>
                  <span className="count">{count(trials)}</span>
                </label>
              </li>
            ))}
          </ul>
          {found.length > mostListed ? <p className="note">{count(found.length - mostListed)} more: search.</p> : null}
          {canType ? (
            <button type="button" onClick={() => toggle(search)}>
              Only <bdi>{search}</bdi>
            </button>
          ) : null}
          {chosen.length > 0 ? (
            <button type="button" className="quiet" onClick={() => onChoose([])}>
              Any
            </button>
          ) : null}
        </fieldset>
      ) : null}
    </details>
  );
}

/** Closes an open list when Escape is pressed in it, or something else is clicked. */
function useClosing(menu: RefObject<HTMLDetailsElement | null>, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return () => {};
    const close = (event: Event): void => {
      const element = menu.current;
      if (element === null) return;
      const isInside = event.target instanceof Node && element.contains(event.target);
      if (event instanceof KeyboardEvent ? event.key !== 'Escape' : isInside) return;
      element.open = false;
      if (event instanceof KeyboardEvent && isInside) element.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [isOpen, menu]);
}
