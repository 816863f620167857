// What only KDL can get wrong: nodes, arguments, properties; and the same checks as elsewhere at KDL's places.
import type { WrongSpec } from "./wrong-spec.ts";

const kdl = (name: string, text: string, expect: string, suggestion?: string): WrongSpec => ({
	name,
	format: "kdl",
	text: `name "w"\n${text}\n`,
	expect,
	...(suggestion === undefined ? {} : { suggestion }),
});
const JOB = 'job "a" { command "true" }';

export const cases: readonly WrongSpec[] = [
	kdl("unknown node", `${JOB}\n‸jobb "b" { command "true" }`, "Unknown node 'jobb' at the top level", "job"),
	kdl("unknown node in a job", 'job "a" { command "true"; ‸priorty 3 }', "Unknown node 'priorty' in 'job'", "priority"),
	kdl("unknown property", `${JOB}\nfile "f" ‸pth="p" path="q"`, "Unknown property 'pth'", "path"),
	kdl("job without a name", '‸job { command "true" }', "needs a name"),
	kdl("two names", '‸job "a" "b" { command "true" }', "an argument too many"),
	kdl("two values", `${JOB}\n‸description "a" "b"`, "takes one value"),
	kdl("no value", `${JOB}\n‸description`, "needs a value"),
	kdl("given twice", `${JOB}\ndescription "a"\n‸description "b"`, "is given twice"),
	kdl("job without command", '‸job "a" { priority 1 }', "Missing field 'command'"),
	kdl("priority is text", 'job "a" { command "true"; priority ‸"1" }', "Expected a whole number", "1"),
	kdl("user data is no JSON", `${JOB}\nuser_data "u" { data ‸"{x" }`, "must be JSON"),
	kdl("unknown dependency", `${JOB}\njob "b" { command "x"; depends_on_job "a" ‸"c" }`, "non-existent job 'c'"),
	kdl("memory", `${JOB}\nresource_requirements "r" { num_cpus 1; memory ‸"1gb" }`, "Invalid memory format"),
	kdl(
		"a place after bare keywords",
		'use_pending_failed true\njob "a" supports_termination=true ‸priorty=3 command="x"',
		"Unknown property 'priorty'",
		"priority",
	),
	kdl("property of a value", 'job "a" { command "true" ‸foo="b" }', "Unknown property 'foo' of 'command'"),
	kdl("block of a value", 'job "a" { ‸command "true" { x 1 } }', "takes no block"),
	kdl("argument of a record", `${JOB}\n‸execution_config "x" { mode "direct" }`, "takes no argument"),
	kdl("argument of a map", `${JOB}\n‸env "A" { B "x" }`, "takes no argument"),
	kdl("name and block", 'job "a" { command "true"; ‸resource_requirements "r" { num_cpus 2 } }', "not both"),
	kdl("value of a parameter and a block", 'job "a{i}" { command "true"; parameters { ‸i 1 { x 1 } } }', "not both"),
	kdl("rule", `${JOB}\nfailure_handler "h" { rule { exit_codes 1 ‸"x" } }`, "Expected a whole number"),
];
