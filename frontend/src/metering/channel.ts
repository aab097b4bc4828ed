/** How a reading travels: by the reader's session, or by the link of a reminder. */
import { keep } from "../../core/queue";
import { operator } from "../../core/page";
import { announceByLink, announcePhoto, putFile, sendByLink, sendReading } from "../api";
import type { PhotoPlace, ReadingForm, ReadingReceipt } from "../wire";

export interface Channel {
  send: (form: ReadingForm) => Promise<ReadingReceipt>;
  announce: (type: string, size: number) => Promise<PhotoPlace>;
  /** Keeps a reading on the device until the network is back, where there is an account to keep it for. */
  keep?: (form: ReadingForm, photo: Blob | undefined) => Promise<void>;
}

export function bySession(point: string, account: string): Channel {
  return {
    send: (form) => sendReading(point, form),
    announce: (type, size) => announcePhoto(point, type, size),
    keep: (form, photo) =>
      keep({
        client_id: form.client_id,
        operator: operator().code,
        account,
        point,
        form,
        ...(photo ? { photo } : {}),
      }),
  };
}

export function byLink(token: string): Channel {
  return {
    send: (form) => sendByLink(token, form),
    announce: (type, size) => announceByLink(token, type, size),
  };
}

/** Sends the photo first, then the reading that names it. */
export async function deliver(
  channel: Channel,
  form: ReadingForm,
  photo: Blob | undefined,
): Promise<ReadingReceipt> {
  if (!photo) return channel.send(form);
  const place = await channel.announce(photo.type, photo.size);
  await putFile(place.url, photo);
  return channel.send({ ...form, photo: place.photo });
}
