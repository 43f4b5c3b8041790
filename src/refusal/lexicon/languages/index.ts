import type { LanguagePhrases } from '../language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { nl } from './nl.ts';
import { openings } from './openings.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { zh } from './zh.ts';

/** The languages known in full (those of the `neutral` dataset), then those of which only openings are known. */
export const allLanguages: readonly LanguagePhrases[] = [en, de, es, fr, it, ja, nl, pl, pt, zh, ...openings];
