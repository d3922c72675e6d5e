import type { CommandName } from '#case';
import { loadLaw, systemClock } from '#engine';
import { organisationCheck, usccCheck } from '#institution';
import { dateOf } from '#kernel';

/** The first application, as test and rivals do it: eight commands from outside, the certificate made out by the engine in between. */

export const STAFF = { clerk: 'clerk', reviewer: 'reviewer', expert: 'reviewer', decider: 'decision-maker' } as const;
export type Giver = 'applicant' | keyof typeof STAFF;

export interface Body {
  readonly uscc: string;
  readonly name: string;
}

export interface Step {
  readonly command: CommandName;
  readonly by: Giver;
  /** Left out where the command has no content. */
  readonly data?: object;
}

/** All steps after the submission. `team` are accounts of assessors, the leader first. */
export const stepsWith = (team: readonly string[]): readonly Step[] => [
  {
    command: 'RequestCorrection',
    by: 'clerk',
    data: { items: [{ material: 'M10', reason: '缺少水质类典型检验检测报告' }], respondWithinWorkingDays: 10 },
  },
  {
    command: 'SupplyCorrection',
    by: 'applicant',
    data: { items: [{ material: 'M10', fileName: '典型检验检测报告（补正）.pdf', sha256: hashFor(10), bytes: 734_003 }] },
  },
  { command: 'AcceptApplication', by: 'clerk' },
  { command: 'CommissionReview', by: 'clerk', data: { team: team.map((id, index) => ({ id, leader: index === 0 })) } },
  { command: 'ConcludeReview', by: 'expert', data: { conclusion: '符合' } },
  { command: 'GrantQualification', by: 'decider', data: { note: '准予许可' } },
  { command: 'DeliverCertificate', by: 'clerk' },
];

/** The application of a body, about 1.5 kB; `codes` are the digits 5-8 of the certificate number. */
export function submissionOf({ uscc, name }: Body, codes: Codes, materials: readonly object[]): object {
  return {
    kind: 'INITIAL',
    procedure: 'GENERAL',
    institution: {
      uscc,
      name,
      address: '甘肃省兰州市城关区示例路1号',
      legalRepresentative: '张三',
      contactPhone: '0931-0000000',
    },
    affectsConditions: false,
    ...codes,
    materials,
  };
}

/** What the law in force today wants handed in with a first application. */
export function materialsToday(): readonly object[] {
  const policy = loadLaw().policies.findInForce(dateOf(systemClock().now()));
  if (policy === undefined) throw new Error('no policy is in force today');
  return (
    policy
      .materialsFor('INITIAL')
      // Of any field, environment among them.
      .filter(({ requirement, condition }) => requirement === 'M' || condition === 'environment-field')
      .map(({ id }, index) => ({ material: id, fileName: `${id}.pdf`, sha256: hashFor(index), bytes: 120_000 + index }))
  );
}

const hashFor = (index: number): string => index.toString(16).padStart(2, '0').repeat(32);

const FIELDS = 22;
const SECTORS = 35;
const LANES = 64;
const CASES_PER_PREFIX = 5000;

export interface Codes {
  readonly field: string;
  readonly sector: string;
}

/** A certificate prefix has 9,999 serials: each lane has prefixes of its own and moves on before one is used up. */
export function codesFor(lane: number, nthCase: number): Codes {
  const index = ((lane % LANES) + LANES * Math.floor(nthCase / CASES_PER_PREFIX)) % (FIELDS * SECTORS);
  return { field: twoDigits(index % FIELDS), sector: twoDigits(Math.floor(index / FIELDS)) };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A made-up body with a code that keeps the rule of GB 32100. */
export function bodyFor(index: number): Body {
  const organisation = String(10_000_000 + index);
  const code = `91620102${organisation}${organisationCheck(organisation)}`;
  return { uscc: `${code}${usccCheck(code)}`, name: `示例检测有限公司${index}号（虚构）` };
}
