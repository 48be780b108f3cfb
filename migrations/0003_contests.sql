CREATE TABLE `contests` (
	`tenant_id` text NOT NULL,
	`learner_id` text NOT NULL,
	`evidence_id` text NOT NULL,
	`skill` text NOT NULL,
	`at` text NOT NULL,
	`reason` text NOT NULL,
	`verdict` text NOT NULL,
	`question` text NOT NULL,
	`quoted` text,
	`lesson_title` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `learner_id`, `evidence_id`)
);
--> statement-breakpoint
CREATE INDEX `contests_of_tenant` ON `contests` (`tenant_id`,`at`);