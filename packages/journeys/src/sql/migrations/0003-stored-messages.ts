/**
 * Version 3: messages with their states, attempts and what they are found by, a ledger of costs, an audit. Once it is released, this file
 * never changes.
 */
export const storedMessages = {
  fingerprint: "1795b83939016223",
  statements: (integer: "INTEGER" | "BIGINT"): readonly string[] => [
    "ALTER TABLE nxzalo_journeys ADD COLUMN token_type TEXT",
    "ALTER TABLE nxzalo_journeys ADD COLUMN caller TEXT",
    "ALTER TABLE nxzalo_journeys ADD COLUMN labels TEXT",

    "ALTER TABLE nxzalo_messages ADD COLUMN state TEXT NOT NULL DEFAULT 'unknown'",
    `ALTER TABLE nxzalo_messages ADD COLUMN attempt ${integer} NOT NULL DEFAULT 1`,
    `ALTER TABLE nxzalo_messages ADD COLUMN attempted_at ${integer}`,
    `ALTER TABLE nxzalo_messages ADD COLUMN upstream_code ${integer}`,
    `ALTER TABLE nxzalo_messages ADD COLUMN zalo_error ${integer}`,
    `ALTER TABLE nxzalo_messages ADD COLUMN has_token ${integer} NOT NULL DEFAULT 0`,
    "ALTER TABLE nxzalo_messages ADD COLUMN caller TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN template_id TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN labels TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN reference_index TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN folded_reference_index TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN reference_ending_index TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN phone_ending_index TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN data TEXT",
    `ALTER TABLE nxzalo_messages ADD COLUMN erase_at ${integer}`,
    "UPDATE nxzalo_messages SET state = 'accepted' WHERE is_accepted = 1",
    "DROP INDEX nxzalo_messages_by_outcome",
    "ALTER TABLE nxzalo_messages DROP COLUMN is_accepted",
    "CREATE INDEX nxzalo_messages_by_state ON nxzalo_messages (state, created_at, message_id)",
    "CREATE INDEX nxzalo_messages_by_template ON nxzalo_messages (template_id, created_at, message_id)",
    "CREATE INDEX nxzalo_messages_by_upstream_code ON nxzalo_messages (upstream_code, created_at)",
    "CREATE INDEX nxzalo_messages_by_zalo_error ON nxzalo_messages (zalo_error, created_at)",
    "CREATE INDEX nxzalo_messages_by_reference ON nxzalo_messages (reference_index, created_at)",
    "CREATE INDEX nxzalo_messages_by_folded_reference ON nxzalo_messages (folded_reference_index, created_at)",
    "CREATE INDEX nxzalo_messages_by_reference_ending ON nxzalo_messages (reference_ending_index, created_at)",
    "CREATE INDEX nxzalo_messages_by_phone_ending ON nxzalo_messages (phone_ending_index, created_at)",
    "CREATE INDEX nxzalo_messages_by_erasure ON nxzalo_messages (erase_at)",

    `CREATE TABLE nxzalo_attempts (
       message_id TEXT NOT NULL,
       attempt ${integer} NOT NULL,
       state TEXT NOT NULL,
       attempted_at ${integer} NOT NULL,
       journey_id TEXT,
       request_id TEXT,
       upstream_code ${integer},
       zalo_error ${integer},
       PRIMARY KEY (message_id, attempt)
     )`,
    "CREATE INDEX nxzalo_attempts_by_request ON nxzalo_attempts (request_id)",

    `CREATE TABLE nxzalo_labels (
       label TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       message_id TEXT NOT NULL,
       PRIMARY KEY (label, created_at, message_id)
     )`,
    "CREATE INDEX nxzalo_labels_by_message ON nxzalo_labels (message_id)",

    `ALTER TABLE nxzalo_receipts ADD COLUMN attempt ${integer}`,
    "ALTER TABLE nxzalo_receipts ADD COLUMN state TEXT",
    `ALTER TABLE nxzalo_receipts ADD COLUMN zalo_error ${integer}`,
    "ALTER TABLE nxzalo_receipts ADD COLUMN problem TEXT",
    "ALTER TABLE nxzalo_receipts ADD COLUMN amount TEXT",
    "ALTER TABLE nxzalo_receipts ADD COLUMN currency TEXT",
    "ALTER TABLE nxzalo_receipts ADD COLUMN app_index TEXT",
    `ALTER TABLE nxzalo_receipts ADD COLUMN quota_remaining ${integer}`,
    `ALTER TABLE nxzalo_receipts ADD COLUMN quota_daily ${integer}`,
    "CREATE INDEX nxzalo_receipts_by_quota ON nxzalo_receipts (app_index, at) WHERE quota_daily IS NOT NULL",

    `CREATE TABLE nxzalo_ledger (
       entry_id TEXT PRIMARY KEY,
       kind TEXT NOT NULL,
       at ${integer} NOT NULL,
       counted_at ${integer} NOT NULL,
       booked_at ${integer} NOT NULL,
       journey_id TEXT,
       message_id TEXT,
       request_id TEXT,
       app_index TEXT,
       template_id TEXT,
       token_type TEXT,
       caller TEXT,
       labels TEXT,
       amount TEXT,
       currency TEXT
     )`,
    "CREATE INDEX nxzalo_ledger_by_time ON nxzalo_ledger (counted_at)",
    "CREATE INDEX nxzalo_ledger_by_message ON nxzalo_ledger (message_id)",
    `CREATE TABLE nxzalo_closed_months (
       month TEXT PRIMARY KEY,
       closed_at ${integer} NOT NULL,
       caller TEXT
     )`,

    `CREATE TABLE nxzalo_audit (
       audit_id TEXT PRIMARY KEY,
       at ${integer} NOT NULL,
       caller TEXT,
       action TEXT NOT NULL,
       app_index TEXT,
       subject TEXT,
       details TEXT
     )`,
    "CREATE INDEX nxzalo_audit_by_time ON nxzalo_audit (at, audit_id)",
    "CREATE INDEX nxzalo_audit_by_subject ON nxzalo_audit (subject, at)",
  ],
} as const;
