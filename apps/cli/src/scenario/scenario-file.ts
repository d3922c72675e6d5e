import type { CertificateChanges, CommandName, Material, ScopeItem } from '#case';
import { caseCommands } from '#case';
import { findInstant, findLocalDate, formatInstant, instant, ROLES } from '#kernel';
import { validateWith } from '#data-files';
import { DataFileError } from '#data-files';
import { APPLICATION_KINDS, PROCEDURES } from '#law';
import { LATER_COMMANDS } from './later-commands.js';
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

/** What a change puts in the place of what the certificate says. */
const changes = object(
  {
    name: text,
    addressName: text,
    site: text,
    legalNature: text,
    legalRepresentative: text,
    topManager: text,
    technicalLead: text,
    signatories: list(object({ name: text, scope: text, action: { enum: ['add', 'change', 'remove'] } }, ['name', 'action'])),
    droppedItems: list(text),
    standards: list(object({ from: text, to: text }, ['from', 'to'])),
    other: text,
  },
  [],
);

/** One file of a material. */
const paper = object({ material: text, fileName: text, bytes: { type: 'integer' } }, ['material']);

const scopeItems = list(
  object({ category: text, name: text, standard: text, limitation: text, site: text }, ['category', 'name', 'standard']),
);

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
              ...LATER_COMMANDS,
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
