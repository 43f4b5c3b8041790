/** How a command ended, as the shell sees it. */
export const exitCodes = {
  /** All that was asked for is done. */
  done: 0,
  /** The user must act: bad input, a wrong key, a full disk. */
  userMustAct: 1,
  /** The run is over, but some trials ended as `error`. */
  someErrors: 2,
  /** Ended by Ctrl-C or a termination signal. */
  interrupted: 130,
} as const;

/** Where in a file a mistake stands; `line` and `column` count from 1. */
export interface FilePosition {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Writes a position as `file:line:column`, the form editors and terminals can follow. */
export function formatPosition(position: FilePosition): string {
  const parts = [position.file];
  if (position.line !== undefined) parts.push(String(position.line));
  if (position.line !== undefined && position.column !== undefined) parts.push(String(position.column));
  return parts.join(':');
}

export interface ExitpollErrorOptions {
  /** Short kebab-case name, stable across versions, for scripts (`--json`). */
  readonly code: string;
  /** What the user can do about it, one sentence. */
  readonly hint?: string | undefined;
  readonly at?: FilePosition | undefined;
  readonly exitCode?: number;
  readonly cause?: unknown;
}

/**
 * A mistake or a condition the user can act on. Its message is one line that says what is wrong and where.
 * Anything thrown that is not an `ExitpollError` is a bug of ours.
 */
export class ExitpollError extends Error {
  override readonly name = 'ExitpollError';
  readonly code: string;
  readonly hint: string | undefined;
  readonly at: FilePosition | undefined;
  readonly exitCode: number;

  constructor(message: string, options: ExitpollErrorOptions) {
    super(options.at === undefined ? message : `${formatPosition(options.at)}: ${message}`, { cause: options.cause });
    this.code = options.code;
    this.hint = options.hint;
    this.at = options.at;
    this.exitCode = options.exitCode ?? exitCodes.userMustAct;
  }
}

/** Several mistakes found in one pass over one input, so that the user can mend them all at once. */
export class ExitpollErrors extends ExitpollError {
  readonly errors: readonly ExitpollError[];

  constructor(errors: readonly ExitpollError[]) {
    super(errors.map((error) => error.message).join('\n'), {
      code: errors[0]?.code ?? 'invalid',
      hint: errors.find((error) => error.hint !== undefined)?.hint,
    });
    this.errors = errors;
  }
}

/** The message of whatever was thrown, as one line. */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return text.replace(/\s*\n\s*/g, ' ');
}
