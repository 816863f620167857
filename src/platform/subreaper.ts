// Makes this process the one that adopts orphaned descendants, and waits for them one by one (prctl(2), waitpid(2)).
import { dlopen, FFIType } from "bun:ffi";

const PR_SET_CHILD_SUBREAPER = 36;
const WNOHANG = 1;

interface Libc {
	readonly prctl: (option: number, a: number, b: number, c: number, d: number) => number;
	readonly waitpid: (pid: number, status: null, options: number) => number;
}

let libc: Libc | null | undefined;

/** False where the system has no such thing; escaped grandchildren then belong to init. */
export function becomeSubreaper(): boolean {
	return process.platform === "linux" && (load()?.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) ?? -1) === 0;
}

/** Reaps an adopted process if it is dead. Never call it for a process this program started: the runtime waits for those. */
export function reapAdopted(pid: number): void {
	load()?.waitpid(pid, null, WNOHANG);
}

function load(): Libc | null {
	if (libc !== undefined) return libc;
	try {
		const { symbols } = dlopen(process.platform === "darwin" ? "libSystem.dylib" : "libc.so.6", {
			prctl: { args: [FFIType.i32, FFIType.u64, FFIType.u64, FFIType.u64, FFIType.u64], returns: FFIType.i32 },
			waitpid: { args: [FFIType.i32, FFIType.ptr, FFIType.i32], returns: FFIType.i32 },
		});
		libc = symbols as unknown as Libc;
	} catch {
		libc = null;
	}
	return libc;
}
