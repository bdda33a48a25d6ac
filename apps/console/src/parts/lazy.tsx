import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ErrorNote } from "./error-note.tsx";

/** A component whose script is loaded when it is first shown. */
export function lazy(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function Lazy() {
    const [, draw] = useState({});
    const [error, setError] = useState<unknown>();
    useEffect(() => {
      if (loaded) return;
      load().then((component) => {
        loaded = component;
        draw({});
      }, setError);
    }, []);
    if (error !== undefined) return <ErrorNote error={error} onRetry={() => location.reload()} />;
    const Loaded = loaded;
    return Loaded ? <Loaded /> : <div class="opening" aria-busy="true" />;
  };
}
