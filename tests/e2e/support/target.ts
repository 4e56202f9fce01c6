/** One command to a target behind a session of the browser's own protocol, whose answers come as messages. */
import type { CDPSession } from '@playwright/test';

let asked = 0;

export function ask(
  devtools: CDPSession,
  sessionId: string,
  method: string,
  params: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    const hear = (event: { sessionId: string; message: string }): void => {
      const answer = JSON.parse(event.message) as {
        id?: number;
        result?: Record<string, unknown>;
        error?: { message: string };
      };
      if (event.sessionId !== sessionId || answer.id !== id) return;
      devtools.off('Target.receivedMessageFromTarget', hear);
      if (answer.result) resolve(answer.result);
      else reject(new Error(`${method}: ${answer.error?.message}`));
    };
    devtools.on('Target.receivedMessageFromTarget', hear);
    devtools
      .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) })
      .catch(reject);
  });
}
