import type { Dated } from '#kernel';
import { received, REACHED, submission } from '../cases.testing.js';
import { clerk, given, on } from '../given.testing.js';
import type { CaseEvent, CommandName } from '../index.js';

const ASKED = on('2026-03-02', 'DataSourceSilent', { source: 'registrar', material: 'M02', reason: '…' });
const PROMISED = [
  received(),
  on('2026-03-03', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk),
  on('2026-03-03', 'OutstandingPromised', { outstanding: ['M10'], withinWorkingDays: 5, told: {} as never }, clerk),
];

test.each<[CommandName, readonly Dated<CaseEvent>[], string, (bytes: number) => object]>([
  [
    'SubmitApplication',
    [],
    'materials[0].bytes',
    (bytes) => ({ ...submission(), materials: submission().materials.map((one) => ({ ...one, bytes })) }),
  ],
  [
    'SupplyCorrection',
    [...REACHED['awaiting-correction']],
    'items[0].bytes',
    (bytes) => ({ items: [{ material: 'M10', bytes }] }),
  ],
  ['SupplyOutstanding', PROMISED, 'items[0].bytes', (bytes) => ({ items: [{ material: 'M10', bytes }] })],
  ['SupplyMaterial', [received(), ASKED], 'items[0].bytes', (bytes) => ({ items: [{ material: 'M02', bytes }] })],
])('许可法31: an empty file is no paper: %s', (name, events, field, data) => {
  const give = (bytes: number) => given(...events).when(name, data(bytes), { at: '2026-03-04' }).decision;
  expect(give(0)).toMatchObject({ code: 'file-empty', field, basis: ['许可法31'] });
  expect(give(1)).not.toMatchObject({ code: expect.any(String) as string });
});
