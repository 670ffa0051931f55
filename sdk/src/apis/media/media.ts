import type { CallOptions } from '../../http/call-options.ts';
import type { Client } from '../../http/create-client.ts';
import { images, type Media, type MediaFile, upload, videos } from './upload.ts';

/** Files that other calls name by `media_id`. */
export interface MediaApi {
  /**
   * Uploads a picture: jpg, png or bmp.
   *
   * @throws ArgumentError; ApiError; NetworkError, TimeoutError, AnswerError (upload it again: an unused file harms nobody)
   */
  uploadImage(file: MediaFile, options?: CallOptions): Promise<Media>;
  /**
   * Uploads a film: avi, wmv, mpeg, mp4, mov, mkv, flv, f4v, m4v or rmvb.
   *
   * @throws as `uploadImage`
   */
  uploadVideo(file: MediaFile, options?: CallOptions): Promise<Media>;
}

/** Makes the upload calls. */
export function createMedia(client: Client): MediaApi {
  return Object.freeze({
    uploadImage: (file: MediaFile, options?: CallOptions) =>
      upload(client, '/v3/merchant/media/upload', file, images, options),
    uploadVideo: (file: MediaFile, options?: CallOptions) =>
      upload(client, '/v3/merchant/media/video_upload', file, videos, options),
  });
}
