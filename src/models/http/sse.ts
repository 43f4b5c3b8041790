/** One event of a stream. */
export interface ServerEvent {
  /** Its `event` field; `message` where it has none. */
  readonly type: string;
  /** Its `data` lines, joined by line feeds. */
  readonly data: string;
}

/** Takes a stream apart. */
export interface EventReader {
  /** Takes the next bytes. @throws TypeError on bytes that are not UTF-8, and whatever the listener throws. */
  push(bytes: Uint8Array): void;
  /** The stream is over. An event that no blank line closed is told all the same. @throws as `push`. */
  end(): void;
}

/**
 * Reads server-sent events, however the bytes are cut: lines may end in CR, LF or both, comments and unknown fields
 * are passed over, and events without data are none.
 *
 * Source: WHATWG HTML, section 9.2.6, but for the last event, which servers often leave open.
 */
export function eventReader(onEvent: (event: ServerEvent) => void): EventReader {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let type = 'message';
  let data: string | null = null;

  const dispatch = (): void => {
    if (data !== null) {
      const event = { type, data };
      data = null;
      type = 'message';
      onEvent(event);
    } else type = 'message';
  };

  const takeLine = (line: string): void => {
    if (line === '') {
      dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon === -1 ? line : line.slice(0, colon);
    const start = colon === -1 ? line.length : line[colon + 1] === ' ' ? colon + 2 : colon + 1;
    if (field === 'data') data = data === null ? line.slice(start) : `${data}\n${line.slice(start)}`;
    else if (field === 'event') type = line.slice(start);
  };

  const take = (text: string, isLast: boolean): void => {
    rest += text;
    let from = 0;
    for (;;) {
      const end = lineEnd(rest, from);
      // A CR that ends the piece may be the first half of a line end.
      if (end === -1 || (rest[end] === '\r' && end === rest.length - 1 && !isLast)) break;
      const line = rest.slice(from, end);
      from = rest[end] === '\r' && rest[end + 1] === '\n' ? end + 2 : end + 1;
      takeLine(line);
    }
    rest = rest.slice(from);
  };

  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true }), false),
    end: () => {
      take(decoder.decode(), true);
      if (rest !== '') takeLine(rest);
      rest = '';
      dispatch();
    },
  };
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed === -1 ? text.length : feed;
  // Streams in use end their lines in LF, so that this looks at one line at a time.
  const carriage = text.slice(from, end).indexOf('\r');
  return carriage === -1 ? feed : from + carriage;
}
