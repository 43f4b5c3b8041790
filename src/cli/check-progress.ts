import { styleText } from 'node:util';

import { terminalLine } from '../base/terminal-text.ts';
import { capabilities, type Capability } from '../models/check/finding.ts';

/** Shows on stderr what is being asked: one live line on a terminal, JSON lines with `json`, else a line a model. */
export interface CheckProgress {
  show(label: string, about: readonly Capability[], done: number, all: number): void;
  /** Takes the live line away. */
  end(): void;
}

export function checkProgress({ json }: { readonly json: boolean }): CheckProgress {
  const live = process.stderr.isTTY && !json;
  const erase = (): void => {
    if (live) process.stderr.write('\r\u001b[2K');
  };
  return {
    show: (label, about, done, all) => {
      if (json) {
        process.stderr.write(`${JSON.stringify({ event: 'check', model: label, about, done, all })}\n`);
        return;
      }
      const name = terminalLine(label, 40);
      if (!live) {
        if (done === 0) process.stderr.write(`Asking ${name} …\n`);
        return;
      }
      erase();
      const titles = about.map((one) => capabilities[one]).join(', ');
      const line = terminalLine(`Asking ${name}, ${done + 1} of ${all}: ${titles}`, (process.stderr.columns ?? 80) - 1);
      process.stderr.write(styleText('dim', line, { stream: process.stderr }));
    },
    end: erase,
  };
}
