// Takes in a large request body as it comes.
import { TorcError } from "../core/errors.ts";
import { BodySpool } from "./body-spool.ts";

/** Errors: `environment` when there is no room for the body; what the connection fails with. */
export async function receiveBody(request: Request): Promise<BodySpool> {
	const spool = new BodySpool();
	try {
		if (request.body !== null) for await (const chunk of request.body) keep(spool, chunk);
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
