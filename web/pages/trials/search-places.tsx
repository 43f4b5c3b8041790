import type { ReactNode } from 'react';

import { textPlaces, type TextPlace, type TrialFilter } from '../../../src/server/wire/trial-filter.ts';
import { setQuery } from '../../route.ts';
import { placeLabels } from './field-labels.ts';

/** Where words are looked for. */
export function SearchPlaces({ filter }: { readonly filter: TrialFilter }): ReactNode {
  const toggle = (place: TextPlace): void => {
    const now = filter.places.length === 0 ? [...textPlaces] : filter.places;
    const next = now.includes(place) ? now.filter((one) => one !== place) : [...now, place];
    setQuery({ place: next.length === textPlaces.length ? [] : next, at: undefined }, { replace: true });
  };
  return (
    <fieldset className="places">
      <legend>in</legend>
      {textPlaces.map((place) => (
        <label key={place}>
          <input
            type="checkbox"
            checked={filter.places.length === 0 || filter.places.includes(place)}
            onChange={() => toggle(place)}
          />
          {placeLabels[place]}
        </label>
      ))}
    </fieldset>
  );
}
