// What handlers work with.
import type { Store } from "../store/open-store.ts";
import type { Authenticator } from "./credentials/credentials.ts";
import type { BackgroundTasks } from "./live/background-tasks.ts";
import type { EventStreams } from "./live/event-streams.ts";
import type { WaitRoom } from "./live/wait-room.ts";
import type { Observer } from "./traffic/observer.ts";

export interface AdminSqlSettings {
	readonly enabled: boolean;
	readonly writesEnabled: boolean;
	/** Seconds after which a reading statement is ended. */
	readonly maxSeconds: number;
}

export interface Services {
	readonly store: Store;
	readonly waits: WaitRoom;
	readonly streams: EventStreams;
	readonly tasks: BackgroundTasks;
	readonly users: Authenticator;
	readonly observer: Observer;
	readonly adminSql: AdminSqlSettings;
	/** Only owners and their groups may use a workflow. */
	readonly enforcesAccess: boolean;
	/** Records within workflows are sent as JSON text, which is all that clients of 0.12 can read. */
	readonly compatTextFields: boolean;
	/** Epoch milliseconds. */
	readonly startedAt: number;
	/** The server's messages, one line each. */
	readonly log: (message: string) => void;
}
