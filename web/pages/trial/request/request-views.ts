import { httpCall } from '../../../../src/models/http-call.ts';
import { baseUrlVariable, curlCommand } from '../../../../src/models/http/curl-command.ts';
import { visibleJson } from '../../../../src/report/visible-text.ts';
import {
  unpackedRequest,
  type Asked,
  type PackedRequests,
  type SentWay,
} from '../../../../src/server/wire/requests.ts';

/** One way to see a request. */
export interface RequestView {
  readonly name: 'body' | 'curl' | 'own';
  readonly label: string;
  /** What is to be known of it, a sentence each. */
  readonly notes: readonly string[];
  /**
   * As it is shown, and as it is copied: what cannot be seen is escaped in both, and the value is the same. Made when they
   * are wanted, as texts may be long.
   */
  readonly shown: () => string;
  readonly copied: () => string;
}

/** A request that a reply came from. */
export type AskedRequest = Extract<Asked, { readonly kind: 'request' }>;

/** What stands for a key that goes to no service we know. */
const anyKeyVariable = 'EXITPOLL_API_KEY';

/**
 * The ways in which a request can be seen, the one that was sent first: its body as the server got it, a command that sends
 * it again, and what Exitpoll keeps of it. What was never sent over HTTP has the last alone.
 *
 * @param calls of which the reply was made: more than one where probabilities were read out
 */
export function requestViews(
  asked: AskedRequest,
  packed: PackedRequests,
  calls: number,
): readonly [RequestView, ...(readonly RequestView[])] {
  const way = asked.sent === null ? undefined : packed.sent[asked.sent];
  const own = ownView(asked, packed);
  if (way !== undefined) return [...httpViews(asked, packed, way, calls), own];
  const posted = asked.protocol === 'classifier' ? classifierView(asked, packed) : null;
  return posted === null ? [own] : [posted, own];
}

function httpViews(
  asked: AskedRequest,
  packed: PackedRequests,
  way: SentWay,
  calls: number,
): readonly [RequestView, RequestView] {
  const { form, baseUrl } = way;
  const keyVariable = way.keyVariable ?? anyKeyVariable;
  const call = httpCall(unpackedRequest(packed, asked.request), form, asked.seed, `$${keyVariable}`);
  const notes = [
    ...(calls > 1
      ? [`The reply was put together from ${calls} calls. This is the first; what the others asked hung on its answer.`]
      : []),
    ...('draws' in form && form.draws > 1 ? [`One call asked for ${form.draws} replies, of which this is one.`] : []),
    ...(way.isCut ? ['Something in it looked like a key, and was taken out.'] : []),
  ];
  const where =
    baseUrl === null
      ? `to ${call.path} behind the server’s address, which is not kept here`
      : `to ${baseUrl}${call.path}`;
  return [
    {
      name: 'body',
      label: 'Body',
      notes: [`POST ${where}.`, ...notes],
      shown: () => visibleJson(indented(call.body)),
      copied: () => visibleJson(call.body),
    },
    {
      name: 'curl',
      label: 'curl',
      notes: [...toBeSet(way, keyVariable), ...notes],
      ...alike(() => curlCommand({ ...call, body: visibleJson(call.body) }, { baseUrl, keyVariable })),
    },
  ];
}

/** Which variables a command needs, in a sentence: none where it needs none. */
function toBeSet({ form, baseUrl }: SentWay, keyVariable: string): readonly string[] {
  const variables = [
    ...(baseUrl === null ? [`\`${baseUrlVariable}\` to the address of the server`] : []),
    ...(form.hasKey ? [`\`${keyVariable}\` to your key`] : []),
  ];
  if (variables.length === 0) return [];
  return [
    `For a POSIX shell. Set ${variables.join(' and ')}: ${variables.length === 1 ? 'it is' : 'they are'} not kept here.`,
  ];
}

/** What a classifier was posted: a request to one holds nothing else. */
function classifierView(asked: AskedRequest, packed: PackedRequests): RequestView {
  const text = unpackedRequest(packed, asked.request).messages.at(-1)?.text ?? '';
  return {
    name: 'body',
    label: 'Body',
    notes: ['POST to the address of the classifier.'],
    shown: () => visibleJson(indented(text)),
    copied: () => visibleJson(text),
  };
}

function ownView(asked: AskedRequest, packed: PackedRequests): RequestView {
  const request = { ...unpackedRequest(packed, asked.request), seed: asked.seed };
  return {
    name: 'own',
    label: 'As Exitpoll keeps it',
    notes: asked.sent === null ? notSent(asked.protocol) : [],
    ...alike(() => visibleJson(JSON.stringify(request, null, 2))),
  };
}

/** Why there is no body. */
function notSent(protocol: string): readonly string[] {
  switch (protocol) {
    case 'sim':
      return ['A simulated respondent was asked, on the machine of the run: nothing went over HTTP.'];
    case 'local':
      return ['A model on the machine of the run was asked: nothing went over HTTP.'];
    case 'replay':
      return ['The reply was looked up in a file of replies: nothing was sent.'];
    case 'classifier':
      return [];
    default:
      return [
        'Its body cannot be shown: the store does not say in which form it went out. Earlier versions did not keep that.',
      ];
  }
}

function alike(text: () => string): Pick<RequestView, 'shown' | 'copied'> {
  return { shown: text, copied: text };
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    // A stranger's store may hold anything.
    return json;
  }
}
