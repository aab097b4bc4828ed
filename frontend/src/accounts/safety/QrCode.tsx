import { useEffect, useState } from "preact/hooks";

/** A QR code drawn here: what it says is sent to nobody. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ size: number; path: string }>();
  useEffect(() => {
    void import("../../../core/qr").then(({ qr, qrPath }) => {
      const grid = qr(text);
      setDrawn({ size: grid.length + 8, path: qrPath(grid) });
    });
  }, [text]);
  return (
    <div class="qr">
      {drawn && (
        <svg viewBox={`-4 -4 ${drawn.size} ${drawn.size}`} role="img" aria-label={label} shape-rendering="crispEdges">
          <path d={drawn.path} />
        </svg>
      )}
    </div>
  );
}
