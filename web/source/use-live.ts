import { useEffect, useState } from 'react';

import type { LiveState } from '../../src/server/wire/live.ts';
import { isFolder } from './client.ts';
import { queries } from './queries.ts';

/** How the page hears of changes: `off` where nothing can change (an exported folder). */
export interface Live {
  readonly state: LiveState | null;
  readonly connection: 'on' | 'lost' | 'off';
}

/** Listens to the server, and has every page read anew what changed. The browser connects again by itself. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ state: null, connection: isFolder ? 'off' : 'on' });
  useEffect(() => {
    if (isFolder) return undefined;
    const events = new EventSource(new URL('api/events', document.baseURI));
    let version: number | null = null;
    events.addEventListener('state', ({ data }: MessageEvent<string>) => {
      const state = JSON.parse(data) as LiveState;
      setLive({ state, connection: 'on' });
      if (version !== null && state.version !== version) void queries.invalidateQueries();
      version = state.version;
    });
    events.addEventListener('error', () => {
      setLive(({ state }) => ({ state, connection: 'lost' }));
    });
    return () => events.close();
  }, []);
  return live;
}
