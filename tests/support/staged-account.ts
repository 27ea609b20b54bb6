import { PaymentView } from '../../contracts/portal-api/payments.ts';

/** A status and what came with it. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** An account that is signed in at a staged portal. */
export class StagedAccount {
  readonly cookie: string;
  readonly #url: string;

  /** @param url of the portal */
  constructor(url: string, cookie: string) {
    this.#url = url;
    this.cookie = cookie;
  }

  async ask(method: Method, path: string, content?: object | Buffer): Promise<Answer> {
    const type = Buffer.isBuffer(content) ? 'application/octet-stream' : 'application/json';
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.#url,
        ...(content === undefined ? {} : { 'content-type': type }),
      },
      ...(content === undefined
        ? {}
        : { body: Buffer.isBuffer(content) ? new Uint8Array(content) : JSON.stringify(content) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /**
   * What the portal answers.
   * @throws Error when it does not answer with 200
   */
  async told(method: Method, path: string, content?: object | Buffer): Promise<unknown> {
    const { status, body } = await this.ask(method, path, content);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** A payment as its payer sees it; while it is open this makes the portal ask the gateway. */
  async look(paymentId: string): Promise<PaymentView> {
    return PaymentView.parse(await this.told('GET', `/api/payments/${paymentId}`));
  }
}
