import { createHash } from 'node:crypto';

/** A file to upload, before it is written down. */
export interface UploadFile {
  /** With its ending; WeChat tells the kind by it. */
  readonly filename: string;
  /** MIME type of the content, e.g. `image/jpeg`. */
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** An upload written down. Only `meta` is signed. */
export interface Multipart {
  /** Value of the `Content-Type` request header. */
  readonly contentType: string;
  /** The JSON of the `meta` part, byte for byte: the body line of the signature. */
  readonly meta: string;
  /** The whole body as it goes on the wire. */
  readonly bytes: Uint8Array;
}

/**
 * Writes an upload down: `meta` with name and SHA-256 of the file, then the file.
 *
 * The boundary is made of the file's own SHA-256, which a file cannot contain, so that no chance is needed.
 *
 * @param moreMeta members that some uploads add to `meta`
 * @see request signature, document 4012365336
 */
export function writeMultipart(file: UploadFile, moreMeta: object = {}): Multipart {
  const { filename, contentType, content } = file;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const meta = JSON.stringify({ filename, sha256, ...moreMeta });
  const boundary = `yifen-${sha256}`;
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="meta"',
    'Content-Type: application/json',
    '',
    meta,
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${quoted(filename)}"`,
    `Content-Type: ${contentType}`,
    '',
    '',
  ].join('\r\n');
  return Object.freeze({
    contentType: `multipart/form-data; boundary=${boundary}`,
    meta,
    bytes: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
}

// As browsers write it: a name must end neither its quotes nor its line.
function quoted(filename: string): string {
  return filename.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
