// What the completion tests need of the machine.
import { missingPrograms } from "../debian-packages.ts";

/** Null when all shells are there; else why not. */
export const shellsMissing = (): string | null =>
	missingPrograms({ bash: "bash", zsh: "zsh", fish: "fish", elvish: "elvish", script: "bsdutils" });
