import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Host } from '../host.js';
import { originOf } from './origin.js';
import { HttpProblem } from './problem.js';

/** Knows a worker by ENGINE_TOKEN. The first use from an address is told to the security log, and each failure: a worker uses it all day long. */
export function workerDoor({ settings, securityLog }: Pick<Host, 'settings' | 'securityLog'>): (request: FastifyRequest) => void {
  const known = new Set<string>();
  return (request) => {
    const { engineToken } = settings;
    const by = originOf(request);
    const fits = engineToken !== undefined && same(request.headers.authorization ?? '', `Bearer ${engineToken}`);
    if (!fits || !known.has(by.from ?? ''))
      securityLog.record({ what: 'engine-token', outcome: fits ? 'success' : 'failure', by, on: request.url });
    if (fits) return void known.add(by.from ?? '');
    throw new HttpProblem(404, 'no-such-route', '没有这个地址', 'There is nothing at this address');
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
