/**
 * Version 4: messages that wait, the account's pace, events that are delivered from the store, people who are not to be written to and what
 * they ask for, the work list, sessions of the console. Once it is released, this file never changes.
 */
export const waitingMessages = {
  fingerprint: "ffbf377a4f3939fe",
  statements: (integer: "INTEGER" | "BIGINT"): readonly string[] => [
    `ALTER TABLE nxzalo_messages ADD COLUMN due_at ${integer}`,
    `ALTER TABLE nxzalo_messages ADD COLUMN not_after ${integer}`,
    "ALTER TABLE nxzalo_messages ADD COLUMN lane TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN topic_index TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN held_for TEXT",
    "ALTER TABLE nxzalo_messages ADD COLUMN secrets TEXT",
    `ALTER TABLE nxzalo_messages ADD COLUMN tries ${integer} NOT NULL DEFAULT 0`,
    `ALTER TABLE nxzalo_messages ADD COLUMN silent_at ${integer}`,
    `ALTER TABLE nxzalo_messages ADD COLUMN simulated ${integer} NOT NULL DEFAULT 0`,
    `ALTER TABLE nxzalo_journeys ADD COLUMN simulated ${integer} NOT NULL DEFAULT 0`,
    "CREATE INDEX nxzalo_messages_by_due ON nxzalo_messages (lane, due_at, message_id) WHERE state = 'scheduled'",
    "CREATE INDEX nxzalo_messages_by_not_after ON nxzalo_messages (not_after) WHERE state = 'scheduled'",
    "CREATE INDEX nxzalo_messages_by_topic ON nxzalo_messages (topic_index, created_at) WHERE topic_index IS NOT NULL",
    "CREATE INDEX nxzalo_messages_by_attempt ON nxzalo_messages (app_index, attempted_at) WHERE attempted_at IS NOT NULL",
    "CREATE INDEX nxzalo_messages_by_silence ON nxzalo_messages (silent_at) WHERE silent_at IS NOT NULL",

    `CREATE TABLE nxzalo_pace (
       name TEXT PRIMARY KEY,
       next_at ${integer} NOT NULL
     )`,

    `CREATE TABLE nxzalo_events (
       event_id TEXT PRIMARY KEY,
       type TEXT NOT NULL,
       state TEXT NOT NULL,
       message_id TEXT,
       receipt_id TEXT,
       app_index TEXT,
       phone_index TEXT,
       ordered_by TEXT NOT NULL,
       created_at ${integer} NOT NULL,
       due_at ${integer},
       give_up_at ${integer} NOT NULL,
       tries ${integer} NOT NULL DEFAULT 0,
       problem TEXT,
       ended_at ${integer},
       facts TEXT NOT NULL
     )`,
    "CREATE INDEX nxzalo_events_by_due ON nxzalo_events (due_at, event_id) WHERE state = 'waiting'",
    "CREATE INDEX nxzalo_events_by_order ON nxzalo_events (ordered_by, created_at, event_id) WHERE state = 'waiting'",
    "CREATE INDEX nxzalo_events_by_state ON nxzalo_events (state, created_at, event_id)",
    "CREATE INDEX nxzalo_events_by_receipt ON nxzalo_events (receipt_id)",
    "CREATE INDEX nxzalo_events_by_message ON nxzalo_events (message_id)",
    "CREATE INDEX nxzalo_events_by_phone ON nxzalo_events (phone_index)",
    `CREATE TABLE nxzalo_event_targets (
       target TEXT PRIMARY KEY,
       failures ${integer} NOT NULL,
       retry_at ${integer} NOT NULL
     )`,

    `CREATE TABLE nxzalo_suppressions (
       suppression_id TEXT PRIMARY KEY,
       app_index TEXT NOT NULL,
       phone_index TEXT NOT NULL,
       scope TEXT NOT NULL,
       source TEXT NOT NULL,
       zalo_error ${integer},
       message_id TEXT,
       caller TEXT,
       created_at ${integer} NOT NULL,
       told_at ${integer} NOT NULL,
       until_at ${integer},
       ciphertext TEXT
     )`,
    "CREATE INDEX nxzalo_suppressions_by_phone ON nxzalo_suppressions (phone_index, app_index)",
    "CREATE INDEX nxzalo_suppressions_by_time ON nxzalo_suppressions (created_at, suppression_id)",
    "CREATE INDEX nxzalo_suppressions_by_end ON nxzalo_suppressions (until_at)",
    `CREATE TABLE nxzalo_people_requests (
       request_id TEXT PRIMARY KEY,
       kind TEXT NOT NULL,
       phone_index TEXT NOT NULL,
       app_indexes TEXT,
       caller TEXT,
       asked_at ${integer} NOT NULL,
       done_at ${integer},
       counts TEXT,
       ciphertext TEXT
     )`,
    "CREATE INDEX nxzalo_people_requests_by_time ON nxzalo_people_requests (asked_at, request_id)",
    "CREATE INDEX nxzalo_people_requests_by_phone ON nxzalo_people_requests (phone_index)",

    `CREATE TABLE nxzalo_tasks (
       message_id TEXT PRIMARY KEY,
       state TEXT NOT NULL,
       app_index TEXT,
       phone_index TEXT,
       reason TEXT,
       opened_at ${integer} NOT NULL,
       taken_by TEXT,
       taken_at ${integer},
       called_at ${integer},
       ended_at ${integer},
       version ${integer} NOT NULL DEFAULT 1,
       ciphertext TEXT
     )`,
    "CREATE INDEX nxzalo_tasks_by_state ON nxzalo_tasks (state, opened_at, message_id)",
    "CREATE INDEX nxzalo_tasks_by_phone ON nxzalo_tasks (phone_index)",
    `CREATE TABLE nxzalo_sessions (
       session_id TEXT PRIMARY KEY,
       kind TEXT NOT NULL,
       name TEXT NOT NULL,
       role TEXT NOT NULL,
       made_by TEXT,
       created_at ${integer} NOT NULL,
       expires_at ${integer} NOT NULL
     )`,
    "CREATE INDEX nxzalo_sessions_by_end ON nxzalo_sessions (expires_at)",
  ],
} as const;
