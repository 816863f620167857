// Which file systems cannot share memory between processes, so that a WAL database on them needs exclusive locking.
import { statfsSync } from "node:fs";

/** Magic numbers of statfs(2) and of the vendors' headers. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
	[0x6969, "NFS"],
	[0x0bd00bd0, "Lustre"],
	[0x47504653, "GPFS"],
	[0x19830326, "BeeGFS"],
	[0x00c36400, "CephFS"],
	[0xff534d42, "CIFS"],
	[0xfe534d42, "SMB2"],
	[0x517b, "SMB"],
	[0x5346414f, "AFS"],
	[0x7461636f, "OCFS2"],
	[0xaad7aaea, "PanFS"],
	[0x01021997, "9P"],
]);

/** The name of the network file system a folder lies on; null for local ones and where the system doesn't tell. */
export function networkFileSystem(folder: string): string | null {
	try {
		return NETWORK_FILE_SYSTEMS.get(Number(statfsSync(folder).type) >>> 0) ?? null;
	} catch {
		return null;
	}
}
