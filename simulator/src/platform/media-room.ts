import type { Memory } from './memory.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A file that a merchant handed in. */
export interface Media {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** The uploaded files by `media_id`. */
export interface MediaRoom {
  /** Keeps a file; answers its `media_id`. */
  add(media: Media): string;
  find(mediaId: string): Media | undefined;
}

/** The most files that are kept. */
const LIMIT = 1000;

/** Creates an empty room; beyond 1,000 files the oldest is forgotten. */
export function createMediaRoom(random: SeededRandom, memory: Memory): MediaRoom {
  const files = memory.map<string, Media>('media');
  return Object.freeze({
    add(media: Media) {
      const id = random.bytes(48).toString('base64url');
      files.set(id, Object.freeze(media));
      const oldest = files.keys().next();
      if (files.size > LIMIT && !oldest.done) files.delete(oldest.value);
      return id;
    },
    find: (mediaId: string) => files.get(mediaId),
  });
}
