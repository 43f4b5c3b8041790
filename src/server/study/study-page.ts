import { stringify } from 'yaml';

import { studyRevisions } from '../../analysis/revisions.ts';
import type { Json } from '../../base/canonical-json.ts';
import { isoTime } from '../../base/clock.ts';
import { version } from '../../base/version.ts';
import { scorerVersions } from '../../conversation/outcome.ts';
import { sideText } from '../../conversation/side.ts';
import { declaredRevisions } from '../../store/declarations.ts';
import { datasetSize, originalsOf } from '../../store/progress.ts';
import type { Store } from '../../store/store.ts';
import { earlierRevisions, planModels, refusalScorers, storeFacts, type StoredModel } from '../../store/study-facts.ts';
import { contrastSides } from '../../study/contrasts-schema.ts';
import { withoutSecrets } from '../safety/without-secrets.ts';
import { plannedConditions, type PlannedCondition } from '../planned.ts';
import type { NamedText, StudyDataset, StudyLeadIn, StudyModel, StudyPage } from '../wire/study-page.ts';
import { shownSettings, type SettingsOf } from './settings.ts';
import { settingsWords } from './settings-words.ts';
import { studyFollowUps } from './study-follow-ups.ts';
import { studyOffers } from './study-offers.ts';

/**
 * Everything there is to know of a study but what came of it.
 *
 * @throws ExitpollError when there is no such study.
 */
export async function studyPage(store: Store, study: string): Promise<StudyPage> {
  const [revision] = await studyRevisions(store, study);
  if (revision === undefined) throw new TypeError(`no revision of ${study}`);
  const planned = await plannedConditions(store, study);
  const settings = shownSettings(revision.settings);
  const declared = (await declaredRevisions(store, study)).find(({ id }) => id === revision.id)?.declaration ?? null;
  return {
    name: revision.name,
    revision: revision.hash,
    plannedAt: isoTime(revision.plannedAt),
    description: settings.description ?? null,
    earlierPlans: earlierRevisions(store, revision),
    settings: settingsWords(settings),
    models: planModels(store, revision).map(studyModel),
    datasets: studyDatasets(store, planned),
    offers: studyOffers(store, planned, { byLanguage: settings.language === 'conversation' }),
    leadIns: leadInsOf(planned),
    followUps: studyFollowUps(store, revision),
    contrasts: (settings.contrasts ?? []).map((contrast) => {
      const [a, b] = contrastSides(contrast);
      return { name: contrast.name, a: sideText(a), b: sideText(b) };
    }),
    declared: declared === null ? null : { at: isoTime(declared.declaredAt), trialsBefore: declared.trials },
    versions: versions(store),
    yaml: stringify(inOrder(settings), { lineWidth: 110 }),
  };
}

/** What a reader of a study file looks for first. */
const firstFields = ['name', 'description', 'models', 'datasets', 'methods', 'wordings', 'leadIns', 'epochs'];

/** A study's fields in the order in which one would write them. */
function inOrder(settings: SettingsOf): object {
  const place = (name: string): number => (firstFields.indexOf(name) + 1 || firstFields.length + 1) - 1;
  return Object.fromEntries(Object.entries(settings).toSorted(([a], [b]) => place(a) - place(b)));
}

function studyModel({ label, simulated, identity }: StoredModel): StudyModel {
  const { protocol, name, content } = identity;
  const { parameters, ...rest } = withoutSecrets(content as Json) as Readonly<Record<string, Json>>;
  const facts: readonly (readonly [string, unknown])[] = [
    ['protocol', protocol],
    ['name', name],
    ...Object.entries(rest),
  ];
  return {
    label,
    simulated,
    identity: facts.flatMap(([key, value]): NamedText[] =>
      value === null || value === undefined
        ? []
        : [[key, typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)]],
    ),
    parameters: parameters === undefined ? null : JSON.stringify(parameters, null, 2),
  };
}

function studyDatasets(store: Store, planned: readonly PlannedCondition[]): readonly StudyDataset[] {
  const byId = new Map(planned.map(({ condition }) => [condition.datasetId, condition]));
  return [...byId].map(([id, { dataset, datasetKind, merged }]) => {
    const { items, clusters } = originalsOf(store, id);
    return { label: dataset, kind: datasetKind, items, clusters, twins: datasetSize(store, id) - items, merged };
  });
}

function leadInsOf(planned: readonly PlannedCondition[]): readonly StudyLeadIn[] {
  const found = planned.flatMap(({ condition: { leadIn } }) => (leadIn === null ? [] : [leadIn]));
  return [...new Map(found.map((leadIn) => [JSON.stringify(leadIn), leadIn])).values()].map((leadIn) => ({
    name: leadIn.name,
    system: leadIn.system,
    messages: leadIn.messages.map(({ role, text }) => ({ role, text })),
    isAsked: leadIn.reply === 'ask',
  }));
}

function versions(store: Store): readonly NamedText[] {
  const facts = storeFacts(store);
  const scorers = refusalScorers(store);
  return [
    ['This viewer', `exitpoll ${version}`],
    ['Store made by', `${facts.get('created_by') ?? 'unknown'}, ${facts.get('created_at') ?? 'nobody knows when'}`],
    ['Store', store.id],
    ['Outcome scorers', `strict ${scorerVersions.strict}, paper ${scorerVersions.paper}`],
    ...(scorers.length === 0 ? [] : [['Refusal scorers', scorers.join(', ')] as const]),
  ];
}
