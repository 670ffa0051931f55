import { checkFields, type FieldTable } from '../field-rules.ts';
import { optionalNotifyUrl, optionalText, requiredText } from '../fields/shared-fields.ts';
import { openSensitive } from './open-sensitive.ts';
import {
  type Operation,
  type OperationCall,
  type OperationWorld,
  type Reply,
  readJson,
} from './operation.ts';

/** The self-test of signatures, encryption and notification. */
export const echoOperations: readonly Operation[] = Object.freeze([
  { name: 'echo', method: 'POST', path: /^\/v3\/security\/echo$/, run: echo },
] satisfies Operation[]);

const echoFields: FieldTable = {
  echo_message: requiredText('回显信息', 1024),
  encrypted_echo_message: optionalText('加密的回显信息', 1024),
  notify_url: optionalNotifyUrl,
};

/** Says back what it was told: the encrypted message encrypted for the certificate that signed the request. */
function echo(call: OperationCall, world: OperationWorld): Reply {
  const fields = readJson(call.body);
  checkFields(fields, echoFields, 'body');
  const { echo_message, encrypted_echo_message, notify_url } = fields as Readonly<
    Record<string, string | undefined>
  >;
  const secret =
    encrypted_echo_message === undefined
      ? undefined
      : openSensitive(encrypted_echo_message, '加密的回显信息', call, world);
  if (notify_url !== undefined) {
    world.notifier.notify({
      eventType: 'SECURITY.ECHO',
      summary: '回显测试',
      originalType: 'echo',
      content: { mchid: world.merchant.mchid, echo_message },
      url: notify_url,
    });
  }
  const encrypted =
    secret === undefined ? undefined : world.keys.sealForMerchant(secret, call.merchantSerial);
  return {
    json: {
      echo_message,
      ...(encrypted === undefined ? {} : { encrypted_echo_message: encrypted }),
    },
  };
}
