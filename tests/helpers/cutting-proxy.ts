import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy that a test can cut in mid-stream. */
export interface CuttingProxy {
  /** Base address without a trailing slash. */
  address: string;
  /** How many connections there were. */
  connections: () => number;
  close(): Promise<void>;
}

/**
 * Hands everything on to a server, byte by byte as it comes, until `cutsAt` says after how many tokens of a streamed reply
 * a connection breaks.
 *
 * @param cutsAt of the first connection, the second …; those after that hold
 */
export async function startCuttingProxy(target: string, cutsAt: readonly number[]): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const cuts = [...cutsAt];
  let connections = 0;
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    connections += 1;
    let tokens = 0;
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
    client.pipe(server);
    server.on('data', (piece) => {
      client.write(piece);
      tokens += piece.toString('latin1').split('"token"').length - 1;
      if (cuts[0] === undefined || tokens < cuts[0]) return;
      cuts.shift();
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
