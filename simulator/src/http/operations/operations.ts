import { billOperations } from './bill-operations.ts';
import { certificateOperations } from './certificate-operations.ts';
import { combineOperations } from './combine-operations.ts';
import { complaintOperations } from './complaint-operations.ts';
import { echoOperations } from './echo-operations.ts';
import type { Operation } from './operation.ts';
import { orderOperations } from './order-operations.ts';
import { receiptOperations } from './receipt-operations.ts';
import { refundOperations } from './refund-operations.ts';
import { sharingOperations } from './sharing-operations.ts';
import { transferOperations } from './transfer-operations.ts';
import { uploadOperations } from './upload-operations.ts';

/** Every endpoint of the APIv3 that this simulator has. */
export const operations: readonly Operation[] = Object.freeze([
  ...orderOperations,
  ...combineOperations,
  ...refundOperations,
  ...billOperations,
  ...certificateOperations,
  ...echoOperations,
  ...uploadOperations,
  ...sharingOperations,
  ...transferOperations,
  ...receiptOperations,
  ...complaintOperations,
]);
