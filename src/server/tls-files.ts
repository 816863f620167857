// The server's certificate and key: read at the start, and again when the files change.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { TorcError } from "../core/errors.ts";
import type { TlsTexts } from "../platform/listen.ts";

export interface TlsFiles {
	readonly certificateFile: string;
	readonly keyFile: string;
}

/** Errors: `environment` for a file that cannot be read, is no PEM, or a key of another certificate. */
export function readTls({ certificateFile, keyFile }: TlsFiles): TlsTexts {
	const certificate = readFile("TLS certificate", certificateFile);
	const key = readFile("TLS key", keyFile);
	if (
		!fits("TLS certificate", certificateFile, () => new X509Certificate(certificate)).checkPrivateKey(
			fits("TLS key", keyFile, () => createPrivateKey(key)),
		)
	) {
		throw new TorcError("environment", `The key ${keyFile} is not that of the certificate ${certificateFile}`, {
			hint: "Both files must belong together.",
		});
	}
	return { certificate, key };
}

interface Watching {
	readonly files: TlsFiles;
	/** What is used now. */
	readonly current: TlsTexts;
	readonly everyMs: number;
	readonly use: (texts: TlsTexts) => void;
	readonly log: (message: string) => void;
}

/** Looks from time to time: renewed certificates often come as other files behind a link. Answers a function that ends it. */
export function watchTls({ files, current, everyMs, use, log }: Watching): () => void {
	let seen = fingerprint(files);
	let used = current;
	const timer = setInterval(() => {
		const now = fingerprint(files);
		if (now === seen) return;
		seen = now;
		try {
			const fresh = readTls(files);
			if (fresh.certificate === used.certificate && fresh.key === used.key) return;
			use(fresh);
			used = fresh;
			log(`the TLS certificate ${files.certificateFile} has been read again`);
		} catch (error) {
			log(`warning: the TLS certificate stays as it was: ${(error as Error).message}`);
		}
	}, everyMs);
	timer.unref();
	return () => clearInterval(timer);
}

/** Changes with the files' contents; a file that cannot be read has none. */
function fingerprint({ certificateFile, keyFile }: TlsFiles): string {
	return [certificateFile, keyFile]
		.map((file) => {
			try {
				return readFileSync(file, "utf8");
			} catch {
				return "";
			}
		})
		.join("\0");
}

function readFile(what: string, file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		throw new TorcError("environment", `Cannot read the ${what} ${file}: ${(error as Error).message}`, {
			cause: error,
		});
	}
}

function fits<T>(what: string, file: string, parse: () => T): T {
	try {
		return parse();
	} catch (error) {
		throw new TorcError("environment", `The ${what} ${file} is not in PEM form: ${(error as Error).message}`, {
			cause: error,
		});
	}
}
