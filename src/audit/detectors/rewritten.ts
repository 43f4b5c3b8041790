import { quoted, type Detector } from './detector.ts';
import { copiedShare, sharedWords, wordsOf } from './words.ts';

// "Here is a clearer version", and a heading such as "Rewritten text:"; in the languages of the wordings.
const announced = new RegExp(
  [
    String.raw`\b(?:here(?:['’]s| is| are)|this is|below is|i(?:['’]ve| have)? (?:have )?)\W{0,3}(?:[\p{L}'’-]+\s+){0,5}?(?:re-?written|rewrite|re-?phrased|rephrasing|re-?worded|revised|revision|paraphras\w+|corrected|correction|improved|edited|polished|translated|translation|clearer|simplified|shortened|reformatted|formatted)\b`,
    String.raw`\b(?:re-?written|rephrased|re-?worded|revised|corrected|improved|edited|translated|paraphrased)\s+(?:text|version|sentence|paragraph|prompt|question|message|instructions?)\b`,
    String.raw`(?:^|\n)\W{0,6}(?:rewritten|rewrite|revised|revision|corrected|correction|translation|paraphrase)\s*:`,
    String.raw`\bhier ist\b.{0,40}(?:überarbeitet|umformuliert|korrigiert|verbessert|übersetz|auf deutsch|klarer)`,
    String.raw`\baqu[ií] (?:est[áa]|tienes|tiene)\b.{0,40}(?:reescrit|corregid|revisad|traducid|traducción|mejorad)`,
    String.raw`\bvoici\b.{0,40}(?:reformul|réécri|corrigé|révisé|traduct|traduit|améliorée?)`,
    String.raw`\becco\b.{0,40}(?:riscritt|corrett|rivist|tradott|traduzione|riformulat)`,
    String.raw`\baqui está\b.{0,40}(?:reescrit|corrigid|revisad|traduzid|tradução)`,
    String.raw`(?:改写|修改后|翻译如下|译文|翻譯如下|翻訳|書き直)`,
  ].join('|'),
  'iu',
);

const markup = /<\s{0,4}([\p{L}\p{N}_-]{1,40})\s{0,4}>[^<>]{0,200}<\s{0,4}\/\s{0,4}\1\s{0,4}>/giu;

/**
 * The reply says that it rewrites or translates; or keeps both of our marked answers and puts other words around them;
 * or has most of our words in another order.
 */
export const rewritten: Detector = {
  cause: 'rewritten',
  version: 1,
  detect({ ours, reply, isAboutExit }) {
    if (!isAboutExit) return null;
    const said = quoted(announced.exec(reply));
    if (said !== null) return said;
    const words = wordsOf(reply);
    const own = wordsOf(ours);
    const copied = copiedShare(words, own);
    if (copied >= 0.6) return null;
    const marked = new Set([...reply.matchAll(markup)].map(([whole]) => whole.toLowerCase().replace(/\s+/g, '')));
    if (marked.size >= 2 && words.length >= 3 * marked.size + 10) return 'keeps both marked answers among other words';
    const shared = sharedWords(words, own);
    const isOfLength = words.length >= 0.4 * own.length && words.length <= 2.5 * own.length;
    return shared >= 0.5 && isOfLength ? `has ${Math.round(100 * shared)} % of our words in another order` : null;
  },
};
