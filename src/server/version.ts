// What the server says about itself (3-rest-api §7).
import { API_VERSION } from "../contract/interface.ts";
import { PRODUCT_VERSION } from "../core/product-version.ts";

declare const TORC_BUILD_COMMIT: string | undefined;

/** Put in by the build; `unknown` for a program that runs from its source. */
export const BUILD_COMMIT: string = typeof TORC_BUILD_COMMIT === "string" ? TORC_BUILD_COMMIT : "unknown";

/**
 * `version` is what 0.12 clients compare with their own: they stop at another major number and warn when they are newer by
 * a minor one. 1.0 clients look at `api_version` alone.
 */
export const versionAnswer = {
	version: "0.99.0",
	api_version: API_VERSION,
	server: `torc ${PRODUCT_VERSION}`,
};
