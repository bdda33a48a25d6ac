/**
 * Version 5: indexes that give messages in the order of a search, without those that have no such value. They have new names and are
 * partial, so that an operator can make them before, `CONCURRENTLY`, on tables of version 4. Once it is released, this file never changes.
 */
export const searchedMessages = {
  fingerprint: "75b5cf08dceb6644",
  statements: (): readonly string[] => [
    `CREATE INDEX IF NOT EXISTS nxzalo_messages_found_by_state ON nxzalo_messages (state, created_at, message_id, template_id)
       WHERE state IS NOT NULL`,
    `CREATE INDEX IF NOT EXISTS nxzalo_messages_found_by_upstream_code ON nxzalo_messages (upstream_code, created_at, message_id)
       WHERE upstream_code IS NOT NULL`,
    `CREATE INDEX IF NOT EXISTS nxzalo_messages_found_by_zalo_error ON nxzalo_messages (zalo_error, created_at, message_id, upstream_code)
       WHERE zalo_error IS NOT NULL`,
    `CREATE INDEX IF NOT EXISTS nxzalo_messages_found_by_reference_ending
       ON nxzalo_messages (reference_ending_index, created_at, message_id) WHERE reference_ending_index IS NOT NULL`,
    `CREATE INDEX IF NOT EXISTS nxzalo_messages_found_by_phone_ending ON nxzalo_messages (phone_ending_index, created_at, message_id)
       WHERE phone_ending_index IS NOT NULL`,
    "DROP INDEX nxzalo_messages_by_state",
    "DROP INDEX nxzalo_messages_by_upstream_code",
    "DROP INDEX nxzalo_messages_by_zalo_error",
    "DROP INDEX nxzalo_messages_by_reference_ending",
    "DROP INDEX nxzalo_messages_by_phone_ending",
  ],
} as const;
