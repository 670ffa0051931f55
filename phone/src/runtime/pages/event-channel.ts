type Listener = (...args: unknown[]) => void;

/** One end of the channel between a page and the page it opened. */
export interface EventChannel {
  on(name: string, listener: Listener): void;
  once(name: string, listener: Listener): void;
  off(name: string, listener?: Listener): void;
  /** Calls the listeners of the other end. */
  emit(name: string, ...args: unknown[]): void;
}

/** Makes both ends of a channel. */
export function createEventChannel(): { opener: EventChannel; opened: EventChannel } {
  const ofOpener = new Map<string, Listener[]>();
  const ofOpened = new Map<string, Listener[]>();
  return { opener: end(ofOpener, ofOpened), opened: end(ofOpened, ofOpener) };
}

function end(own: Map<string, Listener[]>, other: Map<string, Listener[]>): EventChannel {
  const channel: EventChannel = {
    on: (name, listener) => void own.set(name, [...(own.get(name) ?? []), listener]),
    once: (name, listener) => {
      const heard: Listener = (...args) => {
        channel.off(name, heard);
        listener(...args);
      };
      channel.on(name, heard);
    },
    off: (name, listener) => {
      const left = (own.get(name) ?? []).filter((one) => listener && one !== listener);
      own.set(name, left);
    },
    emit: (name, ...args) => {
      for (const listener of other.get(name) ?? []) listener(...args);
    },
  };
  return channel;
}
