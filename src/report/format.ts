/** What is shown where there is no number. */
export const nothing = '–';

/**
 * A fraction as a percentage without its sign, in steps of 0.1: `12.3`. What rounds to 0 or 100 and is neither
 * is `<0.1` or `>99.9`, so that a zero is always a real zero.
 */
export function percent(fraction: number | null): string {
  if (fraction === null || !Number.isFinite(fraction)) return nothing;
  const text = (fraction * 100).toFixed(1);
  if (text === '0.0' && fraction > 0) return '<0.1';
  if (text === '100.0' && fraction < 1) return '>99.9';
  return text === '-0.0' ? '0.0' : text;
}

/** The same with its sign, for running text: `12.3 %`. */
export function percentSigned(fraction: number | null): string {
  return fraction === null ? nothing : `${percent(fraction)} %`;
}

/** Two fractions as a range of percentages without sign: `9.1–16.2`. */
export function percentRange(low: number | null, high: number | null): string {
  return low === null || high === null ? nothing : `${percent(low)}–${percent(high)}`;
}

/** A difference of fractions in percentage points with its sign: `+12.3`, `−4.0`, `0.0`. */
export function points(difference: number | null): string {
  if (difference === null || !Number.isFinite(difference)) return nothing;
  const size = Math.abs(difference * 100).toFixed(1);
  if (size === '0.0') return size;
  return difference > 0 ? `+${size}` : `−${size}`;
}

/** A range of differences in percentage points: `+8.1 to +16.4`. */
export function pointsRange(low: number | null, high: number | null): string {
  return low === null || high === null ? nothing : `${points(low)} to ${points(high)}`;
}

/** A p-value in three decimals, never 0: `0.012`, `<0.001`. */
export function pValue(p: number | null): string {
  if (p === null) return nothing;
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

/** A count with commas between thousands: `16,300`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A count and its noun: `1 item`, `163 items`. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
