import type { KeySettings } from '../platform/key-room.ts';
import {
  type CertificateStanding,
  certificateStandings,
} from '../platform/merchant-certificates.ts';
import { objectSchema, type Schema } from './check-schema.ts';
import { ControlError } from './control-error.ts';
import { type ControlRoute, route } from './control-route.ts';
import type { Controls } from './controls.ts';

const DAY_MS = 86_400_000;

const standing: Schema = { type: 'string', enum: certificateStandings };

const settingsSchema = objectSchema({
  publicKeyPercent: {
    type: 'number',
    minimum: 0,
    maximum: 100,
    description: 'The gray switch: the share of notifications signed by the public key.',
  },
  merchantCertificate: standing,
  platformCertificates: { type: 'string', enum: ['available', 'none'] },
  apiV3Key: { type: 'string', pattern: '^[0-9A-Za-z]{32}$' },
});

/** What the key consoles do: gray switch, rotation, renewal, revocation, another APIv3 key. */
export function keyRoutes({ keys, merchant }: Controls): ControlRoute[] {
  const view = () => ({
    ...keys.settings(),
    publicKeyId: merchant.publicKeyId,
    platformSerial: keys.credentials().platformSerial,
    merchantSerial: merchant.merchantSerial,
    platformSerials: keys.platformCertificates.listed().map(({ serial }) => serial),
    rotation: keys.platformCertificates.rotation() ?? null,
    merchantCertificates: keys.merchantCertificates
      .list()
      .map(({ issued: { serial, toMs }, standing: now }) => ({
        serial,
        standing: now,
        validToMs: toMs,
      })),
  });
  const answers =
    '{publicKeyPercent, merchantCertificate, platformCertificates, publicKeyId, platformSerial, merchantSerial, ' +
    'platformSerials, rotation, merchantCertificates}';

  return [
    route({
      method: 'GET',
      path: '/keys',
      tag: 'keys',
      summary: 'The keys in use and how they are used',
      answers,
      run: view,
    }),
    route<Partial<KeySettings> & { apiV3Key?: string }>({
      method: 'POST',
      path: '/keys',
      tag: 'keys',
      summary: 'Gray switch, standing of the merchant certificate, another APIv3 key',
      answers,
      body: settingsSchema,
      run({ body: { apiV3Key, ...settings } }) {
        if (apiV3Key !== undefined) keys.changeApiV3Key(apiV3Key);
        keys.change(settings);
        return view();
      },
    }),
    route<{ overlapMs?: number }>({
      method: 'POST',
      path: '/keys/rotation',
      tag: 'keys',
      summary: 'Issues the next platform certificate; both are listed for overlapMs (10 days)',
      answers,
      body: objectSchema({ overlapMs: { type: 'integer', minimum: 0 } }),
      async run({ body: { overlapMs = 10 * DAY_MS } }) {
        if ((await keys.platformCertificates.rotate(overlapMs)) !== undefined) return view();
        throw new ControlError(409, 'a rotation is running');
      },
    }),
    route({
      method: 'POST',
      path: '/keys/merchant-certificates',
      tag: 'keys',
      summary: 'A further merchant certificate; three may be valid at once',
      answers: '{merchantSerial, merchantPrivateKey, merchantCertificate}',
      async run() {
        const issued = await keys.merchantCertificates.issue();
        if (issued !== undefined) return issued;
        throw new ControlError(409, 'three certificates are valid already');
      },
    }),
    route<{ standing: CertificateStanding }>({
      method: 'POST',
      path: '/keys/merchant-certificates/{serial}',
      tag: 'keys',
      summary: 'Changes the standing of a merchant certificate',
      answers,
      body: objectSchema({ standing }, ['standing']),
      run({ params: { serial = '' }, body }) {
        if (keys.merchantCertificates.change(serial, body.standing)) return view();
        throw new ControlError(404, `no merchant certificate ${serial}`);
      },
    }),
  ];
}
