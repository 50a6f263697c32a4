import type { InflectionRules } from './rules.ts';

export const english: InflectionRules = {
  forms: () => [],
};
