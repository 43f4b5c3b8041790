import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { dirname, join } from 'node:path';

import { serveStore, type ServeOptions, type Serving } from '../../src/server/serve.ts';
import type { LiveState } from '../../src/server/wire/live.ts';
import { openStore } from '../../src/store/store.ts';
import type { StudyInput } from '../../src/study/schema.ts';
import { runWith } from './library-run.ts';
import { madeOnce } from './made-once.ts';
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
  await madeOnce(JSON.stringify(['small', study]), file, async () => {
    await using store = openStore(file);
    await runWith(store, study, folder.path);
  });
  return file;
}

/** Serves a store on a free port; results are kept beside it. */
export function serveSmall(store: string, options: Partial<ServeOptions> = {}): Promise<Serving> {
  return serveStore({ store, port: 0, cacheDir: join(dirname(store), 'cache'), ...options });
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

/** What a page hears. */
export interface Listening extends AsyncDisposable {
  /** The latest state that fits, now or when it comes. */
  until(fits: (state: LiveState) => boolean): Promise<LiveState>;
}

/** Listens to a viewer's events as a page does. */
export async function listenTo(url: string, headers: Record<string, string> = {}): Promise<Listening> {
  const end = new AbortController();
  const answer = await fetch(new URL('api/events', url), { headers, signal: end.signal });
  const states: LiveState[] = [];
  let heard = Promise.withResolvers<void>();
  const reading = (async () => {
    let text = '';
    for await (const part of (answer.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream())) {
      text += part;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const [, data] = /^data: (.*)$/m.exec(event) ?? [];
        if (data !== undefined) states.push(JSON.parse(data) as LiveState);
      }
      heard.resolve();
    }
  })().catch(() => undefined);
  return {
    until: async (fits) => {
      for (;;) {
        const found = states.findLast(fits);
        if (found !== undefined) return found;
        heard = Promise.withResolvers();
        await heard.promise;
      }
    },
    [Symbol.asyncDispose]: async () => {
      end.abort();
      await reading;
    },
  };
}
