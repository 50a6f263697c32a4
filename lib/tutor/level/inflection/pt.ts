import type { InflectionRules } from './rules.ts';

export const portuguese: InflectionRules = {
  forms: () => [],
};
