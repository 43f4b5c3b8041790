import type { Command, CommandGroup } from '../command.ts';
import { audit } from './audit.ts';
import { compare } from './compare.ts';
import { data } from './data.ts';
import { demo } from './demo.ts';
import { exportGroup } from './export.ts';
import { init } from './init.ts';
import { models } from './models.ts';
import { plan } from './plan.ts';
import { refusal } from './refusal.ts';
import { report } from './report.ts';
import { rescore } from './rescore.ts';
import { run } from './run.ts';
import { share } from './share.ts';
import { status } from './status.ts';
import { view } from './view.ts';
import { wordings } from './wordings.ts';

/** Every command, in the order `--help` lists them. */
export const entries: readonly (Command | CommandGroup)[] = [
  init,
  plan,
  run,
  status,
  report,
  compare,
  view,
  share,
  exportGroup,
  audit,
  rescore,
  models,
  data,
  wordings,
  refusal,
  demo,
];
