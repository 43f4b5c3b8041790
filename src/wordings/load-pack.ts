import { checkText, fieldName, mistakesInOrder, readCheckedFile, type CheckedFile } from '../base/checked-file.ts';
import { ExitpollError } from '../base/errors.ts';
import { checkWording } from './check-wording.ts';
import { wordingPackSchema, type WordingPack } from './wording-schema.ts';
import type { Wording } from './wording.ts';

/**
 * Reads a wording pack (YAML; the format is in docs/wordings.md).
 *
 * @throws ExitpollErrors with one message for every mistake, each with file, line and field;
 *   ExitpollError when the file cannot be read.
 */
export async function loadWordingPack(file: string): Promise<readonly Wording[]> {
  return wordingsOf(await readCheckedFile(file, wordingPackSchema));
}

/** The same for a text already read; `file` is only named in errors. @throws ExitpollErrors as `loadWordingPack`. */
export function readWordingPack(text: string, file: string): readonly Wording[] {
  return wordingsOf(checkText(text, file, wordingPackSchema));
}

function wordingsOf({ value, locate }: CheckedFile<WordingPack>): readonly Wording[] {
  const wordings = value.wordings.map(withoutUndefined);
  const firstLine = new Map<string, number | undefined>();
  const mistakes = wordings.flatMap((wording, index) => {
    const mistake = (path: readonly PropertyKey[], message: string, hint?: string): ExitpollError => {
      const full = ['wordings', index, ...path];
      return new ExitpollError(`${fieldName(full)}: ${message}`, {
        code: 'wording-pack-invalid',
        hint: hint ?? 'The format is in docs/wordings.md.',
        at: locate(full),
      });
    };
    const found = checkWording(wording).map(({ path, message, hint }) => mistake(path, message, hint));
    const key = `${wording.method} ${wording.name}`;
    if (!firstLine.has(key)) {
      firstLine.set(key, locate(['wordings', index, 'name']).line);
      return found;
    }
    const message = `${wording.method} already has a wording "${wording.name}", on line ${firstLine.get(key)}`;
    return [...found, mistake(['name'], message, 'Give each wording of a method its own name.')];
  });
  if (mistakes.length > 0) throw mistakesInOrder(mistakes);
  return wordings;
}

// zod gives optional fields as `undefined`; in a wording they are left out.
function withoutUndefined(wording: WordingPack['wordings'][number]): Wording {
  return JSON.parse(JSON.stringify(wording)) as Wording;
}
