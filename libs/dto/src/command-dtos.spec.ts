import { caseCommands } from '#case';
import { inspectionCommands } from '#inspection';
import { institutionCommands } from '#institution';
import { certificateCommands } from '#issuance';
import { COMMAND_DTOS, type Fitting } from './command-dtos.js';
import { fieldsOf } from './declared.js';
import { NOTHING } from './given.js';
import { PublishCalendarDto, PublishPolicyDto } from './publication.js';
import { SharedRecordDto } from './shared-record.js';

const commands = { ...caseCommands, ...inspectionCommands, ...certificateCommands, ...institutionCommands };

it('has every command that people give, and no other', () => {
  const peoples = Object.entries(commands).filter(([, { by }]) => by.some((role) => role !== 'engine'));
  // A clerk gives it in scenarios alone, and it changes nothing then.
  const names = peoples.map(([name]) => name).filter((name) => name !== 'CommissionVerification');
  expect(Object.keys(COMMAND_DTOS).sort()).toEqual(names.sort());
});

it.each(Object.entries(COMMAND_DTOS))('%s: what is said with it is declared field by field', (_name, dto) => {
  if (dto !== NOTHING) expect(fieldsOf(dto).length).toBeGreaterThan(0);
});

it('so is what is said where a stream takes but one command', () => {
  const policy: Fitting<'PublishPolicy', typeof PublishPolicyDto> = PublishPolicyDto;
  const calendar: Fitting<'PublishCalendar', typeof PublishCalendarDto> = PublishCalendarDto;
  const record: Fitting<'RecordSharedMaterial', typeof SharedRecordDto> = SharedRecordDto;
  for (const dto of [policy, calendar, record]) expect(fieldsOf(dto).length).toBeGreaterThan(0);
});

describe('a shape that is not that of the command does not compile', () => {
  class Finding {
    clause!: string;
    result!: '符合' | '基本符合' | '不符合' | '不适用';
  }
  class Conclusion {
    conclusion!: '符合' | '基本符合' | '不符合';
    findings?: Finding[];
  }
  class Refusal {
    reasons!: string[];
    why?: string;
  }
  class Reason {
    reason?: string;
  }

  it('where an optional field is missing, at any depth', () => {
    // @ts-expect-error -- a finding may have a note
    const conclusion: Fitting<'ConcludeReview', typeof Conclusion> = Conclusion;
    // @ts-expect-error -- the last day may be told
    const postponed: Fitting<'PostponeReview', typeof Reason> = Reason;
    expect([conclusion, postponed]).toHaveLength(2);
  });

  it('where it says more, or leaves out what is a must, or is missing', () => {
    // @ts-expect-error -- nobody asks why
    const more: Fitting<'FailDocumentReview', typeof Refusal> = Refusal;
    // @ts-expect-error -- an extension has a reason
    const less: Fitting<'ExtendDecision', typeof Reason> = Reason;
    // @ts-expect-error -- an extension has a reason
    const nothing: Fitting<'ExtendDecision', null> = NOTHING;
    expect([more, less, nothing]).toHaveLength(3);
  });

  it('but the same shape does', () => {
    const withdrawal: Fitting<'WithdrawApplication', typeof Reason> = Reason;
    const resumption: Fitting<'ResumeReview', null> = NOTHING;
    expect([withdrawal, resumption]).toHaveLength(2);
  });
});
