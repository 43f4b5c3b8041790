/** Makes the store in a process of its own, and tells what is in it: started by `million-store.ts`. */
import { makeStore } from '../../../bench/viewer/make-store.ts';
import { plantedTexts } from './planted-texts.ts';
import type { MillionStore } from './million-store.ts';

const [folder = '', trials = ''] = process.argv.slice(2);
const { textOf, counts } = plantedTexts();
const made: MillionStore = { ...(await makeStore(folder, Number(trials), textOf)), planted: counts };
process.stdout.write(JSON.stringify(made));
