import { ENGINE } from '#kernel';
import { given, holder, number, on, registered } from './certificates.testing.js';

test('办法14: an older order renames nobody by the name of its receipt', () => {
  const amend = { number, caseId: 'c2', change: 'CHG_LEGAL_REP', holderName: '原名称', changes: { legalRepresentative: '张三' } };
  const { state } = given(registered).when('AmendCertificate', amend, ENGINE, '2026-03-02');
  expect(state.holder).toEqual(holder);
  expect(state.facts).toEqual({ legalRepresentative: '张三' });
});

test('办法14: several changes in one case; names, persons and signatories as they are now', () => {
  const changes = {
    ...{ name: '新名称', addressName: '兰州市', legalRepresentative: '张三', droppedItems: ['土壤'], other: '甲' },
    signatories: [
      { name: '王五', scope: '水质', action: 'add' },
      { name: '赵六', action: 'add' },
    ],
  } as const;
  const amend = { number, caseId: 'c2', change: 'CHG_NAME', alsoChanges: ['CHG_SIGNATORY'], changes };
  const { state, then } = given(registered).when('AmendCertificate', amend, ENGINE, '2026-03-02');
  then('CertificateAmended');
  expect(state.holder).toEqual({ ...holder, name: '新名称', address: '兰州市' });
  expect(state.facts).toEqual({
    ...{ legalRepresentative: '张三', droppedItems: ['土壤'] },
    signatories: [{ name: '王五', scope: '水质' }, { name: '赵六' }],
  });
  const next = {
    ...{ number, caseId: 'c3', change: 'CHG_SITE' },
    changes: {
      ...{ site: '兰州新区', standards: [{ from: 'GB 1', to: 'GB 1-2026' }], droppedItems: ['噪声'] },
      signatories: [{ name: '赵六', action: 'remove' }],
    },
  } as const;
  const after = given(registered, on('2026-03-02', 'CertificateAmended', amend)).when(
    'AmendCertificate',
    next,
    ENGINE,
    '2026-03-03',
  );
  expect(after.state).toMatchObject({
    holder: { name: '新名称', address: '兰州新区' },
    facts: { signatories: [{ name: '王五' }], droppedItems: ['土壤', '噪声'], standards: [{ to: 'GB 1-2026' }] },
  });
});
