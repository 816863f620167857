// A wall time that Slurm would refuse is refused when it is given, not when a job is submitted.
import { parseWalltime } from "../../../../core/walltime.ts";
import { usageError } from "../../../parse/usage-error.ts";

/** Errors: `usage`. `command`: as typed, `torc slurm create`. */
export function checkWalltime(walltime: string | undefined, command: string): void {
	if (walltime === undefined || parseWalltime(walltime) !== null) return;
	throw usageError(`--walltime is D-HH:MM:SS, HH:MM:SS, MM:SS or minutes, not '${walltime}'`, command);
}
