// Scripts written for Torc 1.0 and 0.12 find every flag they use: the published command lines, command by command.
import { expect, test } from "bun:test";
import { type CommandSpec, flagOf } from "../../src/cli/grammar/command.ts";
import { programNamed } from "../../src/cli/grammar/programs.ts";
import { matchWords } from "../../src/cli/grammar/words.ts";

/**
 * Command: how many arguments it may ask for, then flags; with a value where `=` stands. What is run or deleted must be
 * named, though older versions offered a choice.
 */
const PUBLISHED = `
torc: --log-level= -f= --format= --url= --password= --prompt-password --skip-version-check --tls-ca-cert= --tls-insecure --cookie-header= -s --standalone --db= --in-memory --snapshot-interval-seconds= --torc-server-bin=
torc create: 1 --no-resource-monitoring --skip-checks --dry-run
torc run: 1 --max-parallel-jobs= --num-cpus= --memory-gb= --num-gpus= -p= --poll-interval= --claim-backoff-max-secs= -o= --output-dir= --time-limit= --end-time= --skip-checks --label= --persistent
torc exec: 0 -n= --name= --description= -c= --command= -C= --commands-file= --param= --link= -j= --max-parallel-jobs= -o= --output-dir= --dry-run --monitor= --monitor-compute-node= --generate-plots -i= --sample-interval-seconds= --stdio=
torc cancel: 0 --no-prompts
torc status: 0
torc delete: 1 --no-prompts --force
torc workflows new: 0 -n= --name= -d= --description=
torc workflows list: 0 -l= --limit= --offset= --sort-by= --reverse-sort --archived-only --include-archived -a --all-users -g= --access-group=
torc workflows get: 0
torc workflows update: 0 -n= --name= -d= --description= --owner-user= --project= --metadata=
torc workflows archive: 1
torc workflows reset-status: 0 --failed-only -r --reinitialize --force --no-prompts
torc workflows init: 0 --force --no-prompts --dry-run --async --wait-timeout=
torc workflows reinit: 0 --force --dry-run --async --wait-timeout=
torc workflows list-actions: 0
torc workflows is-complete: 0
torc jobs create: 0 -n= --name= -c= --command= -r= --resource-requirements-id= -b= --blocking-job-ids= -i= --input-file-ids= -o= --output-file-ids=
torc jobs list: 0 -s= --status= --upstream-job-id= -l= --limit= --offset= --sort-by= --reverse-sort --include-relationships -x= --exclude=
torc jobs get: 1
torc jobs update: 1 -n= --name= -c= --command= --runtime= --resource-requirements-id= --priority= --label= --clear-labels
torc jobs delete: 1
torc jobs running: 0
torc jobs reset-status: 0 --status= --return-code= --workflow-id= --force --dry-run --no-prompts --reinit --reinitialize
torc files create: 0 -n= --name= -p= --path=
torc files list: 0 --produced-by-job-id= -l= --limit= --offset= --sort-by= --reverse-sort
torc files get: 1
torc files update: 1 -n= --name= -p= --path=
torc files delete: 1
torc files list-required-existing: 0
torc user-data create: 0 -n= --name= -d= --data= --ephemeral --consumer-job-id= --producer-job-id=
torc user-data list: 0 -l= --limit= -o= --offset= --sort-by= --reverse-sort --name= --is-ephemeral= --consumer-job-id= --producer-job-id=
torc user-data get: 1
torc user-data update: 1 -n= --name= -d= --data= --ephemeral=
torc user-data delete: 1
torc user-data delete-all: 1 --no-prompts
torc user-data list-missing: 1
torc events create: 0 -d= --data=
torc events list: 0 -t= --type= --category= -l= --limit= -o= --offset= -s= --sort-by= -r --reverse-sort
torc events monitor: 0 -d= --duration= --level= --filename=
torc events get-latest-event: 0
torc events delete: 1
torc results list: 0 -j= --job-id= -r= --run-id= --return-code= --failed -s= --status= -l= --limit= --offset= --sort-by= --reverse-sort --all-runs --compute-node= --include-logs -o= --output-dir=
torc results get: 1
torc results delete: 1
torc resource-requirements create: 0 -n= --name= --num-cpus= --num-gpus= --num-nodes= -m= --memory= -r= --runtime=
torc resource-requirements list: 0 -l= --limit= --offset= --sort-by= --reverse-sort
torc resource-requirements get: 1
torc resource-requirements update: 1 -n= --name= --num-cpus= --num-gpus= --num-nodes= --memory= --runtime=
torc resource-requirements delete: 1
torc compute-nodes get: 1
torc compute-nodes list: 0 -l= --limit= -o= --offset= -s= --sort-by= -r --reverse-sort --scheduled-compute-node=
torc ping: 0
torc workflows create: 1 --no-resource-monitoring --skip-checks --dry-run
torc workflows run: 1 -p= --poll-interval= --max-parallel-jobs= --output-dir=
torc workflows initialize: 0 --force --no-prompts --dry-run
torc workflows reinitialize: 0 --force --dry-run
torc workflows cancel: 0
torc workflows status: 0
torc workflows delete: 1 --no-prompts
torc reports summary: 0
torc-server run: 0 -l= --log-level= --https --tls-cert= --tls-key= -H= --host= --url= -u= -p= --port= -t= --threads= -d= --database= --auth-file= --require-auth --credential-cache-ttl-secs= --enforce-access-control --log-dir= --json-logs --daemon --pid-file= -c= --completion-check-interval-secs= --admin-user= --disable-admin-sql --disable-admin-sql-writes --shutdown-on-stdin-eof
`;

for (const line of PUBLISHED.trim().split("\n")) {
	const [name = "", rest = ""] = line.split(": ");
	const flags = rest.split(" ").filter((word) => word.startsWith("-"));
	test(name, () => {
		const options = optionsOf(name);
		const differing = flags.filter((flag) => options.get(flag.replace("=", "")) !== flag.endsWith("="));
		expect(differing).toEqual([]);
		const required = rest.match(/^\d/)?.[0];
		if (required !== undefined) expect(requiredArguments(name)).toBeLessThanOrEqual(Number(required));
	});
}

/** Flag → whether it takes a value. */
function optionsOf(name: string): Map<string, boolean> {
	const program = programNamed(name.split(" ")[0] ?? "");
	const table = name === "torc" ? (program?.globalOptions ?? {}) : (commandOf(name).options ?? {});
	const flags = new Map<string, boolean>();
	for (const [key, option] of Object.entries(table)) {
		const takesValue = option.type !== "flag";
		const spellings = [flagOf(key), ...(option.short ? [`-${option.short}`] : []), ...(option.aliases ?? [])];
		for (const flag of spellings) flags.set(flag, takesValue);
	}
	return flags;
}

const requiredArguments = (name: string): number =>
	Object.values(commandOf(name).positionals ?? {}).filter((positional) => !positional.optional).length;

function commandOf(name: string): CommandSpec {
	const [programName = "", ...words] = name.split(" ");
	const program = programNamed(programName);
	const match = program && matchWords(program, words);
	if (match?.match !== "command") throw new Error(`there is no command ${name}`);
	return match.command;
}
