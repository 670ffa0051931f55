import { test } from 'vitest';

export { expect } from 'vitest';

/** States one documented behaviour of WeChat Pay and tries it; the file is named after the case. */
export const conforms: (behaviour: string, attempt: () => void | Promise<void>) => void = test;
