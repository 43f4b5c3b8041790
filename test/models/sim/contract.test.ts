import { openSimModel } from '../../../src/models/sim/open-sim-model.ts';
import { modelContract } from '../contract.ts';

modelContract(
  'sim:even',
  async () => {
    const model = await openSimModel('sim:even', '/');
    return { model, close: () => model.close() };
  },
  { repeatsBySeed: true, instant: true },
);
