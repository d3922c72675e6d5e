import type { Post } from './http.js';

/** What a command was answered, as far as the checker looks into it. */
export interface Answer {
  readonly caseId: string;
  readonly revision: number;
  readonly position: string;
  readonly events: readonly string[];
}

/** One command under one Idempotency-Key, however often it was sent. */
export interface Operation {
  readonly commandId: string;
  readonly command: string;
  readonly request: Post;
  /** The body of the first 2xx; nobody was told anything as long as there is none. */
  ok?: string;
  /** How many times it was sent without an answer, so that nobody could know whether it had been done. */
  unknown: number;
  /** An answer that is neither a success nor "try again". */
  failed?: string;
  /** Every later 2xx to the same key that differed from the first. */
  readonly differed: string[];
  replays: number;
}

/** Jepsen's shape: invoked, then ok, fail or unknown; what is unknown may have happened, but at most once. */
export class History {
  readonly operations: Operation[] = [];

  invoke(command: string, request: Post): Operation {
    const { commandId } = request;
    const added = { commandId, command, request, unknown: 0, differed: [], replays: 0 };
    this.operations.push(added);
    return added;
  }

  /** As it is now. */
  copy(): History {
    const copy = new History();
    copy.operations.push(...this.operations.map((operation) => ({ ...operation })));
    return copy;
  }

  get acknowledged(): Operation[] {
    return this.operations.filter(({ ok }) => ok !== undefined);
  }

  /** Given, and neither answered nor given up. */
  get unanswered(): Operation[] {
    return this.operations.filter(({ ok, failed, unknown }) => ok === undefined && failed === undefined && unknown === 0);
  }

  get failed(): string[] {
    return this.operations.flatMap(({ command, failed }) => (failed === undefined ? [] : [`${command}: ${failed}`]));
  }

  get differed(): string[] {
    return this.operations.flatMap(({ command, ok, differed }) => differed.map((body) => `${command}: ${ok} then ${body}`));
  }

  sum(what: 'unknown' | 'replays'): number {
    return this.operations.reduce((sum, operation) => sum + operation[what], 0);
  }
}

/** A success, the first or a later one. */
export function noteOk(operation: Operation, body: string): void {
  if (operation.ok === undefined) return void (operation.ok = body);
  operation.replays += 1;
  if (operation.ok !== body) operation.differed.push(body);
}

export const answerIn = (body: string): Answer => JSON.parse(body) as Answer;
