// Where the interface lies and which version of it this is.

/** Base path of every operation. */
export const BASE_PATH = "/torc-service/v1";

/** Version of the interface, compared by clients (3-rest-api §7). */
export const API_VERSION = "0.23.0";
