/** One thing that is known of a request while it is answered. */
export interface PerRequest<Value> {
  get(request: object): Value | undefined;
  has(request: object): boolean;
  set(request: object, value: Value): void;
  delete(request: object): void;
}

/**
 * It stands on the request itself and ends with it. In a WeakMap that lives on, V8 takes what a young request holds for
 * needed until all memory is gone through: whole answers were carried from one collection to the next.
 */
export const perRequest = <Value>(name: string): PerRequest<Value> => {
  const key = Symbol(name);
  const held = (request: object) => request as { [key]?: Value };
  return {
    get: (request) => held(request)[key],
    has: (request) => held(request)[key] !== undefined,
    set(request, value) {
      held(request)[key] = value;
    },
    // V8 makes a slow dictionary of an object that loses a property.
    delete: (request) => void (held(request)[key] = undefined),
  };
};
