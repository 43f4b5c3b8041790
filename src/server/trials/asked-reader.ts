import type { Json } from '../../base/canonical-json.ts';
import type { ModelRequest } from '../../conversation/request.ts';
import { publicAddress, readSentForm } from '../../models/sent-form.ts';
import { generationKey, seedOf } from '../../run/generation-key.ts';
import type { Store } from '../../store/store.ts';
import { generationFacts, type GenerationFacts } from '../../store/trial-facts.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import { RequestPacker, type Asked, type PackedRequests, type SentWay } from '../wire/requests.ts';

/** Tells how the replies of one trial came about, and gathers their requests. */
export class AskedReader {
  readonly #store: Store;
  readonly #packer = new RequestPacker();
  readonly #facts = new Map<number, GenerationFacts>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * How a reply came about. A request is told only where it has the very key that the reply was stored under: it is then
   * the one that was sent.
   *
   * @param request as it was built again; `null` where it cannot be
   * @param series what the draws of it are named
   */
  asked(generationId: number, request: ModelRequest | null, series: string): Asked {
    const facts = this.facts(generationId);
    const { modelHash: model, draw, key, protocol } = facts;
    if (protocol === 'dataset') return { kind: 'given' };
    if (request === null || generationKey({ model, request, series, draw }) !== key) return { kind: 'lost' };
    const way = sentWay(facts);
    return {
      kind: 'request',
      request: this.#packer.request(request),
      seed: seedOf(key),
      protocol,
      sent: way === null ? null : this.#packer.sent(way),
    };
  }

  /** What is known of a generation beside its reply, read once. */
  facts(generationId: number): GenerationFacts {
    let facts = this.#facts.get(generationId);
    if (facts === undefined) this.#facts.set(generationId, (facts = generationFacts(this.#store, generationId)));
    return facts;
  }

  /** All requests told so far. */
  packed(): PackedRequests {
    return this.#packer.packed();
  }
}

/** How a request went out, without what could be a key; `null` where none was stored, or it cannot be read. */
function sentWay({ form: stored, protocol }: GenerationFacts): SentWay | null {
  const shown = withoutSecrets((stored ?? null) as Json);
  const form = readSentForm(shown);
  if (form === null || form.protocol !== protocol) return null;
  return { form, ...publicAddress(form), isCut: JSON.stringify(shown) !== JSON.stringify(stored) };
}
