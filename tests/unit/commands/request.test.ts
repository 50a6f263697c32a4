import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { request } from '#lib/commands/request.ts';

const answers = (answer: Promise<unknown>) =>
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockReturnValue(answer as never);

it('gives the output that the worker answered', async () => {
  const asked = answers(Promise.resolve({ ok: true, output: { owners: ['claude'] } }));
  expect(await request('key.saved', {})).toEqual({ owners: ['claude'] });
  expect(asked).toHaveBeenCalledWith({ command: 'key.saved', input: {} });
});

it.each([
  ['the worker said so', Promise.resolve({ ok: false, error: { code: 'storage-full' } }), 'storage-full'],
  ['the answer is none', Promise.resolve(undefined), 'bug'],
  ['the answer is to something else', Promise.resolve({ ok: true, output: { tutors: 3 } }), 'bug'],
])('throws a PatterError where %s', async (_, answer, code) => {
  answers(answer);
  await expect(request('key.saved', {})).rejects.toMatchObject({ name: 'PatterError', code });
});

it('tells that the worker ended before it had answered', async () => {
  answers(Promise.reject(new Error('The message channel closed before a response was received')));
  await expect(request('key.saved', {})).rejects.toMatchObject({ name: 'PatterError', code: 'worker-lost' });
});
