import { vi } from 'vitest';

/**
 * As much of the browser's own file system as is used, in memory.
 * @param failing what every writing ends with
 * @returns the files by their names
 */
export function fileSystem(failing?: DOMException) {
  const files = new Map<string, File>();
  const handle = (name: string) => ({
    kind: 'file',
    name,
    getFile: async () => files.get(name),
    createWritable: async () => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      return new WritableStream<Uint8Array<ArrayBuffer>>({
        write(part) {
          if (failing !== undefined) throw failing;
          parts.push(part);
        },
        close: () => void files.set(name, new File(parts, name, { lastModified: Date.now() })),
      });
    },
  });
  const folder = {
    getFileHandle: async (name: string, { create = false } = {}) => {
      if (!create && !files.has(name)) throw new DOMException('no such file', 'NotFoundError');
      if (create) files.set(name, new File([], name, { lastModified: Date.now() }));
      return handle(name);
    },
    removeEntry: async (name: string) => {
      if (!files.delete(name)) throw new DOMException('no such file', 'NotFoundError');
    },
    async *values() {
      for (const name of files.keys()) yield handle(name);
    },
  };
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => ({ getDirectoryHandle: async () => folder }) } });
  return files;
}
