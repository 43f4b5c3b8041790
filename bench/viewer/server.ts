/** The viewer's server in a process of its own, which tells what it has used: started by `bench/viewer.ts`. */
import { serveStore } from '../../src/server/serve.ts';

/** What the server's process has used so far. */
export interface ServerUsage {
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly peakRssBytes: number;
}

const [store = '', cacheDir = ''] = process.argv.slice(2);
const serving = await serveStore({ store, port: 0, cacheDir });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const usage: ServerUsage = {
    cpuMs: (user + system) / 1000,
    rssBytes: process.memoryUsage.rss(),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(usage);
});
process.send?.({ url: serving.url });
