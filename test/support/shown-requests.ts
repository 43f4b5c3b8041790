import type { ModelRequest } from '../../src/conversation/request.ts';
import { httpCall } from '../../src/models/http-call.ts';
import { createApi } from '../../src/server/api/app.ts';
import { stillViewer } from '../../src/server/still-viewer.ts';
import { unpackedRequest, type Asked, type SentWay } from '../../src/server/wire/requests.ts';
import type { TrialDetail } from '../../src/server/wire/trial-detail.ts';
import type { TrialPage } from '../../src/server/wire/trial-page.ts';
import type { Store } from '../../src/store/store.ts';

/** Which replies of a trial's page: those of the method, what stands before them, what is asked after, and by whom else. */
export type ReplyKind = 'reply' | 'lead-in' | 'history' | 'follow-up' | 'refusal' | 'label';

/** How one reply that a page shows came about. */
export interface ShownReply {
  readonly kind: ReplyKind;
  readonly asked: Asked;
  /** Its request; `null` where none is shown. */
  readonly request: ModelRequest | null;
  /** The way it went over HTTP; `null` where it went none. */
  readonly way: SentWay | null;
  /** Its body as the page builds it; `null` where it shows none. */
  readonly body: string | null;
}

/** Every trial of a store as its page has it. */
export async function everyDetail(store: Store): Promise<readonly TrialDetail[]> {
  const api = createApi(stillViewer(store));
  const read = async <Body>(path: string): Promise<Body> => (await (await api.request(path)).json()) as Body;
  const { rows } = await read<TrialPage>('/trials?limit=500');
  return Promise.all(rows.map(({ condition, trial }) => read<TrialDetail>(`/trial/${condition}/${trial}`)));
}

/** How every reply on a trial's page came about. */
export function shownReplies(detail: TrialDetail): readonly ShownReply[] {
  const { before, steps, followUps, refusals, labels } = detail;
  const shown = (kind: ReplyKind, all: readonly (Asked | null)[]): ShownReply[] =>
    all.flatMap((asked) => (asked === null ? [] : [shownReply(detail, kind, asked)]));
  return [
    ...shown('lead-in', [before.leadIn]),
    ...shown('history', before.history),
    ...shown(
      'reply',
      steps.map(({ asked }) => asked),
    ),
    ...shown('follow-up', followUps.flat()),
    ...shown('refusal', refusals),
    ...shown(
      'label',
      labels.map(({ asked }) => asked),
    ),
  ];
}

function shownReply({ requests }: TrialDetail, kind: ReplyKind, asked: Asked): ShownReply {
  if (asked.kind !== 'request') return { kind, asked, request: null, way: null, body: null };
  const request = unpackedRequest(requests, asked.request);
  const way = asked.sent === null ? null : (requests.sent[asked.sent] ?? null);
  const posted = asked.protocol === 'classifier' ? (request.messages.at(-1)?.text ?? null) : null;
  const body = way === null ? posted : httpCall(request, way.form, asked.seed, '$KEY').body;
  return { kind, asked, request, way, body };
}
