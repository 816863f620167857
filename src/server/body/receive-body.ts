// Takes in a large request body as it comes.
import { TorcError } from "../../core/errors.ts";
import { BodySpool } from "./body-spool.ts";

/**
 * `arrived` is called for each part: a large body has time as long as it keeps coming. Errors: `environment` when there is
 * no room for the body; what the connection fails with.
 */
export async function receiveBody(request: Request, arrived: () => void): Promise<BodySpool> {
	const spool = new BodySpool();
	try {
		for await (const chunk of request.body ?? []) {
			arrived();
			keep(spool, chunk);
		}
		return spool;
	} catch (error) {
		spool[Symbol.dispose]();
		throw error;
	}
}

/** Error: `environment` when the folder for temporary files is full. */
export function keep(spool: BodySpool, chunk: Uint8Array): void {
	try {
		spool.add(chunk);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new TorcError("environment", `No room for the document at the server: ${reason}`, {
			cause: error,
			hint: "Free space in the server's folder for temporary files, or set TMPDIR to another one.",
		});
	}
}
