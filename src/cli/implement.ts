// Binds a command's table entry to its code: run computes and returns data, show says how people see it.
import type { Context } from "./context.ts";
import type { Arguments, CommandSpec } from "./grammar/command.ts";
import type { View } from "./render/view.ts";

interface Implementation<C extends CommandSpec, Data> {
	/** What it returns is what -f json prints; undefined prints nothing. */
	run(context: Context, args: Arguments<C>): Promise<Data>;
	/** What -f json prints instead of all of the data. */
	json?(data: Data): unknown;
	/** Table and CSV. */
	show(data: Data, args: Arguments<C>): View;
	/** Default 0. */
	exitCode?(data: Data, args: Arguments<C>, context: Context): number;
	/** Its answer is rows: CSV can show it. */
	isList?: true;
	/** Always print JSON. */
	onlyJson?(args: Arguments<C>): boolean;
}

/** A command whose types are checked where it is made. */
export interface RunnableCommand {
	run(context: Context, args: unknown): Promise<unknown>;
	json(data: unknown): unknown;
	show(data: unknown, args: unknown): View;
	exitCode(data: unknown, args: unknown, context: Context): number;
	readonly isList: boolean;
	onlyJson(args: unknown): boolean;
}

/** `spec` only carries the types. */
export function implement<C extends CommandSpec, Data>(_spec: C, code: Implementation<C, Data>): RunnableCommand {
	return {
		run: (context, args) => code.run(context, args as Arguments<C>),
		json: (data) => (code.json ? code.json(data as Data) : data),
		show: (data, args) => code.show(data as Data, args as Arguments<C>),
		exitCode: (data, args, context) => code.exitCode?.(data as Data, args as Arguments<C>, context) ?? 0,
		isList: code.isList ?? false,
		onlyJson: (args) => code.onlyJson?.(args as Arguments<C>) ?? false,
	};
}
