import { caseCommands, type CommandName } from '#case';
import { DataFileError, validateWith } from '#data-files';
import { fieldsOf, ScopeItemDto, SubmitApplicationDto, type Given } from '#dto';
import { findInstant, findLocalDate, formatInstant, instant, ROLES } from '#kernel';
import { APPLICATION, INSTITUTION } from './made-up.js';
import { RECORD_COMMANDS } from './record-commands.js';
import { checkSaid, type Place } from './said.js';
import type { ScenarioStep } from './scenario-step.js';
import { asMaterial, each } from './shorthand.js';

type Submitted = Given<'SubmitApplication'>;

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
  readonly certificate?: {
    readonly number?: string;
    readonly validTo: string;
    readonly scopeItems?: NonNullable<Submitted['scopeItems']>;
  };
  readonly application: Pick<Submitted, 'kind'> &
    Partial<Omit<Submitted, 'institution' | 'certificate' | 'materials'>> & {
      /** false: the body holds a certificate, and applies for something else. */
      readonly aboutCertificate?: boolean;
      readonly materials?: 'complete' | readonly (string | Submitted['materials'][number])[];
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

/** What is said with a submission, but for the body and the certificate: of whatever type, until the class of the API has looked at it. */
const OF_THE_APPLICATION = fieldsOf(SubmitApplicationDto)
  .map(({ name }) => name)
  .filter((name) => name !== 'institution' && name !== 'certificate');

const schema = object(
  {
    scenario: { const: 1 },
    title: { type: 'string' },
    policy: text,
    institution: object(
      { uscc: text, name: text, address: text, breachInLastTerm: flag, badCreditList: flag, punishedWithin2Years: flag },
      [],
    ),
    certificate: object({ number: text, validTo: text, scopeItems: { type: 'array', items: { type: 'object' } } }, ['validTo']),
    application: object({ ...Object.fromEntries(OF_THE_APPLICATION.map((name) => [name, {}])), aboutCertificate: flag }, [
      'kind',
    ]),
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
  checkApplication(scenario.application, { file, path: '$.application' });
  for (const [i, row] of (scenario.certificate?.scopeItems ?? []).entries())
    checkSaid(ScopeItemDto, row, { file, path: `$.certificate.scopeItems[${i}]` });
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

function checkApplication({ aboutCertificate: _about, ...said }: ScenarioFile['application'], place: Place): void {
  const materials = said.materials === 'complete' ? [] : each(said.materials ?? [], asMaterial);
  checkSaid(SubmitApplicationDto, { ...APPLICATION, ...said, institution: INSTITUTION, materials }, place);
}
