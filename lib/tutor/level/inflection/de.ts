import type { InflectionRules } from './rules.ts';

export const german: InflectionRules = {
  forms: () => [],
};
