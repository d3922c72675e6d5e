import type { About, BackOffice } from './back-office.js';
import type { Method } from './crossing.js';

const METHODS: { readonly [M in Method]: true } = {
  begin: true,
  execute: true,
  consider: true,
  expire: true,
  certificateFile: true,
  certificateDocuments: true,
  revocations: true,
  inspections: true,
  inspection: true,
  institutions: true,
  institution: true,
  falseCommitments: true,
  reduce: true,
  dataSources: true,
  errands: true,
  retryErrand: true,
  myCases: true,
  queue: true,
  register: true,
  certificate: true,
  caseFile: true,
  history: true,
  documents: true,
  policies: true,
  materials: true,
  policy: true,
  calendar: true,
  calendars: true,
  policyDryRun: true,
  calendarDryRun: true,
  publishedPolicy: true,
  publishedCalendar: true,
  guides: true,
  guide: true,
  eligibility: true,
  ready: true,
  close: true,
};

/** A back office each of whose methods is `call`. */
export function officeBy(about: About, call: (method: Method, ask: unknown) => Promise<unknown>): BackOffice {
  const methods = (Object.keys(METHODS) as Method[]).map((method) => [method, (ask: unknown) => call(method, ask)]);
  return { about, ...(Object.fromEntries(methods) as Omit<BackOffice, 'about'>) };
}

/** Calls a method by its name. */
export const callBy = (office: BackOffice, method: Method, ask: unknown): Promise<unknown> =>
  (office[method] as (ask: unknown) => Promise<unknown>)(ask);

/** The same back office in the same thread, with every ask and answer copied as on the way to another: what JSON loses is lost here too. */
export const withinThread = (office: BackOffice): BackOffice =>
  officeBy(office.about, async (method, ask) => copied(await callBy(office, method, copied(ask))));

const copied = (value: unknown): unknown => (value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown));
