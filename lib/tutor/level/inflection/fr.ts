import type { InflectionRules } from './rules.ts';

export const french: InflectionRules = {
  forms: () => [],
};
