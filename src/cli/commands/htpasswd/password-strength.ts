// Whether a password is hard enough to guess (8-access, torc-htpasswd).
import { TorcError } from "../../../core/errors.ts";

const MIN_CHARACTERS = 8;
const MIN_SCORE = 3;
/** bcrypt looks at no more. */
const MAX_BYTES = 72;
/** The time a guess takes to rate grows with the length. */
const RATED_CHARACTERS = 100;

/** Error: `environment` with advice. The user's name is a word that guessers try first. */
export async function checkStrength(password: string, user: string): Promise<void> {
	const characters = [...password].length;
	if (characters < MIN_CHARACTERS) {
		throw weak(`Password is too short (${characters} characters): it needs ${MIN_CHARACTERS} or more`);
	}
	if (Buffer.byteLength(password) > MAX_BYTES) {
		throw weak(`Password is too long: bcrypt looks at its first ${MAX_BYTES} bytes only`);
	}
	if (password.toLowerCase() === user.toLowerCase()) {
		throw weak(`Password is too weak (score 0/4, it is the user's name)`);
	}
	const { default: zxcvbn } = await import("zxcvbn");
	const { score, feedback, crack_times_display } = zxcvbn(password.slice(0, RATED_CHARACTERS), [user]);
	if (score >= MIN_SCORE) return;
	const time = crack_times_display.offline_slow_hashing_1e4_per_second;
	const reason = `guessed within ${time}${feedback.warning ? `; ${feedback.warning}` : ""}`;
	throw weak(`Password is too weak (score ${score}/4, ${reason})`);
}

const weak = (message: string): TorcError =>
	new TorcError("environment", message, {
		hint: "Four or more words that do not belong together are strong, spaces included.",
	});
