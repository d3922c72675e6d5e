import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Instant } from '#kernel';
import { addressOf, isLoopback, networkOf } from './address.js';
import { HttpProblem } from './problem.js';

const A_MINUTE = 60;
const MINUTE_MS = 60_000;
const PUBLIC = '/api/public/';
/** More addresses than that within a minute, and the count begins anew: memory has an end. */
const MOST_ADDRESSES = 50_000;

/** The public register is for looking up, not for being copied or brought down: 60 times a minute from one address. */
export class PublicLimit implements CanActivate {
  private readonly counts = new Map<string, number>();
  private endsAt = 0;

  constructor(private readonly clock: { now(): Instant }) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.routeOptions.url?.startsWith(PUBLIC) !== true || isOfThisMachine(request)) return true;
    const now = this.clock.now();
    if (now >= this.endsAt || now < this.endsAt - MINUTE_MS || this.counts.size >= MOST_ADDRESSES) this.begin(now);
    const network = networkOf(addressOf(request.ip));
    const count = (this.counts.get(network) ?? 0) + 1;
    this.counts.set(network, count);
    if (count > A_MINUTE) throw tooMany(Math.ceil((this.endsAt - now) / 1000));
    return true;
  }

  private begin(now: Instant): void {
    this.counts.clear();
    this.endsAt = now + MINUTE_MS;
  }
}

/** What a proxy passes on is somebody else's, whether the proxy is believed or not. */
const isOfThisMachine = ({ ip, headers }: FastifyRequest): boolean =>
  isLoopback(addressOf(ip)) && headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined;

const tooMany = (retryAfterSeconds: number): HttpProblem =>
  new HttpProblem(
    429,
    'too-many-lookups',
    `同一地址每分钟最多查询 ${A_MINUTE} 次，请稍后再试`,
    `At most ${A_MINUTE} lookups a minute from one address; try again later`,
    { retryAfterSeconds },
  );
