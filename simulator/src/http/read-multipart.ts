/** One part of a multipart/form-data body. */
export interface MultipartPart {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly bytes: Buffer;
}

/** Reads a multipart/form-data body; `undefined` when it is none. */
export function readMultipart(body: Buffer, contentType = ''): MultipartPart[] | undefined {
  const boundary = /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return undefined;
  // The first delimiter has no line end before it: give it one.
  const text = Buffer.concat([Buffer.from('\r\n'), body]);
  const pieces = split(text, Buffer.from(`\r\n--${mark}`)).slice(1);
  if (pieces.at(-1)?.subarray(0, 2).toString() !== '--') return undefined;
  const parts = pieces.slice(0, -1).map(readPart);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function readPart(piece: Buffer): MultipartPart | undefined {
  const end = piece.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = piece.subarray(0, end).toString('utf8');
  const name = /content-disposition:[^\r\n]*[; ]name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  const filename = /[; ]filename="([^"]*)"/i.exec(head)?.[1];
  const contentType = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1];
  return {
    name,
    ...(filename === undefined ? {} : { filename }),
    ...(contentType === undefined ? {} : { contentType }),
    bytes: piece.subarray(end + 4),
  };
}

function split(bytes: Buffer, mark: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
    pieces.push(bytes.subarray(from, at));
    from = at + mark.length;
  }
  return [...pieces, bytes.subarray(from)];
}
