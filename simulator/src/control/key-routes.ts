import type { FastifyInstance } from 'fastify';
import type { KeySettings } from '../platform/key-room.ts';
import {
  type CertificateStanding,
  certificateStandings,
} from '../platform/merchant-certificates.ts';
import { ControlError } from './control-error.ts';
import type { Controls } from './controls.ts';

const DAY_MS = 86_400_000;

const settingsSchema = object({
  publicKeyPercent: { type: 'number', minimum: 0, maximum: 100 },
  merchantCertificate: { type: 'string', enum: certificateStandings },
  platformCertificates: { type: 'string', enum: ['available', 'none'] },
  apiV3Key: { type: 'string', pattern: '^[0-9A-Za-z]{32}$' },
});

/** Registers what the key consoles do: gray switch, rotation, renewal, revocation, another APIv3 key. */
export function registerKeys(app: FastifyInstance, { keys, merchant }: Controls): void {
  const view = () => ({
    ...keys.settings(),
    publicKeyId: merchant.publicKeyId,
    platformSerial: keys.credentials().platformSerial,
    merchantSerial: merchant.merchantSerial,
    platformSerials: keys.platformCertificates.listed().map(({ serial }) => serial),
    rotation: keys.platformCertificates.rotation() ?? null,
    merchantCertificates: keys.merchantCertificates
      .list()
      .map(({ issued: { serial, toMs }, standing }) => ({ serial, standing, validToMs: toMs })),
  });

  app.get('/keys', view);
  app.post<{ Body: Partial<KeySettings> & { apiV3Key?: string } }>(
    '/keys',
    { schema: { body: settingsSchema } },
    ({ body: { apiV3Key, ...settings } }) => {
      if (apiV3Key !== undefined) keys.changeApiV3Key(apiV3Key);
      keys.change(settings);
      return view();
    },
  );

  app.post<{ Body: { overlapMs?: number } }>(
    '/keys/rotation',
    { schema: { body: object({ overlapMs: { type: 'integer', minimum: 0 } }) } },
    async ({ body: { overlapMs = 10 * DAY_MS } }) => {
      if ((await keys.platformCertificates.rotate(overlapMs)) !== undefined) return view();
      throw new ControlError(409, 'a rotation is running');
    },
  );

  app.post('/keys/merchant-certificates', async () => {
    const issued = await keys.merchantCertificates.issue();
    if (issued === undefined) throw new ControlError(409, 'three certificates are valid already');
    return issued;
  });

  app.post<{ Params: { serial: string }; Body: { standing: CertificateStanding } }>(
    '/keys/merchant-certificates/:serial',
    { schema: { body: object({ standing: { type: 'string', enum: certificateStandings } }) } },
    ({ params: { serial }, body: { standing } }) => {
      if (keys.merchantCertificates.change(serial, standing)) return view();
      throw new ControlError(404, `no merchant certificate ${serial}`);
    },
  );
}

function object(properties: Readonly<Record<string, unknown>>) {
  return { type: 'object', properties, additionalProperties: false };
}
