import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApprovalView } from './views.js';

/** Taken in and not yet done: a second administrator has to agree. */
export class Accepted {
  constructor(
    readonly approval: ApprovalView,
    /** Shown once: a request that is sent again keeps the password of its first time, which nobody can tell any more. */
    readonly initialPassword?: string,
  ) {}

  toJSON(): object {
    const { approval, initialPassword } = this;
    return { approval, ...(initialPassword === undefined ? {} : { initialPassword }) };
  }
}

/** The framework sets the status of a route after its handler; this is the last to see the answer. */
export function answerAccepted(
  _request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (fault: null, payload: unknown) => void,
): void {
  if (payload instanceof Accepted) void reply.code(202);
  done(null, payload);
}
