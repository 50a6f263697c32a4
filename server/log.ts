/** Writes one event down. What learners and tutors say, keys and addresses are never among its fields. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number | boolean>>) => void;

/** JSON, a line an event, with the time first (RFC 3339). */
export function createLog(write: (line: string) => void): Log {
  return (event, fields) => write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
}
