import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { leaveTopic, takeTopic, watchTopic } from '#lib/page/topic.ts';

const topic = { conversation: 7, begins: true };

describe('a topic', () => {
  it('is for the panel of its window, and for it once', async () => {
    await leaveTopic(1, topic);
    expect(await takeTopic(2)).toBeNull();
    expect(await takeTopic(1)).toEqual(topic);
    expect(await takeTopic(1)).toBeNull();
  });

  it('is heard of as it is left, and not as it is taken', async () => {
    const heard = vi.fn();
    const end = watchTopic(1, heard);
    await leaveTopic(2, topic);
    expect(heard).not.toHaveBeenCalled();
    await leaveTopic(1, { error: { code: 'page-empty' } });
    expect(heard).toHaveBeenCalledTimes(1);
    await takeTopic(1);
    expect(heard).toHaveBeenCalledTimes(1);
    end();
    await leaveTopic(1, topic);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('that is none is dropped', async () => {
    await fakeBrowser.storage.session.set({ 'topic-1': { conversation: 'seven' } });
    expect(await takeTopic(1)).toBeNull();
  });
});
