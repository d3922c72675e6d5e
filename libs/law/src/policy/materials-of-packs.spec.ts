import type { ApplicationKind } from './index.js';
import { policyOf } from './packs.testing.js';

test.each([
  ['INITIAL', 'M01 M04 M05 M06 M07 M08 M09 M10 M11 M13', 'M02'],
  ['RENEWAL', 'M01 M04 M05 M06 M07 M08 M10 M11 M13', 'M02 M18'],
  ['SCOPE_EXT', 'M01 M05 M06 M10 M12 M13', 'M02 M18'],
  ['CHG_SITE', 'M01 M04 M05 M06 M13', 'M02 M18'],
  ['CHG_NAME', 'M01 M13', 'M02 M18 M19'],
  ['CHG_LEGAL_REP', 'M01 M08 M09 M13', 'M02 M18 M19'],
  ['CHG_TECH_LEAD', 'M01 M08 M09 M13', 'M02 M18'],
  ['CHG_SIGNATORY', 'M01 M07 M13', 'M18'],
  ['CHG_STANDARD', 'M01 M05 M12 M13', 'M18'],
  ['CHG_DROP_ITEMS', 'M01 M05 M13', 'M18'],
  ['CANCEL', 'M01', 'M02 M18'],
])('materials for %s: must %s; shared %s', (kind, must, shared) => {
  const materials = policyOf('CMA-2021').materialsFor(kind as ApplicationKind);
  const withMark = (mark: string) =>
    materials
      .filter(({ requirement }) => requirement === mark)
      .map(({ id }) => id)
      .join(' ');
  expect([withMark('M'), withMark('S')]).toEqual([must, shared]);
});

test('the letter of commitment is a must under its procedure', () => {
  const policy = policyOf('CMA-2021');
  const ids = (procedure: 'GENERAL' | 'COMMITMENT') => policy.materialsNeeded('RENEWAL', { procedure }).map(({ id }) => id);
  expect(ids('COMMITMENT')).toEqual([
    ...ids('GENERAL').filter((id) => id < 'M14'),
    'M14',
    ...ids('GENERAL').filter((id) => id > 'M14'),
  ]);
});

test('tolerated are secondary materials only, by a proposal that says so', () => {
  for (const id of ['CMA-2015', 'CMA-2019', 'CMA-2021']) {
    const tolerated = policyOf(id).toleratedMaterials('INITIAL');
    expect(tolerated.map((material) => [material.id, material.requirement, material.toleratedBasis?.verified])).toEqual([
      ['M10', 'M', 'inferred'],
      ['M16', 'C', 'inferred'],
    ]);
    expect(policyOf(id).toleratedMaterials('CHG_NAME')).toEqual([]);
  }
});
