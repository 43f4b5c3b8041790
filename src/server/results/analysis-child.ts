/** Works something out in a process of its own: started by `analysis-process.ts`. */
import module from 'node:module';
import { text } from 'node:stream/consumers';

// Before anything of ours is compiled: the next one then starts sooner.
module.enableCompileCache?.();
const { analysisJob } = await import('./analysis-job.ts');
await analysisJob(await text(process.stdin));
