import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import type { MethodName } from '../conversation/exit.ts';
import { fillPlaceholders, placeholdersIn } from '../wordings/placeholders.ts';
import type { Wording, WordingOf } from '../wordings/wording.ts';

/** The wording as the method's own kind. @throws ExitpollError when it is missing or was written for another method. */
export function wordingFor<Name extends Exclude<MethodName, 'baseline'>>(
  method: Name,
  wording: Wording | null,
): WordingOf<Name> {
  if (wording === null) {
    throw new ExitpollError(`the method ${method} needs a wording`, { code: 'wording-missing' });
  }
  if (wording.method !== method) {
    throw new ExitpollError(`the wording "${wording.name}" is for ${wording.method}, not for ${method}`, {
      code: 'wording-of-other-method',
      hint: `Choose a wording whose method is ${method}.`,
    });
  }
  return wording as WordingOf<Name>;
}

/** A text of a wording with its placeholders filled. @throws ExitpollError on a placeholder the method does not have. */
export function renderText(wording: Wording, text: string, values: { readonly [name: string]: string }): string {
  const unknown = placeholdersIn(text).find((name) => !Object.hasOwn(values, name));
  if (unknown !== undefined) {
    const known = Object.keys(values);
    throw new ExitpollError(
      `the wording "${wording.name}" of ${wording.method} has the placeholder {{${unknown}}}, which ${wording.method} does not know.${didYouMean(unknown, known)}`,
      { code: 'unknown-placeholder', hint: `Use ${known.map((name) => `{{${name}}}`).join(', ')}.` },
    );
  }
  return fillPlaceholders(text, values);
}
