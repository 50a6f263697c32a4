export interface LimitRange {
  least: number;
  most: number;
  /** What an empty field stands for; without it, the field can not be empty. */
  whenEmpty?: number | undefined;
}

/** The limit that is typed; `null` where it is no whole number within its range. */
export function readLimit(typed: string, { least, most, whenEmpty }: LimitRange): number | null {
  if (typed.trim() === '') return whenEmpty ?? null;
  const limit = Number(typed);
  return Number.isInteger(limit) && limit >= least && limit <= most ? limit : null;
}

/** A limit as its field shows it. */
export function writeLimit(limit: number, { whenEmpty }: LimitRange): string {
  return limit === whenEmpty ? '' : String(limit);
}
