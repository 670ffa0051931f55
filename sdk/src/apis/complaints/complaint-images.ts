import { encodeSegment } from '../../core/encode-segment.ts';
import { ArgumentError } from '../../core/errors/argument-error.ts';
import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import { images, type Media, type MediaFile, upload } from '../media/upload.ts';

/** Names a picture of a complaint: by the address WeChat gave, or by the id of one's own. */
export type ComplaintImage =
  | {
      /** The address WeChat gave. */
      readonly media_url: string;
      /** Not together with `media_url`. */
      readonly media_id?: never;
    }
  | {
      /** From `complaints.uploadImage`. */
      readonly media_id: string;
      /** Not together with `media_id`. */
      readonly media_url?: never;
    };

const root = '/v3/merchant-service/images';

/** Uploads a picture to answer with: jpg, png or bmp. @throws ArgumentError, and as every call */
export function uploadComplaintImage(
  client: Client,
  file: MediaFile,
  options: CallOptions | undefined,
): Promise<Media> {
  return upload(client, `${root}/upload`, file, images, options);
}

/**
 * Downloads a picture of a complaint, up to 4 MiB. WeChat does not sign it: show it, and believe nothing in it.
 *
 * Of an address only the path is taken, so that no other host can be asked in the merchant's name.
 *
 * @throws ArgumentError, and as every call
 */
export async function downloadComplaintImage(
  client: Client,
  image: ComplaintImage,
  options: CallOptions | undefined,
): Promise<Uint8Array> {
  const { body } = await client.call({
    method: 'GET',
    path: imagePath(image),
    unsignedAnswer: true,
    maxAnswerBytes: 4 * 1024 * 1024,
    options,
  });
  return body;
}

function imagePath({ media_url, media_id }: ComplaintImage): string {
  if (media_id !== undefined) return `${root}/${encodeSegment('media_id', media_id)}`;
  const url = URL.parse(media_url);
  if (url === null || !url.pathname.startsWith(`${root}/`) || url.search !== '') {
    throw new ArgumentError('media_url', `must be an address under ${root}/`);
  }
  return url.pathname;
}
