export type { ExplainPaySign, RefusedPaySign } from './control/explanation-routes.ts';
export type { MountHandler } from './create-app.ts';
export { createMaterial, createSimulator, handClock } from './create-simulator.ts';
export type { DeskPhone, DeskScenario, ScenarioResult } from './desk/index.ts';
export type {
  Fault,
  FaultKind,
  FaultOperation,
  FaultPreset,
  NewFault,
} from './faults/fault.ts';
export type { FaultBoard } from './faults/fault-board.ts';
export type { CashierVisit } from './platform/cashier.ts';
export type {
  FlowActor,
  FlowEvent,
  FlowOutcome,
  FlowRequest,
  FlowResponse,
  FlowSignature,
  NewFlowEvent,
} from './platform/flow-event.ts';
export type { SimulatorMaterial } from './platform/material.ts';
export type { SimulatorMerchant, SubMerchant } from './platform/merchant.ts';
export type { Notification, NotificationAttempt } from './platform/notifier.ts';
export type { Order } from './platform/order.ts';
export type {
  AppParams,
  CashierAnswer,
  LinkParams,
  PayerChoice,
  PaymentCall,
  PaymentParams,
  PaymentResult,
  PaySheet,
} from './platform/payment-params.ts';
export type { Rsa } from './platform/rsa-signature.ts';
export type { ClockState, SimulatorClock } from './platform/simulated-clock.ts';
export type { Variants } from './platform/variants.ts';
export type { InjectedRequest, Simulator, SimulatorOptions } from './simulator.ts';
export type { Delivery, DeliveryAnswer } from './system.ts';
