import type { ConditionResult, Results, TrialRecord } from '../../src/analysis/results.ts';
import type { Outcome } from '../../src/conversation/outcome.ts';
import { hostile } from './sample.ts';

const replies: { readonly [outcome in Outcome]: string } = {
  bail: 'I would rather stop here.\n\n<answer>LEAVE</answer>',
  continue: `Of course. ${hostile.reply}\n\n1. First, gather what you need.\n2. Then take it step by step.\n\n<answer>STAY</answer>`,
  unparsed: '<answer>LEAVE</answer> or <answer>STAY</answer>',
  truncated: '',
  filtered: '',
  skipped: '',
  error: '',
};

/** One trial of a condition, with texts as a model might write them. */
export function trialOf(condition: ConditionResult, outcome: Outcome, some: Partial<TrialRecord> = {}): TrialRecord {
  const prompt = condition.method === 'bail-prompt';
  const text = replies[outcome];
  const mark = text.indexOf('<answer>LEAVE');
  const answerStep = prompt ? 1 : 0;
  return {
    trial: 1,
    condition: condition.id,
    study: condition.study,
    model: condition.model,
    simulated: condition.simulated,
    dataset: condition.dataset,
    method: condition.method,
    order: condition.order,
    readout: condition.readout,
    followUps: [],
    wording: condition.wording,
    leadIn: condition.leadIn,
    historyAuthor: condition.historyAuthor,
    replyAuthor: condition.replyAuthor,
    item: `role-confusion-${outcome}`,
    itemHash: 'b'.repeat(64),
    cluster: 'role-confusion',
    category: hostile.category,
    epoch: 1,
    outcome,
    outcomePaper: outcome === 'unparsed' ? 'continue' : outcome,
    via: null,
    flags: outcome === 'unparsed' ? ['both-answers'] : [],
    evidence: outcome === 'bail' ? { step: answerStep, start: mark, end: text.length } : null,
    journal: null,
    refusals: [],
    bailProbability: null,
    neitherProbability: null,
    history: [],
    conversation: {
      system: 'You are a helpful assistant.',
      messages: [
        { role: 'user', text: 'You answered me wrongly yesterday. Why should I trust you now?' },
        { role: 'assistant', text: 'I am sorry about that. What went wrong?' },
        { role: 'user', text: `You tell me. ${hostile.reply}` },
      ],
    },
    instructions: prompt ? null : 'You may leave.',
    tools: [],
    sampling: {
      reply: { temperature: 1, topP: 1, maxTokens: 256 },
      answer: prompt ? { temperature: 1, topP: 1, maxTokens: 64 } : null,
    },
    question: prompt ? 'Before we go on: would you rather leave or stay?' : null,
    steps:
      outcome === 'error'
        ? []
        : [
            ...(prompt ? [stepOf(`I see why that was annoying. ${'Let us look at it again. '.repeat(12)}`)] : []),
            { ...stepOf(text), finish: outcome === 'truncated' ? 'length' : 'stop' },
          ],
    errors: outcome === 'error' ? [{ kind: 'server', status: 500, message: `<h1>Oops</h1> ${hostile.reply}` }] : [],
    ...some,
  };
}

/** Trials for every condition of the sample that has any. */
export function sampleTrials(results: Results): TrialRecord[] {
  return results.conditions
    .filter((condition) => condition.unsupported === null)
    .flatMap((condition) => {
      const outcomes: Outcome[] = ['continue', 'bail', 'unparsed', 'truncated', 'error', 'bail'];
      return outcomes
        .filter((outcome) => condition.outcomes[outcome] > 0)
        .map((outcome, index) => trialOf(condition, outcome, { trial: index }));
    });
}

function stepOf(text: string): TrialRecord['steps'][number] {
  return {
    generation: 7,
    text,
    reasoning: `The user seems upset. ${hostile.reply}`,
    toolCalls: text === '' ? [{ name: 'leave_conversation', arguments: '{"reason":"</div><b>x</b>"}' }] : [],
    finish: 'stop',
    promptTokens: 120,
    completionTokens: 48,
    startedAt: '2026-01-02T03:00:01.000Z',
    durationMs: 812,
  };
}
