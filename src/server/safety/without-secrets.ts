import type { Json } from '../../base/canonical-json.ts';

/** What stands where something was taken out. */
export const takenOut = '(taken out)';

/** Names of fields that often hold a key, whatever they are part of. */
const keyName =
  /(?:api[-_]?key|authorization|bearer|credential|passw(?:or)?d|secret|^token$|(?:access|auth|session)[-_]?token)/i;

/**
 * Settings of a study without what could be a key: the user and password of addresses and what follows their `?`, and
 * fields named as keys are. Keys have no place in a study; this is for those put there all the same.
 */
export function withoutSecrets(value: Json): Json {
  if (typeof value === 'string') return withoutUserInfo(value);
  if (Array.isArray(value)) return value.map((one: Json) => withoutSecrets(one));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      keyName.test(name) && one != null ? takenOut : withoutSecrets(one ?? null),
    ]),
  );
}

function withoutUserInfo(text: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.username === '' && url.password === '' && url.search === '') return text;
  const query = url.search === '' ? '' : `?${takenOut}`;
  return `${url.protocol}//${url.host}${url.pathname}${query}`;
}
