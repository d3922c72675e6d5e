import { ACase, firstApplication } from './a-case.js';
import { openWorld, type World } from './world.js';

let world: World;
afterEach(() => world.close());

it('one file of three is asked for and replaced, and the others stay', async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const one = new ACase(world);
  const signatories = ['甲.pdf', '乙.pdf', '丙.pdf'].map((fileName) => ({ material: 'M07', fileName }));
  const { materials, ...application } = firstApplication();
  const others = materials.filter(({ material }) => material !== 'M07');
  const filesOfM07 = async () =>
    (await one.file('clerk')).materials
      .filter(({ material }) => material === 'M07')
      .map(({ id, fileName }) => `${id} ${fileName}`);

  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', {
    ...application,
    materials: [...others, ...signatories],
  });
  expect(await filesOfM07()).toEqual(['M07/1 甲.pdf', 'M07/2 乙.pdf', 'M07/3 丙.pdf']);

  await world.at('2026-03-03T10:00');
  const ask = (file: string) => ({ items: [{ material: 'M07', file, reason: '缺页' }], respondWithinWorkingDays: 10 });
  expect(await one.refused('clerk', 'RequestCorrection', ask('M07/4'))).toMatchObject({
    status: 400,
    code: 'file-unknown',
    field: 'items[0].file',
    allowed: ['M07/1', 'M07/2', 'M07/3'],
  });
  await one.gives('clerk', 'RequestCorrection', ask('M07/2'));

  const supply = (replaces?: string) => ({
    items: [{ material: 'M07', fileName: '新.pdf', ...(replaces === undefined ? {} : { replaces }) }],
  });
  await world.at('2026-03-04T10:00');
  expect(await one.refused('applicant', 'SupplyCorrection', supply('M07/1'))).toMatchObject({
    status: 400,
    code: 'correction-incomplete',
    allowed: ['M07/2'],
  });
  await one.gives('applicant', 'SupplyCorrection', supply());
  expect(await filesOfM07()).toEqual(['M07/1 甲.pdf', 'M07/3 丙.pdf', 'M07/4 新.pdf']);
  expect((await one.file('clerk')).materials).toHaveLength(others.length + 3);
});
