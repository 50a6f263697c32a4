import { spawnSync } from 'node:child_process';

/**
 * A Python that has Anki's own library (`pip install anki`), to see what Anki makes of what Patter writes: `ANKI_PYTHON`, or
 * the machine's. `undefined` where there is none.
 */
export function findAnki(): string | undefined {
  const pythons = [process.env.ANKI_PYTHON, 'python3', 'python'].filter((python) => python !== undefined);
  return pythons.find((python) => spawnSync(python, ['-c', 'import anki.collection']).status === 0);
}
