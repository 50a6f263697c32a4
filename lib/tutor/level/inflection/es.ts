import type { InflectionRules } from './rules.ts';

export const spanish: InflectionRules = {
  forms: () => [],
};
