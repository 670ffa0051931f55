import { apiBaseUrl } from '../config';
import { createYifen } from '../yifen/index';

/** The payment server, for all pages. */
export const yifen = createYifen({ wx, baseUrl: apiBaseUrl });
