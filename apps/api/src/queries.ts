import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Rejection } from '#kernel';
import type { Answered, Asked, QueryName } from '#office';
import { message } from './buses.js';
import { granted } from './http/problem.js';

@Injectable()
export class Queries {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  /** Throws Rejected where the question is turned down. */
  async ask<Q extends QueryName>(query: Q, ...asked: Asked<Q>): Promise<Exclude<Answered<Q>, Rejection>> {
    return granted<Exclude<Answered<Q>, Rejection>>(await this.bus.execute(message(query, ...asked)));
  }
}
