import * as z from 'zod';
import { levels } from '#lib/providers/provider.ts';
import { languageTag } from './language.ts';

/** In UTF-16 units: as much as the extension takes from a learner. */
export const longestText = 20_000;

export const language = z
  .string()
  .max(64)
  .transform((given, context) => {
    const tag = languageTag(given);
    if (tag !== undefined) return tag;
    context.addIssue('must be a language that is taught here, by its English name, its own name or its BCP 47 tag');
    return z.NEVER;
  });

/** What every request says of the lesson. */
export const lessonFields = {
  language: language.meta({
    description: 'The language that is learnt: an English name, its own name, or a BCP 47 tag.',
    examples: ['spanish', 'Español', 'es-MX'],
  }),
  difficulty_level: z
    .string()
    .toUpperCase()
    .pipe(z.enum(levels))
    .meta({ description: 'CEFR level, A1 to C2, in capitals or not.', examples: ['A1'] }),
};
