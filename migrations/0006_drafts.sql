CREATE TABLE `draft_audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`draft_id` text NOT NULL,
	`at` text NOT NULL,
	`by_id` text,
	`what` text NOT NULL,
	`part_id` text
);
--> statement-breakpoint
CREATE INDEX `draft_audit_of_draft` ON `draft_audit` (`draft_id`,`id`);--> statement-breakpoint
CREATE TABLE `draft_nodes` (
	`draft_id` text NOT NULL,
	`node_id` text NOT NULL,
	`position` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`draft_id`, `node_id`)
);
--> statement-breakpoint
CREATE TABLE `draft_parts` (
	`draft_id` text NOT NULL,
	`part_id` text NOT NULL,
	`node_id` text NOT NULL,
	`position` integer NOT NULL,
	`decision` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`draft_id`, `part_id`)
);
--> statement-breakpoint
CREATE TABLE `draft_passages` (
	`draft_id` text NOT NULL,
	`passage_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`document_id` text NOT NULL,
	PRIMARY KEY(`draft_id`, `passage_id`)
);
--> statement-breakpoint
CREATE INDEX `draft_passages_of_document` ON `draft_passages` (`tenant_id`,`document_id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`draft_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`course_id` text NOT NULL,
	`request` text NOT NULL,
	`language` text NOT NULL,
	`status` text NOT NULL,
	`by` text NOT NULL,
	`detail` text NOT NULL,
	`cost_nanousd` integer NOT NULL,
	`approved` integer NOT NULL,
	`edited` integer NOT NULL,
	`rejected` integer NOT NULL,
	`expires_at` text,
	`lesson_id` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `drafts_of_course` ON `drafts` (`tenant_id`,`course_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `lessons` ADD `owner_id` text;--> statement-breakpoint
ALTER TABLE `lessons` ADD `course_id` text;