// A workflow of jobs without files, for tests.
import type { WorkflowDraft } from "../../src/core/draft.ts";

/** Jobs by name; `dependsOn`: job → the jobs it waits for. */
export function draftOf(
	names: readonly string[],
	dependsOn: Readonly<Record<string, readonly string[]>> = {},
): WorkflowDraft {
	const waiters = Object.keys(dependsOn);
	return {
		workflow: { name: "draft", user: "tester" },
		resourceRequirements: [],
		slurmSchedulers: [],
		failureHandlers: [],
		files: [],
		userData: [],
		inputFileLists: [],
		inputUserDataLists: [],
		dependencySets: waiters.map((name) => (dependsOn[name] ?? []).map((blocker) => names.indexOf(blocker))),
		jobs: names.map((name) => ({
			name,
			command: `echo ${name}`,
			...(waiters.includes(name) && { depends_on_sets: [waiters.indexOf(name)] }),
		})),
		actions: [],
	};
}
