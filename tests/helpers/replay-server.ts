import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a replay server was asked. */
interface ReceivedRequest {
  method: string;
  /** With the query. */
  url: string;
  headers: IncomingMessage['headers'];
  /** The parsed JSON; `undefined` where there was none. */
  body: unknown;
  /** Settles when the connection of this request is closed or its answer is complete. */
  ended: Promise<'complete' | 'client-left'>;
}

/** What it answers. */
export interface Replay {
  status?: number;
  headers?: Record<string, string>;
  /** Sent one by one, each in a piece of its own. */
  chunks?: readonly Uint8Array[];
  /** What follows the chunks: the end of the body, nothing at all, or a broken connection. */
  ending?: 'end' | 'stall' | 'reset';
}

export interface ReplayServer {
  /** Base address without a trailing slash. */
  address: string;
  requests: ReceivedRequest[];
  close(): Promise<void>;
}

/** An HTTP server on loopback that answers with given bytes. It stands in for every vendor's. */
export async function startReplayServer(answer: (request: ReceivedRequest) => Replay): Promise<ReplayServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (message, response) => {
    const ended = new Promise<'complete' | 'client-left'>((resolve) => {
      response.on('close', () => resolve(response.writableFinished ? 'complete' : 'client-left'));
    });
    const text = Buffer.concat(await Array.fromAsync(message)).toString();
    const { method = '', url = '', headers } = message;
    const request = { method, url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown), ended };
    requests.push(request);

    const { status = 200, headers: answered = {}, chunks = [], ending = 'end' } = answer(request);
    response.writeHead(status, answered);
    response.flushHeaders();
    // HTTP's own chunks keep the pieces apart, however the network joins them.
    for (const chunk of chunks) response.write(chunk);
    if (ending === 'end') response.end();
    if (ending === 'reset') setTimeout(() => response.destroy(), 20);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
