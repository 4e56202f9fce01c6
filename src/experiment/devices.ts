/** Devices whose memory a batch has to fit into: small ones to try, real ones to compare with. */

export interface Device {
  name: string;
  bytes: number;
}

const MB = 1e6;
const GB = 1e9;

/** Limits, in MB, under which the models here run out of memory before all examples are in one batch. */
export const VIRTUAL_LIMITS_MB = [1, 8, 64, 256] as const;

export const bytesOfMb = (mb: number): number => mb * MB;

/**
 * Nominal sizes, from the makers: of a phone and a laptop what is common today, not one model. What a driver, a display
 * and other programs take is not known here, so a batch that fits such a number may not fit the device.
 */
export const REAL_DEVICES: readonly Device[] = [
  { name: 'phone 4 GB', bytes: 4 * GB },
  { name: 'laptop GPU 8 GB', bytes: 8 * GB },
  { name: 'T4 16 GB', bytes: 16 * GB },
  { name: 'H100 80 GB', bytes: 80 * GB },
];

/** As far as the browser tells; each is undefined where it does not. */
export interface DeviceFacts {
  /** Of the whole machine, rounded, and never said to be more than 8 GB (or what the browser caps it at). */
  memoryGb: number | undefined;
  webgpu: { device: string; software: boolean; maxBufferBytes: number } | undefined;
  webgl: { device: string; software: boolean; maxTextureSide: number } | undefined;
}
