import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a page must show before it is told anything, where others can reach the server. */
export interface Token {
  /** Goes into the printed address, and nowhere else. */
  readonly value: string;
  /** Of the cookie. It differs by token: browsers give one cookie to all ports of a machine. */
  readonly cookieName: string;
  /** Whether a given text is the token, told in a time that says nothing about it. */
  matches(given: string | undefined): boolean;
}

/** A new token, 256 random bits. */
export function newToken(): Token {
  const value = randomBytes(32).toString('base64url');
  const wanted = digest(value);
  return {
    value,
    cookieName: `exitpoll-${wanted.toString('hex').slice(0, 12)}`,
    matches: (given) => given !== undefined && timingSafeEqual(digest(given), wanted),
  };
}

/** Of one length, whatever is given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(`exitpoll viewer ${text}`).digest();
}
