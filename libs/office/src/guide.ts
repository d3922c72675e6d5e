import { findLawOfDay, type Engine, type LawOfDay } from '#engine';
import { dateOf, findLocalDate, formatInstant, isRejection, reject, type LocalDate, type Rejection } from '#kernel';
import {
  APPLICATION_KINDS,
  guideEntries,
  guideFor,
  noPolicyInForce,
  type ApplicationKind,
  type Guide,
  type GuideEntry,
} from '#law';

/** The law of that day, of a past one as it was published by then; of today where left out. */
interface GuideAsk {
  readonly on?: string;
}

export interface GuideList {
  readonly on: LocalDate;
  readonly policy: string;
  readonly kinds: readonly GuideEntry[];
}

export type KindGuide = Omit<Guide, 'packs'> & {
  readonly on: LocalDate;
  /** `publishedAt`: when that version was published here; null for what the program came with. */
  readonly packs: readonly (Guide['packs'][number] & { readonly publishedAt: string | null })[];
};

/** 办事指南: made anew of the packs in force whenever somebody asks (许可法30); of a day that is over, as it was then. */
export function createGuide(engine: Pick<Engine, 'law' | 'clock' | 'load'>) {
  const lawOn = async ({ on: asked }: GuideAsk): Promise<({ readonly on: LocalDate } & LawOfDay) | Rejection> => {
    const on = asked === undefined ? dateOf(engine.clock.now()) : findLocalDate(asked);
    if (on === undefined) return dateImpossible();
    const found = await findLawOfDay(engine, on);
    return found === undefined ? noPolicyInForce('on') : { on, ...found };
  };

  return {
    guides: async (ask: GuideAsk): Promise<GuideList | Rejection> => {
      const found = await lawOn(ask);
      if (isRejection(found)) return found;
      return { on: found.on, policy: found.policy.versionLabel, kinds: guideEntries(found.policy) };
    },
    guide: async ({ kind, ...ask }: GuideAsk & { readonly kind: string }): Promise<KindGuide | Rejection> => {
      if (!isKind(kind)) return kindUnknown();
      const found = await lawOn(ask);
      if (isRejection(found)) return found;
      const { packs, ...guide } = guideFor(found.policy, kind);
      const publishedAt = (label: string): string | null => {
        const at = found.publishedAt.get(label);
        return at === undefined ? null : formatInstant(at);
      };
      return { on: found.on, ...guide, packs: packs.map((pack) => ({ ...pack, publishedAt: publishedAt(pack.label) })) };
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
