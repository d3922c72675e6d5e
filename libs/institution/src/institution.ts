import { reject, type Decider } from '#kernel';
import { isUscc } from './uscc.js';

// Commands

export interface RecordStanding {
  readonly type: 'RecordStanding';
  readonly data: {
    readonly uscc: string;
    readonly breachInLastTerm: boolean;
    readonly badCreditList: boolean;
    readonly punishedWithin2Years: boolean;
    /** Where the authority has it from: a decision number, a register. */
    readonly source: string;
  };
}

// Events

export interface StandingRecorded {
  readonly type: 'StandingRecorded';
  readonly data: RecordStanding['data'];
}

// State

export interface InstitutionState {
  readonly standing: {
    readonly breachInLastTerm: boolean;
    readonly badCreditList: boolean;
    readonly punishedWithin2Years: boolean;
  };
}

/** A body about which nothing is on record is in good standing. */
export const institutionDecider: Decider<InstitutionState, RecordStanding, StandingRecorded> = {
  initial: { standing: { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false } },
  commands: ['RecordStanding'],

  decide: ({ data }, { standing }, { actor }) => {
    if (actor.role !== 'supervisor' && actor.role !== 'engine') {
      return reject('wrong-role', 'forbidden', {
        zh: '信用记录由监督岗位登记',
        en: 'Only a supervisor records the standing of a body',
        allowed: ['supervisor'],
      });
    }
    if (!isUscc(data.uscc)) {
      return reject('uscc-invalid', 'invalid', {
        zh: '统一社会信用代码校验不通过',
        en: 'The unified social credit code has a wrong form or check digit',
        field: 'uscc',
        basis: ['GB 32100-2015'],
      });
    }
    const same =
      standing.breachInLastTerm === data.breachInLastTerm &&
      standing.badCreditList === data.badCreditList &&
      standing.punishedWithin2Years === data.punishedWithin2Years;
    return same ? [] : [{ type: 'StandingRecorded', data }];
  },

  evolve: (_state, { data: { breachInLastTerm, badCreditList, punishedWithin2Years } }) => ({
    standing: { breachInLastTerm, badCreditList, punishedWithin2Years },
  }),
};
