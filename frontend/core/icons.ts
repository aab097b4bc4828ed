/** Our own icons: strokes on a 24 x 24 grid, one constant each so that a page carries only its own. */

export const home = "M4 11 12 4l8 7M6 9.6V20h12V9.6M10 20v-5.5h4V20";
export const bars = "M4 20v-6M9.33 20V9M14.66 20V5M20 20v-9";
export const dial = "M3.5 6.5h17v11h-17zM8 10v4M12 10v4M16 10v4";
export const bill = "M6 3.5h12v17l-2-1.4-2 1.4-2-1.4-2 1.4-2-1.4-2 1.4zM9 8.5h6M9 12.5h6";
export const dots = "M5.5 12h.01M12 12h.01M18.5 12h.01";
export const bolt = "M13.2 3 5.5 13.5h5.2L9.8 21l8-10.8h-5.3z";
export const flame =
  "M12 21c3.7 0 6.2-2.5 6.2-6 0-3-1.9-4.7-3.1-6.6-.9-1.5-1.3-3-1.1-5.4-3.2 1.5-5 4.4-4.8 7.5-1-.6-1.5-1.6-1.6-2.8C6.4 9.5 5.8 12 5.8 15c0 3.5 2.5 6 6.2 6z";
export const drop = "M12 3.2c3.6 4.3 5.9 7.5 5.9 10.9A5.9 5.9 0 0 1 12 20.5a5.9 5.9 0 0 1-5.9-6.4C6.1 10.7 8.4 7.5 12 3.2z";
export const check = "m5 12.5 4.5 4.5L19 7.5";
export const cross = "m6.5 6.5 11 11M17.5 6.5l-11 11";
export const clock = "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2";
export const alert = "M12 4 2.8 20h18.4zM12 10v4.5M12 17.3h.01";
export const info = "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5M12 8h.01";
export const question =
  "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM9.6 9.6a2.5 2.5 0 0 1 4.9.6c0 1.7-2.5 2-2.5 3.5M12 16.7h.01";
export const right = "m9.5 5.5 6.5 6.5-6.5 6.5";
export const left = "M14.5 5.5 8 12l6.5 6.5";
export const down = "m5.5 9.5 6.5 6.5 6.5-6.5";
export const forward = "M4.5 12h15M13 5.5l6.5 6.5-6.5 6.5";
export const back = "M19.5 12h-15M11 5.5 4.5 12l6.5 6.5";
export const eye = "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z";
export const eyeOff = "M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-3 3.7M6.3 7.3A15.6 15.6 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.7-1.4M10 10.1a2.8 2.8 0 0 0 3.9 3.9";
export const mail = "M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5";
export const phone = "M6.5 3.5h3l1.5 4.5-2 1.5a11.5 11.5 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2C11 18.9 5.1 13 4.5 5.7a2 2 0 0 1 2-2.2z";
export const lock = "M6 10.5h12v9.5H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5";
export const person = "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c.6-3.9 3.6-6 7.5-6s6.9 2.1 7.5 6";
export const shield = "M12 3.5 5 6v5.5c0 4.3 2.8 7.6 7 9 4.2-1.4 7-4.7 7-9V6zM9 12l2.2 2.2L15.2 10";
export const download = "M12 4v11M7 10.5l5 5 5-5M4.5 20h15";
export const print = "M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z";
export const zoomIn = "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3 20 20M10.5 7.7v5.6M7.7 10.5h5.6";
export const zoomOut = "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3 20 20M7.7 10.5h5.6";
export const expand = "M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15";
export const globe = "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c2.5 2.3 3.7 5.2 3.7 8.5s-1.2 6.2-3.7 8.5c-2.5-2.3-3.7-5.2-3.7-8.5S9.5 5.8 12 3.5z";
export const exit = "M14 4.5H5.5v15H14M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5";
export const pin = "M12 21s-6.5-5.7-6.5-11a6.5 6.5 0 0 1 13 0c0 5.3-6.5 11-6.5 11zM12 7.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z";
export const card = "M3 6h18v12.5H3zM3 10h18M6.5 15h4";
export const search = "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3 20 20";
export const hourglass = "M6.5 3.5h11M6.5 20.5h11M7.5 3.5c0 4 4.5 5.5 4.5 8.5s-4.5 4.5-4.5 8.5M16.5 3.5c0 4-4.5 5.5-4.5 8.5s4.5 4.5 4.5 8.5";
export const antenna = "M12 13v7.5M8.5 20.5h7M12 9.5a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zM7.8 15.4a6 6 0 0 1 0-8.4M16.2 7a6 6 0 0 1 0 8.4M5 18.2A10 10 0 0 1 5 4.2M19 4.2a10 10 0 0 1 0 14";
export const cloudOff = "M4 4l16 16M8.5 8.2A5.5 5.5 0 0 1 17 11a4 4 0 0 1 3 6.3M16.5 18.5H7a4 4 0 0 1-.7-7.9";
export const camera = "M4 7.5h3.5L9 5h6l1.5 2.5H20V19H4zM12 9.7a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8z";
export const swap = "M5 8.5h13M14.5 5 18 8.5 14.5 12M19 15.5H6M9.5 12 6 15.5 9.5 19";
