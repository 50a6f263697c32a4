import type { InflectionRules } from './rules.ts';

export const italian: InflectionRules = {
  forms: () => [],
};
