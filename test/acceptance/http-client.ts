/** What came back: the body parsed where it is JSON. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Sending {
  /** Idempotency-Key. */
  readonly key?: string;
  /** If-Match, as it stands in the header. */
  readonly ifMatch?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Query parameters; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** A caller with or without a token. Never throws for a status. */
export class HttpClient {
  constructor(
    readonly url: string,
    readonly token?: string,
  ) {}

  get<T>(path: string, query: Query = {}, sending: Sending = {}): Promise<Answer<T>> {
    const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const search = given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
    return this.send<T>('GET', `${path}${search}`, undefined, sending);
  }

  post<T>(path: string, body?: unknown, sending: Sending = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body === undefined ? undefined : JSON.stringify(body), sending);
  }

  put<T>(path: string, body?: unknown, sending: Sending = {}): Promise<Answer<T>> {
    return this.send<T>('PUT', path, body === undefined ? undefined : JSON.stringify(body), sending);
  }

  delete<T>(path: string, sending: Sending = {}): Promise<Answer<T>> {
    return this.send<T>('DELETE', path, undefined, sending);
  }

  /** `text` goes out as it is, as application/json unless the headers say otherwise. */
  async send<T>(method: string, path: string, text?: string | Uint8Array, sending: Sending = {}): Promise<Answer<T>> {
    const headers = {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      ...(sending.key === undefined ? {} : { 'idempotency-key': sending.key }),
      ...(sending.ifMatch === undefined ? {} : { 'if-match': sending.ifMatch }),
      ...sending.headers,
    };
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers,
      redirect: 'manual',
      ...(text === undefined ? {} : { body: text }),
    });
    const body = await response.text();
    const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson && body !== '' ? JSON.parse(body) : body) as T };
  }
}
