import * as z from 'zod';
import { levels } from '#lib/providers/provider.ts';
import { languageTag } from './language.ts';

/** In UTF-16 units: as much as the extension takes from a learner. */
const longestMessage = 20_000;

/** Printable ASCII, so that it can stand in a header too. */
const name = z.string().regex(/^[!-~]{1,128}$/, 'must be 1 to 128 printable ASCII characters without blanks');

const language = z
  .string()
  .max(64)
  .transform((given, context) => {
    const tag = languageTag(given);
    if (tag !== undefined) return tag;
    context.addIssue('must be a language that is taught here, by its English name, its own name or its BCP 47 tag');
    return z.NEVER;
  });

/** The body of `POST /chat/stream`. Fields beyond these are ignored. */
export const chatRequestSchema = z.object({
  conversation_id: z.int().meta({
    description: 'Of the client’s choosing. The first message creates the conversation.',
    examples: [1],
  }),
  user_message: z
    .string()
    .max(longestMessage)
    .meta({
      description: 'What the learner says. Empty where the tutor is to speak first.',
      examples: ['Hola'],
    }),
  language: language.meta({
    description: 'The language that is learnt: an English name, its own name, or a BCP 47 tag.',
    examples: ['spanish', 'Español', 'es-MX'],
  }),
  difficulty_level: z
    .string()
    .toUpperCase()
    .pipe(z.enum(levels))
    .meta({ description: 'CEFR level, A1 to C2, in capitals or not.', examples: ['A1'] }),
  turn_id: name.optional().meta({
    description: 'The message and its reply, so that a repeated request is known. Minted where it is left out.',
  }),
  attempt_id: name.optional().meta({
    description: 'One asking for a turn’s reply. A turn that is known, with another one, is put to the tutor anew.',
  }),
  learner_language: language.optional().meta({ description: 'The language the learner speaks. English at first.' }),
  scene: name.optional().meta({ description: 'Guided practice’s scene.', examples: ['cafe'] }),
});

export type ChatRequest = z.infer<typeof chatRequestSchema>;
