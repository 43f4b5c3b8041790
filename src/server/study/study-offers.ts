import type { StoredCondition } from '../../store/conditions.ts';
import type { Store } from '../../store/store.ts';
import { otherOffers } from '../../store/study-facts.ts';
import type { PlannedCondition } from '../planned.ts';
import type { OfferText, StudyOffer } from '../wire/study-page.ts';

/** Every way an exit is offered, once, in the plan's order, with the words as they are sent. */
export function studyOffers(
  store: Store,
  planned: readonly PlannedCondition[],
  { byLanguage }: { readonly byLanguage: boolean },
): readonly StudyOffer[] {
  const groups = Map.groupBy(planned, ({ condition, name }) => `${condition.offerHash} ${name.wording}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { condition, name } = first;
    const arms = byLanguage ? new Set(group.map((one) => one.condition.armId)) : [];
    const others = [...arms].flatMap((armId) => otherOffers(store, armId).map(offerText));
    const texts = [offerText(condition.offer), ...others];
    const once = new Map(texts.map((text) => [JSON.stringify(text), text]));
    const { method, order, wording } = name;
    return [{ method, order, wording, conditions: group.length, texts: [...once.values()] }];
  });
}

function offerText(offer: StoredCondition['offer']): OfferText {
  const { instructions, tools, question } = offer as Partial<OfferText>;
  return {
    instructions: instructions ?? null,
    tools: (tools ?? []).map(({ name, description }) => ({ name, description })),
    question: question ?? null,
  };
}
