/** A WeChat that has nothing but one large trade bill, written while it is sent. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const rows = Number(process.argv[2]);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const hash = createHash('sha1');
let bytes = 0;
for (const piece of writeBill()) {
  hash.update(piece);
  bytes += Buffer.byteLength(piece);
}
const hash_value = hash.digest('hex');

const server = createServer(async (request, response) => {
  const host = request.headers.host ?? '';
  if (request.url?.startsWith('/v3/bill/tradebill')) return answerTicket(response, host);
  const file = Readable.from(writeBill());
  // The name the reader uses says which form it gets.
  if (host.startsWith('localhost')) await pipeline(file, createGzip(), response);
  else await pipeline(file, response);
});
server.listen(0, () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({
    plainUrl: `http://127.0.0.1:${port}`,
    gzipUrl: `http://localhost:${port}`,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    megabytes: bytes / 2 ** 20,
  });
});

function answerTicket(response: ServerResponse, host: string): void {
  const download_url = `http://${host}/v3/billdownload/file?token=x`;
  const body = JSON.stringify({ hash_type: 'SHA1', hash_value, download_url });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = sign('RSA-SHA256', Buffer.from(`${timestamp}\nnonce\n${body}\n`), privateKey);
  response.writeHead(200, {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': 'nonce',
    'Wechatpay-Serial': 'PUB_KEY_ID_0000000000000024101100397200000006',
    'Wechatpay-Signature': signature.toString('base64'),
  });
  response.end(body);
}

/** Each row costs 8.80 yuan and a fee of 0.05280. */
function* writeBill(): Generator<string> {
  yield '\uFEFF交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n';
  for (let from = 0; from < rows; from += 100) {
    const many = Math.min(100, rows - from);
    yield Array.from({ length: many }, (_, index) => writeRow(from + index)).join('');
  }
  const total = yuan(rows * 880, 2);
  yield '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n';
  yield `\`${rows},\`${total},\`0.00,\`0.00,\`${yuan(rows * 5280, 5)},\`${total},\`0.00\r\n`;
}

function writeRow(index: number): string {
  const id = String(index).padStart(10, '0');
  return `\`2026-01-01 10:00:00,\`wxd678efh567hg6787,\`1900000001,\`0,\`,\`42000${id}2026010112345,\`T2026${id},\`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,\`JSAPI,\`SUCCESS,\`OTHERS,\`CNY,\`8.80,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`茶, "绿" 第${id}号,\`{"id":${index}},\`0.05280,\`0.60%,\`8.80,\`0.00,\`\r\n`;
}

function yuan(units: number, places: number): string {
  const digits = String(units).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
