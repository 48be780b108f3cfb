CREATE TABLE `lessons` (
	`tenant_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`pack_id` text NOT NULL,
	`pack_version` integer NOT NULL,
	`title` text NOT NULL,
	`promise` text NOT NULL,
	`subject` text NOT NULL,
	`language` text NOT NULL,
	`node_count` integer NOT NULL,
	`minutes` integer NOT NULL,
	`licence` text NOT NULL,
	`sources` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `lesson_id`)
);
--> statement-breakpoint
CREATE TABLE `pack_nodes` (
	`pack_id` text NOT NULL,
	`version` integer NOT NULL,
	`position` integer NOT NULL,
	`node_id` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`pack_id`, `version`, `position`)
);
--> statement-breakpoint
CREATE TABLE `packs` (
	`pack_id` text NOT NULL,
	`version` integer NOT NULL,
	`outline` text NOT NULL,
	`checksum` text NOT NULL,
	PRIMARY KEY(`pack_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `learners` (
	`learner_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `learners_of_tenant` ON `learners` (`tenant_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `tenants` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`session_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`learner_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`current_index` integer NOT NULL,
	`node_count` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_of_learner` ON `sessions` (`tenant_id`,`learner_id`,`updated_at`);