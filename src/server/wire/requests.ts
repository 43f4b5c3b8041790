import type { Message } from '../../conversation/messages.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import type { SentForm } from '../../models/sent-form.ts';

/** How a reply came about. */
export type Asked =
  /** It was asked for by this request, which has the very key that the reply was stored under. */
  | {
      readonly kind: 'request';
      /** Which of the trial's requests. */
      readonly request: number;
      /** Seeds the draw, where the model takes a seed. */
      readonly seed: number;
      /** How the model is asked: a protocol of `ModelIdentity`. */
      readonly protocol: string;
      /** Which of the trial's ways over HTTP it went; `null` where it went none, or that was not stored. */
      readonly sent: number | null;
    }
  /** Nobody was asked: it is the data's own. */
  | { readonly kind: 'given' }
  /** It was asked for, but a request with its key cannot be built again from what is stored. */
  | { readonly kind: 'lost' };

/** How requests went out over HTTP. */
export interface SentWay {
  readonly form: SentForm;
  /** Of a service that is publicly known; `null` for an address of the user's own, which is told to nobody. */
  readonly baseUrl: string | null;
  /** The environment variable that holds the service's key; `null` where none is known. */
  readonly keyVariable: string | null;
  /** Whether something in the form looked like a key, and was taken out: bodies then lack it. */
  readonly isCut: boolean;
}

/** The requests of a trial, with what they share told once. */
export interface PackedRequests {
  readonly messages: readonly Message[];
  readonly frames: readonly Frame[];
  readonly settings: readonly Settings[];
  /** Each by the places of its parts. */
  readonly requests: readonly {
    readonly frame: number;
    readonly settings: number;
    readonly messages: readonly number[];
  }[];
  readonly sent: readonly SentWay[];
}

type Frame = Pick<ModelRequest, 'system' | 'instructions' | 'tools'>;
type Settings = Omit<ModelRequest, keyof Frame | 'messages'>;

/** Takes in requests, and the ways they went, one after another. Of what is alike one is kept. */
export class RequestPacker {
  readonly #messages = new Kept<Message>();
  readonly #frames = new Kept<Frame>();
  readonly #settings = new Kept<Settings>();
  readonly #requests = new Kept<PackedRequests['requests'][number]>();
  readonly #sent = new Kept<SentWay>();

  /** @returns its place among the trial's requests. */
  request({ messages, system, instructions, tools, ...settings }: ModelRequest): number {
    return this.#requests.placeOf({
      frame: this.#frames.placeOf({ system, instructions, tools }),
      settings: this.#settings.placeOf(settings),
      messages: messages.map((message) => this.#messages.placeOf(message)),
    });
  }

  /** @returns its place among the ways. */
  sent(way: SentWay): number {
    return this.#sent.placeOf(way);
  }

  packed(): PackedRequests {
    return {
      messages: this.#messages.values,
      frames: this.#frames.values,
      settings: this.#settings.values,
      requests: this.#requests.values,
      sent: this.#sent.values,
    };
  }
}

/** A request as it was taken in. @throws RangeError where there is none at that place. */
export function unpackedRequest(packed: PackedRequests, place: number): ModelRequest {
  const { frame, settings, messages } = at(packed.requests, place);
  return {
    ...at(packed.frames, frame),
    messages: messages.map((message) => at(packed.messages, message)),
    ...at(packed.settings, settings),
  };
}

function at<Value>(values: readonly Value[], place: number): Value {
  const value = values[place];
  if (value === undefined) throw new RangeError(`there is nothing at place ${place}`);
  return value;
}

/** Values in the order in which they came, each once. */
class Kept<Value extends object> {
  readonly values: Value[] = [];
  readonly #places = new Map<string, number>();
  // The turns of a conversation come again with every request that goes on from it.
  readonly #known = new WeakMap<Value, number>();

  placeOf(value: Value): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const name = JSON.stringify(value);
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.values.push(value) - 1;
      this.#places.set(name, place);
    }
    this.#known.set(value, place);
    return place;
  }
}
