/**
 * Version 1. Once it is released, this file never changes: a test compares what it says with a recorded hash. What has to change is a new
 * version.
 */
export const baseline = {
  fingerprint: "16325b8ceb371251",
  statements: (integer: "INTEGER" | "BIGINT"): readonly string[] => [
    `CREATE TABLE nxzalo_schema (version ${integer} NOT NULL)`,
    `CREATE TABLE nxzalo_journeys (
       journey_id TEXT PRIMARY KEY,
       app_index TEXT NOT NULL,
       phone_index TEXT NOT NULL,
       reference_index TEXT,
       token_index TEXT NOT NULL,
       ciphertext TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       expires_at ${integer} NOT NULL,
       live_until ${integer} NOT NULL,
       acknowledged_at ${integer},
       ended_at ${integer}
     )`,
    "CREATE INDEX nxzalo_journeys_by_time ON nxzalo_journeys (created_at, journey_id)",
    "CREATE INDEX nxzalo_journeys_by_phone ON nxzalo_journeys (phone_index, created_at)",
    "CREATE INDEX nxzalo_journeys_by_reference ON nxzalo_journeys (reference_index, created_at)",
    "CREATE INDEX nxzalo_journeys_by_token ON nxzalo_journeys (token_index)",
    "CREATE INDEX nxzalo_journeys_by_end ON nxzalo_journeys (expires_at)",
    `CREATE TABLE nxzalo_leases (
       key TEXT PRIMARY KEY,
       owner TEXT,
       lease_until ${integer} NOT NULL,
       journey_id TEXT,
       failed_owner TEXT,
       failure TEXT
     )`,
    "CREATE INDEX nxzalo_leases_by_journey ON nxzalo_leases (journey_id, lease_until)",
    `CREATE TABLE nxzalo_messages (
       message_id TEXT PRIMARY KEY,
       journey_id TEXT,
       app_index TEXT NOT NULL,
       phone_index TEXT NOT NULL,
       ciphertext TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       is_accepted ${integer} NOT NULL,
       request_id TEXT
     )`,
    "CREATE INDEX nxzalo_messages_by_journey ON nxzalo_messages (journey_id, created_at)",
    "CREATE INDEX nxzalo_messages_by_phone ON nxzalo_messages (phone_index)",
    "CREATE INDEX nxzalo_messages_by_request ON nxzalo_messages (request_id)",
    "CREATE INDEX nxzalo_messages_by_time ON nxzalo_messages (created_at)",
    `CREATE TABLE nxzalo_idempotency_keys (
       key TEXT PRIMARY KEY,
       fingerprint TEXT NOT NULL,
       owner TEXT NOT NULL,
       lease_until ${integer} NOT NULL,
       state TEXT NOT NULL,
       answer TEXT,
       message_id TEXT,
       journey_id TEXT,
       keep_until ${integer} NOT NULL
     )`,
    "CREATE INDEX nxzalo_idempotency_keys_by_message ON nxzalo_idempotency_keys (message_id)",
    "CREATE INDEX nxzalo_idempotency_keys_by_journey ON nxzalo_idempotency_keys (journey_id)",
    "CREATE INDEX nxzalo_idempotency_keys_by_end ON nxzalo_idempotency_keys (keep_until)",
    `CREATE TABLE nxzalo_receipts (
       receipt_id TEXT PRIMARY KEY,
       request_id TEXT,
       message_id TEXT,
       journey_id TEXT,
       is_matched ${integer} NOT NULL,
       acknowledges ${integer} NOT NULL,
       ends ${integer} NOT NULL,
       at ${integer} NOT NULL,
       received_at ${integer} NOT NULL,
       ciphertext TEXT NOT NULL
     )`,
    "CREATE INDEX nxzalo_receipts_by_journey ON nxzalo_receipts (journey_id)",
    "CREATE INDEX nxzalo_receipts_by_message ON nxzalo_receipts (message_id)",
    "CREATE INDEX nxzalo_receipts_by_request ON nxzalo_receipts (request_id)",
    "CREATE INDEX nxzalo_receipts_by_time ON nxzalo_receipts (received_at)",
    "CREATE INDEX nxzalo_receipts_unmatched ON nxzalo_receipts (is_matched, received_at, receipt_id)",
    "CREATE TABLE nxzalo_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
  ],
} as const;
