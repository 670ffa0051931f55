import { beforeEach, describe, expect, it } from 'vitest';
import { PlatformFailure } from '../ports.ts';
import { createTestPorts, type TestPorts } from '../testing/create-test-ports.ts';
import { exchangePhoneCode } from './exchange-phone-code.ts';

let ports: TestPorts;
beforeEach(async () => {
  ports = await createTestPorts();
});

describe('exchangePhoneCode', () => {
  it('answers the number, which stays in no log', async () => {
    const number = await exchangePhoneCode(ports, 'code');
    expect(number).toEqual({
      phoneNumber: '13580006666',
      purePhoneNumber: '13580006666',
      countryCode: '86',
    });
    expect(JSON.stringify(ports.events)).not.toContain('13580006666');
  });

  it.each([
    ['refused', '40029', 'phone_code_refused'],
    ['refused', '40013', 'wechat_refused'],
    ['unknown', '40029', 'wechat_unavailable'],
    ['unknown', '-1', 'wechat_unavailable'],
    ['none', 'NETWORK_NOT_SENT', 'wechat_unavailable'],
  ] as const)('tells a %s answer with code %s as %s', async (outcome, code, refusal) => {
    ports.platform.fail('phone', new PlatformFailure('no', { outcome, code }));
    await expect(exchangePhoneCode(ports, 'code')).rejects.toMatchObject({
      code: refusal,
      details: { wechatCode: code },
    });
  });
});
