import { createHash } from 'node:crypto';
import type { MediaRoom } from '../../platform/media-room.ts';
import { paramError, Refusal } from '../../platform/refusal.ts';
import { checkFields, type FieldTable } from '../field-rules.ts';
import { requiredText } from '../fields/shared-fields.ts';
import { type MultipartPart, readMultipart } from '../read-multipart.ts';
import type { WireRequest } from '../wire.ts';
import {
  type Operation,
  type OperationCall,
  type OperationWorld,
  type Reply,
  readJson,
} from './operation.ts';

const MEGABYTE = 1024 * 1024;
const IMAGE = { form: /\.(?:jpe?g|png|bmp)$/i, limit: 2 * MEGABYTE, words: '图片' } as const;
const VIDEO = {
  form: /\.(?:avi|wmv|mpeg|mp4|mov|mkv|flv|f4v|m4v|rmvb)$/i,
  limit: 5 * MEGABYTE,
  words: '视频',
} as const;

/** The four uploads, and the one file that can be fetched again. */
export const uploadOperations: readonly Operation[] = Object.freeze([
  upload('/v3/merchant/media/upload', IMAGE, idAnswer),
  upload('/v3/merchant/media/video_upload', VIDEO, idAnswer),
  upload('/v3/merchant-service/images/upload', IMAGE, idAnswer),
  upload('/v3/marketing/favor/media/image-upload', IMAGE, (mediaId) => ({
    media_url: `https://wx.gtimg.com/mch/img/${mediaId}`,
  })),
  {
    name: 'image-download',
    method: 'GET',
    path: /^\/v3\/merchant-service\/images\/(?<media_id>[^/]+)$/,
    run: fetchImage,
  },
] satisfies Operation[]);

function idAnswer(media_id: string): Readonly<Record<string, string>> {
  return { media_id };
}

function upload(
  path: string,
  kind: typeof IMAGE | typeof VIDEO,
  answer: (mediaId: string) => unknown,
): Operation {
  return {
    name: 'upload',
    method: 'POST',
    path: new RegExp(`^${path}$`),
    signedBody: (request) => metaOf(partsOf(request))?.bytes ?? Buffer.alloc(0),
    run: (call, { media }) => ({ json: answer(accept(call, kind, media)) }),
  };
}

const metaFields: FieldTable = {
  filename: requiredText('文件名称', 128),
  sha256: { ...requiredText('文件摘要', 64), pattern: /^[0-9a-fA-F]{64}$/ },
};

/** @see https://pay.weixin.qq.com/doc/v3/merchant/4012760490 */
function accept(call: OperationCall, kind: typeof IMAGE | typeof VIDEO, media: MediaRoom): string {
  const parts = partsOf(call);
  const meta = metaOf(parts);
  const file = parts.find(({ name }) => name === 'file');
  if (meta === undefined || file?.filename === undefined) {
    throw paramError('请求体必须包含meta和file两部分', { location: 'body' });
  }
  const fields = readJson(meta.bytes);
  checkFields(fields, metaFields, 'body');
  const { bytes, filename, contentType = 'application/octet-stream' } = file;
  if (!kind.form.test(filename)) throw paramError(`${kind.words}格式不支持`, { location: 'body' });
  if (bytes.length > kind.limit)
    throw paramError(`${kind.words}大小超过限制`, { location: 'body' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (String(fields.sha256).toLowerCase() !== sha256) {
    throw paramError('文件sha256摘要与文件内容不一致', { location: 'body', field: '/sha256' });
  }
  return media.add({ filename, contentType, bytes });
}

function fetchImage({ path }: OperationCall, { media }: OperationWorld): Reply {
  const file = media.find(path.media_id ?? '');
  if (file !== undefined) return { file: { contentType: file.contentType, bytes: file.bytes } };
  throw new Refusal({
    status: 404,
    code: 'RESOURCE_NOT_EXISTS',
    message: '图片不存在',
    internalCode: 268435461,
  });
}

function partsOf({ body, headers }: Pick<WireRequest, 'body' | 'headers'>): MultipartPart[] {
  return readMultipart(body, headers['content-type']) ?? [];
}

function metaOf(parts: readonly MultipartPart[]): MultipartPart | undefined {
  return parts.find(({ name }) => name === 'meta');
}
