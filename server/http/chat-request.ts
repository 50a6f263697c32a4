import * as z from 'zod';
import { language, lessonFields, longestText } from './lesson-fields.ts';

/** Printable ASCII, so that it can stand in a header too. */
const name = z.string().regex(/^[!-~]{1,128}$/, 'must be 1 to 128 printable ASCII characters without blanks');

/** The body of `POST /chat/stream`. Fields beyond these are ignored. */
export const chatRequestSchema = z.object({
  conversation_id: z.int().meta({
    description: 'Of the client’s choosing. The first message creates the conversation.',
    examples: [1],
  }),
  user_message: z
    .string()
    .max(longestText)
    .meta({
      description: 'What the learner says. Empty where the tutor is to speak first.',
      examples: ['Hola'],
    }),
  ...lessonFields,
  turn_id: name.optional().meta({
    description: 'The message and its reply, so that a repeated request is known. Minted where it is left out.',
  }),
  attempt_id: name.optional().meta({
    description: 'One asking for a turn’s reply. A turn that is known, with another one, is put to the tutor anew.',
  }),
  learner_language: language.optional().meta({ description: 'The language the learner speaks. English at first.' }),
  corrections: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the message is to be corrected. It is, where this is left out.' }),
  late_corrections: z.boolean().optional().meta({
    description: 'Whether the client lets its learner go on at `whole`, so that the correction may come minutes later.',
  }),
  scene: name.optional().meta({ description: 'Guided practice’s scene.', examples: ['cafe'] }),
});
