import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The cookie of a console session. `__Host-`: the browser takes it from this very host alone and over https
 * alone; http on this machine's own loopback counts as that in Chromium and Firefox, in Safari it does not.
 */
const NAME = '__Host-yifen';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';
const TOKEN = /^[A-Za-z0-9_-]{1,256}$/;

/** The token in the request's cookie; null when there is none, or more than one. */
export function cookieOf({ headers }: FastifyRequest): string | null {
  const found = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`))
    .map((pair) => pair.slice(NAME.length + 1));
  const [token = ''] = found;
  return found.length === 1 && TOKEN.test(token) ? token : null;
}

/** Gives the browser the token of its session, until the browser is closed. */
export function setCookie(reply: FastifyReply, token: string): void {
  reply.header('set-cookie', `${NAME}=${token}; ${ATTRIBUTES}`);
}

/** Takes it away. */
export function clearCookie(reply: FastifyReply): void {
  reply.header('set-cookie', `${NAME}=; ${ATTRIBUTES}; Max-Age=0`);
}
