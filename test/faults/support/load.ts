import { Client, type ClientOptions } from './client.js';
import { History } from './history.js';
import { openOffice, type Office } from './office.js';
import type { Sandbox } from './sandbox.js';
import type { Server } from './server.js';
import { Target } from './target.js';

const CLIENTS = 16;

export interface Load {
  readonly history: History;
  readonly office: Office;
  /** Whoever hurts the server says `down` before and `up` when there is another. */
  readonly target: Target;
  /** Every client stops where its number says: some between two cases, most within one. Needs a server: nothing stays unknown. */
  stop(): Promise<void>;
}

type Choices = Partial<Pick<ClientOptions, 'atOnce' | 'sameKey'>> & {
  readonly clients?: number;
  /** Where they send to, if not straight to the server. */
  readonly port?: number;
};

/** Makes the accounts and lets the clients work, each on one case after the other. */
export async function startLoad(sandbox: Sandbox, server: Server, choices: Choices = {}): Promise<Load> {
  const office = await openOffice(server, choices.clients ?? CLIENTS);
  return { office, ...loadOn(sandbox, office, new Target(choices.port ?? server.port), choices) };
}

function loadOn(sandbox: Sandbox, office: Office, target: Target, choices: Choices): Omit<Load, 'office'> {
  const history = new History();
  const abandoned = new AbortController();
  sandbox.beforehand(async () => abandoned.abort());
  const commands = office.steps.length + 1;
  let working = true;
  const work = Promise.all(
    office.applicants.map((_, index) =>
      new Client({ office, target, history, index, abandon: abandoned.signal, ...choices }).run(
        (done) => working || done !== index % commands,
      ),
    ),
  );
  work.catch(() => undefined);
  return {
    history,
    target,
    async stop() {
      working = false;
      await work;
    },
  };
}
