import * as z from 'zod';
import type { TaskName } from '#lib/providers/provider.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { glossSchema, glossTask } from '#lib/tutor/tasks/gloss.ts';
import { sayingSchema, sayTask } from '#lib/tutor/tasks/say.ts';
import { easierSchema, simplifyTask } from '#lib/tutor/tasks/simplify.ts';
import { suggestionsSchema, suggestTask } from '#lib/tutor/tasks/suggest.ts';
import type { Task } from '#lib/tutor/tasks/task.ts';
import { translateTask, translationSchema } from '#lib/tutor/tasks/translate.ts';
import { language, lessonFields, longestText } from './lesson-fields.ts';

const mostMessages = 200;

const text = z
  .string()
  .max(longestText)
  .regex(/\S/, 'must not be empty')
  .transform((given) => given.toWellFormed());

/** The body of `POST /tasks/…`. Fields beyond these are ignored: what the tutor is told to do is the server's alone. */
const taskRequestSchema = z.object({
  text: text.meta({ description: 'What it is about.', examples: ['¿Qué tal?'] }),
  ...lessonFields,
  learner_language: language.prefault('en').meta({ description: 'The language the learner speaks.' }),
  scene: z.string().max(128).optional().meta({ description: 'As for a message.' }),
  messages: z
    .array(z.object({ role: z.enum(['learner', 'tutor']), text: z.string().max(longestText) }))
    .max(mostMessages)
    .prefault([])
    .meta({ description: 'What was said up to the text, oldest first: guided practice knows its lines again by it.' }),
});

const glossRequestSchema = taskRequestSchema.extend({
  text: text.meta({ description: 'A word, as it is written in the sentence.', examples: ['tal'] }),
  sentence: text.meta({ description: 'The sentence that it stands in.', examples: ['¿Qué tal?'] }),
});

type TaskRequest = z.infer<typeof taskRequestSchema> & { sentence?: string };

interface ServedTask {
  name: TaskName;
  /** For people. */
  summary: string;
  request: z.ZodType<TaskRequest>;
  answer: z.core.$ZodType;
  /** @param check holds a text against the lesson's level */
  build: (asked: TaskRequest, lesson: Lesson, check: (text: string) => ReplyCheck) => Task<unknown>;
}

/** What can be asked for beside the replies: of all tasks, those that need nothing but a text. */
export const servedTasks: readonly ServedTask[] = [
  {
    name: 'translate',
    summary: 'A text in the learner’s own language',
    request: taskRequestSchema,
    answer: translationSchema,
    build: (asked, lesson) => translateTask(asked.text, lesson),
  },
  {
    name: 'simplify',
    summary: 'A text once more, in easier words',
    request: taskRequestSchema,
    answer: easierSchema,
    build: (asked, lesson, check) => simplifyTask(asked.text, lesson, check),
  },
  {
    name: 'suggest',
    summary: 'Three answers that the learner could give to a message',
    request: taskRequestSchema,
    answer: suggestionsSchema,
    build: (asked, lesson, check) => suggestTask(asked.text, lesson, check),
  },
  {
    name: 'say',
    summary: 'How something is said that the learner can say in another language',
    request: taskRequestSchema,
    answer: sayingSchema,
    build: (asked, lesson) => sayTask(asked.text, lesson),
  },
  {
    name: 'gloss',
    summary: 'What a word means where it stands',
    request: glossRequestSchema,
    answer: glossSchema,
    build: (asked, lesson) => glossTask(asked.text, asked.sentence ?? '', lesson),
  },
];
