CREATE TABLE `courses` (
	`course_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`title` text NOT NULL,
	`language` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `courses_of_owner` ON `courses` (`tenant_id`,`owner_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `documents` (
	`document_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`course_id` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text,
	`source_url` text,
	`content_hash` text,
	`bytes` integer NOT NULL,
	`kind` text,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`unit` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer,
	`failure_code` text,
	`failure_detail` text,
	`failure_page` integer,
	`findings` text NOT NULL,
	`pages` integer,
	`passages` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `documents_of_course` ON `documents` (`course_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `documents_by_status` ON `documents` (`status`,`updated_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `documents_by_content` ON `documents` (`course_id`,`content_hash`) WHERE source_url IS NULL;