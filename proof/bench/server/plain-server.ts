import { createDecipheriv, createPublicKey, createSecretKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BenchWorld } from './bench-world.ts';

/** The limit that notifications are measured against: bare `node:http`, verify, decrypt, parse, 204. */
export async function startPlainServer(world: BenchWorld): Promise<{ readonly url: string }> {
  const publicKey = createPublicKey(world.platformPublicKey);
  const secret = createSecretKey(Buffer.from(world.apiV3Key));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const head = `${request.headers['wechatpay-timestamp']}\n${request.headers['wechatpay-nonce']}\n`;
      const signature = Buffer.from(String(request.headers['wechatpay-signature']), 'base64');
      const message = Buffer.concat([Buffer.from(head), body, Buffer.from('\n')]);
      if (!verify('RSA-SHA256', message, publicKey, signature)) {
        response.writeHead(401).end();
        return;
      }
      const { ciphertext, associated_data, nonce } = JSON.parse(body.toString()).resource;
      const box = Buffer.from(ciphertext, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(associated_data)).setAuthTag(box.subarray(-16));
      JSON.parse(
        Buffer.concat([decipher.update(box.subarray(0, -16)), decipher.final()]).toString(),
      );
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
