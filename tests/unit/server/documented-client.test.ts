import { spawnSync, execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { startCuttingProxy, type CuttingProxy } from '#tests/helpers/cutting-proxy.ts';
import { startServerProcess, type ServerProcess } from '#tests/helpers/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'patter-client-'));
const script = join(folder, 'client.py');
const page = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8');
writeFileSync(script, /```python\n(.*?)```/s.exec(page)?.[1] ?? '');

let server: ServerProcess | undefined;
let proxy: CuttingProxy | undefined;

afterEach(async () => {
  await proxy?.close();
  await server?.stop('SIGKILL');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the page's script prints, told these messages. */
function talk(address: string, ...messages: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('python3', [script, address], { encoding: 'utf8', timeout: 50_000 }, (error, output) => {
      if (error) reject(error);
      else resolve(output);
    });
    child.stdin?.end(messages.map((message) => `${message}\n`).join(''));
  });
}

if (spawnSync('python3', ['--version']).status === 0) {
  test('the script in docs/server.md holds a conversation, also over a line that breaks', async () => {
    server = await startServerProcess({ DATABASE_FILE: join(folder, 'server.db') });
    const undisturbed = await talk(server.address, 'Hola', 'Me llamo Ana');
    expect(undisturbed).toMatch(/guided practice[^]*Ana/);
    proxy = await startCuttingProxy(server.address, [5, 3]);
    expect(await talk(proxy.address, 'Hola', 'Me llamo Ana')).toBe(undisturbed);
    expect(proxy.connections()).toBe(4);
  }, 60_000);
} else {
  test('python3 is not installed here: the script in docs/server.md was not tried', () => undefined);
}
