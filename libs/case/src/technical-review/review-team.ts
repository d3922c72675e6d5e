import { isBlank, nothing } from '#kernel';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { reviewedBy } from '../file/rules.js';
import type { CaseFile, Review, TeamMember } from '../file/state.js';
import * as refuse from '../rejections.js';

// Commands

/** `uscc`: the body that the account of the member belongs to. */
export type NamedMember = TeamMember & { readonly uscc?: string };

export interface ReviewTeamCommands {
  ChangeReviewTeam: { readonly team: readonly NamedMember[]; readonly reason: string };
}

// Events

export interface ReviewTeamEvents {
  ReviewTeamChanged: { readonly team: readonly TeamMember[]; readonly reason: string };
}

// Decide

const { command, event, fact } = casePart<ReviewTeamCommands, ReviewTeamEvents>();

/** Whoever belongs to a body is tied to it (办法29). */
export function tiedToTheirBody({ uscc, ...member }: NamedMember): TeamMember {
  return uscc === undefined ? member : { ...member, conflicts: [...new Set([...(member.conflicts ?? []), uscc])] };
}

/** Two or more suitable assessors, one of them the leader, none of them the applicant or tied to the body (办法24, 29). */
export function checkTeam(team: readonly TeamMember[], file: CaseFile, { policy }: CaseContext) {
  const { min } = policy.team;
  if (new Set(team.map((member) => member.id)).size < Math.max(min, team.length)) return refuse.teamTooSmall(min);
  if (team.filter((member) => member.leader === true).length !== 1) return refuse.teamNeedsOneLeader();
  if (team.some((member) => member.id === file.applicant)) return refuse.teamConflict();
  const tied = team.filter(({ conflicts = [] }) => conflicts.includes(file.institution.uscc)).map(({ id, name }) => name ?? id);
  return tied.length === 0 ? undefined : refuse.teamRecusal(tied);
}

/** The review is the work of the team that was commissioned with it (办法24). */
export const doneByTheTeam = ({ team }: Review, { actor }: Pick<CaseContext, 'actor'>) =>
  team.some(({ id }) => id === actor.id) ? undefined : refuse.notOnTheTeam(team.map(({ id, name }) => name ?? id));

const sameTeam = (a: readonly TeamMember[], b: readonly TeamMember[]): boolean =>
  a.length === b.length && a.every(({ id, leader }) => b.some((other) => other.id === id && other.leader === leader));

export const reviewTeamCommands: DefinitionsOf<ReviewTeamCommands, ReviewTeamEvents> = {
  /** Somebody has to recuse themselves, or cannot come: a whole team takes the place of the one before, by the same rules (办法24, 29). */
  ChangeReviewTeam: command('ChangeReviewTeam', {
    in: ['technical-review', 'review-postponed', 'rectification', 'rectification-check'],
    by: ['clerk', 'head'],
    names: { team: 'assessor' },
    decide: ({ team: named, reason }, { file, review }, context) => {
      const team = named.map(tiedToTheirBody);
      return (
        checkTeam(team, file, context) ??
        (isBlank(reason) ? refuse.teamReasonMissing() : undefined) ??
        (sameTeam(team, review.team) ? nothing : [fact('ReviewTeamChanged', { team, reason })])
      );
    },
  }),
};

// Evolve

/** Whoever was of a team does not decide, though they left it. */
export const reviewTeamEvents: EventsOf<ReviewTeamEvents> = {
  ReviewTeamChanged: event('ReviewTeamChanged', {
    in: ['technical-review', 'review-postponed', 'rectification', 'rectification-check'],
    papers: ['team-change-notice'],
    evolve: (state, { data }) => ({
      ...state,
      file: reviewedBy(state.file, ...data.team.map(({ id }) => id)),
      review: { ...state.review, team: data.team },
    }),
  }),
};
