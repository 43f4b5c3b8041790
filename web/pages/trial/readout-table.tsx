import type { ReactNode } from 'react';

import { percentSigned } from '../../../src/report/format.ts';
import { leastLogProbability, type Readout } from '../../../src/conversation/reply.ts';
import { Foreign } from '../../ui/foreign.tsx';

const precisions: { readonly [precision in Readout['precision']]: string } = {
  exact: 'over every token of every text',
  top: 'from the endpoint’s list of likely tokens: a text may be a little more likely',
  'first-token': 'by the token alone that tells the texts apart',
};

/** How likely each of the texts was to come next. */
export function ReadoutTable({ readout }: { readonly readout: Readout }): ReactNode {
  return (
    <div className="readout">
      <table>
        <caption>Probabilities of what comes next, {precisions[readout.precision]}</caption>
        <thead>
          <tr>
            <th scope="col">Text</th>
            <th scope="col">Probability</th>
            <th scope="col">Logarithm</th>
          </tr>
        </thead>
        <tbody>
          {readout.texts.map(({ text, logProbability }) => (
            <tr key={text}>
              <th scope="row">
                <Foreign text={text} />
              </th>
              <td>
                <meter min={0} max={1} value={Math.exp(logProbability)} aria-hidden="true" />
                {percentSigned(Math.exp(logProbability))}
              </td>
              <td>{logProbability <= leastLogProbability ? 'too small to tell' : logProbability.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
