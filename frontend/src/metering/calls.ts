/** What only some pages ask of the API about use: apart, so that no other page carries it. */
import { at, call, query } from "../api";
import type * as Wire from "../wire";

export const usualYear = (point: string) =>
  call<Wire.UsualYear>("GET", `/supply-points/${at(point)}/usual-year`);
export const exported = (point: string, form: Wire.ExportForm) =>
  call<Wire.Exported>("POST", `/supply-points/${at(point)}/exports`, { body: form });
/** The season of coloured days that holds a day, or today. */
export const dayColours = (on?: string) => call<Wire.Colours>("GET", `/day-colours${query({ on })}`);
export const expected = (point: string) =>
  call<Wire.Expected>("GET", `/supply-points/${at(point)}/forecast`);
export const settlements = () => call<{ items: Wire.Settlement[] }>("GET", "/forecast");
export const simulated = (point: string, form: Wire.SimulationForm) =>
  call<Wire.Simulation>("POST", `/supply-points/${at(point)}/simulations`, { body: form });
export const notices = (point: string) =>
  call<{ items: Wire.Notice[] }>("GET", `/supply-points/${at(point)}/notices`);
export const chooseNotice = (point: string, notice: Wire.Notice["notice"], on: boolean) =>
  call<Wire.Notice>("PUT", `/supply-points/${at(point)}/notices/${notice}`, { body: { on } });
