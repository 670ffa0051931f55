export type {
  FlowActor,
  FlowEvent,
  FlowOutcome,
  FlowRequest,
  FlowResponse,
  FlowSignature,
  NewFlowEvent,
} from './control/flow-event.ts';
export type { SimulatorMerchant } from './platform/merchant.ts';
export type {
  CashierAnswer,
  PayerChoice,
  PaymentParams,
  PaymentResult,
  PaySheet,
} from './platform/payment-params.ts';
