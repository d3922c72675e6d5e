import { ACase, firstApplication, TEAM } from './a-case.js';
import { openWorld } from './world.js';
it('probe', async () => {
  const world = await openWorld({ at: '2026-03-02T10:00' });
  const a = await world.as('applicant');
  const rival = await world.as('rival');
  const clerk = await world.as('clerk');
  const admin = await world.as('admin');
  const out: string[] = [];
  const show = (name: string, r: any) => {
    const l = `${Math.round(performance.now())} ${name}: ${r.status} ${r.headers.get('content-type')} ${JSON.stringify(r.body).slice(0, 260)}`;
    globalThis.process.stderr.write(`${l}\n`);
    out.push(l);
  };
  const base: any = firstApplication();
  const sub = (patch: any) => a.post('/api/cases', { ...base, ...patch });
  show('cert null', await sub({ certificate: null }));
  show('fileName null', await sub({ institution: { ...base.institution, address: null } }));
  show('withdraw whatever', (0 as any) || (await a.post('/api/cases/X/withdraw-application', [])));
  const c = (await a.get<any>('/api/cases')).body.items[0];
  out.push('cases ' + JSON.stringify((await a.get<any>('/api/cases')).body));
  for (const k of [
    'hasOwnProperty',
    'toString',
    'constructor',
    'isPrototypeOf',
    '__proto__',
    'valueOf',
    '__defineGetter__',
    'propertyIsEnumerable',
    'toLocaleString',
    'then',
    'length',
  ]) {
    show('key ' + k, await a.send('POST', '/api/cases', JSON.stringify(base).replace(/}$/, `,"${k}":1}`)));
    show(
      'nested key ' + k,
      await a.send(
        'POST',
        '/api/cases',
        JSON.stringify({ ...base, institution: { ...base.institution, name: '@@' } }).replace('"@@"', `"x","${k}":1`),
      ),
    );
  }
  for (const c of (await a.get<any>('/api/cases')).body.items)
    out.push('stored ' + JSON.stringify((await a.get<any>(`/api/cases/${c.caseId}/history`)).body.events));
  await Promise.all(
    (await a.get<any>('/api/cases')).body.items.map((c: any) => a.post(`/api/cases/${c.caseId}/withdraw-application`, {})),
  );
  for (const b of [
    '[]',
    '[1]',
    '5',
    '"x"',
    'true',
    'null',
    '{',
    '',
    ' ',
    '{"a":1}x',
    '{"reason":"a","reason":5}',
    '{"reason":1e400}',
    '{"reason":"a\\u0000b"}',
    '{"reason":"\\ud800"}',
    '\ufeff{}',
  ])
    show('withdraw ' + b, await a.send('POST', '/api/cases/0000-0000-0000/withdraw-application', b));
  const t0 = performance.now();
  const many = { ...base, materials: [] };
  show(
    'many',
    await a.send(
      'POST',
      '/api/cases',
      JSON.stringify(many).replace('"materials":[]', `"materials":[${Array(340000).fill('{}').join(',')}]`),
    ),
  );
  out.push('many took ' + (performance.now() - t0));
  const t1 = performance.now();
  show('manykeys', await a.send('POST', '/api/cases', `{${Array.from({ length: 80000 }, (_, i) => `"k${i}":1`).join(',')}}`));
  out.push('manykeys took ' + (performance.now() - t1));
  const t2 = performance.now();
  show(
    'many texts',
    await clerk.send(
      'POST',
      '/api/cases/0000-0000-0000/decline-application',
      `{"reasons":[${Array(500000).fill('1').join(',')}]}`,
    ),
  );
  out.push('many texts took ' + (performance.now() - t2));
  show('deep', await a.send('POST', '/api/cases', '['.repeat(100) + ']'.repeat(100)));
  show('deep 500k', await a.send('POST', '/api/cases', '['.repeat(500000)));
  show('big', await a.send('POST', '/api/cases', `"${'x'.repeat(1024 * 1024)}"`));
  for (const ct of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/json; charset=gbk',
    'multipart/form-data; boundary=x',
    '',
    'application/json-patch+json',
    'APPLICATION/JSON',
  ])
    show('ct ' + ct, await a.send('POST', '/api/cases', JSON.stringify({ nope: 1 }), { headers: { 'content-type': ct } }));
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  show('foreign', await rival.post(`/api/cases/${one.id}/withdraw-application`, {}));
  show('foreign ifmatch', await rival.post(`/api/cases/${one.id}/withdraw-application`, {}, { ifMatch: '"77"' }));
  show('missing ifmatch', await rival.post(`/api/cases/0000-0000-0000/withdraw-application`, {}, { ifMatch: '"77"' }));
  show('accept extra', await clerk.post(`/api/cases/${one.id}/accept-application`, { surprise: 1 }, { ifMatch: '"77"' }));
  for (const im of ['77', 'abc', '"x"', '"1","2"', '*', '""', 'W/"0"', '"99999999999"'])
    show(
      'ifmatch ' + im,
      await clerk.post(
        `/api/cases/${one.id}/decline-application`,
        { reasons: ['x'] },
        { ifMatch: im, headers: { 'idempotency-key': 'nope' } },
      ),
    );
  for (const p of [
    '/api/cases/%00',
    '/api/cases/%ZZ',
    '/api/cases/%E0%A4',
    '/api/cases/' + 'x'.repeat(300),
    '/api/cases?page=0',
    '/api/cases?size=101',
    '/api/cases?page=abc',
    '/api/cases?page=1&page=2',
    '/api/cases?nope=1',
    '/api/cases?__proto__[x]=1',
    '/api/cases?hasOwnProperty=1',
    '/api/cases?page=1e3',
    '/api/cases?page=1.5',
    '/api/cases?size=-1',
    '/api/cases?status=%00',
    '/api/cases?atLeast=x',
    '/api/cases?atLeast=99999',
    '/api/cases?kind=INITIAL&kind=RENEWAL',
    `/api/cases/${one.id}/history?asOf=2030-01-01T00:00:00%2B08:00`,
    `/api/cases/${one.id}/history?asOf=2026-02-30T00:00:00%2B08:00`,
    '/api/cases/',
    '//api/cases',
    '/api//cases',
    '/API/CASES',
    '/api/cases?page=',
    '/api/public/certificates/%00',
    '/api/public/certificates?holder=%00%ff',
    '/api/public/certificates?size=1000',
    '/docs/../../../etc/passwd',
    '/docs/..%2f..%2fpackage.json',
    '/docs/',
    '/docs',
    '/openapi.yaml',
  ])
    show('GET ' + p.slice(0, 90), await a.send('GET', p));
  for (const m of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])
    show(m, await a.send(m, `/api/cases/${one.id}/accept-application`));
  show(
    'cert',
    await admin.post('/api/certificates', {
      number: '202812050001',
      uscc: 'X',
      holder: 'x',
      issuedOn: '2026-01-01',
      validTo: '2020-01-01',
    }),
  );
  show(
    'cert far',
    await admin.post('/api/certificates', {
      number: '202812050002',
      uscc: '91620102MA7ABCD12B',
      holder: 'x',
      issuedOn: '2026-01-01',
      validTo: '9999-12-31',
    }),
  );
  show(
    'cert feb30',
    await admin.post('/api/certificates', {
      number: '202812050003',
      uscc: '91620102MA7ABCD12B',
      holder: 'x',
      issuedOn: '2026-02-30',
      validTo: '2027-12-31',
    }),
  );
  show(
    'acct',
    await admin.post('/api/accounts', { username: 'x1', password: 'abcdefgh12345', displayName: 'a\ud800', roles: ['clerk'] }),
  );
  show(
    'acct2',
    await admin.post('/api/accounts', {
      username: 'x2',
      password: 'abcdefgh12345',
      displayName: 'a\u0000b',
      roles: ['applicant'],
      uscc: '91620102MA7ABCD120',
    }),
  );
  show(
    'team proto',
    await clerk.post(`/api/cases/${one.id}/commission-review`, { team: TEAM.map((m) => ({ ...m, hasOwnProperty: 1 })) }),
  );
  show('lang', await world.anybody.get('/api/me', {}, { headers: { 'accept-language': 'en-GB,zh;q=0.5' } }));
  show('auth', await world.anybody.get('/api/me', {}, { headers: { authorization: 'Bearer ' + 'x'.repeat(43) } }));
  show('auth basic', await world.anybody.get('/api/me', {}, { headers: { authorization: 'Basic abc' } }));
  show('expire', await world.anybody.post('/api/engine/expire', { id: 'foo', version: 1 }));
  out.push('LOG ' + world.log.join('\n'));
  (await import('node:fs')).writeFileSync('/tmp/probe.txt', out.join('\n'));
  await world.close();
}, 120000);
