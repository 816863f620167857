// What the browser tests need of the machine.
import { missingPrograms } from "../debian-packages.ts";

/** Null when there is a browser; else why not. */
export const browserMissing = (): string | null =>
	process.platform === "linux" ? missingPrograms({ chromium: "chromium" }) : "the browser tests run on Linux only";
