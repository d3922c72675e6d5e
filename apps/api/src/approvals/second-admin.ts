import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Account, Approval, Asking } from '#identity';
import { isRejection, reject, type Rejection, type RejectionKind } from '#kernel';
import { Commands } from '../commands.js';
import { HOST, type Host } from '../host.js';
import type { Call } from '../http/call.js';
import type { Noted } from '../http/logged.js';
import { originOf } from '../http/origin.js';
import { granted, Rejected } from '../http/problem.js';
import { Queries } from '../queries.js';
import { settled } from '../session/account-views.js';
import { Accepted } from './accepted.js';
import { APPROVABLES } from './approvables.js';
import type { Approvable, By, PasswordToSet, Tools } from './approvable.js';
import { isOnRecord, recordGiven, refuseUnrecorded } from './on-record.js';
import { viewApproval } from './views.js';

const nobodyToApprove = (wayOut?: string): Rejection => {
  const ways = [...(wayOut === undefined ? [] : [wayOut]), 'npm run accounts -- administrator USERNAME'];
  return reject('approval-nobody-left', 'conflict', {
    zh: `须由另一名管理员批准，但没有可以批准的在用管理员账号；请停止服务后在服务器上运行 ${ways.join(' 或者 ')}。`,
    en: `Another administrator would have to agree, and no open account could; with the server stopped, run ${ways.join(' or ')}.`,
    allowed: ways,
  });
};

const TO_WAIT: readonly RejectionKind[] = ['pending', 'unavailable'];

