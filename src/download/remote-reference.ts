import { posix } from 'node:path';

import { ExitpollError } from '../base/errors.ts';
import { hubUrl } from './hub.ts';

/** A file elsewhere, as a user names it. */
export type RemoteReference =
  | { readonly kind: 'https'; readonly url: string; readonly sha256: string | null }
  | {
      readonly kind: 'hub';
      /** `datasets/org/name` */
      readonly repository: string;
      readonly revision: string;
      /** Of a file, or a glob over the files of the repository. */
      readonly path: string;
    };

/**
 * A reference to a file elsewhere: `https://…`, with its checksum as `#sha256=…` where the user knows it, or
 * `hf:org/dataset/path`, `hf:org/dataset@revision/path` on the Hugging Face hub. `null` for what is a path on this machine.
 *
 * @throws ExitpollError for another scheme, or a reference that is not whole.
 */
export function parseRemote(text: string): RemoteReference | null {
  if (text.startsWith('hf:')) return parseHub(text);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  if (scheme !== 'https' || URL.parse(text) === null) {
    throw new ExitpollError(`"${text.slice(0, 120)}" cannot be fetched`, {
      code: 'bad-address',
      hint: 'Data are read from paths, `https://` addresses and `hf:org/dataset/path`.',
    });
  }
  const url = new URL(text);
  const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1]?.toLowerCase() ?? null;
  url.hash = '';
  return { kind: 'https', url: url.href, sha256 };
}

/** The name of the file, as its address has it, without what could lead out of a folder. */
export function remoteName(reference: RemoteReference): string {
  const path = reference.kind === 'hub' ? reference.path : new URL(reference.url).pathname;
  const name = posix
    .basename(path)
    .replace(/[^\w.@+=-]+/g, '_')
    .replace(/^\.+/, '');
  return name === '' ? 'data' : name;
}

/** The address of the file. */
export function remoteUrl(reference: RemoteReference, environment: NodeJS.ProcessEnv): string {
  return reference.kind === 'hub' ? hubUrl(reference, environment) : reference.url;
}

function parseHub(text: string): RemoteReference {
  const [, owner, name, revision = 'main', path] = /^hf:([\w.-]+)\/([\w.-]+)(?:@([^/]+))?\/(.+)$/.exec(text) ?? [];
  if (owner === undefined || name === undefined || path === undefined) {
    throw new ExitpollError(`"${text.slice(0, 120)}" names no file on the hub`, {
      code: 'bad-address',
      hint: 'Write hf:org/dataset/path/in/it.parquet, or hf:org/dataset@revision/path; the path may be a glob.',
    });
  }
  return { kind: 'hub', repository: `datasets/${owner}/${name}`, revision: decodeURIComponent(revision), path };
}
