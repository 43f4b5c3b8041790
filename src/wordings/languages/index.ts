import type { Phrases } from '../phrases.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { zh } from './zh.ts';

/** The languages wordings exist in, by ISO 639-1 code: those of the `neutral` dataset. English first. */
export const languageCodes = ['en', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'zh'] as const;
export type Language = (typeof languageCodes)[number];

/** What the wordings say in each language. */
export const languages: { readonly [code in Language]: Phrases } = { en, de, es, fr, it, ja, nl, pl, pt, zh };

/** The language of a study's wordings: one for all, or each conversation's own. */
export const languageChoices = [...languageCodes, 'conversation'] as const;
export type LanguageChoice = (typeof languageChoices)[number];
