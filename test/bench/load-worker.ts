import type { Lane, LaneOptions } from './lane.js';
import { makeLanes, runPoint, type PointRequest, type PointSamples } from './load-point.js';

/** The load, in a process of its own. First come the lanes, then one request for each point. */

export type ToWorker = { readonly lanes: readonly LaneOptions[] } | { readonly point: PointRequest };
export type FromWorker = { readonly window: 'begin' | 'end' } | { readonly done: PointSamples };

let lanes: readonly Lane[] = [];
const tell = (message: FromWorker): void => void process.send?.(message);

process.on('message', (message: ToWorker) => {
  if ('lanes' in message) lanes = makeLanes(message.lanes);
  else void runPoint(lanes, message.point, (window) => tell({ window })).then((done) => tell({ done }));
});
process.on('disconnect', () => process.exit(0));
