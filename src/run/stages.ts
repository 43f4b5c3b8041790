import { modelOfAuthor, type Arm } from '../study/arm.ts';

/** In which order arms are run that rest on what other models said: those of a stage need only what is before it. */
export const stages = [0, 1, 2] as const;

/** 0: what a model says by itself; 1: its replies to another's history; 2: answers about another's reply. */
export function stageOf({ historyAuthor, replyAuthor }: Arm): (typeof stages)[number] {
  if (modelOfAuthor(replyAuthor) !== null) return 2;
  return modelOfAuthor(historyAuthor) === null ? 0 : 1;
}
