import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';

/*
 * A file on its way between a page and the worker: a message between them is JSON of 64 MiB at most. It lies in the
 * extension's own file system (https://fs.spec.whatwg.org/#origin-private-file-system) until whoever gets it has read it.
 */

const folder = 'handover';

/** Leaves a file for the other side. @returns the name that it is found by @throws {PatterError} `storage-full`, `storage` */
export async function leaveFile(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const name = crypto.randomUUID();
  try {
    const file = await (await openFolder()).getFileHandle(name, { create: true });
    await bytes.pipeTo(await file.createWritable());
    return name;
  } catch (thrown) {
    await discardFile(name);
    throw asFileError(thrown);
  }
}

/** A file that was left. It can be read until it is discarded. @throws {PatterError} `storage` */
export async function findFile(name: string): Promise<File> {
  try {
    return await (await (await openFolder()).getFileHandle(name)).getFile();
  } catch (thrown) {
    throw asFileError(thrown);
  }
}

/** Removes a file that was left, if it is there. What can not be removed now is left to `sweepFiles`. */
export async function discardFile(name: string): Promise<void> {
  try {
    await (await openFolder()).removeEntry(name);
  } catch {
    // Nothing depends on it.
  }
}

/**
 * Removes what was left before a point in time: whoever was to read it is no more.
 * @param before in milliseconds since the epoch
 * @param kept the name of a file that is needed still
 */
export async function sweepFiles(before: number, kept?: string): Promise<void> {
  try {
    for await (const entry of (await openFolder()).values()) {
      if (entry.kind !== 'file' || entry.name === kept) continue;
      if ((await entry.getFile()).lastModified < before) await discardFile(entry.name);
    }
  } catch {
    // The next worker tries again.
  }
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
}

/** The file that is left may be one of the learner's own, which can be taken away while it is read. */
const codes: Readonly<Record<string, ErrorCode>> = {
  QuotaExceededError: 'storage-full',
  NotReadableError: 'backup-damaged',
};

function asFileError(thrown: unknown): PatterError {
  if (thrown instanceof PatterError) return thrown;
  const name = thrown instanceof DOMException ? thrown.name : '';
  return new PatterError(codes[name] ?? 'storage', { cause: thrown });
}
