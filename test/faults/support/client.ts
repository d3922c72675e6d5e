import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { submissionOf, type Giver, type Step } from '../../bench/case-script.js';
import { answerIn, noteOk, type History, type Operation } from './history.js';
import { isOk, post, type HttpAnswer } from './http.js';
import type { Office } from './office.js';
import type { Target } from './target.js';

export interface ClientOptions {
  readonly office: Office;
  readonly target: Target;
  readonly history: History;
  /** From 0; each has a body of its own to apply for. */
  readonly index: number;
  /** How many send each command at once, under the same key. */
  readonly atOnce?: number;
  /** False only in a control: a command without an answer is given anew, under a key of its own. */
  readonly sameKey?: boolean;
  /** Gives up whatever is going on, for when the test is over. */
  readonly abandon: AbortSignal;
}

const AGAIN_MS = 10;
const CASES_PER_SERIES = 500;
const CLIENTS_PER_SERIES = 4;
const SERIES = 4;

/** One body that applies, is served to the end through the eight commands, and applies again. Whatever gets no answer is sent again. */
export class Client {
  readonly #options: ClientOptions;
  readonly #agent = new Agent({ keepAlive: true });
  #cases = 0;
  #last: Operation | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Case after case while `goOn`, which is asked before each command and told how many the case has had. Stops when one is turned down. */
  async run(goOn: (done: number) => boolean): Promise<void> {
    try {
      while (goOn(0) && (await this.#wholeCase(goOn)));
    } finally {
      this.#agent.destroy();
    }
  }

  async #wholeCase(goOn: (done: number) => boolean): Promise<boolean> {
    const { office, index } = this.#options;
    const applicant = office.applicants[index];
    if (applicant === undefined) throw new Error(`no applicant for client ${index}`);
    const submission = submissionOf(applicant.body, seriesFor(index, this.#cases), office.materials);
    const submitted = await this.#give({ command: 'SubmitApplication', by: 'applicant', data: submission }, '/api/cases');
    if (submitted === undefined) return false;
    const { caseId } = answerIn(submitted);
    for (const [index, step] of office.steps.entries()) {
      if (!goOn(index + 1)) return false;
      if ((await this.#give(step, `/api/cases/${caseId}/${kebab(step.command)}`)) === undefined) return false;
    }
    this.#cases += 1;
    return true;
  }

  /** The body of the answer, or undefined where it was turned down. */
  async #give({ command, by, data }: Step, path: string): Promise<string | undefined> {
    const { history, atOnce = 1 } = this.#options;
    const operation = history.invoke(command, { path, token: this.#token(by), commandId: randomUUID(), content: data });
    await Promise.all(Array.from({ length: atOnce }, () => this.#untilAnswered(operation)));
    if (operation.unknown > 0 && this.#last !== undefined) await this.#untilAnswered(this.#last);
    this.#last = operation;
    return operation.ok;
  }

  async #untilAnswered(operation: Operation): Promise<void> {
    const { target, abandon, sameKey = true } = this.#options;
    for (let key = operation.commandId; ; await pause(AGAIN_MS)) {
      const port = await target.port();
      abandon.throwIfAborted();
      const answer = await post(this.#agent, port, { ...operation.request, commandId: key }).catch(() => undefined);
      if (answer === undefined) {
        operation.unknown += 1;
        if (!sameKey) key = randomUUID();
      } else if (isOk(answer)) return noteOk(operation, answer.body);
      else if (!isForLater(answer)) return void (operation.failed = answer.body);
    }
  }

  #token(by: Giver): string {
    const { office, index } = this.#options;
    return by === 'applicant' ? (office.applicants[index]?.token ?? '') : office.tokens[by];
  }
}

/** Stopping, or waiting for the engine to make out the certificate. */
const isForLater = ({ status, body }: HttpAnswer): boolean => status === 503 || body.includes('"certificate-not-ready"');

const kebab = (command: string): string => command.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** Several clients share a series of certificate numbers, so that they compete for each next number; none is used up. */
function seriesFor(client: number, nthCase: number): { field: string; sector: string } {
  const index = Math.floor(client / CLIENTS_PER_SERIES) + SERIES * Math.floor(nthCase / CASES_PER_SERIES);
  return { field: twoDigits(index % 22), sector: twoDigits(Math.floor(index / 22) % 35) };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
