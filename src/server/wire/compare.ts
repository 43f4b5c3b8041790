/** Conditions that are compared at once: each with each gives fifteen differences. */
export const mostCompared = 6;
