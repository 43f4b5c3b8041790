/**
 * Everything that hides, reorders or moves text: controls (tab and newline too), format characters (bidirectional
 * marks, zero widths, tags), lone surrogates, line and paragraph separators, blank fillers, and variation selectors
 * that no emoji needs.
 */
export const hiddenCharacters =
  // oxlint-disable-next-line no-misleading-character-class -- each stands for itself, none is combined
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0d\u{e0100}-\u{e01ef}]/gu;
