import { isOpenCase, kindsOf, type CaseState, type OpenCase } from '#case';
import type { Folded } from '#event-store';
import { CERTIFICATE_MATERIAL, EARLIER_CASES, OWN_RECORDS } from '#five-reductions';
import type { SharedRecordsState } from '#institution';
import type { CertificateState } from '#issuance';
import { dateOf, isSameText } from '#kernel';
import { pinnedPolicy, type Law } from '#law';
import type { Clock } from '../clock/clock.js';
import type { DataSource, SourceAnswer } from './data-source.js';

export interface OwnSourcesOptions {
  readonly law: Law;
  readonly clock: Clock;
  readonly load: (stream: string) => Promise<Folded>;
  /** The cases of a body, the newest first; where left out nothing is held from earlier ones. */
  readonly casesOf?: ((uscc: string) => Promise<readonly string[]>) | undefined;
}

const NOT_HELD: SourceAnswer = { outcome: 'not-held' };

/** The sources that the engine's own streams are: its certificates, what was imported, what earlier cases brought. */
export function ownSources({ law, clock, load, casesOf }: OwnSourcesOptions): readonly DataSource[] {
  const caseOf = async (caseId: string): Promise<OpenCase | undefined> => {
    const state = (await load(`case-${caseId}`)).state as CaseState;
    return isOpenCase(state) ? state : undefined;
  };
  const certificateOf = async (number: string | undefined) => {
    if (number === undefined) return undefined;
    const state = (await load(`certificate-${number}`)).state as CertificateState;
    return state.status === 'NONE' || state.status === 'CANCELLED' ? undefined : state;
  };

  const certificates: DataSource = {
    name: OWN_RECORDS,
    materials: [CERTIFICATE_MATERIAL],
    local: true,
    async fetch({ uscc, caseId }) {
      const certificate = await certificateOf((await caseOf(caseId))?.file.certificate?.number);
      if (certificate?.holder.uscc !== uscc) return NOT_HELD;
      const { number, validTo } = certificate;
      const attests = { certificateNumber: number };
      return { outcome: 'held', reference: number, fetchedAt: clock.now(), validUntil: validTo, attests };
    },
  };

  const sharedRegister: DataSource = {
    name: 'shared-register',
    materials: '*',
    local: true,
    async fetch({ uscc, material }) {
      const { records } = (await load(`shared-${uscc}`)).state as SharedRecordsState;
      const record = records[material];
      if (record === undefined) return NOT_HELD;
      const { material: _material, ...held } = record;
      return { outcome: 'held', ...held, fetchedAt: clock.now() };
    },
  };

  const earlierCases = (lookUp: NonNullable<typeof casesOf>): DataSource => ({
    name: EARLIER_CASES,
    materials: '*',
    local: true,
    async fetch({ uscc, material, caseId }) {
      const present = (await caseOf(caseId))?.file;
      if (present === undefined) return NOT_HELD;
      const { heldMaterials } = pinnedPolicy(law, present.policy).values;
      // What one of several changes is about must be brought anew, whatever the others allow.
      if (!kindsOf(present).every((kind) => heldMaterials.value[material]?.includes(kind))) return NOT_HELD;
      for (const id of await lookUp(uscc)) {
        const earlier = id === caseId ? undefined : await caseOf(id);
        if (earlier?.status !== 'granted' && earlier?.status !== 'delivered') continue;
        const { materials, institution } = earlier.file;
        if (!isSameText(institution.name, present.institution.name) || !materials.some((one) => one.material === material))
          continue;
        const certificate = await certificateOf(earlier.certificateNumber);
        if (certificate === undefined || certificate.validTo < dateOf(clock.now())) continue;
        return { outcome: 'held', reference: id, fetchedAt: clock.now(), validUntil: certificate.validTo };
      }
      return NOT_HELD;
    },
  });

  return [certificates, sharedRegister, ...(casesOf === undefined ? [] : [earlierCases(casesOf)])];
}
