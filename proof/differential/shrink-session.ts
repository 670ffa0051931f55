import type { Session } from './run-session.ts';

/**
 * Leaves steps out as long as the stores still disagree: halves first, then smaller pieces, down to single steps.
 *
 * @param disagrees Runs a session on fresh stores.
 */
export async function shrinkSession(
  session: Session,
  disagrees: (session: Session) => Promise<boolean>,
): Promise<Session> {
  let { steps } = session;
  for (
    let size = Math.ceil(steps.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < steps.length; ) {
      const fewer = [...steps.slice(0, from), ...steps.slice(from + size)];
      if (fewer.length > 0 && (await disagrees({ ...session, steps: fewer }))) steps = fewer;
      else from += size;
    }
  }
  return { ...session, steps };
}
