/** The policy of a report: styles of its own, pictures that are part of it, and no script and no request at all. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; sandbox";
