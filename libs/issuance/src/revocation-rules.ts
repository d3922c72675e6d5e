import { isBlank, isSameText, type Rejection } from '#kernel';
import { isPending, openRun, pinnedPolicy, type Law } from '#law';
import { inWords, isComplete, rowsNamed } from './annex.js';
import type { CertificateContext } from './definition.js';
import * as refuse from './rejections.js';
import type { Certificate, Investigated, Investigation, Revocation, RevocationGround } from './state.js';

/** What holds whoever investigates a certificate, and whoever decides on it. */

interface ToRevoke {
  readonly scope: Revocation['scope'];
  readonly items?: readonly string[];
  readonly fraud?: boolean;
  readonly publicSafety?: boolean;
}

const T70 = 'T70';

/** Not by an inspector of the case, nor by whoever opened the investigation (许可法34, 办法29). */
export const fourEyes = ({ excluded }: Investigation, { actor }: Pick<CertificateContext, 'actor'>) =>
  excluded.includes(actor.id) ? refuse.revocationFourEyes() : undefined;

/** The holder is heard first; silence over the limit waives it (程序暂行规定44). */
export const heard = ({ statement }: Investigation) => (statement === 'awaited' ? refuse.statementAwaited() : undefined);

/** Not while the hearing, the test or the expert opinion that it stands still for is awaited (程序暂行规定45). */
export const goesOn = ({ suspended }: Investigation) =>
  suspended === undefined ? undefined : refuse.revocationStandsStill(suspended);

/** By how many working days the time may still be extended: once, and not after it is over (程序暂行规定45). */
export function extension(
  { open, clocks, policy }: Investigated['investigations'],
  law: Law,
): { readonly n: number } | Rejection {
  if (open.extended) return refuse.revocationExtended();
  const run = openRun(clocks, [T70]);
  const extend = run && isPending(run) ? pinnedPolicy(law, policy).limit(T70).extend : undefined;
  return extend ?? refuse.nothingToExtend();
}

/**
 * Nothing is decided that the holder was not told before: not the whole where items were proposed, no other items, no fraud
 * (程序暂行规定44). Where more is found, the investigation is closed and a new one opened.
 */
export function withinProposal(
  { scope, items = [], fraud }: ToRevoke,
  { ground, proposed }: Investigation,
  certificate: Certificate,
) {
  const wider = proposed.scope === 'items' && (scope === 'whole' || goFurther(items, proposed, certificate));
  if (wider) return refuse.beyondProposal(proposed.items ?? []);
  return fraud === true && !proposed.fraud && ground !== 'fraud' ? refuse.fraudNotTold() : undefined;
}

/** 程序暂行规定44: by the rows that they name where the rows are all there is, else by what was said. */
function goFurther(items: readonly string[], { items: told = [], rows = [] }: Investigation['proposed'], { annex }: Certificate) {
  if (isComplete(annex)) return rowsNamed(annex, items).some((row) => !rows.includes(row));
  return inWords(annex, items).some((item) => !told.some((one) => isSameText(one, item)));
}

/** A false commitment in matters of public safety, health, life or property bars for three years: the decision says which it is (许可法79). */
export const publicSafetyIsAnswered = ({ fraud, publicSafety }: ToRevoke, open: Investigation) =>
  open.ground === 'false-commitment' && publicSafety === undefined && !(fraud ?? open.proposed.fraud)
    ? refuse.publicSafetyUnanswered()
    : undefined;

export const itemsLeftOut = ({
  scope,
  items = [],
}: {
  readonly scope?: string;
  readonly items?: readonly string[] | undefined;
}) => scope === 'items' && items.every(isBlank);

/** 办法32: what was obtained by fraud is revoked as such unless whoever opens says otherwise. */
export const obtainedByFraud = ({
  ground,
  fraud,
}: {
  readonly ground: RevocationGround;
  readonly fraud?: boolean;
}): { readonly fraud?: boolean } => (ground === 'fraud' && fraud === undefined ? { fraud: true } : {});

export function rowsOf({ annex }: Certificate, items: readonly string[]): { readonly rows?: readonly number[] } {
  const rows = rowsNamed(annex, items);
  return rows.length === 0 ? {} : { rows };
}
