import type { CertificateChanges, CommandName, Material, ScopeItem } from '#case';
import { caseCommands } from '#case';
import { DataFileError, validateWith } from '#data-files';
import { CertificateChangesDto, ScopeItemDto } from '#dto';
import { findInstant, findLocalDate, formatInstant, instant, ROLES } from '#kernel';
import { APPLICATION_KINDS, PROCEDURES } from '#law';
import { RECORD_COMMANDS } from './record-commands.js';
import { checkSaid } from './said.js';
import type { ScenarioStep } from './scenario-step.js';

/** A scenario as it is written: see docs/scenario.md for every field and its default. */
export interface ScenarioFile {
  readonly scenario: 1;
  readonly title?: string;
  readonly policy?: string;
  readonly institution?: {
    readonly uscc?: string;
    readonly name?: string;
    readonly address?: string;
    readonly breachInLastTerm?: boolean;
    readonly badCreditList?: boolean;
    readonly punishedWithin2Years?: boolean;
  };
  readonly certificate?: { readonly number?: string; readonly validTo: string; readonly scopeItems?: readonly ScopeItem[] };
  readonly application: {
    readonly kind: (typeof APPLICATION_KINDS)[number];
    readonly procedure?: (typeof PROCEDURES)[number];
    readonly affectsConditions?: boolean;
    /** false: the body holds a certificate, and applies for something else. */
    readonly aboutCertificate?: boolean;
    readonly field?: string;
    readonly sector?: string;
    readonly materials?: 'complete' | readonly (string | Pick<Material, 'material' | 'fileName' | 'bytes'>)[];
    readonly alsoKinds?: readonly (typeof APPLICATION_KINDS)[number][];
    readonly specialFood?: boolean;
    readonly withinHeldAbility?: boolean;
    readonly mandatoryStandards?: boolean;
    readonly changes?: CertificateChanges;
    readonly scopeItems?: readonly ScopeItem[];
  };
  readonly steps: readonly ScenarioStep[];
  readonly until: string;
}

/** What the engine does by itself, at its own instant: a step of that name only lets the time pass. */
export const ENGINES_OWN: readonly string[] = ['ExpireTimeLimit', 'ApplyReductions'];

const text = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };
const object = (properties: object, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const list = (items: object) => ({ type: 'array', items });

/** One file of a material. */
const paper = object({ material: text, fileName: text, bytes: { type: 'integer' } }, ['material']);

/** Looked at by the class that the API looks at them by. */
const changes = { type: 'object' };
const scopeItems = list({ type: 'object' });

const schema = object(
  {
    scenario: { const: 1 },
    title: { type: 'string' },
    policy: text,
    institution: object(
      { uscc: text, name: text, address: text, breachInLastTerm: flag, badCreditList: flag, punishedWithin2Years: flag },
      [],
    ),
    certificate: object({ number: text, validTo: text, scopeItems }, ['validTo']),
    application: object(
      {
        kind: { enum: APPLICATION_KINDS },
        procedure: { enum: PROCEDURES },
        affectsConditions: flag,
        aboutCertificate: flag,
        field: text,
        sector: text,
        materials: { anyOf: [{ const: 'complete' }, list({ anyOf: [text, paper] })] },
        alsoKinds: list({ enum: APPLICATION_KINDS }),
        specialFood: flag,
        withinHeldAbility: flag,
        mandatoryStandards: flag,
        changes,
        scopeItems,
      },
      ['kind'],
    ),
    steps: {
      type: 'array',
      minItems: 1,
      items: object(
        {
          at: text,
          do: {
            enum: [
              ...Object.keys(caseCommands).filter((name) => !caseCommands[name as CommandName].by.includes('engine')),
              ...RECORD_COMMANDS,
              ...ENGINES_OWN,
            ],
          },
          by: { enum: ROLES },
          with: { type: 'object' },
        },
        ['at', 'do'],
      ),
    },
    until: text,
  },
  ['scenario', 'application', 'steps', 'until'],
);

/** As far as the working days are counted for clocks, terms and bans that begin until then. */
const LATEST = instant('2101-01-01T00:00:00+08:00');

/** Throws DataFileError with file, JSON path and what is wrong. */
export function parseScenario(json: unknown, file: string): ScenarioFile {
  const scenario = validateWith<ScenarioFile>(schema, json, file);
  const fail = (path: string, message: string): never => {
    throw new DataFileError(file, path, message);
  };
  const { application, certificate } = scenario;
  if (application.changes !== undefined)
    checkSaid(CertificateChangesDto, application.changes, { file, path: '$.application.changes' });
  for (const [of, rows = []] of [
    ['application', application.scopeItems],
    ['certificate', certificate?.scopeItems],
  ] as const)
    rows.forEach((row, i) => checkSaid(ScopeItemDto, row, { file, path: `$.${of}.scopeItems[${i}]` }));
  let last = -Infinity;
  for (const [index, step] of scenario.steps.entries()) {
    const at = findInstant(step.at) ?? fail(`$.steps[${index}].at`, 'must be an instant such as 2026-03-02T10:00:00+08:00');
    if (at < last) fail(`$.steps[${index}].at`, 'must not be before the step above it: steps are in time order');
    last = at;
  }
  const until = findInstant(scenario.until) ?? fail('$.until', 'must be an instant such as 2026-06-01T00:00:00+08:00');
  if (until < last) fail('$.until', 'must not be before the last step');
  if (until > LATEST) fail('$.until', `must not be after ${formatInstant(LATEST)}`);
  if (scenario.certificate !== undefined && findLocalDate(scenario.certificate.validTo) === undefined) {
    fail('$.certificate.validTo', 'must be a calendar day such as 2026-12-31');
  }
  return scenario;
}
