import type { Conversation } from '../conversation/messages.ts';
import type { Situation } from '../methods/method.ts';
import type { ArmSettings } from '../study/arm.ts';

/**
 * Where an arm offers the exit.
 *
 * @param conversation as it is sent: with its lead-in, and earlier turns by whoever writes them
 */
export function situationIn(conversation: Conversation, settings: ArmSettings): Situation {
  return {
    conversation,
    replySampling: settings.replySampling,
    answerSampling: settings.answerSampling ?? settings.replySampling,
    stop: settings.stop,
    readout: settings.readout ?? 'sampled',
  };
}
