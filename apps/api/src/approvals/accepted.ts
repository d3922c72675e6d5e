import { HttpStatus } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ApprovalView } from './views.js';

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

/** The framework sets the status of a route after its handler; the adapter is the last to see the answer. */
export class AcceptingAdapter extends FastifyAdapter {
  override reply(...[response, body, status]: Parameters<FastifyAdapter['reply']>): ReturnType<FastifyAdapter['reply']> {
    return super.reply(response, body, body instanceof Accepted ? HttpStatus.ACCEPTED : status);
  }
}
