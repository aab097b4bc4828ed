import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  loading: boolean;
  again: () => void;
}

/** Loads once, and again when `asked` changes; an answer that comes too late is dropped. */
export function useData<T>(load: () => Promise<T>, asked: readonly unknown[] = []): Loaded<T> {
  const [data, setData] = useState<T>();
  const [error, setError] = useState<unknown>();
  const [loading, setLoading] = useState(true);
  const turn = useRef(0);
  const run = useCallback(() => {
    const mine = ++turn.current;
    setLoading(true);
    setError(undefined);
    load().then(
      (value) => {
        if (mine !== turn.current) return;
        setData(value);
        setLoading(false);
      },
      (reason: unknown) => {
        if (mine !== turn.current) return;
        setError(reason);
        setLoading(false);
      },
    );
  }, asked);
  useEffect(run, [run]);
  return { data, error, loading, again: run };
}
