/** A photo made small enough to send by phone: redrawn, so that its place stays on the device. */

const LONGEST = 1600;
const QUALITY = 0.82;
/** Above this a file that the browser cannot draw is not even tried. */
const TYPES = ["image/jpeg", "image/png", "image/webp"];

/** The picture as a JPEG of at most 1,600 pixels; the file itself where it cannot be drawn. */
export async function shrink(file: File): Promise<Blob> {
  try {
    const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * scale);
    canvas.height = Math.round(drawn.height * scale);
    canvas.getContext("2d")?.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    drawn.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (small) return small;
  } catch {
    // Not a picture that this browser knows; the server says what it thinks of it.
  }
  return file;
}

/** Whether a file is of a type that is taken at all. */
export function isPhoto(file: Blob): boolean {
  return TYPES.includes(file.type);
}
