// Other people's texts on a terminal: what would move its cursor or change its colours is shown instead.

/** Control characters but newline and tab in caret notation (`^[` for Escape), those above 127 as `\x9b`. */
export const visibleText = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, visibleSign);

function visibleSign(sign: string): string {
	const code = sign.charCodeAt(0);
	return code < 128 ? `^${String.fromCharCode(code ^ 64)}` : `\\x${code.toString(16)}`;
}
