import { connect, type Socket } from 'node:net';

/** One keep-alive connection with one request at a time, as cheap as can be: the load shares its two cores with what it measures. */

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: Error) => void;
}

const NOTHING = Buffer.alloc(0);
const HEAD_END = '\r\n\r\n';

export class HttpConnection {
  readonly #socket: Socket;
  #waiting: Waiting | undefined;
  #received: Buffer = NOTHING;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('error', (fault) => this.#fail(fault));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new HttpConnection(socket));
      });
    });
  }

  /** `request` is all of it: request line, headers, body. */
  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('the connection is closed'));
      this.#waiting = { resolve, reject };
      this.#socket.write(request, 'utf8');
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #onData(chunk: Buffer): void {
    const received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = received.indexOf(HEAD_END);
    if (headEnd < 0) return void (this.#received = received);
    const head = received.toString('latin1', 0, headEnd);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.#fail(new Error(`an answer without content-length: ${head}`));
    const begin = headEnd + HEAD_END.length;
    const end = begin + Number(length);
    if (received.length < end) return void (this.#received = received);
    this.#received = received.length === end ? NOTHING : received.subarray(end);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body: received.toString('utf8', begin, end) });
  }

  #fail(fault: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(fault);
    this.#socket.destroy();
  }
}
