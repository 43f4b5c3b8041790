import { useId, type ReactNode } from 'react';

import { visibleLine } from '../../src/report/visible-text.ts';

/** One of a few things to choose from. */
export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

/** A few options side by side, one of them chosen. */
export function Segments<Value extends string>({
  label,
  options,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}): ReactNode {
  const id = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div>
        {options.map(({ value, label: text }) => (
          <label key={value}>
            <input type="radio" name={id} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
            <span>{visibleLine(text)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
