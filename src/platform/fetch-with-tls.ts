// Requests with settings for TLS that Web standards do not know.

export interface TlsSettings {
	/** Certificate authorities to trust beside the system's (PEM text). */
	readonly certificateAuthority?: string | undefined;
	/** Accept any certificate. */
	readonly insecure: boolean;
}

export function fetchWithTls(settings: TlsSettings): (request: Request) => Promise<Response> {
	const tls = {
		rejectUnauthorized: !settings.insecure,
		...(settings.certificateAuthority !== undefined && { ca: settings.certificateAuthority }),
	};
	return (request) => fetch(request, { tls });
}
