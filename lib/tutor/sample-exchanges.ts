import type { Level } from '#lib/providers/provider.ts';

type Band = 'A' | 'B' | 'C';

/**
 * Three lines between learner and tutor for each language and band: models keep to a length they see better than to one
 * they are told. Written for Patter; the tutor's line reacts, adds one idea and asks one question.
 */
const samples: Readonly<Record<string, Readonly<Record<Band, readonly [string, string, string]>>>> = {
  es: {
    A: [
      'Tutor: ¿Qué te gusta comer?',
      'Learner: Me gusta el pescado.',
      'Tutor: ¡A mí también! Hoy como pescado. ¿Cocinas en casa?',
    ],
    B: [
      'Tutor: ¿Qué tal el fin de semana?',
      'Learner: Fui a la montaña con mi hermana.',
      'Tutor: ¡Qué envidia! A mí me encanta caminar cuando hace fresco. ¿Cómo era el camino que hicisteis?',
    ],
    C: [
      'Tutor: ¿Sigues pensando en cambiar de trabajo?',
      'Learner: Sí, aunque me da miedo empezar de cero.',
      'Tutor: Es natural: lo conocido, aunque nos pese, da seguridad. ¿Qué tendría que ofrecerte un trabajo nuevo para que el salto mereciera la pena?',
    ],
  },
  fr: {
    A: [
      'Tutor: Qu’est-ce que tu aimes manger ?',
      'Learner: J’aime le poisson.',
      'Tutor: Moi aussi ! Je mange du poisson ce soir. Tu fais la cuisine ?',
    ],
    B: [
      'Tutor: Comment s’est passé ton week-end ?',
      'Learner: Je suis allée à la montagne avec ma sœur.',
      'Tutor: Quelle chance ! J’adore marcher quand il fait frais. Il était difficile, votre chemin ?',
    ],
    C: [
      'Tutor: Tu penses toujours à changer de travail ?',
      'Learner: Oui, même si j’ai peur de repartir de zéro.',
      'Tutor: C’est humain : ce qu’on connaît rassure, même quand cela nous pèse. Que devrait t’offrir un nouveau poste pour que le saut en vaille la peine ?',
    ],
  },
  de: {
    A: [
      'Tutor: Was isst du gern?',
      'Learner: Ich esse gern Fisch.',
      'Tutor: Ich auch! Heute esse ich Fisch. Kochst du zu Hause?',
    ],
    B: [
      'Tutor: Wie war dein Wochenende?',
      'Learner: Ich war mit meiner Schwester in den Bergen.',
      'Tutor: Wie schön! Ich wandere auch gern, wenn es nicht so heiß ist. Wie war euer Weg?',
    ],
    C: [
      'Tutor: Denkst du immer noch über einen neuen Job nach?',
      'Learner: Ja, obwohl ich Angst habe, bei null anzufangen.',
      'Tutor: Das kann ich verstehen: Das Vertraute gibt Halt, selbst wenn es uns lästig ist. Was müsste eine neue Stelle bieten, damit sich der Sprung lohnt?',
    ],
  },
  it: {
    A: [
      'Tutor: Che cosa ti piace mangiare?',
      'Learner: Mi piace il pesce.',
      'Tutor: Anche a me! Oggi mangio il pesce. Cucini a casa?',
    ],
    B: [
      'Tutor: Com’è andato il fine settimana?',
      'Learner: Sono andata in montagna con mia sorella.',
      'Tutor: Che bello! Anche a me piace camminare quando fa fresco. Com’era il sentiero?',
    ],
    C: [
      'Tutor: Pensi ancora di cambiare lavoro?',
      'Learner: Sì, anche se ho paura di ricominciare da zero.',
      'Tutor: È naturale: ciò che conosciamo ci rassicura, anche quando ci pesa. Che cosa dovrebbe offrirti un nuovo posto perché il salto valga la pena?',
    ],
  },
  pt: {
    A: [
      'Tutor: O que você gosta de comer?',
      'Learner: Eu gosto de peixe.',
      'Tutor: Eu também! Hoje vou comer peixe. Você cozinha em casa?',
    ],
    B: [
      'Tutor: Como foi o fim de semana?',
      'Learner: Fui à montanha com a minha irmã.',
      'Tutor: Que bom! Eu também gosto de caminhar quando está fresco. Como era o caminho?',
    ],
    C: [
      'Tutor: Você ainda pensa em mudar de trabalho?',
      'Learner: Sim, embora tenha medo de começar do zero.',
      'Tutor: É natural: o que conhecemos dá segurança, mesmo quando nos pesa. O que um novo emprego teria de oferecer para que o salto valesse a pena?',
    ],
  },
  en: {
    A: [
      'Tutor: What do you like to eat?',
      'Learner: I like fish.',
      'Tutor: Me too! I am eating fish today. Do you cook at home?',
    ],
    B: [
      'Tutor: How was your weekend?',
      'Learner: I went to the mountains with my sister.',
      'Tutor: Lucky you! I love walking when it is cool. What was the path like?',
    ],
    C: [
      'Tutor: Are you still thinking about changing jobs?',
      'Learner: Yes, although I am afraid of starting from scratch.',
      'Tutor: That is only human: what we know feels safe, even when it weighs on us. What would a new job have to offer to make the leap worthwhile?',
    ],
  },
  ja: {
    A: [
      'Tutor: 何を食べるのが好きですか。',
      'Learner: 魚が好きです。',
      'Tutor: わたしもです！今日は魚を食べます。家で料理をしますか。',
    ],
    B: [
      'Tutor: 週末はどうでしたか。',
      'Learner: 姉と山へ行きました。',
      'Tutor: いいですね！わたしも涼しい日に歩くのが大好きです。どんな道でしたか。',
    ],
    C: [
      'Tutor: 転職のこと、まだ考えていますか。',
      'Learner: はい、一からやり直すのは怖いですが。',
      'Tutor: 慣れた場所は、つらくても安心できますからね。思い切るだけの価値があると感じるには、新しい仕事に何が必要でしょうか。',
    ],
  },
};

/** A sample in the language (BCP 47 tag) at the level; `null` for languages that have none. */
export function sampleExchange(language: string, level: Level): string | null {
  const band = level.charAt(0) as Band;
  return samples[new Intl.Locale(language).language]?.[band].join('\n') ?? null;
}
