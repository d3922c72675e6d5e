import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import type { Sandbox } from './sandbox.js';

export interface Losses {
  /** Share of the answers that never arrive, from 0 to 1. */
  readonly share: number;
  readonly random: (from: number, to: number) => number;
}

/**
 * A line to a server that hangs up instead of passing an answer on: what was asked for has been done, and the client cannot know.
 * One request at a time on a connection.
 */
export class Proxy {
  readonly #server: TcpServer;
  readonly #sockets = new Set<Socket>();
  passed = 0;
  dropped = 0;

  private constructor(port: number, losses: Losses) {
    this.#server = createServer((client) => this.#join(client, connect({ port, host: '127.0.0.1' }), losses));
  }

  static async listen(sandbox: Sandbox, port: number, losses: Losses): Promise<Proxy> {
    const proxy = new Proxy(port, losses);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    sandbox.beforehand(() => proxy.#close());
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #join(client: Socket, upstream: Socket, { share, random }: Losses): void {
    let asked = false;
    const hangUp = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.on('error', hangUp).on('close', () => {
        this.#sockets.delete(socket);
        hangUp();
      });
    }
    client.on('data', (chunk) => {
      asked = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      const isLost = asked && random(0, 1) < share;
      if (asked) this[isLost ? 'dropped' : 'passed'] += 1;
      asked = false;
      if (isLost) hangUp();
      else client.write(chunk);
    });
  }

  async #close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
