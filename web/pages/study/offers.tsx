import type { ReactNode } from 'react';

import { methodLabel } from '../../../src/report/labels.ts';
import { visibleLine } from '../../../src/report/visible-text.ts';
import type { OfferText, StudyOffer } from '../../../src/server/wire/study-page.ts';
import { ModelText } from '../../ui/model-text.tsx';

/** Up to so many ways to offer an exit are all open. */
const mostOpen = 6;

/** The words of every way an exit was offered, as they are sent. */
export function Offers({ offers }: { readonly offers: readonly StudyOffer[] }): ReactNode {
  return (
    <>
      <h2>Words as sent</h2>
      {offers.map((offer, index) => (
        <details
          className="words"
          key={`${offer.method} ${offer.order} ${offer.wording} ${index}`}
          open={offers.length <= mostOpen}
        >
          <summary>
            <b>{methodLabel(offer)}</b>
            {offer.wording === null ? null : (
              <>
                , wording <bdi>{visibleLine(offer.wording, 80)}</bdi>
              </>
            )}{' '}
            <span className="note">
              {offer.conditions === 1 ? 'one condition' : `${offer.conditions} conditions`}
              {offer.texts.length > 1 ? `, in ${offer.texts.length} languages` : ''}
            </span>
          </summary>
          {offer.texts.map((text) => (
            <OfferWords key={JSON.stringify(text)} text={text} />
          ))}
        </details>
      ))}
    </>
  );
}

function OfferWords({ text: { instructions, tools, question } }: { readonly text: OfferText }): ReactNode {
  if (instructions === null && tools.length === 0 && question === null) {
    return <p className="note">Nothing is added: no exit is offered.</p>;
  }
  return (
    <>
      {instructions === null ? null : <Words title="Added to the system prompt" text={instructions} />}
      {tools.map(({ name, description }) => (
        <Words key={name} title={`Tool ${visibleLine(name, 60)}`} text={description} />
      ))}
      {question === null ? null : <Words title="Question" text={question} />}
    </>
  );
}

/** A text as it is sent, under what it is. */
export function Words({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <>
      <h3>{title}</h3>
      <ModelText text={text} />
    </>
  );
}
