import { randomUUID } from 'node:crypto';
import { codesFor, submissionOf, type Body, type Giver, type Step } from './case-script.js';
import { HttpConnection, type Answer } from './http-connection.js';

export interface LaneOptions {
  readonly port: number;
  readonly index: number;
  readonly body: Body;
  /** Session tokens of everybody who gives a command. */
  readonly tokens: Readonly<Record<Giver, string>>;
  readonly steps: readonly Step[];
  readonly materials: readonly object[];
}

/** An answer other than 2xx. */
class Refused extends Error {
  constructor(command: string, { status, body }: Answer) {
    super(`${command} was answered ${status}: ${body}`);
  }
}

export type OnAnswer = (command: string, sentAt: number, answeredAt: number) => void;

/** One body that applies, is served to the end and applies again: one request at a time over one connection. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #steps: readonly { readonly command: string; readonly path: string; readonly rest: string }[];
  #cases = 0;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#steps = options.steps.map(({ command, by, data }) => ({
      command,
      path: `/${command.replace(/[A-Z]/g, (letter, at) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`)}`,
      rest: this.#rest(by, data === undefined ? '' : JSON.stringify(data)),
    }));
  }

  /** Whole cases that this lane has ever done. */
  get cases(): number {
    return this.#cases;
  }

  /** Case after case while `goOn`; the last one is done to its end, so that the body may apply again. Throws Refused. */
  async run(goOn: () => boolean, onAnswer: OnAnswer): Promise<void> {
    const connection = await HttpConnection.open(this.#options.port);
    try {
      while (goOn()) await this.#wholeCase(connection, onAnswer);
    } finally {
      connection.close();
    }
  }

  async #wholeCase(connection: HttpConnection, onAnswer: OnAnswer): Promise<void> {
    const { index, body, materials } = this.#options;
    const submission = submissionOf(body, codesFor(index, this.#cases), materials);
    const rest = this.#rest('applicant', JSON.stringify(submission));
    const caseId = caseIdIn(await this.#give(connection, 'SubmitApplication', '', rest, onAnswer));
    for (const { command, path, rest } of this.#steps) await this.#give(connection, command, `/${caseId}${path}`, rest, onAnswer);
    this.#cases += 1;
  }

  async #give(connection: HttpConnection, command: string, path: string, rest: string, onAnswer: OnAnswer): Promise<string> {
    const request = `POST /api/cases${path} HTTP/1.1\r\nidempotency-key: ${randomUUID()}\r\n${rest}`;
    const sentAt = performance.now();
    const answer = await connection.send(request);
    const answeredAt = performance.now();
    if (answer.status < 200 || answer.status > 299) throw new Refused(command, answer);
    onAnswer(command, sentAt, answeredAt);
    return answer.body;
  }

  /** The request after its first two lines. */
  #rest(by: Giver, content: string): string {
    const type = content === '' ? '' : 'content-type: application/json\r\n';
    const authorization = `authorization: Bearer ${this.#options.tokens[by]}\r\n`;
    return `host: 127.0.0.1\r\n${authorization}${type}content-length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;
  }
}

const caseIdIn = (answer: string): string => (JSON.parse(answer) as { caseId: string }).caseId;
