import { beforeEach, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import * as registry from '#lib/providers/registry.ts';
import { firstSettings } from '#lib/settings/settings.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { prepareGlosses } from '#lib/turn/prepare-glosses.ts';
import { answeringTutor } from '#tests/helpers/answering-tutor.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';

vi.mock('#lib/providers/registry.ts', { spy: true });

const lesson = { language: 'es', level: 'A1', learnerLanguage: 'en' } as const;
const first = firstSettings('en');
const settings = {
  ...first,
  tutor: 'claude' as const,
  tutors: { ...first.tutors, claude: { ...first.tutors.claude, model: 'm' } },
};

beforeEach(() => database.glosses.clear());

it('has the meaning of the hardest words at hand, those of the core list aside, and keeps to what is left of the limits', async () => {
  const tutor = answeringTutor([{ lemma: 'x', grammar: 'noun', translation: 'a thing' }]);
  vi.mocked(registry.createProvider).mockReturnValue(tutor.provider);
  const admit = vi.fn(async () => undefined);
  const access = {
    key: async () => 'key',
    allowed: async () => true,
    passOriginCheck: async () => undefined,
    readFile: readOwnFile,
    meter: { admit, record: async () => undefined },
    lane: createLanes(),
  };
  const tools = createLanguageTools(
    async () => '[B1]\ntormenta\tnoun f\tstorm',
    async () => null,
  );
  const text = 'Las precipitaciones, la tormenta, los desbordamientos y las inundaciones.';
  const hard = ['precipitaciones', 'tormenta', 'desbordamientos', 'inundaciones'];
  await prepareGlosses(text, hard, lesson, settings, { access, tools });
  expect((await database.glosses.toArray()).map(({ word }) => word)).toEqual(['desbordamientos', 'precipitaciones']);
  expect(admit.mock.calls).toEqual([
    ['claude', false],
    ['claude', false],
  ]);
});
