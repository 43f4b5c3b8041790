import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

import { serveStore, type ServeOptions, type Serving } from '../../src/server/serve.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runWith } from './library-run.ts';
import { promptsCsv, type TempFolder } from './temp-folder.ts';

/** A small study of a simulated respondent. */
export const smallStudy: StudyInput = {
  name: 'small',
  models: ['sim:even'],
  datasets: [{ name: 'csv', path: 'prompts.csv' }],
  methods: ['baseline', 'bail-tool'],
};

/** Runs a small study into a store. @returns the store's file. */
export async function smallStore(folder: TempFolder, study: StudyInput = smallStudy): Promise<string> {
  folder.write('prompts.csv', promptsCsv(8));
  const file = folder.file('exitpoll.sqlite');
  await using store = openStore(file);
  await runWith(store, study, folder.path);
  return file;
}

/** Serves a store on a free port. */
export function serveSmall(store: string, options: Partial<ServeOptions> = {}): Promise<Serving> {
  return serveStore({ store, port: 0, ...options });
}

/** An answer as it came, nothing followed or unpacked. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What is asked beside the path. */
export interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** Sends a request as it stands: any path, any headers. */
export function ask(url: string, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname: hostname.replace(/^\[|\]$/g, ''), port, path, method, headers, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The JSON of an answer. */
export function jsonOf<Body>({ body }: Answer): Body {
  return JSON.parse(body.toString('utf8')) as Body;
}
