import { useEffect, useState } from "preact/hooks";

/** What a page seldom needs, loaded after it stands; tried again when `asked` changes. */
export function useLater<T>(load: () => Promise<T>, asked: unknown): T | undefined {
  const [loaded, setLoaded] = useState<T>();
  useEffect(() => {
    if (!loaded) void load().then(setLoaded, () => undefined);
  }, [asked]);
  return loaded;
}
