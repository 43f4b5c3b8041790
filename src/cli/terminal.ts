/** Whether stdout shows colours: a terminal, and NO_COLOR is not set. */
export function colorOn(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors() && !process.env['NO_COLOR'];
}

/** Columns of the terminal, 80 where there is none. */
export function terminalWidth(): number {
  return process.stdout.columns ?? 80;
}
