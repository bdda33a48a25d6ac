import { useLayoutEffect, useState } from "preact/hooks";

/** A value that several components show. */
export interface Store<Value> {
  read(): Value;
  write(value: Value): void;
  /** Gives what ends it. */
  watch(onChange: () => void): () => void;
}

/** Creates a {@link Store}. */
export function createStore<Value>(initial: Value): Store<Value> {
  let present = initial;
  const watchers = new Set<() => void>();
  return {
    read: () => present,
    write: (value) => {
      if (Object.is(value, present)) return;
      present = value;
      for (const onChange of [...watchers]) onChange();
    },
    watch: (onChange) => {
      watchers.add(onChange);
      return () => void watchers.delete(onChange);
    },
  };
}

/** The store's value; the component is drawn anew where it changes, from the first moment that it can be seen. */
export function useStore<Value>(store: Store<Value>): Value {
  const [, draw] = useState({});
  const value = store.read();
  useLayoutEffect(() => {
    if (!Object.is(store.read(), value)) draw({});
    return store.watch(() => draw({}));
  }, [store]);
  return value;
}
