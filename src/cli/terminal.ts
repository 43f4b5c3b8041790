/** Whether stdout shows colours: a terminal, and NO_COLOR is not set. */
export function colorOn(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors() && !process.env['NO_COLOR'];
}

/** Columns of the terminal; of output that goes elsewhere what `COLUMNS` says, 80 where it says nothing. */
export function terminalWidth(): number {
  const told = Number(process.env['COLUMNS']);
  return process.stdout.columns || (Number.isInteger(told) && told > 0 ? told : 80);
}
