// The body of an export: written from a snapshot into a spool, then sent from there, so that neither a slow reader keeps
// the snapshot open, nor a long export keeps the server from answering others.
import type { Store } from "../../store/open-store.ts";
import { type ExportOptions, exportDocument } from "../../store/reads/workflows/export-document.ts";
import { BodySpool } from "./body-spool.ts";
import { keep } from "./receive-body.ts";

/** Errors: 404; `environment` when there is no room for the document. */
export async function exportBody(
	store: Store,
	workflowId: number,
	options: ExportOptions,
): Promise<ReadableStream<Uint8Array>> {
	const spool = new BodySpool();
	try {
		using snapshot = store.snapshot();
		const encoder = new TextEncoder();
		for (const piece of exportDocument(snapshot.db, workflowId, options)) {
			keep(spool, encoder.encode(piece));
			if (snapshot.lasts) await new Promise((resolve) => setImmediate(resolve));
		}
	} catch (error) {
		spool[Symbol.dispose]();
		throw error;
	}
	return streamOf(spool);
}

function streamOf(spool: BodySpool): ReadableStream<Uint8Array> {
	const blocks = spool.blocks();
	return new ReadableStream<Uint8Array>({
		pull(controller) {
			const next = blocks.next();
			// The spool overwrites its block, the reader may not have sent it yet.
			if (!next.done) controller.enqueue(next.value.slice());
			else {
				spool[Symbol.dispose]();
				controller.close();
			}
		},
		cancel: () => spool[Symbol.dispose](),
	});
}