/** The one path of every command that may take two administrators: at once, or asked for, agreed to, and then carried out once. */
@Injectable()
export class SecondAdmin implements OnApplicationBootstrap {
  private readonly tools: Tools;
  private readonly running = new Map<string, Promise<Approval>>();

  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(Commands) commands: Commands,
    @Inject(Queries) queries: Queries,
  ) {
    this.tools = { identity: host.identity, office: host.office, commands, queries };
  }

  /** Throws Rejected. A password that the server made is shown with the first answer, and with no later one. */
  async give<W extends object>(one: Approvable<W>, what: W, call: Call, password?: PasswordToSet): Promise<object> {
    const { identity, secondAdmin } = this.host;
    const takesTwo = secondAdmin && one.needsTwo(what, identity);
    const asking = await this.askingOf(one.name, what, call, takesTwo ? password?.typed : undefined);
    const answer = (): object | undefined => {
      const earlier = takesTwo || asking.key !== undefined ? identity.approvals.earlier(asking, call.account) : undefined;
      return earlier === undefined ? undefined : this.answerAgain(granted(earlier));
    };
    const again = answer();
    if (again !== undefined) return again;
    const secret = await password?.hash();
    const by: By = {
      requester: call.account,
      origin: originOf(call.reply.request),
      key: call.idempotencyKey ?? randomUUID(),
      ...(call.ifMatch === undefined ? {} : { ifMatch: call.ifMatch }),
      ...(secret === undefined ? {} : { secret }),
    };
    const initialPassword = password?.made;
    if (!takesTwo || !(await one.check(what, by, this.tools))) {
      const done = await one.run(what, by, this.tools);
      return initialPassword === undefined ? done : { ...done, initialPassword };
    }
    this.refuseDeadEnd(one, what, call.account);
    const meanwhile = answer();
    if (meanwhile !== undefined) return meanwhile;
    const asked = identity.approvals.ask({ ...asking, ...(secret === undefined ? {} : { secret }) }, call.account);
    return new Accepted(viewApproval(asked, identity), initialPassword);
  }

  /** With what tells one chosen password from another. */
  private async askingOf(command: string, what: object, { account, idempotencyKey: key }: Call, typed?: string): Promise<Asking> {
    const asking = { command, what, ...(key === undefined ? {} : { key }) };
    if (typed === undefined) return asking;
    const about = JSON.stringify([account.id, command, what]);
    return { ...asking, mark: settled(await this.host.identity.markPassword(typed, about)) };
  }

  /** Nobody waits for an agreement that there is nobody to give. */
  private refuseDeadEnd<W extends object>(one: Approvable<W>, what: W, requester: Account): void {
    const someone = this.host.identity
      .listAccounts()
      .some(
        (account) =>
          account.id !== requester.id &&
          !account.disabled &&
          account.roles.includes('admin') &&
          one.mayNotApprove?.(what, account) === undefined,
      );
    if (!someone) throw new Rejected(nobodyToApprove(one.wayOut?.(what)));
  }

  /** A request sent again: what came of it, or how it stands. */
  private answerAgain(approval: Approval): object {
    if (approval.state === 'done' && approval.outcome !== undefined) return approval.outcome;
    return new Accepted(viewApproval(approval, this.host.identity));
  }

  /** Throws Rejected. Once it is given, the log has its line, whatever comes of it. */
  async approve(id: string, { account: approver, reply }: Call): Promise<Approval> {
    const { approvals } = this.host.identity;
    const asked = approvals.find(id);
    const fault = asked && APPROVABLES.get(asked.command)?.mayNotApprove?.(asked.what, approver);
    if (fault !== undefined) throw new Rejected(fault);
    const approval = granted(approvals.approve(id, approver));
    const request: FastifyRequest & Noted = reply.request;
    recordGiven(approval, originOf(request), this.host);
    delete request.logged;
    return this.carryOut(approval);
  }

  turnDown(id: string, by: Account, reason: string): Approval {
    return granted(this.host.identity.approvals.turnDown(id, by, reason));
  }

  /** What was agreed to, by the security log, and cut short by the end of the program is carried out now. */
  async onApplicationBootstrap(): Promise<void> {
    for (const approval of this.host.identity.approvals.list('approved')) {
      await this.goOn(approval).catch((fault: unknown) => {
        this.host.log.error(`the approval ${approval.id} of ${approval.command} was not carried out: ${String(fault)}`);
      });
    }
  }

  private async goOn(approval: Approval): Promise<Approval> {
    if (await isOnRecord(approval, this.host)) return this.carryOut(approval);
    throw new Error(refuseUnrecorded(approval, this.host).en);
  }

  private carryOut(approval: Approval): Promise<Approval> {
    const running = this.running.get(approval.id) ?? this.runNow(approval);
    this.running.set(approval.id, running);
    return running.finally(() => this.running.delete(approval.id));
  }

  /** What only has to wait stays approved, and is tried again when it is approved again or the program starts. */
  private async runNow({ id, command, what, requestedBy, decidedBy = '' }: Approval): Promise<Approval> {
    const { identity } = this.host;
    const one = APPROVABLES.get(command);
    const [requester, approvedBy] = [identity.findAccountById(requestedBy), identity.findAccountById(decidedBy)];
    if (one === undefined || requester === undefined || approvedBy === undefined)
      throw new Error(`the approval ${id} of ${command} cannot be carried out by this program`);
    const secret = identity.approvals.secretOf(id);
    const origin = { account: requester.id, name: requester.username };
    const by = { requester, origin, approvedBy, key: id, approval: id, ...(secret === undefined ? {} : { secret }) };
    try {
      identity.approvals.conclude(id, 'done', await one.run(what, by, this.tools));
    } catch (fault) {
      if (!(fault instanceof Rejected) || TO_WAIT.includes(fault.rejection.kind)) throw fault;
      identity.approvals.conclude(id, 'failed', fault.rejection);
      throw fault;
    }
    if (one.logged !== undefined) {
      const people = { approval: id, approvedBy: approvedBy.username };
      this.host.securityLog.record({ what: one.logged, by: origin, on: command, more: people });
    }
    const done = identity.approvals.find(id);
    if (done === undefined || isRejection(done)) throw new Error(`the approval ${id} is gone`);
    return done;
  }
}
