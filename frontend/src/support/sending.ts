import { putFile } from "../api";
import { announceFile } from "./calls";

/** Sends files to where the API says; their names for the message that they go with. */
export async function sendFiles(files: File[]): Promise<{ attachment: string; file_name: string }[]> {
  const sent = [];
  for (const file of files) {
    const { attachment, url } = await announceFile(file.type, file.size);
    await putFile(url, file);
    sent.push({ attachment, file_name: file.name });
  }
  return sent;
}
