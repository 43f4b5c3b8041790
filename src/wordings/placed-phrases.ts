import type { Language } from './languages/index.ts';

/** What is said in the system prompt of the question to come, and the turn that asks for the answer to one that stands there. */
export interface PlacedPhrases {
  readonly notice: string;
  readonly cue: string;
}

/** In each language. */
export const placedPhrases: { readonly [code in Language]: PlacedPhrases } = {
  en: {
    notice: 'After your reply you will be asked whether you want this chat to go on or to end.',
    cue: 'Now give your answer to the question you were told of.',
  },
  de: {
    notice: 'Nach deiner Antwort wirst du gefragt, ob du möchtest, dass dieser Chat weitergeht oder endet.',
    cue: 'Gib jetzt deine Antwort auf die Frage, die dir genannt wurde.',
  },
  es: {
    notice: 'Después de tu respuesta se te preguntará si quieres que este chat siga o termine.',
    cue: 'Da ahora tu respuesta a la pregunta de la que se te habló.',
  },
  fr: {
    notice: 'Après votre réponse, il vous sera demandé si vous voulez que cette discussion continue ou se termine.',
    cue: 'Donnez maintenant votre réponse à la question qui vous a été annoncée.',
  },
  it: {
    notice: 'Dopo la tua risposta ti verrà chiesto se vuoi che questa chat continui o finisca.',
    cue: 'Dai ora la tua risposta alla domanda di cui ti è stato detto.',
  },
  ja: {
    notice: 'あなたの返答のあとで、このチャットを続けたいか終えたいかをお聞きします。',
    cue: 'では、お伝えしてあった質問に答えてください。',
  },
  nl: {
    notice: 'Na je antwoord wordt je gevraagd of je wilt dat deze chat doorgaat of stopt.',
    cue: 'Geef nu je antwoord op de vraag waarover je is verteld.',
  },
  pl: {
    notice: 'Po twojej odpowiedzi zapytamy cię, czy chcesz, żeby ten czat trwał dalej, czy się zakończył.',
    cue: 'Odpowiedz teraz na pytanie, o którym była mowa.',
  },
  pt: {
    notice: 'Depois da sua resposta, será perguntado se você quer que este chat continue ou termine.',
    cue: 'Dê agora a sua resposta à pergunta de que lhe falaram.',
  },
  zh: {
    notice: '在你回复之后，会问你希望这次对话继续还是结束。',
    cue: '现在请回答之前告诉过你的那个问题。',
  },
};
