import { withOpenings, type LanguagePhrases } from '../language.ts';

/** Further languages, of which the usual openings are known: enough for a plain refusal, not for its finer forms. */
export const openings: readonly LanguagePhrases[] = [
  withOpenings({
    code: 'ru',
    known: /[ыэъё]|(?<!\p{L})(?:и|не|что|как|это|на|вы|для|или)(?!\p{L})/u,
    declines: [
      '(я )?не (могу|буду|смогу|стану|имею права|готов~|должен|должна)( \\p{L}+){0,3} (помочь|помогать|предостав~|дать|давать|созда~|написа~|ответ~|отвеча~|выполн~|обсужд~|участв~|сказать|рассказ~|объясн~|продолж~|поддерж~|сделать|делать|генерир~|сгенерир~|делиться|консультир~)',
      '(с этим|этого|этим)( \\p{L}+)? не (могу|буду|смогу)( \\p{L}+){0,2}',
      '(вынужден~|должен|должна) отказ~',
      '(противоречит|нарушает)( \\p{L}+){0,2} (правил~|принцип~|политик~)',
      'давайте (поговорим|сменим|обсудим) (о|тему|что)~?',
    ],
    lacks: [
      'у меня нет (доступа|информации|возможности|данных|чувств|личн~)',
      'я не (знаю|имею доступа|обладаю|могу (видеть|просматривать|проверить|предсказ~|получить доступ))',
    ],
    sorry: ['извин~|прости~|сожале~|к сожалению|прошу прощения'],
  }),
  withOpenings({
    code: 'uk',
    known: /[іїєґ]|(?<!\p{L})(?:але|що|це|можу|вибачте|цим)(?!\p{L})/u,
    declines: [
      '(я )?не (можу|буду|зможу)( \\p{L}+){0,3} (допомог~|надат~|надават~|створ~|напис~|відпов~|викон~|обговор~|сказати|пояснит~|зробит~)',
      '(змушен~|мушу) відмовит~',
    ],
    lacks: ['(у мене немає|я не маю) (доступу|інформації|можливості|даних)', 'я не знаю'],
    sorry: ['вибач~|пробач~|перепрош~|на жаль'],
  }),
  withOpenings({
    code: 'ko',
    known: /\p{Script=Hangul}/u,
    spaced: false,
    declines: [
      '(도와|도움을|제공|답변|대답|작성|생성|지원|설명|알려|말씀|응|수행|참여|논의|공유|이행|추천|만들어).{0,10}(수 없|수가 없|수는 없|드릴 수|못 ?하|않겠|어렵습니다|불가)',
      '(거절|거부|사양)(하|합|해)',
      '(정책|지침|가이드라인|원칙).{0,8}(위반|어긋|위배)',
      '다른 (주제|이야기|얘기).{0,12}(나눠|할까|해 보|해보|어떨)',
    ],
    lacks: [
      '(접근|확인|검색|예측|볼|들을).{0,8}(수 없|수가 없)',
      '(정보|데이터|기능|권한|감정).{0,8}(없습니다|없어요|가지고 있지)',
      '(모르겠|알지 못)',
    ],
    sorry: ['죄송|미안|유감|안타깝'],
  }),
  withOpenings({
    code: 'ar',
    known: /\p{Script=Arabic}/u,
    spaced: false,
    declines: [
      '(لا (أستطيع|يمكنني|أقدر)|لن (أتمكن|أستطيع|أقوم)|لست قادر)[^.؟!\\n]{0,40}(مساعد|تقديم|توفير|الإجابة|إجابة|كتابة|إنشاء|تلبية|المشاركة|مناقشة|تنفيذ|القيام|شرح|مشاركة)',
      '(أرفض|أعتذر عن|يجب أن أرفض)',
      '(يتعارض|تنتهك|يخالف)[^.؟!\\n]{0,20}(مبادئ|سياس|إرشادات)',
    ],
    lacks: ['(ليس لدي|لا أملك|لا أعرف|لا أعلم)', '(لا (أستطيع|يمكنني))[^.؟!\\n]{0,16}(الوصول|رؤية|التنبؤ|التحقق)'],
    sorry: ['(آسف|عذرا|عذرًا|أعتذر|للأسف|المعذرة)'],
  }),
  withOpenings({
    code: 'hi',
    known: /\p{Script=Devanagari}/u,
    spaced: false,
    declines: [
      '(मदद|सहायता|प्रदान|उत्तर|जवाब|लिख|बना|चर्चा|पूरा|साझा|समर्थन|बता)[^।?!\\n]{0,30}(नहीं (कर|दे|कर सक|दे सक|बता|लिख)|असमर्थ|(कर|दे|बता|लिख|बना) नहीं सक)',
      '(मना|इनकार) कर',
    ],
    lacks: ['(जानकारी|पहुँच|पहुंच|क्षमता)[^।?!\\n]{0,10}नहीं', '(नहीं जानत|पता नहीं)'],
    sorry: ['(क्षमा|माफ़|माफ|खेद|दुर्भाग्य)'],
  }),
  withOpenings({
    code: 'tr',
    known: [
      've',
      'bir',
      'bu',
      'için',
      'ile',
      'değil',
      'çok',
      'ama',
      'veya',
      'olarak',
      'size',
      'konuda',
      'ben',
      'maalesef',
      'üzgünüm',
    ],
    declines: [
      '(yardımcı ol|yardım ed|sağla|ver|sun|oluştur|yaz|yanıtla|cevapla|yerine getir|katıl|tartış|paylaş|destekle|yap)(a|e|ı|i)?(mam|mem|mıyorum|miyorum|muyorum|müyorum|mayacağım|meyeceğim|amıyorum|emiyorum|yamam|yemem|yamıyorum)',
      '(reddet|geri çevir)~',
      '(ilke|politika|kural)~…(aykırı|ihlal)',
    ],
    lacks: ['(erişimim|bilgim|yeteneğim) yok', 'bilmiyorum', '(erişe|göre|tahmin ede)(mem|miyorum)'],
    sorry: ['özür~|üzgünüm|maalesef|ne yazık ki|kusura bakma~'],
  }),
  withOpenings({
    code: 'sv',
    known: ['och', 'att', 'det', 'är', 'jag', 'inte', 'som', 'för', 'på', 'ett', 'du', 'av', 'med'],
    declines: [
      'jag (kan|kommer|får|vill|tänker)… inte… (hjälpa|bistå|ge|tillhandahålla|skapa|skriva|generera|svara|delta|diskutera|göra|dela|förklara|assistera)',
      '(det|detta) (kan|får|tänker) jag inte… (hjälpa|göra|svara)',
      'jag (måste|vill) (avböja|neka|avstå)',
    ],
    lacks: [
      'jag (har|vet|känner) (tyvärr )?(inte|ingen|inga)',
      'jag kan inte (komma åt|se|höra|förutsäga|bekräfta|söka)',
    ],
    sorry: ['(jag är )?ledsen|tyvärr|förlåt|jag beklagar|ursäkta'],
  }),
  withOpenings({
    code: 'da',
    known: ['og', 'at', 'det', 'er', 'jeg', 'ikke', 'som', 'til', 'på', 'en', 'et', 'af', 'med', 'du'],
    declines: [
      'jeg (kan|vil|må)… ikke… (hjælpe|hjelpe|bistå|give|gi|levere|skabe|lage|skrive|generere|svare|deltage|delta|diskutere|gøre|gjøre|dele|forklare|assistere)',
      '(det|dette) (kan|vil) jeg ikke… (hjælpe|hjelpe|gøre|gjøre|svare)',
      'jeg (må|vil) (afvise|avslå|nægte|nekte)',
    ],
    lacks: [
      'jeg (har|ved|vet|kender) (desværre |dessverre )?(ikke|ingen)',
      'jeg kan ikke (få adgang|se|høre|forudsige|bekræfte|søge|søke)',
    ],
    sorry: ['beklager|undskyld|unnskyld|desværre|dessverre|ked af'],
  }),
  withOpenings({
    code: 'fi',
    known: ['ja', 'on', 'ei', 'että', 'se', 'en', 'voi', 'tai', 'mutta', 'ovat', 'kun', 'myös'],
    declines: [
      'en (voi|pysty|aio|saa)( \\p{L}+){0,3} (auttaa|antaa|tarjota|luoda|kirjoittaa|vastata|osallistua|keskustella|tehdä|jakaa|selittää|tuottaa|avustaa|neuvoa)',
      '(kieltäydyn|joudun kieltäytymään)',
    ],
    lacks: ['(minulla ei ole|en tiedä|en tunne)', 'en voi (nähdä|käyttää|tarkistaa|ennustaa)'],
    sorry: ['valitettavasti|pahoitteluni|pahoittelen|olen pahoillani|anteeksi'],
  }),
  withOpenings({
    code: 'cs',
    known: ['je', 'se', 'na', 'že', 'to', 'jsem', 'pro', 'ale', 'jak', 'nebo', 'jako', 'které', 'si', 'ne'],
    declines: [
      '(nemohu|nemůžu|nebudu|nesmím|nechci|nejsem schop~|nemôžem)( \\p{L}+){0,4} (pomoci|pomoct|poskytn~|vytvoř~|napsat|odpověd~|splnit|účastn~|diskut~|udělat|sdíl~|vysvětl~|pomôcť|poskytovat)',
      '(musím|odmítám)( \\p{L}+)?(odmítnout)?(?= |$)',
    ],
    lacks: ['(nemám (přístup|informace|možnost|prístup)|nevím|neviem)'],
    sorry: ['omlouv~|promiň~|bohužel|lituji|je mi líto|ospravedl~|ľutujem'],
  }),
  withOpenings({
    code: 'ro',
    known: ['și', 'este', 'nu', 'de', 'la', 'un', 'o', 'pentru', 'care', 'în', 'cu', 'sunt', 'să'],
    declines: [
      'nu (pot|voi|am voie|sunt în măsură)( \\p{L}+){0,2} ?(să )?(te |vă |ajut~|ofer~|furniz~|cre~|scri~|răspund~|particip~|discut~|fac|face|explic~|împărt~|gener~|asist~)',
      '(refuz|trebuie să refuz)',
    ],
    lacks: ['nu (am acces|știu|dețin|cunosc|am informații)'],
    sorry: ['(îmi pare rău|scuze|din păcate|regret|îmi cer scuze)'],
  }),
  withOpenings({
    code: 'hu',
    known: ['és', 'nem', 'az', 'hogy', 'egy', 'van', 'ez', 'is', 'meg', 'vagy', 'de', 'ha'],
    declines: [
      'nem (tudok|fogok|áll módomban|segíthetek|adhatok|vagyok hajlandó)( \\p{L}+){0,4} ?(segíteni|segítséget|adni|nyújtani|létrehozni|írni|válaszolni|teljesíteni|részt venni|megosztani|elmagyarázni)?',
      '(vissza kell utasítanom|elutasítom)',
    ],
    lacks: ['(nincs hozzáférésem|nem tudom|nem rendelkezem|nincs információm)'],
    sorry: ['sajnálom|sajnos|elnézést|bocsánat'],
  }),
  withOpenings({
    code: 'el',
    known: /\p{Script=Greek}/u,
    declines: [
      'δεν (μπορώ|θα|είμαι σε θέση|επιτρέπεται)( να)?( \\p{L}+){0,3} (βοηθ~|παρ~|δώσω|δημιουργ~|γράψω|απαντήσω|συμμετ~|συζητήσω|κάνω|εξηγήσω|ικανοποι~)',
      'αρνούμαι|πρέπει να αρνηθώ',
    ],
    lacks: ['δεν (έχω|γνωρίζω|ξέρω|διαθέτω)'],
    sorry: ['λυπάμαι|συγγνώμη|δυστυχώς|ζητώ συγγνώμη'],
  }),
  withOpenings({
    code: 'vi',
    known: ['và', 'của', 'là', 'không', 'cho', 'các', 'có', 'một', 'được', 'tôi', 'bạn', 'để', 'với'],
    declines: [
      '(tôi |mình )?(không thể|không được phép|sẽ không|từ chối|không muốn)( \\p{L}+){0,3} (giúp|hỗ trợ|cung cấp|tạo|viết|trả lời|thực hiện|tham gia|thảo luận|làm|chia sẻ|giải thích|hướng dẫn|đáp ứng)',
    ],
    lacks: ['(tôi )?không (có (quyền|thông tin|khả năng)|biết|thể (truy cập|xem|dự đoán|xác nhận))'],
    sorry: ['xin lỗi|rất tiếc|tiếc là|xin thứ lỗi'],
  }),
  withOpenings({
    code: 'id',
    known: ['dan', 'yang', 'di', 'untuk', 'dengan', 'tidak', 'ini', 'itu', 'dari', 'saya', 'anda', 'atau', 'adalah'],
    declines: [
      '(saya |kami )?(tidak (bisa|dapat|boleh|akan|mampu)|menolak)( \\p{L}+){0,2} (membantu|memberikan|menyediakan|membuat|menulis|menjawab|memenuhi|berpartisipasi|membahas|melakukan|membagikan|menjelaskan|mendukung|terlibat)',
    ],
    lacks: ['(saya )?tidak (memiliki|punya|tahu|mengetahui|dapat (mengakses|melihat|memprediksi))'],
    sorry: ['(mohon )?maaf|menyesal|sayangnya'],
  }),
  withOpenings({
    code: 'th',
    known: /\p{Script=Thai}/u,
    spaced: false,
    declines: [
      '(ไม่สามารถ|ไม่อาจ|ขอปฏิเสธ|จะไม่|ไม่ขอ)[^\\n]{0,20}(ช่วย|ให้|สร้าง|เขียน|ตอบ|ทำ|พูดคุย|แบ่งปัน|อธิบาย|แนะนำ|ดำเนิน)',
      'ขอปฏิเสธ',
    ],
    lacks: ['(ไม่มี(ข้อมูล|สิทธิ์|ความสามารถ)|ไม่ทราบ|ไม่รู้|ไม่สามารถเข้าถึง)'],
    sorry: ['ขอโทษ|ขออภัย|เสียใจ|น่าเสียดาย'],
  }),
  withOpenings({
    code: 'he',
    known: /\p{Script=Hebrew}/u,
    declines: [
      '(אני )?(לא (יכול~|אוכל|מוכן|מוכנה|רשאי)|אינני יכול~|איני יכול~|מסרב~|נאלץ לסרב)( \\p{L}+){0,3} ?(לעזור|לסייע|לספק|לתת|ליצור|לכתוב|לענות|להשתתף|לדון|לעשות|לשתף|להסביר)?',
    ],
    lacks: ['(אין לי (גישה|מידע|יכולת)|אני לא יודע~|איני יודע~)'],
    sorry: ['מצטער~|סליחה|לצערי|מתנצל~'],
  }),
];
