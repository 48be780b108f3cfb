CREATE TABLE `api_keys` (
	`key_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`label` text NOT NULL,
	`key_hash` text NOT NULL,
	`last_four` text NOT NULL,
	`created_at` text NOT NULL,
	`revoked_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_key_hash_unique` ON `api_keys` (`key_hash`);--> statement-breakpoint
CREATE INDEX `api_keys_of_tenant` ON `api_keys` (`tenant_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `model_calls` (
	`tenant_id` text NOT NULL,
	`at` text NOT NULL,
	`call_id` text NOT NULL,
	`course_id` text,
	`learner_id` text,
	`session_id` text,
	`turn_id` text,
	`agent` text NOT NULL,
	`purpose` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`outcome` text NOT NULL,
	`cache` text NOT NULL,
	`fallback_reason` text,
	`input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`cached_input_tokens` integer NOT NULL,
	`reasoning_tokens` integer NOT NULL,
	`is_estimated` integer NOT NULL,
	`cost_nanousd` integer NOT NULL,
	`saved_nanousd` integer NOT NULL,
	`first_token_ms` integer,
	`total_ms` integer NOT NULL,
	`prompt_hash` text,
	PRIMARY KEY(`tenant_id`, `at`, `call_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `provider_keys` (
	`tenant_id` text NOT NULL,
	`provider` text NOT NULL,
	`base_url` text,
	`key_version` text NOT NULL,
	`sealed` text NOT NULL,
	`last_four` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `provider`)
);
--> statement-breakpoint
CREATE TABLE `tenant_routes` (
	`tenant_id` text NOT NULL,
	`agent` text NOT NULL,
	`entries` text NOT NULL,
	`updated_at` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `agent`)
);
