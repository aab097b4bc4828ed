/** An ellipse as a hand draws it: not quite closed, its end past its beginning. */
export function hand(x: number, y: number, width: number, height: number): string {
  const middle = y + height / 2;
  const right = x + width;
  return [
    `M${x + width * 0.72} ${y - 1}`,
    `C${x + width * 0.3} ${y - 9} ${x - 8} ${y + 4} ${x - 7} ${middle + 1}`,
    `C${x - 6} ${y + height + 7} ${x + width * 0.34} ${y + height + 6} ${x + width * 0.58} ${y + height + 1}`,
    `C${x + width * 0.86} ${y + height - 4} ${right + 12} ${y + height * 0.8} ${right + 9} ${middle - 4}`,
    `C${right + 5} ${y + 5} ${x + width * 0.86} ${y - 6} ${x + width * 0.56} ${y + 2}`,
  ].join("");
}
