// A headless Chromium of the system, with a profile of its own that is removed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const ARGUMENTS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

export interface OpenPage {
	readonly page: Page;
	/** Errors and warnings of the console, failed requests, errors that nobody caught. */
	readonly complaints: readonly string[];
}

export class Browser implements AsyncDisposable {
	private readonly context: BrowserContext;
	private readonly profile: string;

	private constructor(context: BrowserContext, profile: string) {
		this.context = context;
		this.profile = profile;
	}

	static async start(options: { readonly dark?: boolean; readonly width?: number } = {}): Promise<Browser> {
		const profile = mkdtempSync(join(tmpdir(), "torc-chromium-"));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: "/usr/bin/chromium",
			headless: true,
			args: ARGUMENTS,
			viewport: { width: options.width ?? 1200, height: 900 },
			colorScheme: options.dark ? "dark" : "light",
			// Nothing outside this machine is asked for anything.
			offline: true,
		});
		return new Browser(context, profile);
	}

	async open(url: string): Promise<OpenPage> {
		const page = await this.context.newPage();
		const complaints: string[] = [];
		page.on("console", (message) => {
			if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
		});
		page.on("pageerror", (error) => complaints.push(String(error)));
		page.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
		await page.goto(url);
		return { page, complaints };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.context.close();
		rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
	}
}
