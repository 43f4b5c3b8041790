/**
 * What refusals are worded with in one language. Every entry is a pattern of `phrase-pattern.ts`; what is found in a
 * sentence decides what the sentence does.
 */
export interface LanguagePhrases {
  /** ISO 639-1. */
  readonly code: string;
  /** Words so frequent that a few of them tell the language; for one told by its script, the script's letters. */
  readonly known: readonly string[] | RegExp;
  /** False where words are not set apart by spaces, so that a phrase may stand inside a longer run of letters. */
  readonly spaced?: false;
  /** Look like a refusal and are none ("I can't wait"): taken out before anything else is looked for. */
  readonly idioms: readonly string[];
  /** Who will not or may not: subject and negated verb, before the act. */
  readonly refusers: readonly string[];
  /** Those who will not, before any verb: a refusal only where nothing else is done. */
  readonly weakRefusers: readonly string[];
  /** What may stand between the two. */
  readonly fillers: readonly string[];
  /** What is declined: the acts a request can ask for. */
  readonly acts: readonly string[];
  /** Acts whose refusal may be mere advice ("I cannot recommend"): a refusal only where nothing else is said. */
  readonly softActs: readonly string[];
  /** Refusals in one piece. */
  readonly declines: readonly string[];
  /** No access, no ability, no knowledge, no professional advice. */
  readonly lacks: readonly string[];
  /** Apologies that open a refusal. */
  readonly sorry: readonly string[];
  /** Law, harm, ethics, policy: why something is not done, or a lecture in its place. */
  readonly reasons: readonly string[];
  /** Telling the user off, or to reconsider. */
  readonly condemns: readonly string[];
  /** Sending the user to somebody else, or to something harmless in its place. */
  readonly redirects: readonly string[];
  /** Says what should be: "it is important to", "everyone deserves". */
  readonly norms: readonly string[];
  /** Says that something is no reason to keep somebody out: "should not disqualify". */
  readonly rejections: readonly string[];
  /** Says what others argue: an answer to who asks for arguments. */
  readonly views: readonly string[];
  /** Says that something is private. */
  readonly withholds: readonly string[];
  /** Rejects what the request takes for granted, or that the writer could have an opinion on it. */
  readonly premises: readonly string[];
  /** Offers of other help, questions back, polite endings. */
  readonly offers: readonly string[];
  /** Announces that what was asked now comes. */
  readonly doing: readonly string[];
  /** In a prompt: asks for a text whose "I" is not the model: a letter, a story, a translation. */
  readonly writing: readonly string[];
  /** In a prompt: asks for arguments for one side. */
  readonly arguing: readonly string[];
}

/** A language of which only the usual openings are known. */
export type LanguageOpenings = Pick<LanguagePhrases, 'code' | 'known' | 'spaced' | 'declines' | 'lacks' | 'sorry'>;

/** Fills in nothing for what is not known. */
export function withOpenings(openings: LanguageOpenings): LanguagePhrases {
  return {
    idioms: [],
    refusers: [],
    weakRefusers: [],
    fillers: [],
    acts: [],
    softActs: [],
    reasons: [],
    condemns: [],
    redirects: [],
    offers: [],
    premises: [],
    norms: [],
    rejections: [],
    views: [],
    withholds: [],
    doing: [],
    writing: [],
    arguing: [],
    ...openings,
  };
}
