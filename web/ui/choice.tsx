import type { ReactNode } from 'react';

import { visibleLine } from '../../src/report/visible-text.ts';
import { setQuery, useRoute } from '../route.ts';
import { Segments, type Option } from './segments.tsx';

export type { Option } from './segments.tsx';

/** What there is to choose from: at least one thing. */
export type Options<Value extends string = string> = readonly [Option<Value>, ...(readonly Option<Value>[])];

export interface ChoiceProps<Value extends string> {
  /** Name in the address. */
  readonly name: string;
  readonly label: string;
  readonly options: Options<Value>;
  /** Chosen where the address says nothing, and not written into it; the first unless given. */
  readonly fallback?: Value;
  /** Whether the options are long, and a list that opens holds them however few they are. */
  readonly asList?: boolean;
  /** Pairs of the address that no longer fit when another option is chosen. */
  readonly forgets?: readonly string[];
}

/** What the address chooses of some options; the fallback where it names none of them. */
export function useChoice<Value extends string>(
  name: string,
  options: Options<Value>,
  fallback: Value = options[0].value,
): Value {
  const wanted = useRoute().query.get(name);
  return options.find(({ value }) => value === wanted)?.value ?? fallback;
}

/** A few options side by side, one of them chosen; more than six, or long ones, as a list that opens. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): ReactNode {
  const { name, label, options, fallback = options[0].value, forgets = [], asList = false } = props;
  const chosen = useChoice(name, options, fallback);
  const choose = (value: string): void =>
    setQuery({
      ...Object.fromEntries(forgets.map((other) => [other, undefined])),
      [name]: value === fallback ? undefined : value,
    });
  if (asList || options.length > 6) {
    return (
      <label className="choice-list">
        <span>{label}</span>
        <select value={chosen} onChange={(event) => choose(event.target.value)}>
          {options.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {visibleLine(text)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return <Segments label={label} options={options} chosen={chosen} onChoose={choose} />;
}
