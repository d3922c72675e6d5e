import { UsageError } from './usage-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What it is, for whoever has left it out. */
export const TOKEN_WORDS = 'TOKEN (the `token` of a session of an administrator, as POST /api/sessions answers it)';

/** Standard output, and the exit status: 1 where the server turned it down, or would. */
export interface Outcome {
  readonly out: string;
  readonly status: 0 | 1;
}

export const pretty = (json: object): string => `${JSON.stringify(json, null, 2)}\n`;

/** Asks a running server, `API_URL`, for whoever `TOKEN` belongs to. Throws UsageError where it does not answer. */
export async function post(
  path: string,
  body: object,
  token: string,
  { API_URL: url = 'http://127.0.0.1:3000' }: Environment,
): Promise<Outcome> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'accept-language': 'en' };
  const answer = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    (fault: unknown) => {
      throw new UsageError(`${url} does not answer: ${causeOf(fault)}`);
    },
  );
  return { out: pretty((await answer.json()) as object), status: answer.ok ? 0 : 1 };
}

/** What fetch hides behind "fetch failed". */
const causeOf = (fault: unknown): string => {
  const { cause, message } = fault as Error;
  return cause instanceof Error ? cause.message : message;
};
