import { readdirSync, readFileSync } from 'node:fs';
import type { CaseEvent } from '#case';
import { loadDocumentTemplates, loadLaw } from '#engine';
import type { CertificateEvent } from '#issuance';
import { addMonths, ENGINE, instant, localDate, type Dated, type Role } from '#kernel';
import { documentsOf, documentsOfCertificate, type OfficialDocument } from '#official-documents';
import { runScenarioFile } from './run-file.js';
import type { ScenarioFile } from './scenario-file.js';

interface Shown {
  readonly stream: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly effectiveAt: string;
  readonly by: Role;
  readonly person: string;
  readonly data: object;
}

const FOLDER = new URL('../../../../test/scenarios/', import.meta.url);
const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && !file.endsWith('.expect.json'))
  .map((file) => file.slice(0, -'.json'.length));
const law = loadLaw();
const forms = loadDocumentTemplates();

const dated = <E extends CaseEvent | CertificateEvent>({ type, data, recordedAt, effectiveAt, by, person }: Shown): Dated<E> =>
  ({
    ...{ type, data, recordedAt: instant(recordedAt), effectiveAt: instant(effectiveAt) },
    actor: { id: person, role: by },
  }) as unknown as Dated<E>;

function registeredBefore({ certificate, institution }: ScenarioFile, number: string): Dated<CertificateEvent>[] {
  if (certificate === undefined) return [];
  const validTo = localDate(certificate.validTo);
  const holder = { uscc: institution?.uscc ?? '91620102MA7ABCD12B', name: institution?.name ?? '示例检测有限公司（虚构）' };
  const scopeItems = certificate.scopeItems === undefined ? {} : { scopeItems: certificate.scopeItems };
  const data = { number, holder, field: '20', issuedOn: addMonths(validTo, -72), validTo, ...scopeItems };
  const at = instant('2014-01-01T00:00:00+08:00');
  return [
    { type: 'CertificateRegistered', data, recordedAt: at, effectiveAt: at, actor: ENGINE } as unknown as Dated<CertificateEvent>,
  ];
}

async function documentsIn(name: string): Promise<OfficialDocument[]> {
  const path = new URL(`${name}.json`, FOLDER).pathname;
  const scenario = JSON.parse(readFileSync(path, 'utf8')) as ScenarioFile;
  const { events } = (await runScenarioFile(path, law)) as { events: readonly Shown[] };
  const of = (stream: string) => events.filter((event) => event.stream === stream);
  const certificates = [...new Set(events.map(({ stream }) => stream))].filter((stream) => stream.startsWith('certificate-'));
  return [
    ...documentsOf(of('case-scenario').map(dated<CaseEvent>), law, forms),
    ...certificates.flatMap((stream) =>
      documentsOfCertificate(
        [...registeredBefore(scenario, stream.slice('certificate-'.length)), ...of(stream).map(dated<CertificateEvent>)],
        law,
        forms,
      ),
    ),
  ];
}

/** Placeholders, values that JavaScript has for nothing, and codes that people have words for. */
const RAW =
  /[{}]|undefined|NaN|null|\[object|\b(M\d\d|T\d\d|[A-Z]{2,}_[A-Z_]+|INITIAL|RENEWAL|BRANCH|CANCEL|REISSUE|GENERAL|COMMITMENT|WRITTEN|REMOTE|NONE)\b|\b(case|certificate|inspection|institution)-|\b[a-z]+-(commitment|error|law|review|decision|due)\b|\b[A-Z][a-z]+[A-Z][a-z]+/;

it('finds what no document may show', () => {
  for (const text of [
    '{due}',
    '变更 CHG_NAME',
    '材料 M05',
    '方式 ON_SITE',
    '因agency-error',
    '经查（inspection-c1）',
    '期限 T22',
    'awaiting-decision',
    'CertificateIssued',
  ])
    expect(text).toMatch(RAW);
  expect('统一社会信用代码 91620102MA7ABCD12B，GB/T 5750.4-2023，CMA，SHA-256').not.toMatch(RAW);
});

const used = new Set<string>();

it.each(names)('%s: every document is complete, in words', async (name) => {
  const documents = await documentsIn(name);
  documents.forEach(({ template }) => used.add(template));
  const texts = documents.flatMap(({ zh, number, authority, paragraphs, basis }) => [
    zh,
    number,
    authority,
    ...paragraphs,
    ...basis,
  ]);
  expect(texts.filter((text) => RAW.test(text))).toEqual([]);
  expect(texts.filter((text) => text.trim() === '')).toEqual([]);
});

/** Issued in the specs of the documents only; what is in neither place nobody has read. */
const ELSEWHERE = ['decline-decision', 'remote-review-notice', 'postponement-notice', 'deemed-refusal-decision'];

it('the scenarios give rise to all other forms', () => {
  const { templates } = forms;
  expect(templates.map(({ id }) => id).filter((id) => !used.has(id) && !ELSEWHERE.includes(id))).toEqual([]);
});
