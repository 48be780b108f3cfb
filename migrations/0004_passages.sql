CREATE TABLE `document_vectors` (
	`tenant_id` text NOT NULL,
	`document_id` text NOT NULL,
	`model` text NOT NULL,
	`course_id` text NOT NULL,
	`version` integer,
	PRIMARY KEY(`tenant_id`, `document_id`, `model`)
);
--> statement-breakpoint
CREATE INDEX `document_vectors_of_course` ON `document_vectors` (`tenant_id`,`course_id`);--> statement-breakpoint
CREATE TABLE `indexed_documents` (
	`tenant_id` text NOT NULL,
	`document_id` text NOT NULL,
	`course_id` text NOT NULL,
	`version` integer NOT NULL,
	`passages` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `document_id`)
);
--> statement-breakpoint
CREATE INDEX `indexed_documents_of_course` ON `indexed_documents` (`tenant_id`,`course_id`);--> statement-breakpoint
CREATE TABLE `passages` (
	`id` integer PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`course_id` text NOT NULL,
	`document_id` text NOT NULL,
	`version` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`passage_id` text NOT NULL,
	`text` text NOT NULL,
	`anchor` text NOT NULL,
	`heads` text NOT NULL,
	`body` text NOT NULL,
	`published` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passages_of_version` ON `passages` (`tenant_id`,`document_id`,`version`,`ordinal`);--> statement-breakpoint
CREATE UNIQUE INDEX `passages_published` ON `passages` (`tenant_id`,`passage_id`) WHERE published = 1;--> statement-breakpoint
-- By hand from here on: drizzle knows no virtual tables. The words are stems that our own code made, so the tokenizer only splits at spaces: letters, marks and
-- digits are parts of a word, and so is the underscore of ids.
CREATE VIRTUAL TABLE `passages_fts` USING fts5(
	course_id, heads, body,
	content = 'passages', content_rowid = 'id',
	tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co' tokenchars '_'"
);
--> statement-breakpoint
-- Deleted words are gone from the index at once instead of at some later merge.
INSERT INTO `passages_fts` (`passages_fts`, `rank`) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER `passages_publish` AFTER UPDATE OF `published` ON `passages` WHEN old.`published` = 0 AND new.`published` = 1 BEGIN
	INSERT INTO `passages_fts` (`rowid`, `course_id`, `heads`, `body`) VALUES (new.`id`, new.`course_id`, new.`heads`, new.`body`);
END;
--> statement-breakpoint
CREATE TRIGGER `passages_forget` AFTER DELETE ON `passages` WHEN old.`published` = 1 BEGIN
	INSERT INTO `passages_fts` (`passages_fts`, `rowid`, `course_id`, `heads`, `body`) VALUES ('delete', old.`id`, old.`course_id`, old.`heads`, old.`body`);
END;
