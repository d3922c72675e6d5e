import fc from 'fast-check';
import { findDeadline, jobIdOf } from './deadline.js';
import { deadline } from './spec-support.js';

describe('the id of a job', () => {
  it('is the id of the deadline and its version', () => {
    expect(jobIdOf(deadline('case-20260302-7K3F9QXM2A/T01/1', 0, 2))).toBe('case-20260302-7K3F9QXM2A/T01/1-2');
  });

  it('leads back to the deadline, and is one that BullMQ accepts, whatever the id', () => {
    const id = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('1', '0', 'a:b:c', '%3A', '100%', 'x-1'));
    fc.assert(
      fc.property(id, fc.nat(), fc.nat(), (name, version, dueAt) => {
        const jobId = jobIdOf(deadline(name, dueAt, version));
        expect(jobId).not.toContain(':');
        expect(String(parseInt(jobId, 10))).not.toBe(jobId);
        expect(findDeadline(jobId, dueAt)).toEqual(deadline(name, dueAt, version));
      }),
    );
  });

  it.each([undefined, '', 'plain', 'x-y', '-1'])('of another kind is no deadline: %s', (jobId) => {
    expect(findDeadline(jobId, 0)).toBeUndefined();
  });
});
