/** What is sent, in batches within the tracking API's limits. */
export interface Parcel {
  readonly ordinal: number;
  readonly line: number;
  /** The call as JSON. */
  readonly json: string;
  readonly people: readonly string[];
}

export interface LaneLimits {
  readonly lanes: number;
  readonly batchEvents: number;
  readonly batchBytes: number;
}

export interface Lanes {
  /** Fulfils when there is room for another. Throws what a send threw. */
  add(parcel: Parcel): Promise<void>;
  /** Fulfils when everything was acknowledged. */
  flush(): Promise<void>;
}

interface Lane {
  waiting: Parcel[];
  bytes: number;
  sending: Promise<void>;
}

/** For `{"batch":[…]}`. */
const FRAME_BYTES = 16;

/**
 * Several batches under way at once, and yet each person's events in their order: whoever has an event waiting or
 * under way in a lane gets the next into the same lane, and a lane sends one batch after the other.
 */
export const createLanes = (send: (batch: readonly Parcel[]) => Promise<void>, limits: LaneLimits): Lanes => {
  const lanes = Array.from(
    { length: limits.lanes },
    (): Lane => ({ waiting: [], bytes: FRAME_BYTES, sending: Promise.resolve() }),
  );
  /** The lane of each person with something in it, and how many things. */
  const places = new Map<string, { readonly lane: Lane; count: number }>();
  let current = 0;
  let failure: { readonly error: unknown } | undefined;

  const leave = (parcel: Parcel): void => {
    for (const name of parcel.people) {
      const place = places.get(name);
      if (!place) continue;
      place.count -= 1;
      if (place.count === 0) places.delete(name);
    }
  };

  const ship = async (lane: Lane): Promise<void> => {
    if (lane.waiting.length === 0) return;
    await lane.sending;
    if (failure) throw failure.error;
    const batch = lane.waiting;
    lane.waiting = [];
    lane.bytes = FRAME_BYTES;
    lane.sending = send(batch).then(
      () => batch.forEach(leave),
      (error: unknown) => void (failure ??= { error }),
    );
  };

  const settle = async (which: readonly Lane[]): Promise<void> => {
    for (const lane of which) await ship(lane);
    for (const lane of which) await lane.sending;
    if (failure) throw failure.error;
  };

  const laneOf = async ({ people }: Parcel): Promise<Lane> => {
    const taken = new Set(people.flatMap((name) => places.get(name)?.lane ?? []));
    // One call joins what two lanes hold: both are let run out first.
    if (taken.size > 1) await settle([...taken]);
    const [only] = taken;
    return taken.size === 1 && only ? only : lanes[current]!;
  };

  return {
    async add(parcel) {
      if (failure) throw failure.error;
      const size = Buffer.byteLength(parcel.json) + 1;
      const lane = await laneOf(parcel);
      const isFull = lane.bytes + size > limits.batchBytes || lane.waiting.length >= limits.batchEvents;
      if (isFull && lane.waiting.length > 0) {
        await ship(lane);
        current = (lanes.indexOf(lane) + 1) % lanes.length;
      }
      lane.waiting.push(parcel);
      lane.bytes += size;
      for (const name of parcel.people) {
        const place = places.get(name);
        if (place) place.count += 1;
        else places.set(name, { lane, count: 1 });
      }
    },
    flush: () => settle(lanes),
  };
};
