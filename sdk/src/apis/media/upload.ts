import { ArgumentError } from '../../core/errors/argument-error.ts';
import { writeMultipart } from '../../core/multipart.ts';
import { isText } from '../../core/objects/is-amount.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import { readObject, unexpected } from '../../http/read-object.ts';

/** A file to upload. */
export interface MediaFile {
  /** With its ending, which tells the kind. */
  readonly filename: string;
  /** The bytes of the file. */
  readonly content: Uint8Array;
}

/** A file that WeChat keeps. */
export interface Media {
  /** Names the file in other calls. */
  readonly media_id: string;
}

/** Which files an upload takes: MIME type by ending, in lower case. How large they may be, WeChat decides. */
export type MediaKind = ReadonlyMap<string, string>;

/** Pictures: jpg, png or bmp. */
export const images: MediaKind = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['bmp', 'image/bmp'],
]);

/** Films: avi, wmv, mpeg, mp4, mov, mkv, flv, f4v, m4v or rmvb. */
export const videos: MediaKind = new Map([
  ['avi', 'video/x-msvideo'],
  ['wmv', 'video/x-ms-wmv'],
  ['mpeg', 'video/mpeg'],
  ['mp4', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['mkv', 'video/x-matroska'],
  ['flv', 'video/x-flv'],
  ['f4v', 'video/x-f4v'],
  ['m4v', 'video/x-m4v'],
  ['rmvb', 'application/vnd.rn-realmedia-vbr'],
]);

/**
 * Uploads a file; name and SHA-256 are signed, the bytes are covered by that SHA-256.
 *
 * @throws ArgumentError for an empty file or an unknown ending; as every call
 */
export async function upload(
  client: Client,
  path: string,
  { filename, content }: MediaFile,
  kind: MediaKind,
  options: CallOptions | undefined,
): Promise<Media> {
  const ending = /\.([0-9a-z]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  const contentType = kind.get(ending);
  if (contentType === undefined) {
    throw new ArgumentError('filename', `must end in one of ${[...kind.keys()].join(' ')}`);
  }
  if (content.length === 0) throw new ArgumentError('content', 'must not be empty');
  const written = writeMultipart({ filename, contentType, content });
  const answer = await client.call({ method: 'POST', path, upload: written, options });
  const { media_id } = readObject(answer);
  if (!isText(media_id)) throw unexpected(answer, 'media_id is missing');
  return Object.freeze({ media_id });
}
