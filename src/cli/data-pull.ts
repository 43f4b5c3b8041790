import { ExitpollError } from '../base/errors.ts';
import { didYouMean } from '../base/nearest.ts';
import { terminalLine } from '../base/terminal-text.ts';
import { textTable } from '../base/text-table.ts';
import { pullBailstudy, type Pulled } from '../published/bailstudy/pull.ts';

const known = ['bailstudy'] as const;

export interface DataPullOptions {
  readonly from: string | undefined;
  readonly out: string;
  readonly call: readonly string[];
  readonly json: boolean;
}

/**
 * Pulls a published study and says what it brought.
 *
 * @throws ExitpollError as `pullBailstudy`, and for a name that is none.
 */
export async function dataPull(name: string, options: DataPullOptions): Promise<string> {
  if (name !== known[0]) {
    throw new ExitpollError(`there is no published study "${terminalLine(name, 60)}".${didYouMean(name, known)}`, {
      code: 'no-such-dataset',
      hint: `There is: ${known.join(', ')}.`,
    });
  }
  const live = process.stderr.isTTY && !options.json;
  const pulled = await pullBailstudy({
    ...options,
    onFile: (path, place, of) => {
      if (live) process.stderr.write(`\r\u001b[2KReading ${path} (${place} of ${of})${place === of ? '\n' : ''}`);
    },
  });
  return options.json ? `${JSON.stringify(pulled, null, 2)}\n` : page(pulled);
}

const verdicts = {
  same: 'the bytes that are known',
  other: 'OTHER BYTES than known; shape as expected',
  shape: 'shape as expected',
} as const;

function page(pulled: Pulled): string {
  const { folder, commit, expectedCommit, datasets, leadIns, packs, same } = pulled;
  const originals = textTable(
    [{ title: 'read' }, { title: 'bytes', align: 'right' }, { title: 'SHA-256' }, { title: 'verified' }],
    pulled.originals.map((one) => [one.path, String(one.bytes), one.sha256.slice(0, 16), verdicts[one.verified]]),
  );
  const written = textTable(
    [{ title: `written to ${terminalLine(folder, 60)}/` }, { title: 'what' }],
    [
      ...datasets.map((one): string[] => [one.file, `${one.items} items, ${one.clusters} clusters`]),
      ['lead-ins.yaml', `${leadIns.length}: ${terminalLine(leadIns.join(', '), 160)}`],
      ...packs.map((one): string[] => [
        one.file,
        `${one.wordings} wordings as ${terminalLine(one.modelName, 40)} is sent them`,
      ]),
      ['study.yaml', 'the published words on the published prompts: put in your models'],
      ['source.json', 'where all this is from, with full hashes'],
    ],
  );
  const at = commit === null ? 'commit unknown' : `commit ${commit}`;
  return [
    `From ${terminalLine(pulled.from, 120)} (${at}). Read as data; nothing was run.`,
    ...(commit === null || commit === expectedCommit
      ? []
      : [`Another commit than the known one (${expectedCommit}): compare before you call it a replication.`]),
    '',
    originals,
    written,
    ...sameLines(same),
    `Next: exitpoll plan ${terminalLine(folder, 60)}/study.yaml`,
    '',
  ].join('\n');
}

function sameLines(same: Pulled['same']): string[] {
  if (same.length === 0) return [];
  const byMethod = [...Map.groupBy(same, ({ method, as }) => `${method} ${as}`)].map(([key, own]) => {
    const [method, as] = key.split(' ');
    return `  ${method}: ${own.map(({ name }) => name).join(', ')} = ${as}`;
  });
  return ['Variations whose words are the same, and which are therefore one condition in a study:', ...byMethod, ''];
}
