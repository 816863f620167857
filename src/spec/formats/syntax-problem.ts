// A text that is not in its format; carries the place and what was expected.
import type { Position } from "../located.ts";

export class SyntaxProblem extends Error {
	readonly at: Position;

	constructor(message: string, at: Position) {
		super(message);
		this.at = at;
	}
}
