/** Builds a schema when it is first asked for: building all of them would be most of what an import takes. */
/* @__NO_SIDE_EFFECTS__ */
export function once<Built>(build: () => Built): () => Built {
  let built: Built | undefined;
  return () => {
    built ??= build();
    return built;
  };
}

/** Builds a schema once for each settings object: building one costs more than using it. */
/* @__NO_SIDE_EFFECTS__ */
export function memoize<Settings extends object, Built>(build: (settings: Settings) => Built) {
  const built = new WeakMap<Settings, Built>();
  return (settings: Settings): Built => {
    const known = built.get(settings) ?? build(settings);
    built.set(settings, known);
    return known;
  };
}
