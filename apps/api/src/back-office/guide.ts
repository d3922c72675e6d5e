import type { Engine } from '#engine';
import { dateOf, findLocalDate, isRejection, reject, type LocalDate, type Rejection } from '#kernel';
import { APPLICATION_KINDS, guideEntries, guideFor, noPolicyInForce, type ApplicationKind, type Policy } from '#policy';
import type { GuideAsk, GuideList, KindGuide } from './back-office.js';

/** 办事指南: made anew of the packs in force whenever somebody asks (许可法30). */
export function createGuide({ law, clock }: Pick<Engine, 'law' | 'clock'>) {
  const lawOn = ({ on: asked }: GuideAsk): { on: LocalDate; policy: Policy } | Rejection => {
    const on = asked === undefined ? dateOf(clock.now()) : findLocalDate(asked);
    if (on === undefined) return dateImpossible();
    const policy = law.policies.findInForce(on);
    return policy === undefined ? noPolicyInForce('on') : { on, policy };
  };

  return {
    guides: async (ask: GuideAsk): Promise<GuideList | Rejection> => {
      const found = lawOn(ask);
      if (isRejection(found)) return found;
      return { on: found.on, policy: found.policy.versionLabel, kinds: guideEntries(found.policy) };
    },
    guide: async ({ kind, ...ask }: GuideAsk & { readonly kind: string }): Promise<KindGuide | Rejection> => {
      if (!isKind(kind)) return kindUnknown();
      const found = lawOn(ask);
      return isRejection(found) ? found : { on: found.on, ...guideFor(found.policy, kind) };
    },
  };
}

const isKind = (text: string): text is ApplicationKind => (APPLICATION_KINDS as readonly string[]).includes(text);

const kindUnknown = (): Rejection =>
  reject('kind-unknown', 'not-found', {
    zh: '没有此办理事项',
    en: 'There is no application of that kind',
    allowed: APPLICATION_KINDS,
  });

const dateImpossible = (): Rejection =>
  reject('date-impossible', 'invalid', { zh: '不是实际存在的日期', en: 'Not a day of the calendar', field: 'on' });
