-- Everyone who comes without an organisation learns here.
INSERT INTO `tenants` (`tenant_id`, `name`, `created_at`) VALUES ('ten_public', 'Public', '2026-11-20T00:00:00.000Z');
