// A certificate of its own signature for this machine, made by openssl.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export interface CertificatePair {
	readonly certificateFile: string;
	readonly keyFile: string;
}

/** Writes `name.crt` and `name.key`, for 127.0.0.1 and one day, into the folder. */
export function makeCertificate(folder: string, name: string): CertificatePair {
	const pair = { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) };
	const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", pair.keyFile];
	const request = ["req", "-x509", "-days", "1", "-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1"];
	execFileSync("openssl", [...request, ...key, "-out", pair.certificateFile], { stdio: "ignore" });
	return pair;
}
