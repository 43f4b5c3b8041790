import type { Language } from '../../wordings/languages/index.ts';
import type { FollowUpPhrases } from '../phrases.ts';
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

/** What the follow-ups say in each language that wordings exist in. */
export const followUpLanguages: { readonly [code in Language]: FollowUpPhrases } = {
  en,
  de,
  es,
  fr,
  it,
  ja,
  nl,
  pl,
  pt,
  zh,
};
