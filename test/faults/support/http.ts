import { request, type Agent } from 'node:http';

export interface Post {
  readonly path: string;
  readonly token: string;
  readonly commandId: string;
  /** Left out where the command has no content. */
  readonly content?: object | undefined;
  readonly ifMatch?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

export const isOk = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

/** Rejects where no whole answer came: what was asked for may have been done or not. */
export function post(agent: Agent, port: number, { path, token, commandId, content, ifMatch }: Post): Promise<HttpAnswer> {
  const json = content === undefined ? '' : JSON.stringify(content);
  const headers = {
    authorization: `Bearer ${token}`,
    'idempotency-key': commandId,
    'content-length': Buffer.byteLength(json),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
    ...(content === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, host: '127.0.0.1', method: 'POST', path, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(json);
  });
}
