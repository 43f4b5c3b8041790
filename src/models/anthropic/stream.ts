import type { CallSoFar } from '../../conversation/stop-when.ts';
import { asNumber, asRecord, asText, asTokens } from '../http/lenient.ts';
import { textOf } from './reply.ts';

type Fields = { [key: string]: unknown };

const charactersPerToken = 4;

/** How far a stream has come: `failed` holds what the server said instead of going on. */
export type StreamState =
  | { readonly kind: 'open' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly event: unknown };

/**
 * Puts the events of a streamed message together to the message that would have come whole. Events and pieces of
 * kinds that we do not know are passed over.
 */
export class StreamedMessage {
  #message: Fields | null = null;
  readonly #blocks = new Map<number, Fields>();
  readonly #closed = new Set<number>();
  #pieces = 0;
  #characters = 0;
  #state: StreamState = { kind: 'open' };

  get state(): StreamState {
    return this.#state;
  }

  /** The text so far, reasoning apart. */
  get text(): string {
    return textOf([...this.#blocks.values()]);
  }

  /** The calls so far. */
  get calls(): readonly CallSoFar[] {
    return [...this.#blocks].flatMap(([index, block]) =>
      block['type'] === 'tool_use' ? [{ name: asText(block['name']) ?? '', complete: this.#closed.has(index) }] : [],
    );
  }

  /** Takes the next event. */
  take(event: unknown): void {
    const fields = asRecord(event);
    switch (fields?.['type']) {
      case 'message_start':
        this.#message = { ...asRecord(fields['message']) };
        return;
      case 'content_block_start':
        this.#blocks.set(this.#indexOf(fields), { ...asRecord(fields['content_block']) });
        return;
      case 'content_block_delta':
        this.#extend(this.#indexOf(fields), asRecord(fields['delta']) ?? {});
        return;
      case 'content_block_stop':
        this.#closed.add(this.#indexOf(fields));
        return;
      case 'message_delta':
        Object.assign((this.#message ??= {}), asRecord(fields['delta']), {
          usage: withoutNulls({
            ...asRecord(this.#message['usage']),
            ...withoutNulls(asRecord(fields['usage']) ?? {}),
          }),
        });
        return;
      case 'message_stop':
        this.#state = { kind: 'ended' };
        return;
      case 'error':
        this.#state = { kind: 'failed', event };
        return;
      default:
    }
  }

  /** The whole message, as JSON. `null` when it never began. */
  whole(): Fields | null {
    return this.#message === null ? null : { ...this.#message, content: this.#content() };
  }

  /**
   * The message as far as it came, for a reply that was cut short. How many tokens were written is told only at the
   * end of a stream, so they are estimated here: four characters each, and at least one for every piece.
   */
  soFar(): Fields | null {
    const whole = this.whole();
    if (whole === null) return null;
    const written = Math.max(this.#pieces, Math.ceil(this.#characters / charactersPerToken));
    const usage = asRecord(whole['usage']);
    return { ...whole, usage: { ...usage, output_tokens: Math.max(written, asTokens(usage?.['output_tokens']) ?? 0) } };
  }

  #content(): readonly Fields[] {
    return [...this.#blocks.values()].map(({ partial, ...block }) =>
      typeof partial === 'string' && partial !== '' ? { ...block, input: partial } : block,
    );
  }

  #extend(index: number, delta: { readonly [key: string]: unknown }): void {
    const block = this.#blocks.get(index) ?? {};
    this.#blocks.set(index, block);
    const add = (field: string, piece: unknown): void => {
      const text = asText(piece) ?? '';
      block[field] = `${asText(block[field]) ?? ''}${text}`;
      this.#pieces += 1;
      this.#characters += text.length;
    };
    switch (delta['type']) {
      case 'text_delta':
        block['type'] ??= 'text';
        add('text', delta['text']);
        return;
      case 'thinking_delta':
        block['type'] ??= 'thinking';
        add('thinking', delta['thinking']);
        return;
      case 'input_json_delta':
        // The arguments exactly as they came; `input` is an empty object until then.
        add('partial', delta['partial_json']);
        return;
      default:
    }
  }

  #indexOf(fields: { readonly [key: string]: unknown }): number {
    return asNumber(fields['index']) ?? Math.max(0, this.#blocks.size - 1);
  }
}

function withoutNulls(fields: { readonly [key: string]: unknown }): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
