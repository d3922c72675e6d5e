/** Where clients send to: a server that comes and goes, on another port each time. */
export class Target {
  #next!: (port: number) => void;
  #port!: Promise<number>;

  constructor(port?: number) {
    this.down();
    if (port !== undefined) this.up(port);
  }

  up(port: number): void {
    this.#next(port);
  }

  /** To be called before the server is hurt: who fails from now on waits for the next one. */
  down(): void {
    this.#port = new Promise((resolve) => (this.#next = resolve));
  }

  /** Resolves when there is a server. */
  port(): Promise<number> {
    return this.#port;
  }
}
