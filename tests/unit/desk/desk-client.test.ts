import { describe, expect, test, vi } from 'vitest';
import { DeskClient, type DeskRequest } from '#lib/desk/desk-client.ts';
import type { FileDesk } from '#lib/word-files/file-desk.ts';

/** A worker that answers when it is told to. */
class FakeWorker extends EventTarget {
  readonly asked: DeskRequest[] = [];
  readonly terminate = vi.fn();

  postMessage(request: DeskRequest): void {
    this.asked.push(request);
  }

  answer(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const started = () => {
  const workers: FakeWorker[] = [];
  const client = new DeskClient<FileDesk>(() => {
    workers.push(new FakeWorker());
    return workers.at(-1) as unknown as Worker;
  });
  return { client, workers };
};

describe('a desk client', () => {
  test('starts its worker with the first request, and gives each its own answer', async () => {
    const { client, workers } = started();
    expect(workers).toHaveLength(0);
    const first = client.ask('open', { file: 'a' });
    const second = client.ask('leave', undefined);
    const [worker] = workers;
    expect(worker?.asked.map(({ id, task }) => [id, task])).toEqual([
      [1, 'open'],
      [2, 'leave'],
    ]);
    worker?.answer({ id: 2, output: 'name' });
    worker?.answer({ id: 1, error: { code: 'table-unreadable' } });
    expect(await second).toBe('name');
    await expect(first).rejects.toMatchObject({ code: 'table-unreadable' });
    expect(workers).toHaveLength(1);
  });

  test('ends what is being done when it is closed, and starts anew when it is asked again', async () => {
    const { client, workers } = started();
    const asked = client.ask('leave', undefined);
    client.close();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0]?.terminate).toHaveBeenCalledOnce();
    void client.ask('leave', undefined);
    expect(workers).toHaveLength(2);
  });

  test('tells of a worker that does not run', async () => {
    const { client, workers } = started();
    const asked = client.ask('leave', undefined);
    workers[0]?.dispatchEvent(new Event('error'));
    await expect(asked).rejects.toMatchObject({ code: 'bug' });
  });
});
