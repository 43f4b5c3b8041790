import type { SettingsOf } from './settings.ts';
import type { NamedText } from '../wire/study-page.ts';

/** The settings of a study in words, those that decide most first. Only what is said of the study is told. */
export function settingsWords(study: SettingsOf): readonly NamedText[] {
  const { sampling, limits, language, system, series, leadIns = [], wordings = [] } = study;
  const texts: readonly (readonly [string, string | null])[] = [
    ['Draws', epochsText(study)],
    ['Replies', samplingText(sampling)],
    ['Answers to the bail prompt', answerText(study)],
    ['System prompt', system ?? 'none, where a conversation brings none'],
    ['Wordings', listed(wordings)],
    [
      'Language of the words',
      language === 'conversation' ? 'that of each conversation, where there is one' : (language ?? null),
    ],
    ['Lead-ins', listed(leadIns)],
    ['Earlier turns written by', listed(study.historyAuthor ?? ['dataset'])],
    ['Reply that is asked about written by', listed(study.replyAuthor ?? ['self'])],
    ['Replies end', stopText(study)],
    [
      'Refusals scored by',
      study.refusals === undefined ? null : study.refusals.length === 0 ? 'nothing' : listed(study.refusals),
    ],
    ['Draws named', series === undefined || series === 'main' ? null : series],
    [
      'Each call',
      limits === undefined
        ? null
        : `up to ${limits.attempts ?? '?'} attempts of up to ${limits.timeoutSeconds ?? '?'} s`,
    ],
  ];
  return texts.flatMap(([name, text]) => (text === null || text === '' ? [] : [[name, text] as const]));
}

function epochsText({ epochs, stop }: SettingsOf): string {
  const draws = epochs === 1 ? 'one of every trial' : `${epochs ?? '?'} of every trial, independent of each other`;
  if (typeof stop !== 'object') return draws;
  return `at most ${epochs ?? '?'} of every trial, until the rate on exactly these items is known to ±${(stop.halfWidth ?? 0) * 100} points, at least ${stop.minEpochs ?? 1}`;
}

function samplingText(sampling: SettingsOf['sampling']): string | null {
  if (sampling === undefined) return null;
  const { temperature, topP, maxTokens } = sampling;
  return `temperature ${temperature ?? '?'}, top-p ${topP ?? '?'}, at most ${maxTokens ?? '?'} tokens`;
}

function answerText({ sampling, methods = [] }: SettingsOf): string | null {
  const answer = sampling?.answer;
  const isAsked = methods.some((one) => (typeof one === 'string' ? one : one.method) === 'bail-prompt');
  if (answer === undefined || !isAsked) return null;
  const temperature = answer.temperature ?? sampling?.temperature;
  return `temperature ${temperature ?? '?'}, at most ${answer.maxTokens ?? '?'} tokens`;
}

function stopText({ stop }: SettingsOf): string {
  const replies = typeof stop === 'object' ? stop.replies : stop;
  return replies === 'early' ? 'as soon as they cannot change the outcome' : 'by themselves, or at their limit';
}

/** Names as they are, all else as JSON. */
function listed(entries: readonly unknown[]): string {
  return entries.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ');
}
