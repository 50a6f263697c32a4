import type { InflectionRules } from './rules.ts';

export const japanese: InflectionRules = {
  forms: () => [],
};
