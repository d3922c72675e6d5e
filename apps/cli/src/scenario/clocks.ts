import type { Engine } from '#engine';
import type { RecordedEvent } from '#event-store';
import type { InspectionState } from '#inspection';
import type { CertificateState } from '#issuance';
import type { Instant } from '#kernel';
import { pinnedPolicy, viewClocks, type ClockRun, type ClockView } from '#law';
import { investigationClocks } from '#read-models';

/** Whatever has clocks: a case, its verification, or a certificate with its investigations. */
interface WithClocks {
  readonly file?: { readonly clocks: readonly ClockRun[] };
  readonly investigations?: { readonly clocks: readonly ClockRun[] };
}

/** The clocks of the case with those of its certificate and of its verification, in the order in which they were set going. */
export async function clocksInOrder(
  ofCase: readonly ClockView[],
  caseStream: string,
  log: readonly RecordedEvent[],
  engine: Engine,
  until: Instant,
): Promise<readonly ClockView[]> {
  const others = [...new Set(log.map(({ stream }) => stream))].filter((stream) => stream !== caseStream);
  const later = await Promise.all(others.map(async (stream) => ({ stream, views: await viewsOf(stream, engine, until) })));
  if (later.every(({ views }) => views.length === 0)) return ofCase;
  return [{ stream: caseStream, views: ofCase }, ...later]
    .flatMap(({ stream, views }) => {
      const begun = beginnings(stream, log, engine);
      return views.map((view, index) => ({ view, at: begun[index] ?? log.length }));
    })
    .sort((a, b) => a.at - b.at)
    .map(({ view }) => view);
}

async function viewsOf(stream: string, { load, law }: Engine, until: Instant): Promise<readonly ClockView[]> {
  const { state } = await load(stream);
  if (stream.startsWith('certificate-')) {
    const certificate = state as CertificateState;
    return certificate.status === 'NONE' ? [] : investigationClocks(certificate, law, until);
  }
  const inspection = state as InspectionState;
  if (!stream.startsWith('inspection-') || inspection.status === 'none') return [];
  return viewClocks(inspection.file.clocks, pinnedPolicy(law, inspection.file.policy), law.calendar, until);
}

/** For each run of a stream, in their order, the place in the log of the event that set it going. */
function beginnings(stream: string, log: readonly RecordedEvent[], { states }: Engine): number[] {
  const begun: number[] = [];
  let folded = states.initial(stream);
  for (const [index, event] of log.entries()) {
    if (event.stream !== stream) continue;
    folded = states.fold(stream, folded, [event]);
    const { file, investigations } = folded.state as WithClocks;
    const runs = file?.clocks.length ?? investigations?.clocks.length ?? 0;
    while (begun.length < runs) begun.push(index);
  }
  return begun;
}
