// The one executable: it is the program whose name it is called by. The only place that ends the process.
import { basename } from "node:path";
import { main } from "./cli/main.ts";

// The launchers say the name; a compiled executable is called by it. Programs that are started must not inherit it.
const program = process.env.TORC_PROGRAM ?? basename(process.argv0);
delete process.env.TORC_PROGRAM;

// Whoever reads the output may stop reading (`torc jobs list | head`): that is no failure.
process.stderr.on("error", () => undefined);
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

// No top-level await: the compiled executable is bytecode, which starts in a sixth of the time and cannot have one.
void main(program, process.argv.slice(2)).then((code) => process.exit(code));
