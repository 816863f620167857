// What kind of statement a text is, without running it: its verb, whether it is one statement, whether it has a WHERE of
// its own. Comments, texts and quoted names are skipped; parentheses hide what is inside.

export interface StatementShape {
	/** First word, in capitals; empty for a text without one. */
	readonly opening: string;
	/** The verb that acts: behind the tables of WITH, or the opening itself. */
	readonly verb: string;
	/** Statements, separated by semicolons; empty ones are not counted. */
	readonly statements: number;
	/** A WHERE outside of parentheses follows the verb. */
	readonly hasWhere: boolean;
}

export function statementShape(sql: string): StatementShape {
	let opening = "";
	let verb = "";
	let statements = 0;
	let hasWhere = false;
	let depth = 0;
	let inStatement = false;
	const tokens = [...sql.matchAll(TOKENS)].map(([token]) => token);
	for (const [index, token] of tokens.entries()) {
		if (SKIPPED.test(token)) {
			if (!token.startsWith("--") && !token.startsWith("/*")) inStatement = true;
			continue;
		}
		if (token === ";") {
			if (inStatement) statements++;
			inStatement = false;
			continue;
		}
		inStatement = true;
		if (token === "(") depth++;
		else if (token === ")") depth--;
		else if (depth === 0) {
			const word = token.toUpperCase();
			if (opening === "") opening = word;
			if (verb === "" && (opening !== "WITH" || isVerb(word, tokens[index + 1]))) verb = word;
			if (word === "WHERE" && verb !== "") hasWhere = true;
		}
	}
	if (inStatement) statements++;
	return { opening, verb, statements, hasWhere };
}

/** A table of WITH may be called replace. */
const isVerb = (word: string, next = ""): boolean =>
	VERBS.has(word) || (word === "REPLACE" && next.toUpperCase() === "INTO");

/** Comments, texts, quoted names, parameters, words, and signs one by one; white space is no token. */
const TOKENS =
	/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|[:@$#][\w$\u0080-\uffff]+|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[^\s]/g;
const SKIPPED = /^(?:--|\/\*|'|"|`|\[|[:@$#]\w)/;
const VERBS: ReadonlySet<string> = new Set(["SELECT", "VALUES", "INSERT", "UPDATE", "DELETE"]);
