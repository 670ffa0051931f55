import pg from 'pg';
import { ConstraintViolation } from './constraint-violation.ts';

type Method = (...input: readonly unknown[]) => unknown;

/** Copies a store so that a refusal by the database has the store's own name in each of its methods. */
export function nameRefusals<T extends object>(store: T): T {
  const members = Object.entries(store).map(([name, member]) => [
    name,
    typeof member === 'function' ? naming(member as Method) : member,
  ]);
  return Object.fromEntries(members) as T;
}

function naming(method: Method): Method {
  return async (...input) => {
    try {
      return await method(...input);
    } catch (error) {
      // Class 23: integrity constraint violation.
      if (error instanceof pg.DatabaseError && error.code?.startsWith('23')) {
        throw new ConstraintViolation(error.constraint ?? 'append-only', { cause: error });
      }
      throw error;
    }
  };
}
