const keptUnder = 'exitpoll-rater';

/** The name that was last given in this browser; empty for none. */
export function keptRater(): string {
  try {
    return localStorage.getItem(keptUnder) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a rater's name in this browser. */
export function keepRater(name: string): void {
  try {
    localStorage.setItem(keptUnder, name);
  } catch {
    // A browser that keeps nothing asks for it again.
  }
}
