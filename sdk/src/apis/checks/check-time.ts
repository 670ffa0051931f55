import { ArgumentError } from '../../core/errors/argument-error.ts';

/**
 * Requires a time that is absent, or RFC 3339 with a zone.
 *
 * @throws ArgumentError
 */
export function checkOptionalTime(field: string, value: string | undefined): void {
  if (value !== undefined && !rfc3339.test(value)) {
    throw new ArgumentError(field, 'must be RFC 3339 with a zone, as 2026-09-01T10:34:56+08:00');
  }
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
