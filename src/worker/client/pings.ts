/** Asks a worker every two seconds whether it is there; one question at a time. */
const PING_MS = 2000;

export class Pings {
  #requestId = 0;
  #open = false;
  #sentAt: number;

  constructor(now: number) {
    this.#sentAt = now;
  }

  /** The id of a ping that is due. */
  due(now: number): number | undefined {
    if (this.#open || now - this.#sentAt < PING_MS) return undefined;
    this.#open = true;
    this.#sentAt = now;
    return ++this.#requestId;
  }

  answered(requestId: number): void {
    if (requestId === this.#requestId) this.#open = false;
  }
}
