import type { Charts } from './drawn-chart.ts';

let loading: Promise<Charts> | null = null;

/**
 * Loads the script that draws charts, once. A plain script, not a module: those cannot be loaded from a disk.
 *
 * @throws when it cannot be loaded.
 */
export function loadCharts(): Promise<Charts> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('charts.js', document.baseURI).href;
    script.addEventListener('load', () => {
      const { exitpollCharts } = globalThis as { exitpollCharts?: Charts };
      if (exitpollCharts === undefined) reject(new Error('the script of charts is not what it should be'));
      else resolve(exitpollCharts);
    });
    script.addEventListener('error', () => {
      loading = null;
      reject(new Error('the script of charts cannot be loaded'));
    });
    document.head.append(script);
  });
  return loading;
}
