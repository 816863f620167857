// The memory this process may use: the limit of its control group, where one is set.
import { readFileSync } from "node:fs";

/** Larger figures mean that there is none. */
const NO_LIMIT_BYTES = 2 ** 60;

/** The lowest limit on the way up; null without one. */
export function memoryLimitBytes(): number | null {
	let lowest: number | null = null;
	for (const path of limitFiles()) {
		const limit = readNumber(path);
		if (limit !== null && limit < NO_LIMIT_BYTES && (lowest === null || limit < lowest)) lowest = limit;
	}
	return lowest;
}

function limitFiles(): string[] {
	const files: string[] = [];
	for (const line of readText("/proc/self/cgroup").split("\n")) {
		const [, controllers = "", path = ""] = line.split(":");
		const unified = controllers === "";
		if (!unified && !controllers.split(",").includes("memory")) continue;
		const root = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
		const parts = path.split("/").filter(Boolean);
		for (let n = parts.length; n >= 0; n--) {
			files.push([root, ...parts.slice(0, n), unified ? "memory.max" : "memory.limit_in_bytes"].join("/"));
		}
	}
	return files;
}

function readNumber(path: string): number | null {
	const value = Number.parseInt(readText(path), 10);
	return Number.isNaN(value) ? null : value;
}

function readText(path: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return "";
	}
}
