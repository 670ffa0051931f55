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
  /** Up to 512 characters; names the file in other calls. */
  readonly media_id: string;
}

/** Which files an upload takes. */
export interface MediaKind {
  /** MIME type by ending, in lower case. */
  readonly types: ReadonlyMap<string, string>;
  readonly maxBytes: number;
}

/** Pictures: jpg, png or bmp, up to 2 MiB. */
export const images: MediaKind = {
  types: new Map([
    ['jpg', 'image/jpeg'],
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['bmp', 'image/bmp'],
  ]),
  maxBytes: 2 * 1024 * 1024,
};

/** Films: avi, wmv, mpeg, mp4, mov, mkv, flv, f4v, m4v or rmvb, up to 5 MiB. */
export const videos: MediaKind = {
  types: new Map([
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
  ]),
  maxBytes: 5 * 1024 * 1024,
};

/**
 * Uploads a file; name and SHA-256 are signed, the bytes are covered by that SHA-256.
 *
 * @throws ArgumentError for an empty, too large or unknown file; as every call
 */
export async function upload(
  client: Client,
  path: string,
  { filename, content }: MediaFile,
  kind: MediaKind,
  options: CallOptions | undefined,
): Promise<Media> {
  const ending = /\.([0-9a-z]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  const contentType = kind.types.get(ending);
  if (contentType === undefined) {
    throw new ArgumentError('filename', `must end in one of ${[...kind.types.keys()].join(' ')}`);
  }
  if (content.length === 0 || content.length > kind.maxBytes) {
    throw new ArgumentError('content', `must be 1 to ${kind.maxBytes} bytes`);
  }
  const written = writeMultipart({ filename, contentType, content });
  const answer = await client.call({ method: 'POST', path, upload: written, options });
  const { media_id } = readObject(answer);
  if (!isText(media_id)) throw unexpected(answer, 'media_id is missing');
  return Object.freeze({ media_id });
}
