CREATE INDEX `lessons_of_owner` ON `lessons` (`tenant_id`,`owner_id`,`position`);--> statement-breakpoint
CREATE INDEX `lessons_of_course` ON `lessons` (`tenant_id`,`course_id`);