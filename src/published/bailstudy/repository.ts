/** The authors' public repository, at the commit this version of Exitpoll knows the shape of. */
export const repository = 'Phylliida/BailStudy';
export const commit = 'fa569595e56d5bafc468ba0e02343176deef307e';

/** Where its files are served from. */
export const address = `https://raw.githubusercontent.com/${repository}/${commit}`;

/** A file that is read, by its path in the repository. */
export interface RepositoryFile {
  readonly path: string;
  /** SHA-256 of the bytes it was checked with, hex; `null` where only its shape is checked. */
  readonly sha256: string | null;
}

const prompts = 'bailstudy/prompts';

/** All that is read. Nothing of them is run. */
export const files = {
  benchmark: {
    path: 'bailstudy/data/bailBench.csv',
    sha256: '332684740cf3f76cc6ec0a99ec8365b5a03c26053fed75e78661ba0f326d005d',
  },
  neutral: {
    path: 'bailstudy/data/nonBailRequestsWildchat.csv',
    sha256: '6b3cc4ae2002b0975f8dacb705ed3dc61db16534a02005783ce790eab41fdf8c',
  },
  leadIns: { path: 'bailstudy/bailBenchEval.py', sha256: null },
  prompt: { path: `${prompts}/bailPrompt.py`, sha256: null },
  string: { path: `${prompts}/bailString.py`, sha256: null },
  tool: { path: `${prompts}/bailTool.py`, sha256: null },
} as const satisfies { readonly [name: string]: RepositoryFile };

export type FileName = keyof typeof files;
export const fileNames = Object.keys(files) as readonly FileName[];
