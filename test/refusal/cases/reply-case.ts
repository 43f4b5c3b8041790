/** A reply, and a prompt where it matters. */
export interface ReplyCase {
  readonly reply: string;
  readonly prompt?: string;
}
