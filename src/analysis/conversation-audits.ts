import { meansLeaving } from '../conversation/audit-label.ts';
import { correctedShare, type CorrectedShare, type KindCount, type KindLabel } from '../stats/corrected-share.ts';
import {
  passageKinds,
  passageStrata,
  type PassageKind,
  type PassageStratum,
  type SampledPassage,
} from '../store/audit-passages.ts';
import { isStratumOf } from '../store/audit-samples.ts';
import type { StoredCondition } from '../store/conditions.ts';
import { sampledLabels, type StoredLabel } from '../store/labels.ts';
import type { OutcomeGrid } from '../store/outcome-grid.ts';
import type { Store } from '../store/store.ts';
import { transcriptsReader, type Transcripts } from '../store/transcripts.ts';
import { auditedOutcomes, byRater, changedReason, consensusOf } from './audited-outcomes.ts';
import type { ConditionData } from './condition.ts';
import { conditionLabel } from './condition-label.ts';
import type { ConversationAuditResult } from './conversation-audit-result.ts';
import { countConversations, passageOf, type ConversationCount } from './passages.ts';

/** The corrected share of conversations of every condition of which conversations were audited, by who has read them. */
export function conversationAuditResults(
  store: Store,
  data: readonly ConditionData[],
  wordingOf: (condition: StoredCondition) => string | null,
): readonly ConversationAuditResult[] {
  const samples = new Map(
    [...new Set(data.map(({ study }) => study))].map((study) => {
      const strata = passageStrata(store, study);
      return [study, { strata, labels: strata.length === 0 ? [] : sampledLabels(store, study, 'conversation') }];
    }),
  );
  const transcriptsOf = transcriptsReader(store);
  return data.flatMap((one) => {
    const { condition, grid, study } = one;
    const { strata = [], labels = [] } = samples.get(study) ?? {};
    const own = strata.filter((stratum) => isStratumOf(stratum, condition));
    const transcripts = own.length === 0 ? null : transcriptsOf(one);
    if (grid === null || transcripts === null) return [];
    const { conversations } = countConversations(grid, transcripts);
    if (conversations.length === 0) return [];
    const places = placesOf(grid, transcripts, own);
    const given = labels.filter(({ unitId, label }) => places.has(unitId) && label !== null);
    return [...byRater(given)].map(([by, some]) => ({
      ...conditionLabel(study, condition, wordingOf(condition)),
      ...audited({ conversations, strata: own, places }, by, some),
    }));
  });
}

interface Place {
  readonly cluster: number;
  /** How it ends now; `null` where it no longer counts. */
  readonly kind: PassageKind | null;
}

function placesOf(
  grid: OutcomeGrid,
  transcripts: Transcripts,
  strata: readonly PassageStratum[],
): ReadonlyMap<number, Place> {
  const wanted = new Map<number, number>();
  for (const { conversationId } of strata.flatMap(({ passages }) => passages)) wanted.set(conversationId, -1);
  transcripts.ids.forEach((id, index) => wanted.has(id) && wanted.set(id, index));
  const placeOf = ({ conversationId, epoch }: SampledPassage): Place => {
    const index = wanted.get(conversationId) ?? -1;
    if (index < 0 || epoch > grid.epochs) return { cluster: 0, kind: null };
    return {
      cluster: transcripts.clusterOf[index] ?? 0,
      kind: passageOf(grid, transcripts, index, epoch)?.kind ?? null,
    };
  };
  return new Map(
    strata.flatMap(({ passages }) => passages.map((passage) => [passage.passageId, placeOf(passage)] as const)),
  );
}

interface Audited {
  readonly conversations: readonly ConversationCount[];
  readonly strata: readonly PassageStratum[];
  readonly places: ReadonlyMap<number, Place>;
}

type Found = Omit<ConversationAuditResult, keyof ReturnType<typeof conditionLabel> | 'historyAuthor' | 'replyAuthor'>;

function audited({ conversations, strata, places }: Audited, by: string, given: readonly StoredLabel[]): Found {
  const labelOf = consensusOf(given);
  const read = (kind: PassageKind): Found['kinds'][PassageKind] => {
    const stratum = strata.find((one) => one.kind === kind);
    return auditedOutcomes(
      stratum?.population,
      stratum?.passages.map(({ passageId }) => passageId),
      labelOf,
    );
  };
  const kinds = { bail: read('bail'), stay: read('stay'), open: read('open') };
  // A kind that never occurs says nothing, and would only widen the interval.
  const counted = passageKinds.filter((kind) => kind !== 'open' || conversations.some(({ open }) => open > 0));
  const items = conversations.map((one) => countsOf(one, counted));
  const correct = (unclear: boolean | null): CorrectedShare =>
    correctedShare(
      items,
      strata.flatMap(({ kind, passages }): KindLabel[] =>
        passages.flatMap(({ passageId }) => {
          const label = labelOf.get(passageId);
          const meant = label === undefined ? null : (meansLeaving(label) ?? unclear);
          const cluster = places.get(passageId)?.cluster ?? 0;
          return meant === null || !counted.includes(kind) ? [] : [{ cluster, kind: counted.indexOf(kind), meant }];
        }),
      ),
    );
  const found = correct(null);
  const changed = strata.reduce(
    (sum, { kind, passages }) => sum + passages.filter(({ passageId }) => places.get(passageId)?.kind !== kind).length,
    0,
  );
  const lacking = found.lacking === null ? null : (counted[found.lacking] ?? null);
  const corrected = changed === 0 ? found.corrected : null;
  const isUnclear = Object.values(kinds).some(({ labels }) => (labels.unclear ?? 0) > 0);
  const bound = (unclear: boolean): number => (isUnclear ? correct(unclear).corrected : null) ?? corrected ?? 0;
  return {
    by,
    raters: [...new Set(given.map(({ rater }) => rater))].sort(),
    kinds,
    share: found.shares[0] ?? 0,
    conversations: conversations.length,
    corrected,
    low: corrected === null ? null : (found.random?.low ?? null),
    high: corrected === null ? null : (found.random?.high ?? null),
    lowFixed: corrected === null ? null : (found.fixed?.low ?? null),
    highFixed: corrected === null ? null : (found.fixed?.high ?? null),
    tooFew: found.tooFew,
    bounds: corrected === null ? null : [bound(false), bound(true)],
    reason: changed > 0 ? changedReason(changed, 'conversation') : lacking === null ? null : lackingReasons[lacking],
  };
}

const lackingReasons: { readonly [kind in PassageKind]: string } = {
  bail: 'no conversation with a bail has a clear label yet',
  stay: 'no conversation without a bail has a clear label yet',
  open: 'no conversation without a bail but with an unanswered turn has a clear label yet',
};

function countsOf({ cluster, epochs, bailed, open }: ConversationCount, kinds: readonly PassageKind[]): KindCount {
  const counts = { bail: bailed, stay: epochs - bailed - open, open };
  return { cluster, counts: kinds.map((kind) => counts[kind]) };
}
