import { statSync, type BigIntStats } from 'node:fs';

import { systemClock } from '../../base/clock.ts';
import { ExitpollError, messageOf } from '../../base/errors.ts';
import { commitsSeen, contentMark } from '../../store/changes.ts';
import { isRunOn } from '../../store/list-runs.ts';
import { storeError } from '../../store/sqlite/errors.ts';
import type { Store } from '../../store/store.ts';
import type { LiveSource } from '../viewer.ts';
import type { LiveState } from '../wire/live.ts';

/** How often the store is looked at while a page listens. */
const lookEveryMs = 500;
/** While a run stores something all the time, pages hear of it so often. */
const tellEveryMs = 2_000;

const goneHint = 'Start `exitpoll view` again.';

/** The watcher of a store. */
export interface StoreWatch extends LiveSource, Disposable {
  /** Counts changes of what is stored, as far as they were seen. */
  readonly changes: number;
  /** Looks at the store now, whether a page listens or not. */
  look(): void;
  /** Says that what is made of the store has changed. */
  tellAnew(): void;
  setBusy(busy: LiveState['busy']): void;
}

/** Watches a store for what others write into it. Nothing is read as long as nobody listens or asks. */
export function watchStore(store: Store): StoreWatch {
  const opened = statOf(store.file);
  const listeners = new Set<(state: LiveState) => void>();
  // A browser that comes back after this server was started anew must see another number than before.
  let state: LiveState = { version: systemClock.now(), running: false, busy: null, problem: null, hint: null };
  let commits = -1;
  let mark = '';
  let changes = 0;
  let told = 0;
  let hasNews = false;
  let timer: NodeJS.Timeout | null = null;

  const tell = (next: Partial<LiveState>): void => {
    const before = state;
    state = { ...state, ...next };
    const isSame = (Object.keys(next) as (keyof LiveState)[]).every((field) => before[field] === state[field]);
    if (!isSame) for (const listener of listeners) listener(state);
  };
  /** Notes whether something changed since the last look. */
  const compare = (running: boolean): void => {
    const seen = commitsSeen(store);
    if (seen === commits) return;
    const found = contentMark(store);
    const isFirst = commits === -1;
    // While a run is on, most commits only say that it lives; else whatever was written is news.
    const isNews = found !== mark || (!running && !isFirst);
    commits = seen;
    mark = found;
    if (!isNews || isFirst) return;
    changes += 1;
    hasNews = true;
  };
  const look = (): void => {
    const now = systemClock.now();
    try {
      const problem = problemOf(opened, store.file);
      if (problem !== null) return tell({ problem, hint: goneHint });
      const running = isRunOn(store, now);
      compare(running);
      const isDue = hasNews && (!running || now - told >= tellEveryMs);
      if (isDue) {
        hasNews = false;
        told = now;
      }
      tell({ running, problem: null, hint: null, ...(isDue ? { version: state.version + 1 } : {}) });
    } catch (error) {
      const failure = storeError(error, store.file);
      const hint = failure instanceof ExitpollError ? failure.hint : undefined;
      tell({ problem: messageOf(failure), hint: hint ?? goneHint });
    }
  };
  look();
  return {
    get state() {
      return state;
    },
    get changes() {
      return changes;
    },
    look,
    tellAnew: () => tell({ version: state.version + 1 }),
    setBusy: (busy) => tell({ busy }),
    subscribe: (listener) => {
      look();
      listeners.add(listener);
      timer ??= setInterval(look, lookEveryMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    [Symbol.dispose]: () => {
      listeners.clear();
      if (timer !== null) clearInterval(timer);
    },
  };
}

function statOf(file: string): BigIntStats | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}

function problemOf(opened: BigIntStats | undefined, file: string): string | null {
  const now = statOf(file);
  if (now === undefined) return 'the store’s file has been deleted or moved';
  if (now.ino !== opened?.ino || now.dev !== opened.dev) return 'another file stands where the store’s was';
  return null;
}
