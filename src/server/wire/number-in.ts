import { ExitpollError } from '../../base/errors.ts';

/**
 * A whole number from an address.
 *
 * @param usual what stands where the address has none
 * @throws ExitpollError for what is none.
 */
export function numberIn(text: string | null | undefined, name: string, usual: number): number {
  if (text === null || text === undefined) return usual;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ExitpollError(`${name} is no whole number from 0: "${text.slice(0, 40)}"`, { code: 'bad-number' });
}
