import type { ErrorCode } from '#lib/errors/patter-error.ts';
import type { MessageKey } from '#lib/i18n/message.ts';

export interface ErrorWords {
  /** What happened; `$1` is the tutor's name. */
  title: MessageKey;
  /** Why, and what the learner can do; `$1` is the tutor's name. */
  advice: MessageKey;
  /** The one action that is offered first. */
  action: 'retry' | 'settings' | 'none';
}

/** What a learner reads for each error. */
export const errorWords = {
  cancelled: { title: 'error_cancelled_title', advice: 'error_cancelled_advice', action: 'retry' },
  interrupted: { title: 'error_interrupted_title', advice: 'error_interrupted_advice', action: 'retry' },
  offline: { title: 'error_offline_title', advice: 'error_offline_advice', action: 'retry' },
  unreachable: { title: 'error_unreachable_title', advice: 'error_unreachable_advice', action: 'retry' },
  blocked: { title: 'error_blocked_title', advice: 'error_blocked_advice', action: 'retry' },
  permission: { title: 'error_permission_title', advice: 'error_permission_advice', action: 'settings' },
  'key-missing': { title: 'error_key_missing_title', advice: 'error_key_missing_advice', action: 'settings' },
  auth: { title: 'error_auth_title', advice: 'error_auth_advice', action: 'settings' },
  'model-missing': { title: 'error_model_missing_title', advice: 'error_model_missing_advice', action: 'settings' },
  'language-unsupported': { title: 'error_language_title', advice: 'error_language_advice', action: 'settings' },
  'task-unsupported': { title: 'error_task_title', advice: 'error_task_advice', action: 'settings' },
  'rate-limited': { title: 'error_rate_limited_title', advice: 'error_rate_limited_advice', action: 'retry' },
  throttled: { title: 'error_throttled_title', advice: 'error_throttled_advice', action: 'retry' },
  quota: { title: 'error_quota_title', advice: 'error_quota_advice', action: 'settings' },
  budget: { title: 'error_budget_title', advice: 'error_budget_advice', action: 'settings' },
  overloaded: { title: 'error_overloaded_title', advice: 'error_overloaded_advice', action: 'retry' },
  'server-error': { title: 'error_server_title', advice: 'error_server_advice', action: 'retry' },
  'too-long': { title: 'error_too_long_title', advice: 'error_too_long_advice', action: 'settings' },
  'bad-request': { title: 'error_bad_request_title', advice: 'error_bad_request_advice', action: 'settings' },
  timeout: { title: 'error_timeout_title', advice: 'error_timeout_advice', action: 'retry' },
  'bad-stream': { title: 'error_bad_stream_title', advice: 'error_bad_stream_advice', action: 'retry' },
  'bad-output': { title: 'error_bad_output_title', advice: 'error_bad_output_advice', action: 'retry' },
  'page-unreadable': { title: 'error_page_unreadable_title', advice: 'error_page_unreadable_advice', action: 'retry' },
  'page-empty': { title: 'error_page_empty_title', advice: 'error_page_empty_advice', action: 'retry' },
  'microphone-denied': {
    title: 'error_microphone_denied_title',
    advice: 'error_microphone_denied_advice',
    action: 'retry',
  },
  'microphone-missing': {
    title: 'error_microphone_missing_title',
    advice: 'error_microphone_missing_advice',
    action: 'retry',
  },
  'recognition-silent': {
    title: 'error_recognition_silent_title',
    advice: 'error_recognition_silent_advice',
    action: 'retry',
  },
  'recognition-language': {
    title: 'error_recognition_language_title',
    advice: 'error_recognition_language_advice',
    action: 'retry',
  },
  'recognition-unreachable': {
    title: 'error_recognition_unreachable_title',
    advice: 'error_recognition_unreachable_advice',
    action: 'retry',
  },
  'recognition-unavailable': {
    title: 'error_recognition_unavailable_title',
    advice: 'error_recognition_unavailable_advice',
    action: 'none',
  },
  'recognition-download': {
    title: 'error_recognition_download_title',
    advice: 'error_recognition_download_advice',
    action: 'retry',
  },
  busy: { title: 'error_busy_title', advice: 'error_busy_advice', action: 'none' },
  'anki-unreachable': {
    title: 'error_anki_unreachable_title',
    advice: 'error_anki_unreachable_advice',
    action: 'retry',
  },
  'anki-permission': { title: 'error_anki_permission_title', advice: 'error_anki_permission_advice', action: 'retry' },
  'anki-denied': { title: 'error_anki_denied_title', advice: 'error_anki_denied_advice', action: 'retry' },
  'anki-key': { title: 'error_anki_key_title', advice: 'error_anki_key_advice', action: 'retry' },
  'anki-outdated': { title: 'error_anki_outdated_title', advice: 'error_anki_outdated_advice', action: 'retry' },
  'anki-note-type': { title: 'error_anki_note_type_title', advice: 'error_anki_note_type_advice', action: 'retry' },
  'anki-failed': { title: 'error_anki_failed_title', advice: 'error_anki_failed_advice', action: 'retry' },
  'table-unreadable': {
    title: 'error_table_unreadable_title',
    advice: 'error_table_unreadable_advice',
    action: 'none',
  },
  'table-too-large': { title: 'error_table_too_large_title', advice: 'error_table_too_large_advice', action: 'none' },
  'storage-full': { title: 'error_storage_full_title', advice: 'error_storage_full_advice', action: 'retry' },
  'storage-blocked': {
    title: 'error_storage_blocked_title',
    advice: 'error_storage_blocked_advice',
    action: 'retry',
  },
  'storage-newer': { title: 'error_storage_newer_title', advice: 'error_storage_newer_advice', action: 'none' },
  storage: { title: 'error_storage_title', advice: 'error_storage_advice', action: 'retry' },
  'worker-lost': { title: 'error_worker_lost_title', advice: 'error_worker_lost_advice', action: 'retry' },
  'backup-foreign': { title: 'error_backup_foreign_title', advice: 'error_backup_foreign_advice', action: 'none' },
  'backup-newer': { title: 'error_backup_newer_title', advice: 'error_backup_newer_advice', action: 'none' },
  'backup-damaged': { title: 'error_backup_damaged_title', advice: 'error_backup_damaged_advice', action: 'none' },
  'backup-too-big': { title: 'error_backup_too_big_title', advice: 'error_backup_too_big_advice', action: 'none' },
  bug: { title: 'error_bug_title', advice: 'error_bug_advice', action: 'retry' },
} satisfies Record<ErrorCode, ErrorWords>;
