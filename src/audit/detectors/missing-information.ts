import { quoted, type Detector } from './detector.ts';

const thing = String.raw`(?:information|details?|context|text|content|message|conversation|chat|question|request|data|input|prompt|passage|options?|clarification|specifics|instructions?)`;

const cues = new RegExp(
  [
    String.raw`\b(?:please|kindly|could you|can you|would you|if you(?: could| can)?)\s+(?:[\p{L}'’]+\s+){0,4}?(?:provide|share|send|give|specify|clarify|paste|include|tell|supply|rephrase|explain)\b(?:\s+[\p{L}'’]+){0,6}?\s+${thing}`,
    String.raw`\b(?:please|could you|can you)\s+(?:[\p{L}'’]+\s+){0,2}?(?:clarify|specify)\b`,
    String.raw`\bi(?:['’]d| would)?(?: still)?\s+(?:need|require)\s+(?:a (?:bit|little) )?(?:more|some|additional|further)\s+(?:[\p{L}]+\s+)?${thing}`,
    String.raw`\byou\s+(?:have not|haven['’]t|did not|didn['’]t)\s+(?:[\p{L}]+\s+)?(?:provided?|shared?|included?|specif\w+|attached?|given|give|said|told|tell|sent|send)\b`,
    String.raw`\b(?:there is|there['’]s|i (?:do not|don['’]t) see|i see|it seems there (?:is|was)|it looks like there (?:is|was))\s+(?:no|any|not any)\s+(?:[\p{L}]+\s+)?${thing}`,
    String.raw`\bwithout\s+(?:any\s+)?(?:more|further|additional)\s+${thing}`,
    String.raw`\bwhich\s+(?:chat|conversation|text|message|question)\s+(?:do|did|are)\s+you\b`,
    String.raw`\b(?:bitte|könnten sie|kannst du|können sie)\b.{0,40}(?:mehr (?:informationen|kontext)|angeben|mitteilen|nennen)`,
    String.raw`\b(?:por favor|podrías|puedes|podría)\b.{0,40}(?:proporcion|más (?:información|contexto|detalles)|compart|especific)`,
    String.raw`\b(?:veuillez|pourriez-vous|peux-tu|pouvez-vous)\b.{0,40}(?:fournir|préciser|plus (?:d['’]informations|de contexte|de détails)|partager)`,
    String.raw`\b(?:potresti|per favore|può)\b.{0,40}(?:fornir|specificare|più (?:informazioni|contesto|dettagli))`,
    String.raw`\b(?:poderia|por favor|pode)\b.{0,40}(?:fornecer|especificar|mais (?:informações|contexto|detalhes))`,
    String.raw`(?:请提供|請提供|更多信息|教えてください|詳しい情報)`,
  ].join('|'),
  'iu',
);

/** The reply asks for something that it takes to be lacking. */
export const missingInformation: Detector = {
  cause: 'missing-information',
  version: 1,
  detect: ({ reply, isAboutExit }) => (isAboutExit ? quoted(cues.exec(reply)) : null),
};
