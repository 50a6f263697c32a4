/** As many places as a report needs. */
const mostPlaces = 10;

/** A line of a stack: `at name (file:line:column)` in Chromium, `name@file:line:column` in Firefox. */
const frame =
  /^\s*(?:at )?(?:async )?(?:([\w$.<>#]+)(?: \[as [\w$]+\])?[ @]+)?\(?\S*?([\w-]+\.[cm]?[jt]sx?):(\d+):(\d+)\)?$/;

/**
 * Where an error came from: its kind, then the places in Patter's own code that led there, then the same of its causes.
 * None of its words, which may quote a message or a key.
 */
export function traceOf(error: unknown): string[] {
  const trace: string[] = [];
  for (let inner = error; inner instanceof Error && trace.length < mostPlaces; inner = inner.cause) {
    trace.push(kindOf(inner), ...placesOf(inner));
  }
  return trace.slice(0, mostPlaces);
}

function kindOf({ name }: Error): string {
  return /^[\w$]{1,40}$/.test(name) ? name : 'Error';
}

function placesOf({ name, message, stack = '' }: Error): string[] {
  // A message may hold lines that look like places.
  const head = `${name}: ${message}`;
  const lines = (stack.startsWith(head) ? stack.slice(head.length) : stack).split('\n');
  return lines.flatMap((line) => {
    const found = frame.exec(line);
    if (found === null) return [];
    const [, called, file, row, column] = found;
    return [`${called ?? ''} ${file}:${row}:${column}`.trim()];
  });
}
