// A report or order for another run than the workflow's: the wording clients look for (2-states §1).
import { invalid, type TorcError } from "../../../core/errors.ts";

export const runMismatch = (provided: number, current: number): TorcError =>
	invalid(`Run ID mismatch: provided ${provided} but workflow status has ${current}`, {
		field: "run_id",
		value: provided,
	});
